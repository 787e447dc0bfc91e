"""The open document: one timeline, its only writer, its history and its listeners."""
