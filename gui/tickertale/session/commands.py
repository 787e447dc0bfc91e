"""The edits of a timeline, each a frozen value that computes the timeline after it."""

from dataclasses import dataclass
from typing import Protocol

from tickertale.domain.errors import TakenIdError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.revision import on_date, revised


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
        if timeline.has_event(self.event.id):
            message = f"there is an event {self.event.id!r} already; another id was expected"
            raise TakenIdError(message)
        return timeline.with_event(self.event)


@dataclass(frozen=True, slots=True)
class EditEvent:
    """Put an event in the place of the one with its id.

    Parameters
    ----------
    event : Event
        The event as it shall be.
    part : str
        What of it is edited, in words; empty for all of it.
    """

    event: Event
    part: str = ""

    @property
    def label(self) -> str:
        """Return ``Edit “…”``, or ``Edit summary of “…”``."""
        of_part = f"{self.part} of " if self.part else ""
        return f"Edit {of_part}“{self.event.flag_text}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the event in its old place."""
        is_same = timeline.event(self.event.id) == self.event
        return timeline if is_same else timeline.with_event(self.event)


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
        return timeline.without_event(self.event_id)


@dataclass(frozen=True, slots=True)
class MoveEvent:
    """Move an event to another date.

    Parameters
    ----------
    event_id : str
    when : EventDate
        The date as it shall be.
    title : str
        Its title, for the label.
    """

    event_id: str
    when: EventDate
    title: str = ""

    @property
    def label(self) -> str:
        """Return ``Move “…”``."""
        return f"Move “{self.title or self.event_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the event on its new date."""
        before = timeline.event(self.event_id)
        after = on_date(before, self.when)
        return timeline if after is before else timeline.with_event(after)


@dataclass(frozen=True, slots=True)
class DuplicateEvent:
    """Put a copy of an event right after it.

    Parameters
    ----------
    event_id : str
    new_id : str
        Id of the copy; it is not among those of the timeline.
    title : str
        Title of the copy; that of the event when empty.
    """

    event_id: str
    new_id: str
    title: str = ""

    @property
    def label(self) -> str:
        """Return ``Duplicate “…”``."""
        return f"Duplicate “{self.title or self.event_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the copy."""
        event = timeline.event(self.event_id)
        if timeline.has_event(self.new_id):
            message = f"there is an event {self.new_id!r} already; another id was expected"
            raise TakenIdError(message)
        copy = revised(event, {"id": self.new_id, "title": self.title or event.title})
        return timeline.with_event(copy, place=timeline.event_place(event.id) + 1)
