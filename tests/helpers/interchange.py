"""Events with everything an event can have, and what comes back of them from a file."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from helpers.timeline import CATEGORY_IDS, event_of
from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.store.category_label import find_category
from tickertale.store.draft import EventFile, ReadOptions
from tickertale.store.interchange import EventFormat, WrittenEvents, read_events, write_events

NOW = dt.datetime(2025, 4, 1, 12, tzinfo=dt.UTC)

CATEGORIES = (
    Category(id=CATEGORY_IDS[0], name="Policy & law", short_name="Policy", color="#0072B2"),
    Category(id=CATEGORY_IDS[1], name="=Results", color="#E69F00", order=1),
)

DATES = (
    "2025-03-06",
    "2025-03-06T03:48+08:00",
    "2025-03-06T23:59:30",
    "2025-03-06T03:48Z",
    "2025-01",
    "2025-01~",
    "2025",
    "2025?",
    "201X",
    "19XX",
    "2025-XX",
    "2025-01-XX",
    "2025-21",
    "2025-24%",
    "2025-02-11/2025-02-13",
    "2025-02-11T09:00/2025-02-11T10:30",
    "2025-02-11T09:00+08:00/2025-02-13",
    "2025-01~/2025-03",
    "../2025-03-06",
    "2025-03-06/..",
    "2025-10-26T02:30",
    "0001",
    "9999-12-31",
)


def lines() -> st.SearchStrategy[str]:
    """Texts of one line in any script, without what an import leaves out."""
    signs = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Cn", "Zl", "Zp"))
    odd = st.sampled_from(["=1+1", "'=x", "<b>&amp;", "a; b", '["x"]', "**b**", "[x](http://y)"])
    return (odd | st.text(signs, min_size=1, max_size=12)).map(str.strip).filter(bool)


def whole_events() -> st.SearchStrategy[Event]:
    """Events of which every field may be there."""
    figure = st.fixed_dictionaries(
        {"name": lines(), "value": st.decimals(-9_999, 9_999, places=2), "unit": lines()}
    )
    source = st.fixed_dictionaries(
        {"title": lines()},
        optional={
            "publisher": lines(),
            "url": st.just("https://example.org/a?b=1&c=2"),
            "published": st.just("2025-03-05"),
        },
    )
    names = st.lists(lines(), max_size=3)
    return st.builds(
        event_of,
        st.just("an-event"),
        lines(),
        short_title=lines() | st.just(""),
        summary=st.lists(lines(), max_size=4).map("\n".join),
        when=st.sampled_from(DATES),
        zone=st.sampled_from(["Asia/Hong_Kong", "America/New_York", "Europe/Berlin", "UTC"]),
        timing=st.none() | st.just({"mic": "XNYS", "phase": "before_open"}),
        category=st.sampled_from(CATEGORY_IDS),
        importance=st.integers(1, 5),
        tags=names,
        people=names,
        organisations=names,
        figures=st.lists(figure, max_size=2),
        sources=st.lists(source, max_size=2),
        session_override=st.just(())
        | st.just(({"mic": "XHKG", "session": "2025-03-07", "reason": "as seen"},)),
    )


def written(kind: EventFormat, *events: Event) -> bytes:
    """Return a file of events with the two categories."""
    rows = WrittenEvents(events=events, categories=CATEGORIES, title="A story", now=NOW)
    return write_events(kind, rows)


def read(content: bytes | str, kind: EventFormat, **options: object) -> EventFile:
    """Return what is read from a file."""
    return read_events(content, kind=kind, options=ReadOptions(**options))  # type: ignore[arg-type]


def events_in(file: EventFile, categories: Sequence[Category] = CATEGORIES) -> list[Event]:
    """Return the events of a file without problems, in the categories that it names."""
    problems = [str(problem) for draft in file.drafts for problem in draft.problems]
    assert problems == []
    events = []
    for draft in file.drafts:
        category = find_category(draft.category, categories)
        assert draft.event is not None
        assert category is not None, draft.category
        events.append(draft.event.model_copy(update={"category": category.id}))
    return events


def problems_in(file: EventFile) -> list[str]:
    """Return every problem as it is shown."""
    return [str(problem) for draft in file.drafts for problem in draft.problems]
