"""The places of events by id, handed on from one timeline to the next without counting again."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from typing import Protocol, Self

MOST_STEPS = 1000
"""Steps after which counting again is cheaper than to look through them for every id."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Step:
    """One event that came or went since the places were counted."""

    event_id: str
    place: int
    has_come: bool


class EventPlaces:
    """The index of each event, by id.

    Counting the ids of 100,000 events takes longer than to write an edit, so a timeline with one
    event more or less is given the counts of the one before it and what has changed since.

    Parameters
    ----------
    counted : dict of str to int
        Index by id, as it was counted; shared, and never changed.
    steps : tuple of step
        What came and went since, the oldest first.
    """

    def __init__(self, counted: dict[str, int], steps: tuple[_Step, ...] = ()) -> None:
        self._counted = counted
        self._steps = steps

    @classmethod
    def count(cls, events: Iterable[_Named]) -> Self:
        """Return the places of events in their order."""
        return cls(dict(zip(map(attrgetter("id"), events), count(), strict=False)))

    def get(self, event_id: str) -> int | None:
        """Return the index of an event; None when there is none of that id."""
        place = self._counted.get(event_id)
        for step in self._steps:
            if step.event_id == event_id:
                place = step.place if step.has_come else None
            elif place is not None and place >= step.place:
                place += 1 if step.has_come else -1
        return place

    def with_event(self, event_id: str, place: int) -> Self | None:
        """Return the places with a new event at an index; None when they should be counted."""
        return self._after(_Step(event_id, place, has_come=True))

    def without_event(self, event_id: str, place: int) -> Self | None:
        """Return the places without the event at an index; None when they should be counted."""
        return self._after(_Step(event_id, place, has_come=False))

    def _after(self, step: _Step) -> Self | None:
        steps = (*self._steps, step)
        return type(self)(self._counted, steps) if len(steps) <= MOST_STEPS else None
