"""What the window shows, as frozen states that pure functions resolve; QtCore only."""
