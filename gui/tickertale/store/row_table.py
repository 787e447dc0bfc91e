"""Writing changed rows, and with them the search index."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from pydantic import ValidationError

from tickertale.domain.errors import CorruptDocumentError
from tickertale.domain.event import Event
from tickertale.store.difference import Row, RowChange
from tickertale.store.row import EVENT, KINDS
from tickertale.store.search import add_to_index, clear_index, drop_from_index, is_found_alike

_FEW = 1000
_UPDATE = "UPDATE @table SET body = ? WHERE position = ? AND id = ?"
_DELETE = "DELETE FROM @table WHERE position = ? AND id = ?"
_INSERT = "INSERT INTO @table (position, id, body) VALUES (?, ?, ?)"


def write_changes(connection: sqlite3.Connection, changes: Sequence[RowChange]) -> None:
    """Write the rows; call it in a transaction.

    Raises
    ------
    CorruptDocumentError
        A row is not where it was.
    """
    for kind in KINDS:
        rows = [change for change in changes if change.kind is kind]
        if rows:
            _write_rows(connection, kind.table, changes=rows)
    indexed = [
        change for change in changes if change.kind is EVENT and not _is_found_as_it_was(change)
    ]
    try:
        _index(connection, indexed)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_CORRUPT_VTAB":
            raise
        # The index is damaged, or another hand has changed a row without it.
        rebuild_index(connection)


def _index(connection: sqlite3.Connection, changes: Sequence[RowChange]) -> None:
    come = dict(_events(change.after for change in changes))
    going = sum(change.before is not None for change in changes)
    if going > _FEW and going > _count_events(connection) - len(come):
        # Making it anew takes less than taking out each event by all of its terms.
        clear_index(connection)
        add_to_index(connection, _sound_events(connection, known=come))
        return
    drop_from_index(connection, _events(change.before for change in changes))
    add_to_index(connection, come.items())


def _count_events(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return int(count)


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the search index anew from the rows that are sound, whatever it held."""
    clear_index(connection)
    add_to_index(connection, _sound_events(connection, known={}))


def _write_rows(
    connection: sqlite3.Connection, table: str, *, changes: Sequence[RowChange]
) -> None:
    stay: list[tuple[str, int, str]] = []
    go: list[tuple[int, str]] = []
    come: list[tuple[int, str, str]] = []
    for change in changes:
        before, after = change.before, change.after
        if before is not None and after is not None and before.position == after.position:
            stay.append((after.text, after.position, change.id))
            continue
        if before is not None:
            go.append((before.position, change.id))
        if after is not None:
            come.append((after.position, change.id, after.text))
    _write_each(connection, _UPDATE, table=table, rows=stay)
    # All old rows go before the first new one comes, so that rows can trade places.
    _write_each(connection, _DELETE, table=table, rows=go)
    _write_each(connection, _INSERT, table=table, rows=come)


def _write_each(
    connection: sqlite3.Connection,
    statement: str,
    *,
    table: str,
    rows: Sequence[tuple[int | str, ...]],
) -> None:
    if not rows:
        return
    cursor = connection.executemany(statement.replace("@table", table), rows)
    if cursor.rowcount != len(rows):
        message = f"the document holds {cursor.rowcount} of {len(rows)} rows of the {table}s"
        raise CorruptDocumentError(f"{message} to be changed; it was not changed")


def _is_found_as_it_was(change: RowChange) -> bool:
    before, after = change.before, change.after
    if before is None or after is None or before.position != after.position:
        return False
    return is_found_alike(cast("Event", before.body), cast("Event", after.body))


def _sound_events(
    connection: sqlite3.Connection, *, known: Mapping[int, Event]
) -> Iterator[tuple[int, Event]]:
    """Return the events that can be read, with their positions; known ones are not read again."""
    rows = connection.execute("SELECT position, CAST(body AS BLOB) FROM event ORDER BY position")
    for position, body in rows:
        if position in known:
            yield position, known[position]
            continue
        # What cannot be read is in quarantine, where it is not found either.
        with contextlib.suppress(ValidationError):
            yield position, cast("Event", EVENT.parse(body))


def _events(rows: Iterable[Row | None]) -> Iterator[tuple[int, Event]]:
    for row in rows:
        if row is not None and isinstance(row.body, Event):
            yield row.position, row.body
