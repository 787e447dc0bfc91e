"""The edits of a timeline, each a frozen value that computes the timeline after it."""

from dataclasses import dataclass
from typing import Protocol

from tickertale.domain.errors import TakenIdError, UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline


class Command(Protocol):
    """One edit."""

    @property
    def label(self) -> str:
        """Return what the menu calls it, after "Undo"."""
        ...

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline after the edit; the very same one when nothing changes.

        Raises
        ------
        TickertaleError
            The edit does not fit the timeline.
        """
        ...


@dataclass(frozen=True, slots=True)
class AddEvent:
    """Add an event.

    Parameters
    ----------
    event : Event
        Its id is not among those of the timeline.
    """

    event: Event

    @property
    def label(self) -> str:
        """Return ``Add “…”``."""
        return f"Add “{self.event.flag_text}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the event after all others."""
        if any(event.id == self.event.id for event in timeline.events):
            message = f"there is an event {self.event.id!r} already; another id was expected"
            raise TakenIdError(message)
        _check_category(self.event, timeline)
        return _with_events(timeline, (*timeline.events, self.event))


@dataclass(frozen=True, slots=True)
class EditEvent:
    """Put an event in the place of the one with its id.

    Parameters
    ----------
    event : Event
        The event as it shall be.
    """

    event: Event

    @property
    def label(self) -> str:
        """Return ``Edit “…”``."""
        return f"Edit “{self.event.flag_text}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the event in its old place."""
        place = _place_of(self.event.id, timeline)
        if timeline.events[place] == self.event:
            return timeline
        _check_category(self.event, timeline)
        events = timeline.events
        return _with_events(timeline, (*events[:place], self.event, *events[place + 1 :]))


@dataclass(frozen=True, slots=True)
class DeleteEvent:
    """Take an event out.

    Parameters
    ----------
    event_id : str
    title : str
        Its title, for the label.
    """

    event_id: str
    title: str = ""

    @property
    def label(self) -> str:
        """Return ``Delete “…”``."""
        return f"Delete “{self.title or self.event_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline without the event."""
        place = _place_of(self.event_id, timeline)
        return _with_events(timeline, timeline.events[:place] + timeline.events[place + 1 :])


def _place_of(event_id: str, timeline: Timeline) -> int:
    for place, event in enumerate(timeline.events):
        if event.id == event_id:
            return place
    raise UnknownIdError(f"there is no event {event_id!r} in this timeline")


def _check_category(event: Event, timeline: Timeline) -> None:
    if all(category.id != event.category for category in timeline.categories):
        raise UnknownIdError(f"there is no category {event.category!r} in this timeline")


def _with_events(timeline: Timeline, events: tuple[Event, ...]) -> Timeline:
    # Not validated again, which would take time in proportion to all events: each event is valid,
    # and the caller has checked what a timeline asks of its events (unique ids, known categories).
    return timeline.model_copy(update={"events": events})
