"""The event store: the SQLite document, its migrations, search and interchange formats; knows the domain only."""
