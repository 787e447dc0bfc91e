"""The rollback journal of a document: kept while it is open, and gone when it is closed."""

import contextlib
import sqlite3
from pathlib import Path

_HEAD_BYTES = 28


def keep_journal(connection: sqlite3.Connection) -> None:
    """Let each commit of a connection end with zeros over the head of the journal, synced.

    To delete the journal, as SQLite does else, takes longer and is not synced: a power cut could
    bring it back, and the next start would take back with it what was said to be on disk.
    """
    connection.execute("PRAGMA journal_mode = PERSIST")
    # As much as an edit of a few events takes: what an import took is given back to the disk.
    connection.execute("PRAGMA journal_size_limit = 131072")


def drop_journal(connection: sqlite3.Connection) -> None:
    """Delete the journal, so that nothing is left beside the document."""
    # One that stays, as its folder has become read-only, has no head and does no harm.
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = DELETE")


def journal_path(document: Path) -> Path:
    """Return the name that SQLite gives to the journal of a document."""
    return document.with_name(f"{document.name}-journal")


def drop_left_journal(document: Path) -> None:
    """Delete the journal of a document that is gone from there, unless it has an edit to take back.

    SQLite looks beside it for the rights of the file, and would refuse to read on.
    """
    journal = journal_path(document)
    with contextlib.suppress(OSError):
        with journal.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        if not any(head):
            journal.unlink()
