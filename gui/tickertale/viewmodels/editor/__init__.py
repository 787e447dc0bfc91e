"""Events that are being edited, merged or imported."""
