"""The file of a document: made whole or not at all, and opened for what it allows."""

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    DocumentNotFoundError,
    NewerDocumentError,
)
from tickertale.domain.timeline import Timeline
from tickertale.store.atomic_file import (
    is_folder,
    place_new,
    sync_folder,
    temporary_path,
)
from tickertale.store.bar_table import BarColumns, write_bars
from tickertale.store.connection import (
    Access,
    configure,
    connect,
    connect_memory,
    error_reason,
    errors_in_our_words,
    transaction,
)
from tickertale.store.journal import journal_path
from tickertale.store.row import KINDS
from tickertale.store.schema import (
    APPLICATION_ID,
    NEWEST_VERSION,
    application_id,
    document_version,
    migrate,
)
from tickertale.store.search import add_to_index, merge_index
from tickertale.store.writer_lock import WriterLock

MAGIC = b"SQLite format 3\x00"
"""The first bytes of each SQLite file."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open document.

    Parameters
    ----------
    connection : sqlite3.Connection
    name : str
        The document, as the user knows it.
    path : Path or None
        Where it is; None in memory.
    lock : WriterLock or None
        Held by the one writer.
    read_only_reason : str
        Why it cannot be written, in one sentence; empty when it can.
    is_following : bool
        It cannot be written as long as another process is its writer.
    """

    connection: sqlite3.Connection
    name: str
    path: Path | None = None
    lock: WriterLock | None = None
    read_only_reason: str = ""
    is_following: bool = False


def copy_file(connection: sqlite3.Connection, path: Path) -> None:
    """Write all that a document holds, its history too, in the place of whatever has that name.

    It is read from the connection, so the copy can be made when the file itself is gone.

    Raises
    ------
    DocumentError
        It cannot be written; what was there before is still there.
    """
    temporary = temporary_path(path)
    try:
        with (
            errors_in_our_words(str(path)),
            contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as copy,
        ):
            configure(copy)
            connection.backup(copy)
        temporary.replace(path)
        # That of a file which had the name before would be taken for one of the copy.
        journal_path(path).unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)
        journal_path(temporary).unlink(missing_ok=True)


def make_in_memory(timeline: Timeline, bars: Mapping[str, BarColumns]) -> OpenFile:
    """Return a document that no file holds."""
    connection = connect_memory()
    _fill(connection, timeline, bars=bars)
    return OpenFile(connection, timeline.title)


def make_file(path: Path, timeline: Timeline, *, bars: Mapping[str, BarColumns]) -> None:
    """Write a new document; its name appears when all of it is on disk.

    Raises
    ------
    DocumentError
        The name is taken, or the file cannot be written.
    """
    if path.exists():
        raise _name_taken(path)
    temporary = temporary_path(path)
    try:
        with errors_in_our_words(str(path)):
            connection = sqlite3.connect(temporary, isolation_level=None)
            try:
                configure(connection)
                _fill(connection, timeline, bars=bars)
            finally:
                connection.close()
        place_new(temporary, path)
    except FileExistsError as error:
        raise _name_taken(path) from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _name_taken(path: Path) -> DocumentError:
    return DocumentError(f"{path} exists already; a new name was expected")


def _fill(
    connection: sqlite3.Connection, timeline: Timeline, *, bars: Mapping[str, BarColumns]
) -> None:
    migrate(connection)
    with transaction(connection):
        for kind in KINDS:
            connection.executemany(
                "INSERT INTO @table (position, id, body) VALUES (?, ?, ?)".replace(
                    "@table", kind.table
                ),
                (
                    (position, row.id, row.model_dump_json())
                    for position, row in enumerate(kind.rows(timeline), start=1)
                ),
            )
        add_to_index(connection, enumerate(timeline.events, start=1))
        merge_index(connection)
        for series, columns in bars.items():
            write_bars(connection, series, bars=columns)


def open_file(path: Path, *, read_only: bool) -> OpenFile:
    """Return an existing document, open for writing if that is asked for and possible.

    Raises
    ------
    DocumentNotFoundError
        Nothing is there.
    CorruptDocumentError
        It is not a document of ours.
    NewerDocumentError
        It is so much newer that not even its rows can be read.
    """
    _check_magic(path)
    lock, access, reason = _access(path, read_only=read_only)
    try:
        with errors_in_our_words(str(path)):
            connection = connect(path, access=access)
            try:
                reason = reason or _check_version(connection, path, is_writer=lock is not None)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return OpenFile(
        connection,
        path.name,
        path=path,
        lock=lock,
        read_only_reason=reason,
        is_following=access is Access.FOLLOW,
    )


def _check_magic(path: Path) -> None:
    if is_folder(path):
        raise DocumentError(f"{path} is a folder; a .tale file was expected")
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"{path} does not exist; a .tale file, a folder or a .json file was expected"
        raise DocumentNotFoundError(message) from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read ({error})") from error
    if start != MAGIC:
        raise CorruptDocumentError(f"{path} is damaged or is not a Tickertale document")


def _access(path: Path, *, read_only: bool) -> tuple[WriterLock | None, Access, str]:
    if read_only:
        return None, Access.READ, f"{path.name} was opened for reading only"
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return None, Access.READ, f"{path.name} or its folder is write-protected"
    try:
        lock = WriterLock.acquire(path)
    except OSError as error:
        reason = f"the folder of {path.name} cannot be written ({error.strerror})"
        return None, Access.READ, reason
    if lock is None:
        reason = f"{path.name} is open in another window, which alone can change it"
        return None, Access.FOLLOW, reason
    return lock, Access.WRITE, ""


def _check_version(connection: sqlite3.Connection, path: Path, *, is_writer: bool) -> str:
    """Return why the document cannot be written after all; bring it up to date if it can."""
    if application_id(connection) != APPLICATION_ID:
        message = f"{path} is an SQLite file of another program; a Tickertale document was expected"
        raise CorruptDocumentError(message)
    version = document_version(connection)
    if version < 1:
        raise CorruptDocumentError(f"{path} is damaged: it has the document version {version}")
    if version > NEWEST_VERSION:
        reason = (
            f"{path.name} was written by a newer Tickertale (document version {version}; "
            f"up to {NEWEST_VERSION} was expected)"
        )
        _check_newer_can_be_read(connection, reason)
        connection.execute("PRAGMA query_only = ON")
        return f"{reason}, so it can be read but not changed"
    return _why_not_up_to_date(connection, path) if version < NEWEST_VERSION and is_writer else ""


def _why_not_up_to_date(connection: sqlite3.Connection, path: Path) -> str:
    """Bring an older document up to date; else return why it can be read only."""
    try:
        migrate(connection)
    except sqlite3.Error as error:
        connection.execute("PRAGMA query_only = ON")
        reason = (
            f"{path.name} was written by an older Tickertale and could not be brought up to date"
        )
        return f"{reason} ({error_reason(error)}), so it can be read but not changed"
    return ""


def _check_newer_can_be_read(connection: sqlite3.Connection, reason: str) -> None:
    try:
        for kind in KINDS:
            connection.execute(
                "SELECT position, id, body FROM @table LIMIT 1".replace("@table", kind.table)
            ).fetchall()
    except sqlite3.OperationalError as error:
        raise NewerDocumentError(f"{reason}, and this one cannot read it") from error
