"""What parts of the window are made with: its commands and its docks."""
