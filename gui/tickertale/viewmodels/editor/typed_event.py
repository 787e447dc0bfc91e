"""What has been typed of an event and is not written: the field in use, and what is kept of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from tickertale.domain.event import SessionPhase
from tickertale.domain.timeline import Timeline
from tickertale.store.unfinished import NEW_EVENT, UnfinishedEvent
from tickertale.viewmodels.editor.draft_row import FIGURE_COLUMNS, SOURCE_COLUMNS, is_blank
from tickertale.viewmodels.editor.event_draft import TABLES, EditorField, EventDraft

Typed = dict[EditorField, EventDraft]
"""By field, a draft in which that field counts."""

_OVERRIDE = frozenset({EditorField.SESSION, EditorField.SESSION_REASON})
_WIDTHS = {
    EditorField.FIGURES: len(FIGURE_COLUMNS),
    EditorField.SOURCES: len(SOURCE_COLUMNS),
}
_PARTS = {
    EditorField.ZONE: "time zone",
    EditorField.TIMING: "hour",
    EditorField.SESSION: "reaction session",
    EditorField.SESSION_REASON: "reaction session",
}


class DraftShelf(Protocol):
    """Where unfinished events are kept while the program does not run."""

    def read(self) -> Mapping[str, UnfinishedEvent]:
        """Return what is kept, by the id of its event."""
        ...

    def write(self, events: Mapping[str, UnfinishedEvent], /) -> None:
        """Keep these in place of what was kept before.

        Raises
        ------
        TickertaleError
            They cannot be kept.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A stay in one field, from the first key until it is left.

    Parameters
    ----------
    event_id : str
    name : EditorField
    before : mapping of EditorField to EventDraft
        What had been typed of the event, and not been written, when the stay began.
    """

    event_id: str
    name: EditorField
    before: Mapping[EditorField, EventDraft]

    def is_of(self, event_id: str | None, name: EditorField) -> bool:
        """Return whether it is a stay in this field of this event."""
        return self.event_id == event_id and self.name in written_with(name)


def written_with(name: EditorField) -> frozenset[EditorField]:
    """Return the fields that are written as one with a field, and the field itself."""
    return _OVERRIDE if name in _OVERRIDE else frozenset({name})


def part_words(name: EditorField) -> str:
    """Return a field as the name of an edit calls it: ``short title``."""
    return _PARTS.get(name, name.value.replace("_", " "))


class TypedEvents:
    """What has been typed and not written, by event; it is kept on a shelf, where there is one."""

    def __init__(self) -> None:
        self._blank = EventDraft()
        self._events: dict[str, Typed] = {}
        self._shelf: DraftShelf | None = None
        self._kept: dict[str, UnfinishedEvent] = {}

    def of(self, event_id: str) -> Typed:
        """Return what has been typed of an event; what is changed in it is remembered."""
        return self._events.setdefault(event_id, {})

    def put(self, event_id: str, typed: Typed) -> None:
        """Let this be what has been typed of an event."""
        self._events[event_id] = typed

    def begin_new(self, blank: EventDraft, *, given: Collection[EditorField]) -> None:
        """Fill what is empty in a new event, and what is given in any case.

        Parameters
        ----------
        blank : EventDraft
            What the form begins with; it is nothing that was typed.
        given : collection of EditorField
        """
        self._blank = blank
        typed = self.of(NEW_EVENT)
        for name in blank.texts:
            if name not in typed or name in given:
                typed[name] = blank

    def take(self, event_id: str) -> Typed:
        """Forget what has been typed of an event, and return it."""
        return self._events.pop(event_id, {})

    def go_back(self, visit: Visit) -> None:
        """Let what has been typed in a field be what it was before a stay in it."""
        typed = self.of(visit.event_id)
        for name in written_with(visit.name):
            typed.pop(name, None)
            if name in visit.before:
                typed[name] = visit.before[name]

    def drop_blank_rows(self, event_id: str) -> None:
        """Forget of the tables of an event what only is blank."""
        typed = self.of(event_id)
        for name in TABLES & typed.keys():
            rows = typed[name].rows.get(name, ())
            filled = tuple(row for row in rows if not is_blank(row))
            typed[name] = EventDraft(rows={name: filled})

    def unfinished(self) -> dict[str, Typed]:
        """Return what has been typed, but for a new event in which nothing has been."""
        return {
            event_id: typed
            for event_id, typed in self._events.items()
            if typed and (event_id != NEW_EVENT or self._differs(typed))
        }

    def keep_in(self, shelf: DraftShelf, timeline: Timeline) -> None:
        """Keep what is unfinished on a shelf from now on, and take over what lies there."""
        self._shelf = shelf
        for event_id, kept in shelf.read().items():
            typed = typed_again(kept, timeline)
            if typed and (event_id == NEW_EVENT or timeline.has_event(event_id)):
                self._events[event_id] = typed
                self._kept[event_id] = kept

    def keep(self) -> None:
        """Let the shelf hold what is unfinished, and nothing else.

        Raises
        ------
        TickertaleError
            It cannot be kept; that is told once, and tried again with what is typed next.
        """
        kept = {event_id: kept_event(typed) for event_id, typed in self.unfinished().items()}
        if self._shelf is not None and kept != self._kept:
            self._kept = kept
            self._shelf.write(kept)

    def _differs(self, typed: Typed) -> bool:
        return any(
            _content(name, draft) != _content(name, self._blank) for name, draft in typed.items()
        )


def kept_event(typed: Typed) -> UnfinishedEvent:
    """Return what has been typed, as it is kept."""
    return UnfinishedEvent(
        texts={name.value: draft.text(name) for name, draft in typed.items() if name not in TABLES},
        rows={
            name.value: draft.rows.get(name, ()) for name, draft in typed.items() if name in TABLES
        },
    )


def typed_again(kept: UnfinishedEvent, timeline: Timeline) -> Typed:
    """Return what was kept, but for what no field of the form can hold any more."""
    draft = EventDraft(
        {EditorField(key): text for key, text in kept.texts.items() if key in set(EditorField)},
        {EditorField(key): rows for key, rows in kept.rows.items() if key in set(EditorField)},
    )
    texts = (
        name
        for name in draft.texts
        if name not in TABLES and _fits(name, draft.texts[name], timeline=timeline)
    )
    tables = (
        name
        for name, rows in draft.rows.items()
        if name in TABLES and all(len(row) == _WIDTHS[name] for row in rows)
    )
    return dict.fromkeys((*texts, *tables), draft)


def _fits(name: EditorField, text: str, *, timeline: Timeline) -> bool:
    """Return whether a text can stand in its field: of what is chosen, not all can."""
    if name is EditorField.CATEGORY:
        return any(row.id == text for row in timeline.categories)
    if name is EditorField.IMPORTANCE:
        return text in set("12345")
    if name is EditorField.TIMING:
        mic, _, phase = text.partition(":")
        return not text or (bool(mic) and phase in set(SessionPhase))
    return True


def _content(name: EditorField, draft: EventDraft) -> object:
    if name in TABLES:
        return tuple(row for row in draft.rows.get(name, ()) if not is_blank(row))
    return draft.text(name).strip()
