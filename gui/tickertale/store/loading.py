"""Reading a whole document: every row that is valid, and every one that is not, with its reason."""

import gc
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from tickertale.domain.category import Category
from tickertale.domain.errors import CorruptDocumentError
from tickertale.domain.event import Event
from tickertale.domain.instrument import Instrument
from tickertale.domain.timeline import Timeline
from tickertale.store.collector import collector_paused
from tickertale.store.difference import Layout
from tickertale.store.row import (
    CATEGORY,
    DOCUMENT,
    EVENT,
    INSTRUMENT,
    KINDS,
    AnyBody,
    DocumentHead,
    Kind,
    head_fields,
    ids_of,
)

MANY_VALUES = 10_000
"""Rows from which on the cyclic collector is told to leave them alone."""

_AnyRow = TypeVar("_AnyRow", bound=AnyBody)


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that is kept as it is, because it is no longer valid.

    Parameters
    ----------
    table : str
        ``event``, ``category``, ``instrument`` or ``document``.
    position : int
        Its place in the table.
    id : str
        The id under which it was written.
    body : str
        Its text; bytes that are no text are shown as U+FFFD.
    reason : str
        One sentence that says what is wrong.
    """

    table: str
    position: int
    id: str
    body: str
    reason: str


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What a document holds.

    Parameters
    ----------
    timeline : Timeline
        All rows that are valid and fit together.
    quarantined : tuple of QuarantinedRow
        All others.
    layouts : dict of str to Layout
        Where the rows lie, by table.
    """

    timeline: Timeline
    quarantined: tuple[QuarantinedRow, ...]
    layouts: dict[str, Layout]


def load_document(connection: sqlite3.Connection, *, name: str) -> LoadedDocument:
    """Return all that the document holds; a row that is not valid is set aside, never dropped.

    Parameters
    ----------
    connection : sqlite3.Connection
    name : str
        Title for a document whose own head is not valid.

    Raises
    ------
    CorruptDocumentError
        The rows cannot be brought together.
    """
    with collector_paused():
        tables = {kind.table: _Table(connection, kind) for kind in KINDS}
        heads = tables[DOCUMENT.table].of_type(DocumentHead)
        categories = tables[CATEGORY.table].of_type(Category)
        tables[INSTRUMENT.table].set_aside(_series_is_taken())
        instruments = tables[INSTRUMENT.table].of_type(Instrument)
        tables[EVENT.table].set_aside(_category_is_missing(ids_of(categories)))
        head = heads[0] if heads else DocumentHead(id="damaged", title=name[:300] or "Untitled")
        timeline = _assemble(
            head,
            categories=categories,
            instruments=instruments,
            events=tables[EVENT.table].of_type(Event),
        )
        timeline.has_event("")  # makes the index of ids now, not in the first edit
        _spare_the_collector(len(timeline.events))
    return LoadedDocument(
        timeline,
        tuple(row for table in tables.values() for row in table.quarantined),
        {name: table.layout for name, table in tables.items()},
    )


def _spare_the_collector(values: int) -> None:
    """Let it never walk over this many values; frozen values make no cycles.

    Call it while the collector is out: it would walk over them as soon as it is let in again.
    """
    if values >= MANY_VALUES:
        gc.freeze()


class _Table:
    """The rows of one table, sound and not."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self._kind = kind
        self._positions: dict[str, int] = {}
        self.rows: list[AnyBody] = []
        self.quarantined: list[QuarantinedRow] = []
        # Text is read as bytes, so that one bad byte spoils one row and not the statement.
        stored = connection.execute(
            "SELECT position, id, CAST(body AS BLOB) FROM @table ORDER BY position".replace(
                "@table", kind.table
            )
        ).fetchall()
        for position, row_id, body in stored:
            self._take(position, row_id, body=body)

    @property
    def layout(self) -> Layout:
        """Return where the rows lie."""
        return Layout(self._positions, frozenset(row.position for row in self.quarantined))

    def of_type(self, model: type[_AnyRow]) -> tuple[_AnyRow, ...]:
        """Return the sound rows."""
        return tuple(row for row in self.rows if isinstance(row, model))

    def set_aside(self, reason_of: Callable[[AnyBody], str]) -> None:
        """Quarantine each sound row for which there is a reason."""
        kept = []
        for row in self.rows:
            reason = reason_of(row)
            if reason:
                position = self._positions.pop(row.id)
                body = row.model_dump_json().encode()
                self._quarantine(position, row.id, body=body, reason=reason)
            else:
                kept.append(row)
        self.rows = kept

    def _take(self, position: int, row_id: str, *, body: bytes | None) -> None:
        try:
            row = self._kind.parse(body or b"")
        except ValidationError as error:
            self._quarantine(position, row_id, body=body, reason=_first_sentence(error))
            return
        if row.id != row_id or row_id in self._positions:
            reason = f"the row is named {row_id!r} and its body {row.id!r}; one id was expected"
            self._quarantine(position, row_id, body=body, reason=reason)
            return
        self._positions[row_id] = position
        self.rows.append(row)

    def _quarantine(self, position: int, row_id: str, *, body: bytes | None, reason: str) -> None:
        text = (body or b"").decode("utf-8", "replace")
        self.quarantined.append(
            QuarantinedRow(self._kind.table, position, str(row_id), text, reason)
        )


def _first_sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    sentence = first["msg"].removeprefix("Value error, ")
    return f"{where}: {sentence}" if where else sentence


def _series_is_taken() -> Callable[[AnyBody], str]:
    seen: dict[str, str] = {}

    def reason_of(row: AnyBody) -> str:
        ids = [series.id for series in row.series] if isinstance(row, Instrument) else []
        for series in ids:
            if series in seen or ids.count(series) > 1:
                return f"the series {series!r} belongs to {seen.get(series, row.id)!r} already"
        seen.update(dict.fromkeys(ids, row.id))
        return ""

    return reason_of


def _category_is_missing(categories: set[str]) -> Callable[[AnyBody], str]:
    def reason_of(row: AnyBody) -> str:
        if isinstance(row, Event) and row.category not in categories:
            return f"its category {row.category!r} is not among those that can be read"
        return ""

    return reason_of


def _assemble(
    head: DocumentHead,
    *,
    categories: tuple[Category, ...],
    instruments: tuple[Instrument, ...],
    events: tuple[Event, ...],
) -> Timeline:
    fields = head_fields(head)
    known = ids_of(instruments)
    for role in ("primary", "benchmark"):
        if fields[role] not in known:
            fields[role] = None
    try:
        return Timeline(**fields, categories=categories, instruments=instruments, events=events)
    except ValidationError as error:
        message = f"{head.title!r} does not fit together: {_first_sentence(error)}"
        raise CorruptDocumentError(message) from error
