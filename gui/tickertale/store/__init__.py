"""The event store: the SQLite document, its migrations, search and interchange formats.

It knows the domain and nothing else of ours.
"""
