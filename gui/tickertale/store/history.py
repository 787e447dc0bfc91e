"""The history of a document: every step with its rows before and after."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from tickertale.domain.errors import CorruptDocumentError
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.store.difference import Row, RowChange, combined, taken_back
from tickertale.store.row import EVENT, KINDS, Kind

_Known = Callable[[str], Event | None]
_FEW = 100
_KINDS_BY_TABLE = {kind.table: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One edit of the document.

    Parameters
    ----------
    seq : int
        Its number; later steps have higher ones, and none is used twice.
    label : str
        What the menu calls it.
    at : datetime.datetime
        When it was made, UTC.
    is_undone : bool
        It was taken back and can be made again.
    """

    seq: int
    label: str
    at: dt.datetime
    is_undone: bool


def read_steps(connection: sqlite3.Connection) -> tuple[HistoryStep, ...]:
    """Return every step, the oldest first."""
    rows = connection.execute("SELECT seq, label, at, is_undone FROM history ORDER BY seq")
    return tuple(_step(row) for row in rows.fetchall())


def last_done(connection: sqlite3.Connection) -> HistoryStep | None:
    """Return the step that undo takes back."""
    return _one_step(
        connection,
        "SELECT seq, label, at, is_undone FROM history WHERE NOT is_undone "
        "ORDER BY seq DESC LIMIT 1",
    )


def first_undone(connection: sqlite3.Connection) -> HistoryStep | None:
    """Return the step that redo makes again."""
    return _one_step(
        connection,
        "SELECT seq, label, at, is_undone FROM history "
        "WHERE seq > ifnull((SELECT max(seq) FROM history WHERE NOT is_undone), 0) "
        "ORDER BY seq LIMIT 1",
    )


def _one_step(connection: sqlite3.Connection, statement: str) -> HistoryStep | None:
    row = connection.execute(statement).fetchone()
    return None if row is None else _step(row)


def _step(row: tuple[int, str | None, str | None, int]) -> HistoryStep:
    # In a damaged file anything may be missing; a step is shown all the same.
    seq, label, at, is_undone = row
    try:
        moment = dt.datetime.fromisoformat(at or "").astimezone(dt.UTC)
    except (ValueError, OverflowError):
        moment = dt.datetime.fromtimestamp(0, dt.UTC)
    return HistoryStep(seq, label or "", moment, is_undone=bool(is_undone))


def append_step(
    connection: sqlite3.Connection,
    changes: Sequence[RowChange],
    *,
    label: str,
    at: dt.datetime,
) -> HistoryStep:
    """Write a step down and return it; what was undone before it can be redone no more."""
    _forget_undone(connection)
    cursor = connection.execute(
        "INSERT INTO history (label, at) VALUES (?, ?)", (label, at.isoformat())
    )
    seq = cursor.lastrowid or 0
    connection.executemany(
        "INSERT INTO history_change (seq, ordinal, kind, id, position_before, body_before, "
        "position_after, body_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                seq,
                ordinal,
                change.kind.table,
                change.id,
                *_half(change.before),
                *_half(change.after),
            )
            for ordinal, change in enumerate(changes)
        ),
    )
    return HistoryStep(seq, label, at, is_undone=False)


def join_step(
    connection: sqlite3.Connection,
    changes: Sequence[RowChange],
    *,
    joins: int,
    label: str,
    at: dt.datetime,
) -> HistoryStep | None:
    """Put one step in the place of the last one and what goes on with it, and return it.

    It gets a number of its own, so that whoever has read the last step sees that it is gone.
    Where both together change nothing, no step is left.

    Parameters
    ----------
    connection : sqlite3.Connection
    changes : sequence of RowChange
        What goes on with the last step.
    joins : int
        The number of the last step done.
    label : str
    at : datetime.datetime

    Raises
    ------
    CorruptDocumentError
        The last step cannot be read.
    """
    joined = combined((*read_changes(connection, joins), *changes))
    _forget_undone(connection)
    connection.execute("DELETE FROM history WHERE seq = ?", (joins,))
    return append_step(connection, joined, label=label, at=at) if joined else None


