"""Timelines for tests, and random ones."""

from hypothesis import strategies as st

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.timeline import Timeline

CATEGORY_IDS = ("policy", "results")


def event_of(event_id: str, title: str = "", **fields: object) -> Event:
    """Return an event of the first category on 6 March 2025."""
    standard: dict[str, object] = {
        "id": event_id,
        "title": title or f"Event {event_id}",
        "when": EventDate.parse("2025-03-06"),
        "zone": "Asia/Hong_Kong",
        "category": CATEGORY_IDS[0],
    }
    return Event.model_validate(standard | fields)


def timeline_of(*events: Event, **fields: object) -> Timeline:
    """Return a timeline with two categories, one instrument and these events."""
    standard: dict[str, object] = {
        "id": "story",
        "title": "A story",
        "categories": tuple(
            Category(id=name, name=name.title(), color="#0072B2") for name in CATEGORY_IDS
        ),
        "instruments": (
            Instrument(
                id="BABA", symbol="BABA", name="Alibaba", mic="XNYS", series=(Series(id="BABA-1d"),)
            ),
        ),
        "events": events,
        "primary": "BABA",
    }
    return Timeline.model_validate(standard | fields)


def titles() -> st.SearchStrategy[str]:
    """Texts that a title can be, in any script."""
    characters = st.characters(codec="utf-8")
    return st.text(characters, min_size=1, max_size=20).filter(lambda text: text.strip() != "")


def events(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Event]:
    """Events with any title, in one of the two categories."""
    return st.builds(
        event_of,
        ids,
        titles(),
        category=st.sampled_from(CATEGORY_IDS),
        importance=st.integers(1, 5),
        tags=st.lists(titles(), max_size=2),
    )
