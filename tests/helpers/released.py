"""The document that is kept in every released version of the tables.

``python -m helpers.released 2`` writes that of version 2, while it is the newest; it is then
committed, and never written again.
"""

import sys
from contextlib import closing
from pathlib import Path

from helpers.document import ROWS
from helpers.timeline import event_of, timeline_of
from tickertale.domain.timeline import Timeline
from tickertale.store.bar_table import BarColumns
from tickertale.store.event_store import EventStore
from tickertale.store.schema import NEWEST_VERSION

FOLDER = Path(__file__).parents[1] / "store" / "documents"


def released_path(version: int) -> Path:
    """Return where the document of a version is."""
    return FOLDER / f"version-{version}.tale"


def released_story() -> Timeline:
    """Return what the document holds: every field of an event, and dates of every kind."""
    full = event_of(
        "qwq",
        "通义千问 QwQ-32B released",
        short_title="QwQ",
        summary="**Open** weights, see [the post](https://example.org/qwq).",
        when="2025-03-06T03:48+08:00",
        timing={"mic": "XHKG", "phase": "before_open"},
        importance=5,
        tags=["ai", "模型"],
        people=["Zhou Jingren"],
        organisations=["Alibaba"],
        figures=[
            {"name": "Parameters", "value": "32", "unit": "bn", "qualifier": "about"},
            {"name": "Price", "value": "0.10", "as_reported": True, "note": "a token"},
        ],
        sources=[
            {
                "title": "Post",
                "publisher": "Qwen",
                "url": "https://example.org/",
                "published": "2025-03-06",
            }
        ],
        session_override=[{"mic": "XHKG", "session": "2025-03-06", "reason": "Known before"}],
    )
    dates = ("2025-01~", "2025-02-11/2025-02-13", "2025-21", "201X", "2025-XX", "../2025?")
    events = (event_of(f"date-{place}", when=date) for place, date in enumerate(dates))
    return timeline_of(full, *events, title="Released", subtitle="with all fields", notes="# Notes")


def main(arguments: list[str]) -> None:
    """Write the document of the newest version; its number must be given."""
    if arguments != [str(NEWEST_VERSION)]:
        raise SystemExit(f"the newest version is {NEWEST_VERSION}; say it to write its document")
    path = released_path(NEWEST_VERSION)
    story = released_story()
    first = story.with_event(event_of("qwq", "QwQ")).with_event(event_of("last", "Last"))
    edited = first.with_event(story.events[0])
    store = EventStore.create(path, first, bars={"BABA-1d": BarColumns.from_rows(ROWS)})
    with closing(store):
        store.commit(store.load().timeline, edited, label="Edit “QwQ”")
        store.commit(edited, edited.without_event("last"), label="Delete “Last”")


if __name__ == "__main__":
    main(sys.argv[1:])
