"""The main window, and what joins its parts."""
