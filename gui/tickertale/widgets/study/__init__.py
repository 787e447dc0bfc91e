"""The view of an event study of many events."""
