"""Events in our own JSON: that of a timeline, of which only categories and events are looked at.

Every field of an event and of a category can be said; a timeline's title, its instruments and its
prices are not taken over. What is written is a timeline without instruments, which
``tickertale validate`` accepts and the schema describes.
"""

import json
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.store.draft import Draft, EventFile, ReadOptions, draft_of, no_object, rule_problems


def read_json_events(document: object, options: ReadOptions) -> EventFile:
    """Return the events of a timeline, or of a list of events.

    Raises
    ------
    EventFileError
        There is no list of events, or a category is not one.
    """
    events = document.get("events") if isinstance(document, Mapping) else document
    if not isinstance(events, list):
        raise EventFileError("there is no list 'events'; one with an object for each was expected")
    categories = document.get("categories") if isinstance(document, Mapping) else None
    drafts = tuple(
        _read_event(event, number=number, options=options)
        for number, event in enumerate(options.watched(events), start=1)
    )
    return EventFile(drafts, categories=_read_categories(categories))


def write_json_events(
    events: Sequence[Event], categories: Sequence[Category], *, title: str = ""
) -> str:
    """Return a timeline of the events and their categories."""
    used = {event.category for event in events}
    timeline = Timeline(
        id="events",
        title=title or "Events",
        categories=tuple(row for row in categories if row.id in used),
        events=tuple(events),
    )
    return timeline.model_dump_json(indent=2) + "\n"


def timeline_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of a timeline."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Timeline.model_json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _read_event(event: object, *, number: int, options: ReadOptions) -> Draft:
    if not isinstance(event, Mapping):
        return no_object(number, event)
    return draft_of(number, {str(name): value for name, value in event.items()}, zone=options.zone)


def _read_categories(rows: object) -> tuple[Category, ...]:
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise EventFileError("'categories' is no list; one with an object for each was expected")
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            found.append(Category.model_validate(row))
        except ValidationError as error:
            problem = rule_problems(number, error)[0]
            raise EventFileError(
                f"category {number}, {problem.field}: {problem.message}"
            ) from error
    return tuple(found)
