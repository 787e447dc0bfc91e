"""A small timeline with states made of it, for tests of panels."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.event.event_list import (
    EventListState,
    EventQuery,
    event_rows,
    resolve_event_list,
)
from tickertale.viewmodels.event.unexplained import UnexplainedRow

MOVES: Mapping[str, float] = {"first": 0.047, "second": -0.02, "third": 0.146}

UNEXPLAINED = (
    UnexplainedRow(index=40, date_text="10 Feb 2025", move_text="+5.5%", sign=1, meaning="t = 2.9"),
    UnexplainedRow(
        index=54, date_text="28 Feb 2025", move_text="−6.0%", sign=-1, meaning="t = −3.1"
    ),
)


def event_of(event_id: str = "first", **changes: Any) -> Event:
    """Return an event of 6 March 2025 in Hong Kong; `changes` replace its fields."""
    fields: dict[str, Any] = {
        "id": event_id,
        "title": event_id.capitalize(),
        "when": EventDate("2025-03-06"),
        "zone": "Asia/Hong_Kong",
        "category": "models",
    }
    return Event(**(fields | changes))


def story() -> Timeline:
    """Return a timeline of two categories and four events; the last has no exact date."""
    return Timeline(
        id="story",
        title="A story",
        categories=(
            Category(id="policy", name="Policy", color="#D55E00", order=1),
            Category(id="models", name="AI models", color="#0072B2", order=0),
        ),
        events=(
            event_of("third", when=EventDate("2025-03-06"), importance=4),
            event_of("first", when=EventDate("2025-01-20"), importance=5),
            event_of("second", when=EventDate("2025-02-17"), category="policy", importance=1),
            event_of("vague", when=EventDate("2025-02"), importance=2),
        ),
    )


def list_state(timeline: Timeline | None = None, **query: Any) -> EventListState:
    """Return the list of a timeline, `story` by default, under a query."""
    shown = story() if timeline is None else timeline
    return resolve_event_list(
        shown,
        rows=event_rows(shown, MOVES),
        counts=Counter(event.category for event in shown.events),
        query=EventQuery(**query),
    )
