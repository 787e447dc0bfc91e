"""The events as a table: its columns, its order, and what a typed cell says."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal

from tickertale.domain.date_phrase import DateContext, parse_date_phrase
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.session.listing import tab_separated
from tickertale.viewmodels.editor.draft_place import draft_place
from tickertale.viewmodels.editor.event_draft import (
    DraftPlace,
    EditorField,
    FieldReading,
    draft_of,
    read_field,
)
from tickertale.viewmodels.text.name_list import names_text
from tickertale.viewmodels.text.wording import day_text, iso_date, one_line, percent, short_date
from tickertale.viewmodels.timeline.reading import Reading
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


class EventColumn(StrEnum):
    """A column, with its head."""

    TITLE = "Event"
    SHORT_TITLE = "Short title"
    DATE = "Date"
    SESSION = "Reaction session"
    MOVE = "Move"
    CATEGORY = "Category"
    IMPORTANCE = "Importance"
    TAGS = "Tags"
    PEOPLE = "People"
    ORGANISATIONS = "Organisations"
    FIGURES = "Figures"
    SOURCES = "Sources"


COLUMNS = tuple(EventColumn)
"""All columns, in the order in which they stand at first."""

FIRST_SHOWN: tuple[EventColumn, ...] = (
    EventColumn.TITLE,
    EventColumn.DATE,
    EventColumn.SESSION,
    EventColumn.MOVE,
    EventColumn.CATEGORY,
    EventColumn.IMPORTANCE,
    EventColumn.TAGS,
    EventColumn.SOURCES,
)
"""The columns that are shown until the user chooses others."""

FIELDS: Mapping[EventColumn, EditorField] = {
    EventColumn.TITLE: EditorField.TITLE,
    EventColumn.SHORT_TITLE: EditorField.SHORT_TITLE,
    EventColumn.DATE: EditorField.DATE,
    EventColumn.CATEGORY: EditorField.CATEGORY,
    EventColumn.IMPORTANCE: EditorField.IMPORTANCE,
    EventColumn.TAGS: EditorField.TAGS,
    EventColumn.PEOPLE: EditorField.PEOPLE,
    EventColumn.ORGANISATIONS: EditorField.ORGANISATIONS,
}
"""The columns that can be edited, and the field of the form that each stands for."""


@dataclass(frozen=True)
class EventTable:
    """The rows of the table, sorted; texts are made when they are asked for.

    Parameters
    ----------
    reading : Reading
        The timeline against the instrument on the chart.
    ids : tuple of str
        Of the events, from top to bottom.
    column : EventColumn
        By what it is sorted.
    is_descending : bool
    """

    reading: Reading
    ids: tuple[str, ...]
    column: EventColumn = EventColumn.DATE
    is_descending: bool = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)

    @cached_property
    def rows_by_id(self) -> dict[str, int]:
        """Return the row of each event."""
        return {name: row for row, name in enumerate(self.ids)}

    @cached_property
    def category_names(self) -> dict[str, str]:
        """Return the names of the categories."""
        return {row.id: one_line(row.name) for row in self.reading.timeline.categories}

    def event(self, row: int) -> Event:
        """Return the event of a row."""
        return self.reading.timeline.event(self.ids[row])

    def cell(self, row: int, column: EventColumn) -> str:
        """Return what a cell shows."""
        event = self.event(row)
        if column is EventColumn.MOVE:
            move = self.reading.moves.get(event.id)
            return "" if move is None else percent(move)
        if column is EventColumn.SESSION:
            reaction = self.reading.reactions.get(event.id)
            return day_text(reaction.session) if reaction and reaction.session else "–"
        if column is EventColumn.CATEGORY:
            return self.category_names[event.category]
        return one_line(_TEXTS[column](event))

    def draft_text(self, row: int, column: EventColumn) -> str:
        """Return what stands in the editor of a cell; empty where it cannot be edited."""
        field = FIELDS.get(column)
        return "" if field is None else draft_of(self.event(row), mic="").text(field)

    def read_cell(self, row: int, column: EventColumn, *, text: str) -> FieldReading:
        """Return what a text that was typed into a cell says."""
        event, field = self.event(row), FIELDS[column]
        draft = draft_of(event, mic="").with_text(field, text)
        read = read_field(field, draft, place=self._place, base=event)
        if field is EditorField.DATE and not read.is_valid:
            return _in_own_year(text, event) or read
        return read

    def value(self, row: int, column: EventColumn) -> str:
        """Return what a cell is worth in a spreadsheet: plain numbers, and dates as ISO has them.

        A time of day is told on the clock of the event.
        """
        event = self.event(row)
        if column is EventColumn.MOVE:
            move = self.reading.moves.get(event.id)
            # Without the plus, which some take for the beginning of a formula.
            return "" if move is None else f"{move * 100:.1f}%".replace("-0.0%", "0.0%")
        if column is EventColumn.SESSION:
            reaction = self.reading.reactions.get(event.id)
            return reaction.session.isoformat() if reaction and reaction.session else ""
        if column is EventColumn.DATE:
            return iso_date(event.when, event.zone)
        return self.cell(row, column)

    def as_tsv(self, rows: Sequence[int], columns: Sequence[EventColumn]) -> str:
        """Return rows as tab-separated text with a head, as spreadsheets take it."""
        head = tuple(column.value for column in columns)
        return tab_separated(
            [head, *(tuple(self.value(row, column) for column in columns) for row in rows)]
        )

    @cached_property
    def _place(self) -> DraftPlace:
        return draft_place(self.reading)


def _in_own_year(text: str, event: Event) -> FieldReading | None:
    """Return a day without a year in that of the date it is typed over; None for another fault."""
    own = event.when.first_day
    offered = parse_date_phrase(text, context=DateContext(today=own)).alternatives
    same = [when for when in offered if when.first_day.year == own.year]
    return FieldReading({"when": same[0]}) if len(same) == 1 else None


def resolve_event_table(
    reading: Reading,
    ids: Sequence[str],
    *,
    column: EventColumn = EventColumn.DATE,
    is_descending: bool = False,
) -> EventTable:
    """Return the table of some events, sorted by a column, then by date.

    Events without what it is sorted by come last, in either direction.
    """
    key = partial(_sort_key, reading, column=column)
    # By date first, which then is the order among equals, in either direction.
    events = sorted(
        map(reading.timeline.event, ids), key=lambda event: _sort_key(reading, event) or _LEAST
    )
    keys = {event.id: key(event) for event in events}
    known = [name for name, value in keys.items() if value is not None]
    known.sort(key=lambda name: keys[name] or _LEAST, reverse=is_descending)
    unknown = (name for name, value in keys.items() if value is None)
    return EventTable(reading, (*known, *unknown), column, is_descending)


_Key = tuple[float, str]
_LEAST: _Key = (-math.inf, "")


def _sort_key(
    reading: Reading, event: Event, *, column: EventColumn = EventColumn.DATE
) -> _Key | None:
    """Return a number, and a text among equal ones; None where the event has neither."""
    if column is EventColumn.MOVE:
        move = reading.moves.get(event.id)
        return None if move is None else (move, "")
    if column is EventColumn.CATEGORY:
        category = reading.timeline.category(event.category)
        return category.order, category.id
    if column in {EventColumn.DATE, EventColumn.SESSION}:
        return event.when.earliest(event.zone).timestamp(), event.id
    if column in _NUMBERS:
        return _NUMBERS[column](event), ""
    text = _TEXTS[column](event).casefold()
    return (0.0, text) if text else None


_TEXTS: Mapping[EventColumn, Callable[[Event], str]] = {
    EventColumn.TITLE: lambda event: event.title,
    EventColumn.SHORT_TITLE: lambda event: event.short_title,
    EventColumn.DATE: lambda event: short_date(event.when, event.zone),
    EventColumn.IMPORTANCE: lambda event: str(event.importance),
    EventColumn.TAGS: lambda event: names_text(event.tags),
    EventColumn.PEOPLE: lambda event: names_text(event.people),
    EventColumn.ORGANISATIONS: lambda event: names_text(event.organisations),
    EventColumn.FIGURES: lambda event: str(len(event.figures)),
    EventColumn.SOURCES: lambda event: str(len(event.sources)),
}
_NUMBERS: Mapping[EventColumn, Callable[[Event], int]] = {
    EventColumn.IMPORTANCE: lambda event: event.importance,
    EventColumn.FIGURES: lambda event: len(event.figures),
    EventColumn.SOURCES: lambda event: len(event.sources),
}


class EventTableViewModel(QObject):
    """Holds which columns are shown and by what the table is sorted, and takes what is typed.

    Signals
    -------
    changed
        The table shows something else.
    columns_changed
        Other columns are shown.
    """

    changed = Signal()
    columns_changed = Signal()

    def __init__(self, model: TimelineViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._columns = FIRST_SHOWN
        self._column, self._is_descending = EventColumn.DATE, False
        self._table: EventTable | None = None
        model.reading_changed.connect(self._on_model_changed)
        model.filter_changed.connect(self._on_model_changed)

    @property
    def columns(self) -> tuple[EventColumn, ...]:
        """Return the columns that are shown."""
        return self._columns

    @property
    def can_edit(self) -> bool:
        """Return whether cells may be changed."""
        return not self._model.history.read_only_reason

    def table(self) -> EventTable:
        """Return the events that pass the filter, sorted."""
        if self._table is None:
            self._table = resolve_event_table(
                self._model.reading,
                [row.id for row in self._model.list_state().rows],
                column=self._column,
                is_descending=self._is_descending,
            )
        return self._table

    def sort(self, column: EventColumn, *, is_descending: bool) -> None:
        """Sort by a column."""
        if (column, is_descending) != (self._column, self._is_descending):
            self._column, self._is_descending = column, is_descending
            self._on_model_changed()

    def show_columns(self, columns: Collection[EventColumn]) -> None:
        """Show these columns, and that of the titles, without which no row can be told."""
        chosen = tuple(row for row in COLUMNS if row in columns or row is EventColumn.TITLE)
        if chosen != self._columns:
            self._columns = chosen
            self.columns_changed.emit()

    def problem_of(self, row: int, column: EventColumn, *, text: str) -> str:
        """Return what is wrong with a text in a cell, or nothing."""
        read = self.table().read_cell(row, column, text=text)
        return "" if read.is_valid and read.update else read.problem or "This is not understood."

    def edit_cell(self, row: int, column: EventColumn, *, text: str) -> str:
        """Take over what was typed into a cell; return what is wrong with it, or nothing."""
        table = self.table()
        if not self.can_edit:
            return self._model.history.read_only_reason
        if text == table.draft_text(row, column):
            return ""
        problem = self.problem_of(row, column, text=text)
        if not problem:
            update = table.read_cell(row, column, text=text).update
            self._write(table.event(row), dict(update))
        return problem

    def _write(self, event: Event, update: dict[str, object]) -> None:
        when = update.get("when")
        if isinstance(when, EventDate):
            # A move, which lets go of reaction sessions that were chosen for the date before.
            self._model.history.move(event.id, when)
        else:
            self._model.history.edit(event.model_copy(update=update))

    def kept(self) -> dict[str, JsonValue]:
        """Return what the next start shall show again."""
        return {
            "columns": [row.value for row in self._columns],
            "sorted_by": self._column.value,
            "is_descending": self._is_descending,
        }

    def restore(self, kept: JsonValue) -> None:
        """Show again what was kept, as far as it is known."""
        known = kept if isinstance(kept, dict) else {}
        names = known.get("columns")
        shown = [row for row in COLUMNS if isinstance(names, list) and row.value in names]
        self.show_columns(shown or FIRST_SHOWN)
        by = (row for row in COLUMNS if row.value == known.get("sorted_by"))
        self.sort(next(by, EventColumn.DATE), is_descending=known.get("is_descending") is True)

    def _on_model_changed(self) -> None:
        self._table = None
        self.changed.emit()
