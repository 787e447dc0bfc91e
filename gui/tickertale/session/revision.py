"""Values of the domain with other fields, validated, and the events of a timeline replaced."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import ValidationError

from tickertale.domain.base import DomainModel
from tickertale.domain.errors import InvalidTimelineError, Problem
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline

Row = TypeVar("Row", bound=DomainModel)


def revised(row: Row, update: Mapping[str, object]) -> Row:
    """Return the value with other fields; the very same one where none differs.

    Raises
    ------
    InvalidTimelineError
        A field does not keep the rules.
    """
    if all(getattr(row, name) == value for name, value in update.items()):
        return row
    try:
        return type(row).model_validate({**dict(row), **update})
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        problem = Problem(path, first["msg"].removeprefix("Value error, "))
        raise InvalidTimelineError("the change was refused", [problem]) from error


def on_date(event: Event, when: EventDate) -> Event:
    """Return the event on another date, its reaction sessions no longer chosen by hand.

    They were chosen for the date before, and would hold the event where it was.
    """
    return event if when == event.when else revised(event, {"when": when, "session_override": ()})


def replaced(timeline: Timeline, events: Iterable[Event]) -> Timeline:
    """Return the timeline with events in the places of those with their ids.

    It is the very same one where none of them differs.

    Raises
    ------
    UnknownIdError
        The timeline does not hold such an event, or its category.
    """
    news = [event for event in events if event != timeline.event(event.id)]
    if len(news) == 1:
        return timeline.with_event(news[0])
    return timeline.with_events(news) if news else timeline
