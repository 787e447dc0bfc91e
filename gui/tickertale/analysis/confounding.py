"""Other events near an event: which they are, and what can be done about them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.event_study import EventSpans
from tickertale.analysis.study_window import StudyWindow

_FAR = 2**60


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


def sharing_events(
    day_zero: NDArray[np.int64], *, window: StudyWindow
) -> tuple[tuple[int, ...], ...]:
    """Return for each event the others whose event windows share a session with its.

    As `neighbors`: what has no day 0 shares none, and is shared by none.
    """
    reach = window.event_length - 1
    return neighbors(day_zero, first=-reach, last=reach)


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
    """Return event windows that share no session, save those of events on the same day 0.

    A session that the windows of two events hold goes to the one whose day 0 is nearer; at the
    same distance to the earlier event, which it can answer. No window holds another's day 0.
    Events on the same day 0 cannot be told from each other: they keep the same window.
    """
    days = np.unique(day_zero[day_zero >= 0])
    if not len(days):
        many = len(day_zero)
        return EventSpans(np.full(many, window.event_first), np.full(many, window.event_last))
    place = np.searchsorted(days, day_zero)
    before = np.where(place > 0, days[np.maximum(place - 1, 0)], -_FAR)
    after_place = np.minimum(place + 1, len(days) - 1)
    after = np.where(place + 1 < len(days), days[after_place], _FAR)
    # Where the windows of two events touch, the earlier one ends in the middle; where they do
    # not, it may go on to where the later one begins.
    middle_before = (before + day_zero) // 2 - day_zero + 1
    reach_before = before + window.event_last + 1 - day_zero
    first = np.maximum(before + 1 - day_zero, np.minimum(middle_before, reach_before))
    middle_after = (day_zero + after) // 2 - day_zero
    reach_after = after + window.event_first - 1 - day_zero
    last = np.minimum(after - 1 - day_zero, np.maximum(middle_after, reach_after))
    return EventSpans(np.clip(first, window.event_first, 0), np.clip(last, 0, window.event_last))


@dataclass(frozen=True, slots=True, eq=False)
class CompoundEvents:
    """Events merged into one where their event windows share a session, directly or by others.

    Parameters
    ----------
    members : tuple of tuple of int
        Indices of the events of each compound, ascending by day 0, then by index; together they
        are all events with a day 0.
    day_zero : (m,) int64
        The first member's.
    spans : EventSpans
        From the first member's window to the end of the last one's.
    """

    members: tuple[tuple[int, ...], ...]
    day_zero: NDArray[np.int64]
    spans: EventSpans


def merged_events(day_zero: NDArray[np.int64], *, window: StudyWindow) -> CompoundEvents:
    """Return the compounds of the events, ascending by day 0; no two share a session."""
    order = np.argsort(day_zero, kind="stable")
    order = order[day_zero[order] >= 0]
    days = day_zero[order]
    breaks = np.flatnonzero(np.diff(days) >= window.event_length) + 1
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
