"""Several events that tell of one thing, united in one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from tickertale.domain.event import Event, Source

Item = TypeVar("Item")

LONGEST_SUMMARY = 100_000


def united(
    events: Sequence[Event], *, title_of: str = "", date_of: str = "", category: str = ""
) -> Event:
    """Return one event with all that the events say; what two of them say is said once.

    Its id is that of the first event, its importance the greatest of all.

    Parameters
    ----------
    events : sequence of Event
        At least one.
    title_of : str
        Id of the event that gives the titles; the first one where it is empty.
    date_of : str
        Id of the event that gives the date, the zone and what is known of the session.
    category : str
        Id of the category; that of the first event where it is empty.
    """
    by_id = {event.id: event for event in events}
    kept = events[0]
    titled, dated = by_id.get(title_of, kept), by_id.get(date_of, kept)
    return kept.model_copy(
        update={
            "title": titled.title,
            "short_title": titled.short_title,
            "summary": _paragraphs(event.summary for event in events),
            "when": dated.when,
            "zone": dated.zone,
            "timing": dated.timing,
            "session_override": dated.session_override,
            "category": category or kept.category,
            "importance": max(event.importance for event in events),
            "tags": _names(event.tags for event in events),
            "people": _names(event.people for event in events),
            "organisations": _names(event.organisations for event in events),
            "figures": _distinct((row for event in events for row in event.figures), repr),
            "sources": _distinct((row for event in events for row in event.sources), _source_key),
        }
    )


def _paragraphs(texts: Iterable[str]) -> str:
    stripped = (text.strip() for text in texts)
    parts = _distinct((text for text in stripped if text), lambda text: " ".join(text.split()))
    # A part that another one holds word for word adds nothing.
    told = [part for part in parts if not any(part in other for other in parts if other != part)]
    return "\n\n".join(told)[:LONGEST_SUMMARY]


def _names(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return _distinct((name for group in groups for name in group), str.casefold)


def _source_key(source: Source) -> Hashable:
    return str(source.url) if source.url is not None else (source.title, source.publisher)


def _distinct(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    first: dict[Hashable, Item] = {}
    for item in items:
        first.setdefault(key(item), item)
    return tuple(first.values())
