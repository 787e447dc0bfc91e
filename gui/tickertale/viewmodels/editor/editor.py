"""The form of an event: what is typed, what of it is on disk, and what waits to be mended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.merging import united
from tickertale.prices.calendar import read_exchange
from tickertale.store.unfinished import NEW_EVENT
from tickertale.viewmodels.editor.draft_row import Rows, is_blank
from tickertale.viewmodels.editor.editor_lookup import EditorLookup
from tickertale.viewmodels.editor.editor_state import EditorState, resolve_editor, similar_choices
from tickertale.viewmodels.editor.event_draft import (
    TABLES,
    DraftPlace,
    EditorField,
    EventDraft,
    draft_of,
)
from tickertale.viewmodels.editor.field_writer import FieldWriter
from tickertale.viewmodels.editor.typed_event import (
    DraftShelf,
    Typed,
    TypedEvents,
    Visit,
    written_with,
)
from tickertale.viewmodels.text.wording import day_text
from tickertale.viewmodels.timeline.reading import Reading
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

PAUSE_MS = 2_000
"""Without a key for so long, what has been typed is written."""

_NEW = NEW_EVENT


class EditorViewModel(QObject):
    """Keeps what stands in the form, and writes each field when it has been typed.

    A field is one edit when it is left, on Enter, after a pause, and before another event is
    shown; what is written between, while one stays in a field, becomes one step with it. What is
    not understood stays in the form, for each event, until it is mended, and so does a new event
    until it is added; both are kept on a shelf, where there is one, and outlast the program.

    Signals
    -------
    changed
        The form shows something else.
    closed
        The form shall go: there is nothing more to type, or not now.
    discarded
        A new event was given up in which something stood; `restore_discarded` brings it back.
    stuck : EditorField
        A new event cannot be added before this field is mended.
    """

    changed = Signal()
    closed = Signal()
    discarded = Signal()
    stuck = Signal(object)

    def __init__(self, model: TimelineViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: str | None = None
        self._typed = TypedEvents()
        self._visit: Visit | None = None
        self._writer = FieldWriter(model)
        self._discarded: Typed = {}
        self._is_all_wanted = False
        self._lookup = EditorLookup()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
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
            is_all_wanted=self._is_all_wanted,
        )
        if state.is_new and state.event is not None:
            similar = self._lookup.similar(state.event, self._model.reading)
            state = replace(state, similar=similar_choices(similar))
        return state

    def suggestions(self, name: EditorField) -> tuple[str, ...]:
        """Return the names that other events have in a field, the most frequent first."""
        return self._lookup.names(name, self._model.reading)

    # Opening and closing

    def edit(self, event_id: str) -> None:
        """Show an event in the form."""
        self.leave()
        self._shown = event_id
        self.changed.emit()

    def begin(self, day: dt.date | None = None, *, category: str | None = None) -> None:
        """Show the form for a new event, on a day and in a category if they are known.

        What was typed for one that has been left unfinished is still there.
        """
        self.leave()
        self._shown = _NEW
        given = {EditorField.DATE} if day else set()
        given |= {EditorField.CATEGORY} if category else set()
        blank = _blank(self._model.reading, day=day, category=category)
        self._typed.begin_new(blank, given=given)
        self.changed.emit()

    def close(self) -> None:
        """Write what can be written, and show nothing any more."""
        self.leave()
        self._shown = None

    # Keeping

    def keep_in(self, shelf: DraftShelf) -> None:
        """Keep what is unfinished on a shelf from now on, and take over what lies there."""
        self._typed.keep_in(shelf, self._model.reading.timeline)

    def unfinished(self) -> tuple[str | None, ...]:
        """Return the ids of the events that are unfinished; None stands for a new one, first."""
        return tuple(name or None for name in sorted(self._typed.unfinished()))

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
            self._visit = None
            self.changed.emit()
        self._keep()

    def revert(self, name: EditorField) -> None:
        """Give a field the text again that it had when it was entered.

        What was written since is taken back. A new event has nothing to go back to: the form
        goes, and what stands in it is kept.
        """
        if self._shown is None:
            return
        if self.is_new:
            self.close()
            self.closed.emit()
            return
        visit, self._visit = self._visit, None
        if visit is not None and visit.is_of(self._shown, name):
            self._typed.go_back(visit)
            self._model.history.take_back(visit)
        else:
            self._typed.of(self._shown).pop(name, None)
        self._keep()
        self.changed.emit()

    def choose_date(self, words: str) -> None:
        """Take one of the readings of a date for the one that is meant."""
        self.type_text(EditorField.DATE, words)
        self.finish(EditorField.DATE)

    def write(self) -> None:
        """Write every field of the event shown that is understood."""
        self._pause.stop()
        if self._shown:
            self._write(self._shown, list(self._typed.of(self._shown)))
        self._keep()

    def leave(self) -> None:
        """Write what is understood, and forget of the rest what only is blank."""
        if self._shown is not None:
            self._typed.drop_blank_rows(self._shown)
        self.write()
        self._visit = None

    # A new event

    def add(self) -> None:
        """Add the new event; where something is missing, it is marked and told by `stuck`."""
        state = self.state()
        if state is None or not state.is_new:
            return
        if state.event is not None:
            self._model.history.add(state.event)
            self._end_new(state.event.id)
        elif state.first_problem is not None:
            self._is_all_wanted = True
            self.changed.emit()
            self.stuck.emit(state.first_problem)

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

    def discard(self) -> None:
        """Give up the new event."""
        given_up = _NEW in self._typed.unfinished()
        self._discarded = self._take_new()
        self.closed.emit()
        if given_up:
            self.discarded.emit()

    def restore_discarded(self) -> None:
        """Show the new event again that was given up last; one begun since is given up for it."""
        if self._discarded:
            self.leave()
            others = self._take_new()
            self._typed.put(_NEW, self._discarded)
            self._discarded = others
            self.begin()

    def _take_new(self) -> Typed:
        typed = self._typed.take(_NEW)
        self._is_all_wanted = False
        if self.is_new:
            self._shown = self._visit = None
        self._keep()
        return typed

    def _end_new(self, event_id: str) -> None:
        # Where the disk refused the event, it stays in the form.
        if self._model.reading.timeline.has_event(event_id):
            self._take_new()
            self._model.select(event_id)
            self.closed.emit()

    # Inside

    def _type(self, name: EditorField, draft: EventDraft) -> None:
        if self._shown is None:
            return
        typed = self._typed.of(self._shown)
        if self._visit is None or not self._visit.is_of(self._shown, name):
            self._visit = Visit(self._shown, name, dict(typed))
        typed[name] = draft
        self._pause.start()
        self.changed.emit()

    def _base(self, event_id: str | None) -> Event | None:
        timeline = self._model.reading.timeline
        return timeline.event(event_id) if event_id and timeline.has_event(event_id) else None

    def _draft(self, event_id: str) -> EventDraft:
        base = self._base(event_id)
        draft = draft_of(base, mic=self._draft_place().mic) if base else EventDraft()
        for name, typed in self._typed.of(event_id).items():
            draft = draft.with_field(name, typed)
        return draft

    def _write(self, event_id: str, names: Iterable[EditorField]) -> None:
        typed = self._typed.of(event_id)
        for name in names:
            if name in typed and self._base(event_id) is not None:
                self._write_field(event_id, name)

    def _write_field(self, event_id: str, name: EditorField) -> None:
        draft, place = self._draft(event_id), self._draft_place()
        if not self._writer.write(event_id, name, draft=draft, place=place, visit=self._visit):
            return
        typed = self._typed.of(event_id)
        if name not in TABLES or not any(map(is_blank, typed[name].rows[name])):
            for written in written_with(name):
                typed.pop(written, None)

    def _keep(self) -> None:
        try:
            self._typed.keep()
        except TickertaleError as error:
            self._model.history.refused.emit(str(error))

    def _draft_place(self) -> DraftPlace:
        near = _near(self._model, self._base(self._shown))
        return replace(self._lookup.place(self._model.reading), near=near)

    def _on_model_reading_changed(self) -> None:
        if not self._writer.is_writing:
            # What was undone or edited elsewhere is where Esc goes back to.
            self._visit = None
        if self._shown and self._base(self._shown) is None:
            self._typed.take(self._shown)
            self._shown = None
            self._keep()
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


def _near(model: TimelineViewModel, base: Event | None) -> dt.date | None:
    """Return the day that is looked at: that of an event, else the middle of the view."""
    if base is not None:
        return base.when.first_day
    first, last = model.days_in_view()
    return first + (last - first) // 2 if first and last else None


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


def _merged(base: Event, other: Event) -> Event:
    """Return an event with what another one adds, and with its date where that says more."""
    is_finer = _is_finer(other.when, base.when)
    return united((base, other), date_of=other.id if is_finer else base.id)


def _is_finer(one: EventDate, other: EventDate) -> bool:
    if one.is_interval or other.is_interval:
        return False
    is_within = other.first_day <= one.first_day and one.last_day <= other.last_day
    return is_within and one.precision is not other.precision
