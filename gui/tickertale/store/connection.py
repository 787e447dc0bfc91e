"""Connections to the document: how SQLite is set, and its errors in our words."""

import contextlib
import sqlite3
import textwrap
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    ReadOnlyDocumentError,
)
from tickertale.store.journal import keep_journal

BUSY_TIMEOUT_S = 5.0
"""How long a statement waits for another process that holds the document."""


class Access(Enum):
    """What a connection may do."""

    WRITE = "write"
    FOLLOW = "follow"
    READ = "read"


_SETTINGS = (
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = FAST",
)


def connect(path: Path, *, access: Access) -> sqlite3.Connection:
    """Return a connection to an existing file, which is not created.

    A follower may not write either, but it can roll back what a killed writer left half done;
    a reader leaves the file and its folder untouched.
    """
    mode = "ro" if access is Access.READ else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
    )
    try:
        configure(connection)
        if access is Access.WRITE:
            keep_journal(connection)
        if access is Access.FOLLOW:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_memory() -> sqlite3.Connection:
    """Return a connection to an empty document that no file holds."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    configure(connection)
    return connection


def configure(connection: sqlite3.Connection) -> None:
    """Set what every connection to a document needs; bytes that are no text become U+FFFD."""
    connection.text_factory = _decode
    for setting in _SETTINGS:
        connection.execute(setting)


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit all that the block writes, or nothing of it."""
    _begin(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk or a failing drive may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _begin(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        # To begin writes nothing, so a full disk is the last transaction's as well.
        code = getattr(error, "sqlite_errorname", "") or ""
        if not code.startswith(("SQLITE_IOERR", "SQLITE_FULL")):
            raise
        # Where a full disk kept the last transaction from being rolled back, the next one is told
        # so once, and the one after that finds all in order.
        connection.execute("BEGIN IMMEDIATE")


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read all that the block reads as it is at one moment, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextlib.contextmanager
def errors_in_our_words(name: str, *, is_writing: bool = False) -> Iterator[None]:
    """Turn each error of SQLite in the block into the sentence for the user.

    Parameters
    ----------
    name : str
        The document, as the user knows it.
    is_writing : bool
        The block writes to an open document.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, name, is_writing=is_writing) from error
    except UnicodeDecodeError as error:
        # A message of SQLite that quotes damaged names.
        message = f"{name} is damaged: it has names that are not text"
        raise CorruptDocumentError(message) from error


def _translated(error: sqlite3.Error, name: str, *, is_writing: bool) -> DocumentError:
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_FULL"):
        return DocumentError(f"{name}: the disk is full; the change was not saved")
    if code in {"SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY"}:
        message = f"{name} was left half written by a program that was ended"
        return DocumentError(f"{message}; open it once where it can be written")
    if code.startswith("SQLITE_READONLY"):
        return ReadOnlyDocumentError(f"{name} cannot be written; the change was not saved")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DocumentError(f"{name} is in use by another program; try again when it is done")
    if code.startswith("SQLITE_CANTOPEN") and is_writing:
        # The document is open, so it is the journal beside it that cannot be made.
        message = f"{name} cannot be written, as its folder takes no new file"
        return ReadOnlyDocumentError(f"{message}; the change was not saved")
    if code.startswith("SQLITE_CANTOPEN"):
        return DocumentError(f"{name} cannot be opened; a readable file was expected")
    if code.startswith(("SQLITE_IOERR", "SQLITE_PERM", "SQLITE_AUTH")):
        return DocumentError(
            f"{name}: the drive refused to read or write it ({error_reason(error)})"
        )
    return CorruptDocumentError(
        f"{name} is damaged or is not a Tickertale document ({error_reason(error)})"
    )


def error_reason(error: sqlite3.Error) -> str:
    """Return the message in one line, for SQLite may quote whole statements of a damaged file."""
    return textwrap.shorten(str(error), 120, placeholder=" …")
