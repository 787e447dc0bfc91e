"""Several selected events at once: what they have in common, and what can be done to them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tickertale.domain.date_shift import step_unit
from tickertale.domain.event import Event
from tickertale.domain.event_date import Precision
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.event.event_list import sorted_categories
from tickertale.viewmodels.text.wording import counted, one_line

Value = TypeVar("Value")

MOST_TITLES = 5
"""Events that are named; the rest is counted."""

MOST_TAGS = 12
"""Tags that are shown, those of most events first."""


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category to choose."""

    id: str
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag, and how many of the selected events have it."""

    tag: str
    count: int
    is_on_all: bool

    @property
    def text(self) -> str:
        """Return the tag, with the count where not all events have it."""
        shown = one_line(self.tag)
        return shown if self.is_on_all else f"{shown} ({self.count:,})"


@dataclass(frozen=True, slots=True)
class BulkState:
    """Everything that the right panel shows of several selected events.

    Parameters
    ----------
    title : str
        ``3 events selected``.
    lines : tuple of str
        Titles, and how many more there are.
    categories : tuple of CategoryChoice
        In the order of the lanes.
    category : str or None
        Id of the one that all have.
    importance : int or None
        The one that all have.
    tags : tuple of TagCount
    coarse_text : str
        What moving dates does to those not known to the day; empty where all are.
    refusal : str
        Why nothing can be changed; empty when it can.
    """

    title: str
    lines: tuple[str, ...]
    categories: tuple[CategoryChoice, ...]
    category: str | None
    importance: int | None
    tags: tuple[TagCount, ...] = ()
    coarse_text: str = ""
    refusal: str = ""


def resolve_bulk(timeline: Timeline, event_ids: Collection[str], *, refusal: str = "") -> BulkState:
    """Return what the right panel shows of several selected events.

    Parameters
    ----------
    timeline : Timeline
    event_ids : collection of str
        In the order in which they are named.
    refusal : str
        Why nothing can be changed; empty when it can.
    """
    events = [timeline.event(event_id) for event_id in event_ids]
    lines = [one_line(event.flag_text) for event in events[:MOST_TITLES]]
    if len(events) > MOST_TITLES:
        lines.append(f"and {len(events) - MOST_TITLES:,} more")
    return BulkState(
        title=f"{counted(len(events), 'event')} selected",
        lines=tuple(lines),
        categories=category_choices(timeline),
        category=_common(event.category for event in events),
        importance=_common(event.importance for event in events),
        tags=_tags(events),
        coarse_text=_coarse_text(events),
        refusal=refusal,
    )


def category_choices(timeline: Timeline) -> tuple[CategoryChoice, ...]:
    """Return the categories to choose from, in the order of their lanes."""
    return tuple(
        CategoryChoice(row.id, one_line(row.name), row.color) for row in sorted_categories(timeline)
    )


def _common(values: Iterable[Value]) -> Value | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _tags(events: list[Event]) -> tuple[TagCount, ...]:
    counts = Counter(tag for event in events for tag in event.tags)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0].casefold()))[:MOST_TAGS]
    return tuple(TagCount(tag, count, count == len(events)) for tag, count in rows)


def _coarse_text(events: list[Event]) -> str:
    count = sum(step_unit(event.when) is not Precision.DAY for event in events)
    if not count:
        return ""
    word = "is" if count == 1 else "are"
    return f"{count:,} of them {word} not known to the day and will move by whole months or years."
