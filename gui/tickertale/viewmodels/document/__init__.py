"""The document as a whole: its history, its properties, a new one."""
