"""Other events near an event: which they are, and what can be done about them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.event_study import EventSpans
from tickertale.analysis.study_window import StudyWindow


class Confounding(StrEnum):
    """What is done about other events."""

    KEEP = "keep"
    EXCLUDE = "exclude"
    SHORTEN = "shorten"
    MERGE = "merge"
    JOINT = "joint"


def neighbors(day_zero: NDArray[np.int64], *, first: int, last: int) -> tuple[tuple[int, ...], ...]:
    """Return for each event the others whose day 0 lies from `first` to `last` of its own.

    Parameters
    ----------
    day_zero : (N,) int64
        Index of day 0; -1 for an event without one, which has no neighbors and is none.
    first, last : int
        Sessions from the event's day 0, inclusive.

    Returns
    -------
    tuple of tuple of int
        Indices of events, ascending by day 0, then by index.
    """
    order = np.argsort(day_zero, kind="stable")
    days = day_zero[order]
    low = np.searchsorted(days, np.maximum(day_zero + first, 0), side="left")
    high = np.searchsorted(days, day_zero + last, side="right")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ordered = tuple(order.tolist())
    return tuple(
        _without(ordered, start, stop=stop, own=own) if day >= 0 else ()
        for day, start, stop, own in zip(
            day_zero.tolist(), low.tolist(), high.tolist(), place.tolist(), strict=True
        )
    )


def _without(ordered: tuple[int, ...], start: int, *, stop: int, own: int) -> tuple[int, ...]:
    if not start <= own < stop:
        return ordered[start:stop]
    return ordered[start:own] + ordered[own + 1 : stop]


def covered_sessions(
    day_zero: NDArray[np.int64], *, window: StudyWindow, count: int
) -> NDArray[np.bool_]:
    """Return which of `count` sessions lie in the event window of any event, (count,) bool."""
    steps = np.zeros(count + 1, dtype=np.int64)
    days = day_zero[day_zero >= 0]
    np.add.at(steps, np.clip(days + window.event_first, 0, count), 1)
    np.add.at(steps, np.clip(days + window.event_last + 1, 0, count), -1)
    covered: NDArray[np.bool_] = steps.cumsum()[:count] > 0
    return covered


def shortened_spans(day_zero: NDArray[np.int64], *, window: StudyWindow) -> EventSpans:
    """Return event windows that end before the next event's day 0 and begin after the last's.

    An event on the same day 0 as another cannot be told from it: both keep their day 0, and
    both remain neighbors of each other.
    """
    days = np.unique(day_zero[day_zero >= 0])
    if not len(days):
        many = len(day_zero)
        return EventSpans(np.full(many, window.event_first), np.full(many, window.event_last))
    place = np.searchsorted(days, day_zero)
    before = np.where(place > 0, days[np.maximum(place - 1, 0)], np.iinfo(np.int64).min // 2)
    after_place = np.minimum(place + 1, len(days) - 1)
    after = np.where(place + 1 < len(days), days[after_place], np.iinfo(np.int64).max // 2)
    first = np.clip(before + 1 - day_zero, window.event_first, 0)
    last = np.clip(after - 1 - day_zero, 0, window.event_last)
    return EventSpans(first, last)


@dataclass(frozen=True, slots=True, eq=False)
class CompoundEvents:
    """Events merged into one where the day 0 of one lies in the event window of another.

    Parameters
    ----------
    members : tuple of tuple of int
        Indices of the events of each compound, ascending by day 0; together they are all events
        with a day 0.
    day_zero : (m,) int64
        The first member's.
    spans : EventSpans
        From the first member's window to the end of the last one's.
    """

    members: tuple[tuple[int, ...], ...]
    day_zero: NDArray[np.int64]
    spans: EventSpans


def merged_events(day_zero: NDArray[np.int64], *, window: StudyWindow) -> CompoundEvents:
    """Return the compounds of the events, ascending by day 0."""
    order = np.argsort(day_zero, kind="stable")
    order = order[day_zero[order] >= 0]
    days = day_zero[order]
    reach = max(window.event_last, -window.event_first)
    breaks = np.flatnonzero(np.diff(days) > reach) + 1
    groups = [group for group in np.split(order, breaks) if len(group)]
    firsts = np.array([day_zero[group[0]] for group in groups], dtype=np.int64)
    lasts = np.array([day_zero[group[-1]] for group in groups], dtype=np.int64)
    return CompoundEvents(
        members=tuple(tuple(group.tolist()) for group in groups),
        day_zero=firsts,
        spans=EventSpans(
            np.full(len(groups), window.event_first), lasts - firsts + window.event_last
        ),
    )
