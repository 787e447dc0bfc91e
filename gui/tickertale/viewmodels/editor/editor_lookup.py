"""What the form of an event looks up in the timeline, kept for as long as that stays the same."""

from tickertale.domain.duplicate import DuplicateIndex
from tickertale.domain.event import Event
from tickertale.viewmodels.editor.draft_place import draft_place
from tickertale.viewmodels.editor.event_draft import NAMES, DraftPlace, EditorField
from tickertale.viewmodels.text.name_list import by_frequency
from tickertale.viewmodels.timeline.reading import Reading


class EditorLookup:
    """Answers what other events say and where a date is read; asked for with each key."""

    def __init__(self) -> None:
        self._place: tuple[Reading, DraftPlace] | None = None
        self._index: tuple[tuple[Event, ...], DuplicateIndex] | None = None
        self._names: tuple[tuple[Event, ...], dict[EditorField, tuple[str, ...]]] | None = None

    def place(self, reading: Reading) -> DraftPlace:
        """Return where a draft is read."""
        if self._place is None or self._place[0] is not reading:
            self._place = (reading, draft_place(reading))
        return self._place[1]

    def similar(self, event: Event, reading: Reading) -> tuple[Event, ...]:
        """Return the events that tell of the same thing."""
        events = reading.timeline.events
        if self._index is None or self._index[0] is not events:
            self._index = (events, DuplicateIndex(events))
        return self._index[1].find(event)

    def names(self, name: EditorField, reading: Reading) -> tuple[str, ...]:
        """Return the names that events have in a field, the most frequent first."""
        if name not in NAMES:
            return ()
        events = reading.timeline.events
        if self._names is None or self._names[0] is not events:
            self._names = (events, {})
        known = self._names[1]
        if name not in known:
            known[name] = by_frequency(row for event in events for row in getattr(event, name))
        return known[name]
