"""Writing changed rows, and with them the search index."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tickertale.domain.errors import CorruptDocumentError
from tickertale.domain.event import Event
from tickertale.store.difference import Row, RowChange
from tickertale.store.row import KINDS
from tickertale.store.search import add_to_index, drop_from_index


def write_changes(connection: sqlite3.Connection, changes: Sequence[RowChange]) -> None:
    """Write the rows; call it in a transaction.

    Raises
    ------
    CorruptDocumentError
        A row is not where it was.
    """
    # All old rows go before the first new one comes, so that rows can trade places.
    for kind in KINDS:
        rows = [change for change in changes if change.kind is kind]
        old = [(row.before.position, row.id) for row in rows if row.before is not None]
        new = [
            (row.after.position, row.id, row.after.body.model_dump_json())
            for row in rows
            if row.after is not None
        ]
        if old:
            _delete(connection, kind.table, rows=old)
        if new:
            connection.executemany(
                "INSERT INTO @table (position, id, body) VALUES (?, ?, ?)".replace(
                    "@table", kind.table
                ),
                new,
            )
    drop_from_index(connection, _events(change.before for change in changes))
    add_to_index(connection, _events(change.after for change in changes))


def _delete(connection: sqlite3.Connection, table: str, *, rows: list[tuple[int, str]]) -> None:
    cursor = connection.executemany(
        "DELETE FROM @table WHERE position = ? AND id = ?".replace("@table", table), rows
    )
    if cursor.rowcount != len(rows):
        message = f"the document holds {cursor.rowcount} of {len(rows)} rows of the {table}s"
        raise CorruptDocumentError(f"{message} to be changed; it was not changed")


def _events(rows: Iterable[Row | None]) -> Iterator[tuple[int, Event]]:
    for row in rows:
        if row is not None and isinstance(row.body, Event):
            yield row.position, row.body
