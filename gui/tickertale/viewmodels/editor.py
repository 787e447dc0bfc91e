"""The form of an event: what is typed, what of it is on disk, and what waits to be mended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from tickertale.domain.duplicate import DuplicateIndex
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.merging import united
from tickertale.prices.calendar import read_exchange
from tickertale.viewmodels.draft_place import draft_place
from tickertale.viewmodels.draft_row import Rows, is_blank
from tickertale.viewmodels.editor_state import EditorState, resolve_editor, similar_choices
from tickertale.viewmodels.event_draft import (
    NAMES,
    TABLES,
    DraftPlace,
    EditorField,
    EventDraft,
    draft_of,
    read_field,
)
from tickertale.viewmodels.reading import Reading
from tickertale.viewmodels.timeline import TimelineViewModel
from tickertale.viewmodels.wording import day_text

PAUSE_MS = 2_000
"""Without a key for so long, what has been typed is written."""

_NEW = ""
_OVERRIDE = frozenset({EditorField.SESSION, EditorField.SESSION_REASON})


class EditorViewModel(QObject):
    """Keeps what stands in the form, and writes each field when it has been typed.

    A field is one edit when it is left, on Enter, after a pause, and before another event is
    shown. What is not understood stays in the form, for each event, until it is mended.

    Signals
    -------
    changed
        The form shows something else.
    closed
        A new event was added or given up: there is nothing more to type.
    """

    changed = Signal()
    closed = Signal()

    def __init__(self, model: TimelineViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: str | None = None
        self._typed: dict[str, dict[EditorField, EventDraft]] = {}
        self._place: tuple[Reading, DraftPlace] | None = None
        self._index: tuple[tuple[Event, ...], DuplicateIndex] | None = None
        self._names: tuple[tuple[Event, ...], dict[EditorField, tuple[str, ...]]] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.write)
        model.reading_changed.connect(self._on_model_reading_changed)
        model.selection_changed.connect(self._on_model_selection_changed)

    # What is shown

    @property
    def is_open(self) -> bool:
        """Return whether there is an event in the form."""
        return self._shown is not None

    @property
    def is_new(self) -> bool:
        """Return whether a new event is being described."""
        return self._shown == _NEW

    def state(self) -> EditorState | None:
        """Return what the form shows; None while no event is in it."""
        if self._shown is None:
            return None
        state = resolve_editor(
            self._draft(self._shown),
            base=self._base(self._shown),
            timeline=self._model.reading.timeline,
            place=self._draft_place(),
            read_only_reason=self._model.history.read_only_reason,
        )
        if state.is_new and state.event is not None:
            similar = self._duplicates().find(state.event)
            state = replace(state, similar=similar_choices(similar))
        return state

    def suggestions(self, name: EditorField) -> tuple[str, ...]:
        """Return the names that other events have in a field, the most frequent first."""
        if name not in NAMES:
            return ()
        events = self._model.reading.timeline.events
        if self._names is None or self._names[0] is not events:
            self._names = (events, {})
        known = self._names[1]
        if name not in known:
            known[name] = _by_frequency(row for event in events for row in getattr(event, name))
        return known[name]

    # Opening and closing

    def edit(self, event_id: str) -> None:
        """Show an event in the form."""
        self._leave()
        self._shown = event_id
        self.changed.emit()

    def begin(self, day: dt.date | None = None, *, category: str | None = None) -> None:
        """Show the form for a new event, on a day and in a category if they are known.

        What was typed for one that has been left unfinished is still there.
        """
        self._leave()
        self._shown = _NEW
        typed = self._typed.setdefault(_NEW, {})
        draft = _blank(self._model.reading, day=day, category=category)
        given = {EditorField.DATE} if day else set()
        given |= {EditorField.CATEGORY} if category else set()
        for name in draft.texts:
            if name not in typed or name in given:
                typed[name] = draft
        self.changed.emit()

    def close(self) -> None:
        """Write what can be written, and show nothing any more."""
        self._leave()
        self._shown = None

    # Typing

    def type_text(self, name: EditorField, text: str) -> None:
        """Take over what has been typed into a field so far."""
        self._type(name, EventDraft(texts={name: text}))

    def type_rows(self, name: EditorField, rows: Rows) -> None:
        """Take over what has been typed into a table so far."""
        self._type(name, EventDraft(rows={name: rows}))

    def finish(self, name: EditorField) -> None:
        """Write a field that has been left, if it is understood."""
        if self._shown:
            self._write(self._shown, [name])
            self.changed.emit()

    def revert(self, name: EditorField) -> None:
        """Give up what was typed into a field: it shows again what is on disk."""
        if self._shown is not None:
            self._typed.get(self._shown, {}).pop(name, None)
            self.changed.emit()

    def choose_date(self, words: str) -> None:
        """Take one of the readings of a date for the one that is meant."""
        self.type_text(EditorField.DATE, words)
        self.finish(EditorField.DATE)

    def write(self) -> None:
        """Write every field of the event shown that is understood."""
        self._pause.stop()
        if self._shown:
            self._write(self._shown, list(self._typed.get(self._shown, {})))

    # A new event

    def add(self) -> None:
        """Add the new event, if nothing is missing."""
        state = self.state()
        if state is None or not state.is_new or state.event is None:
            return
        self._model.history.add(state.event)
        self._end_new(state.event.id)

    def merge_into(self, event_id: str) -> None:
        """Put what was typed for the new event into one that there is."""
        state = self.state()
        if state is None or state.event is None:
            return
        base = self._model.reading.timeline.event(event_id)
        merged = _merged(base, state.event)
        self._model.history.edit(merged)
        if merged == self._model.reading.timeline.event(event_id):
            self._end_new(event_id)

    def cancel(self) -> None:
        """Give up the new event."""
        self._typed.pop(_NEW, None)
        if self.is_new:
            self._shown = None
        self.closed.emit()

    def _end_new(self, event_id: str) -> None:
        # Where the disk refused the event, it stays in the form.
        if self._model.reading.timeline.has_event(event_id):
            self._typed.pop(_NEW, None)
            self._shown = None
            self._model.select(event_id)
            self.closed.emit()

    # Inside

    def _type(self, name: EditorField, draft: EventDraft) -> None:
        if self._shown is None:
            return
        self._typed.setdefault(self._shown, {})[name] = draft
        self._pause.start()
        self.changed.emit()

    def _base(self, event_id: str) -> Event | None:
        timeline = self._model.reading.timeline
        return timeline.event(event_id) if timeline.has_event(event_id) else None

    def _draft(self, event_id: str) -> EventDraft:
        base = self._base(event_id)
        draft = draft_of(base, mic=self._draft_place().mic) if base else EventDraft()
        for name, typed in self._typed.get(event_id, {}).items():
            draft = draft.with_field(name, typed)
        return draft

    def _leave(self) -> None:
        """Write what is understood, and forget of the rest what only is blank."""
        self.write()
        if self._shown:
            typed = self._typed.get(self._shown, {})
            for name in TABLES & typed.keys():
                if all(map(is_blank, typed[name].rows[name])):
                    del typed[name]

    def _write(self, event_id: str, names: Iterable[EditorField]) -> None:
        typed = self._typed.get(event_id, {})
        for name in names:
            if name in typed and self._base(event_id) is not None:
                self._write_field(event_id, name)

    def _write_field(self, event_id: str, name: EditorField) -> None:
        base, draft = self._model.reading.timeline.event(event_id), self._draft(event_id)
        reading = read_field(name, draft, place=self._draft_place(), base=base)
        if not reading.is_valid:
            return
        changed = Event.model_validate({**dict(base), **reading.update})
        if changed != base:
            if name is EditorField.DATE:
                self._model.history.move(event_id, changed.when)
            else:
                self._model.history.edit(changed)
            base = self._model.reading.timeline.event(event_id)
            if any(getattr(base, key) != value for key, value in reading.update.items()):
                return  # The disk refused it; what was typed stays.
        typed = self._typed[event_id]
        if name not in TABLES or not any(map(is_blank, typed[name].rows[name])):
            for written in _OVERRIDE if name in _OVERRIDE else {name}:
                typed.pop(written, None)

    def _draft_place(self) -> DraftPlace:
        reading = self._model.reading
        if self._place is None or self._place[0] is not reading:
            self._place = (reading, draft_place(reading))
        return self._place[1]

    def _duplicates(self) -> DuplicateIndex:
        events = self._model.reading.timeline.events
        if self._index is None or self._index[0] is not events:
            self._index = (events, DuplicateIndex(events))
        return self._index[1]

    def _on_model_reading_changed(self) -> None:
        if self._shown and self._base(self._shown) is None:
            self._typed.pop(self._shown, None)
            self._shown = None
            self.closed.emit()
        elif self._shown is not None:
            self.changed.emit()

    def _on_model_selection_changed(self) -> None:
        if self._shown is None:
            return
        if self._model.selection.is_multiple:
            # Several are changed in the panel of their own.
            self.close()
            self.closed.emit()
        elif self._model.selected == self._shown:
            return
        elif self._model.selected is not None:
            self.edit(self._model.selected)
        elif not self.is_new:
            self.close()
            self.closed.emit()


def _blank(reading: Reading, *, day: dt.date | None, category: str | None) -> EventDraft:
    """Return a draft to begin with, on the clock of the instrument's exchange."""
    exchange = read_exchange(reading.instrument.mic) if reading.instrument else None
    first = min(reading.timeline.categories, key=lambda row: (row.order, row.id), default=None)
    return EventDraft(
        {
            EditorField.DATE: day_text(day) if day else "",
            EditorField.ZONE: exchange.zone if exchange else "UTC",
            EditorField.CATEGORY: category or (first.id if first else ""),
            EditorField.IMPORTANCE: "3",
        }
    )


def _by_frequency(names: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name.casefold())))


def _merged(base: Event, other: Event) -> Event:
    """Return an event with what another one adds, and with its date where that says more."""
    is_finer = _is_finer(other.when, base.when)
    return united((base, other), date_of=other.id if is_finer else base.id)


def _is_finer(one: EventDate, other: EventDate) -> bool:
    if one.is_interval or other.is_interval:
        return False
    is_within = other.first_day <= one.first_day and one.last_day <= other.last_day
    return is_within and one.precision is not other.precision
