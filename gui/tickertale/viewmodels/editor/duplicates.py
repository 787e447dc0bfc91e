"""Events that may tell of the same thing, in groups to look through."""

from collections.abc import Callable
from dataclasses import dataclass

from tickertale.domain.duplicate import DuplicateIndex
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.text.wording import counted, one_line, short_date

_EVENTS_BETWEEN_REPORTS = 1_000


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Events that may tell of the same thing.

    Parameters
    ----------
    event_ids : tuple of str
        In the order of the timeline.
    lines : tuple of str
        Date and title of each.
    """

    event_ids: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicatesState:
    """What was found: a heading such as ``2 groups of likely duplicates``, and the groups."""

    heading: str
    groups: tuple[DuplicateGroup, ...] = ()


def find_duplicates(
    timeline: Timeline, *, report: Callable[[int, int], None] | None = None
) -> DuplicatesState:
    """Return the groups of events that may tell of the same thing.

    Parameters
    ----------
    timeline : Timeline
    report : callable or None
        Told now and then how many events have been looked at, and of how many; may raise to stop.
    """
    events = timeline.events
    index = DuplicateIndex(events)
    leader = {event.id: event.id for event in events}
    for number, event in enumerate(events):
        if report is not None and number % _EVENTS_BETWEEN_REPORTS == 0:
            report(number, len(events))
        for other in index.find(event):
            leader[_first(leader, other.id)] = _first(leader, event.id)
    members: dict[str, list[Event]] = {}
    for event in events:
        members.setdefault(_first(leader, event.id), []).append(event)
    groups = tuple(_group(rows) for rows in members.values() if len(rows) > 1)
    if not groups:
        return DuplicatesState("No events tell of the same thing")
    return DuplicatesState(f"{counted(len(groups), 'group')} of likely duplicates", groups)


def _first(leader: dict[str, str], event_id: str) -> str:
    """Return the one that stands for the group of an event."""
    while leader[event_id] != event_id:
        leader[event_id] = leader[leader[event_id]]
        event_id = leader[event_id]
    return event_id


def _group(events: list[Event]) -> DuplicateGroup:
    lines = (f"{short_date(row.when, row.zone)}  {one_line(row.title)}" for row in events)
    return DuplicateGroup(tuple(row.id for row in events), tuple(lines))
