"""What the window remembers, and what its status line says."""
