"""The event list: rows in an order, filtered by text and category, with chips and a header."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.saved_filter import SavedFilter
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.text.found_text import Snippet, snippet_of
from tickertale.viewmodels.text.wording import counted, one_line, percent, short_date, shortened

MOST_PROBLEMS = 3
"""What of a filter is not understood: so many sentences, the rest is counted."""

_LONGEST_QUOTE = 120


class EventOrder(StrEnum):
    """By what the list is sorted; the value follows the word "by"."""

    DATE = "date"
    IMPORTANCE = "importance"
    MOVE = "move"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the list; its texts are made when they are drawn.

    Parameters
    ----------
    id, title, zone : str
    when : EventDate
    at : datetime.datetime
        Its earliest instant, UTC.
    category_id, category_name, color : str
    category_rank : int
        Place of its category among the lanes.
    importance : int
    move : float or None
        Move since the previous close on the reaction session; none where it cannot be said.
    event : Event
        All the rest, in which words may be found.
    """

    id: str
    title: str
    zone: str
    when: EventDate
    at: dt.datetime
    category_id: str
    category_name: str
    color: str
    category_rank: int
    importance: int
    move: float | None
    event: Event

    def snippet(self, terms: Sequence[str]) -> Snippet | None:
        """Return where words were found, unless the title shows all of them."""
        return snippet_of(self.event, title=self.title_text, terms=terms)

    @property
    def title_text(self) -> str:
        """Return the title on one line."""
        return one_line(self.title)

    @property
    def date_text(self) -> str:
        """Return the date at its own precision."""
        return short_date(self.when, self.zone)

    @property
    def move_text(self) -> str:
        """Return the move, or nothing where there is none."""
        return "" if self.move is None else percent(self.move)

    @property
    def is_hollow(self) -> bool:
        """Return whether the date is too coarse for one session."""
        return not self.when.is_day_precise and not self.when.is_interval

    @property
    def spoken_text(self) -> str:
        """Return the row as one sentence, for screen readers."""
        parts = (self.title_text, self.date_text, one_line(self.category_name), self.move_text)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class CategoryChip:
    """One filter chip.

    Parameters
    ----------
    id, name, color : str
    count : int
        Events of the category in the whole timeline.
    is_on : bool
        Whether its events are shown.
    """

    id: str
    name: str
    color: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What the user asked of the list.

    Parameters
    ----------
    search_text : str
        As typed.
    matching : frozenset of str or None
        Ids that the search found; none while nothing is searched for.
    hidden : frozenset of str
        Ids of the categories that are switched off.
    order : EventOrder
    selected : str or None
        Id of the current event.
    selected_ids : frozenset of str
        Ids of all selected events.
    terms : tuple of str
        Words that were searched for.
    problems : tuple of str
        What was not understood, a sentence each.
    """

    search_text: str = ""
    matching: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    order: EventOrder = EventOrder.DATE
    selected: str | None = None
    selected_ids: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventListState:
    """Everything that the left panel shows.

    Parameters
    ----------
    rows : tuple of EventRow
        Filtered and sorted.
    chips : tuple of CategoryChip
        In the order of the lanes.
    header : str
        ``9 events``, or ``3 of 9 events`` when some are left out.
    message : str
        What to say in place of rows; empty when there are rows.
    order : EventOrder
    selected : str or None
        Id of the current event, shown or not.
    selected_ids : frozenset of str
        Ids of all selected events, shown or not.
    search_text : str
    terms : tuple of str
        Words that were searched for, to be marked where they stand.
    notice : str
        What of the search text was not understood; empty when all of it was.
    filters : tuple of SavedFilter
        Those that the timeline keeps.
    """

    rows: tuple[EventRow, ...] = ()
    chips: tuple[CategoryChip, ...] = ()
    header: str = ""
    message: str = ""
    order: EventOrder = EventOrder.DATE
    selected: str | None = None
    selected_ids: frozenset[str] = frozenset()
    search_text: str = ""
    terms: tuple[str, ...] = ()
    notice: str = ""
    filters: tuple[SavedFilter, ...] = ()


def resolve_event_list(
    timeline: Timeline,
    *,
    rows: tuple[EventRow, ...],
    counts: Mapping[str, int],
    query: EventQuery,
) -> EventListState:
    """Return what the left panel shows.

    Parameters
    ----------
    timeline : Timeline
    rows : tuple of EventRow
        Those of all events, by date.
    counts : mapping of str to int
        Events of each category, by its id; those without one may be left out.
    query : EventQuery
        What the user asked for.
    """
    shown = rows
    if query.hidden or query.matching is not None:
        shown = tuple(row for row in rows if _is_shown(row, query))
    if query.order is not EventOrder.DATE:
        shown = tuple(sorted(shown, key=_SORT_KEYS[query.order]))
    return EventListState(
        rows=shown,
        chips=_chips(timeline, counts=counts, query=query),
        header=_header(len(shown), len(rows)),
        message="" if shown else _message(len(rows), query),
        order=query.order,
        selected=query.selected,
        selected_ids=query.selected_ids,
        search_text=query.search_text,
        terms=query.terms,
        notice=_notice(query.problems),
        filters=timeline.filters,
    )


def by_date(row: EventRow) -> tuple[dt.datetime, int, str]:
    """Return what rows are sorted by where they are by date."""
    return row.at, row.category_rank, row.id


def event_rows(
    timeline: Timeline, moves: Mapping[str, float], *, events: Sequence[Event] | None = None
) -> tuple[EventRow, ...]:
    """Return the rows of events, by date.

    Keep the result while the timeline's events and the moves stay the same: this is the slow part.

    Parameters
    ----------
    timeline : Timeline
    moves : mapping of str to float
        Move on the reaction session by event id; events without one are left out.
    events : sequence of Event or None
        Those that are wanted; all by default.
    """
    categories = {row.id: (row, rank) for rank, row in enumerate(sorted_categories(timeline))}
    rows = []
    starts: dict[tuple[str, str], dt.datetime] = {}
    for event in timeline.events if events is None else events:
        category, rank = categories[event.category]
        date = event.when.edtf, event.zone
        at = starts.get(date)
        if at is None:
            at = starts[date] = event.when.earliest(event.zone)
        rows.append(_row(event, category, rank=rank, at=at, move=moves.get(event.id)))
    rows.sort(key=by_date)
    return tuple(rows)


def sorted_categories(timeline: Timeline) -> list[Category]:
    """Return the categories in the order of their lanes."""
    return sorted(timeline.categories, key=lambda category: (category.order, category.id))


def _row(
    event: Event, category: Category, *, rank: int, at: dt.datetime, move: float | None
) -> EventRow:
    return EventRow(
        id=event.id,
        title=event.flag_text,
        zone=event.zone,
        when=event.when,
        at=at,
        category_id=category.id,
        category_name=category.name,
        color=category.color,
        category_rank=rank,
        importance=event.importance,
        move=move,
        event=event,
    )


def _is_shown(row: EventRow, query: EventQuery) -> bool:
    if row.category_id in query.hidden:
        return False
    return query.matching is None or row.id in query.matching


def _by_importance(row: EventRow) -> tuple[object, ...]:
    return -row.importance, row.at, row.id


def _by_move(row: EventRow) -> tuple[object, ...]:
    size = -1.0 if row.move is None else abs(row.move)
    return -size, row.at, row.id


def _by_category(row: EventRow) -> tuple[object, ...]:
    return row.category_rank, row.at, row.id


_SORT_KEYS: Mapping[EventOrder, Callable[[EventRow], tuple[object, ...]]] = {
    EventOrder.DATE: by_date,
    EventOrder.IMPORTANCE: _by_importance,
    EventOrder.MOVE: _by_move,
    EventOrder.CATEGORY: _by_category,
}


def _chips(
    timeline: Timeline, *, counts: Mapping[str, int], query: EventQuery
) -> tuple[CategoryChip, ...]:
    return tuple(
        CategoryChip(
            id=category.id,
            name=one_line(category.name),
            color=category.color,
            count=counts.get(category.id, 0),
            is_on=category.id not in query.hidden,
        )
        for category in sorted_categories(timeline)
    )


def _header(shown: int, total: int) -> str:
    return counted(total, "event") if shown == total else f"{shown:,} of {counted(total, 'event')}"


def _notice(problems: Sequence[str]) -> str:
    told = [f"{problem}." for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        told.append(f"And {len(problems) - MOST_PROBLEMS} more.")
    return " ".join(told)


def _message(total: int, query: EventQuery) -> str:
    if not total:
        return "No events yet. Ctrl+Shift+N adds the first one."
    if query.matching is None:
        return "Every event is in a category that is switched off. Click a chip to show it."
    typed = shortened(one_line(query.search_text), _LONGEST_QUOTE)
    if query.hidden and query.matching:
        return f"What matches “{typed}” is in categories that are switched off."
    return f"No event matches “{typed}”. Esc clears the search."
