"""The form in which an event is edited."""