def _forget_undone(connection: sqlite3.Connection) -> None:
    connection.execute(
        "DELETE FROM history "
        "WHERE seq > ifnull((SELECT max(seq) FROM history WHERE NOT is_undone), 0)"
    )


def mark_step(connection: sqlite3.Connection, seq: int, *, is_undone: bool) -> None:
    """Write down that a step was taken back or made again."""
    connection.execute("UPDATE history SET is_undone = ? WHERE seq = ?", (is_undone, seq))


def count_changes(connection: sqlite3.Connection, seq: int) -> int:
    """Return how many rows a step changed."""
    (count,) = connection.execute(
        "SELECT count(*) FROM history_change WHERE seq = ?", (seq,)
    ).fetchone()
    return int(count)


def read_changes(
    connection: sqlite3.Connection,
    seq: int,
    *,
    held: Timeline | None = None,
    is_undone: bool = False,
) -> tuple[RowChange, ...]:
    """Return the rows that a step changed, in its order.

    Parameters
    ----------
    connection : sqlite3.Connection
    seq : int
        The number of the step.
    held : Timeline or None
        What the document holds; its events need not be read again.
    is_undone : bool
        The step is being taken back, so that what is held is what it made of the rows.

    Raises
    ------
    CorruptDocumentError
        A row of the step cannot be read.
    """
    rows = connection.execute(
        "SELECT kind, id, position_before, CAST(body_before AS BLOB), position_after, "
        "CAST(body_after AS BLOB) FROM history_change WHERE seq = ? ORDER BY ordinal",
        (seq,),
    ).fetchall()
    known = _known_events(held, of=len(rows))
    before, after = (_no_event, known) if is_undone else (known, _no_event)
    try:
        return tuple(_change(row, before=before, after=after) for row in rows)
    except (ValidationError, KeyError) as error:
        message = f"step {seq} of the history is damaged; it cannot be undone or redone"
        raise CorruptDocumentError(message) from error


def read_changes_between(
    connection: sqlite3.Connection, *, done_before: int, done_after: int
) -> tuple[RowChange, ...] | None:
    """Return the rows that lead from one step to another; None where the history does not say.

    Parameters
    ----------
    connection : sqlite3.Connection
    done_before, done_after : int
        The last step done before and after; 0 for none.
    """
    first, last = sorted((done_before, done_after))
    steps = connection.execute(
        "SELECT seq FROM history WHERE seq > ? AND seq <= ? ORDER BY seq", (first, last)
    ).fetchall()
    # A step that was undone and then replaced by another is gone, and with it the way back.
    is_start_known = (
        done_before == 0
        or connection.execute("SELECT 1 FROM history WHERE seq = ?", (done_before,)).fetchone()
    )
    if not steps or not is_start_known:
        return None
    changes = [read_changes(connection, number) for (number,) in steps]
    if done_after < done_before:
        changes = [taken_back(step) for step in reversed(changes)]
    return combined(change for step in changes for change in step)


def _half(row: Row | None) -> tuple[int | None, str | None]:
    return (None, None) if row is None else (row.position, row.text)


def _change(
    stored: tuple[str, str, int | None, bytes | None, int | None, bytes | None],
    *,
    before: _Known,
    after: _Known,
) -> RowChange:
    table, row_id, position_before, body_before, position_after, body_after = stored
    kind = _KINDS_BY_TABLE[table]
    return RowChange(
        kind,
        row_id,
        _row(kind, position_before, body=body_before, known=before(row_id)),
        _row(kind, position_after, body=body_after, known=after(row_id)),
    )


def _row(
    kind: Kind, position: int | None, *, body: bytes | None, known: Event | None
) -> Row | None:
    if position is None or body is None:
        return None
    return Row(position, kind.parse(body) if known is None or kind is not EVENT else known)


def _no_event(_event_id: str) -> Event | None:
    return None


def _known_events(held: Timeline | None, *, of: int) -> _Known:
    """Return what finds the events of a timeline; for few of them, without a walk over all."""
    if held is None:
        return _no_event
    if of > _FEW:
        return {event.id: event for event in held.events}.get
    return lambda event_id: held.event(event_id) if held.has_event(event_id) else None
