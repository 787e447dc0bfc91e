"""Which part of the time axis is in view, after each gesture: pure functions of ranges."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from tickertale.prices.time_scale import TimeScale
from tickertale.viewmodels.chart.anchor import EventAnchor
from tickertale.viewmodels.chart.chart import ViewRange

MIN_SLOTS = 1.0
"""Fewest bars that zooming in leaves in view."""
EDGE_SHARE = 0.05
"""Zooming out with the pointer this near to an edge keeps that edge in place."""
MARGIN_SHARE = 1 - EDGE_SHARE
"""Share of the view that may lie beyond the first or last bar.

As long as the pointer is on the bars, no zoom about it ever goes beyond that, so that the time
under the pointer always stays where it is.
"""
_FLAG_SHARE = 0.25
"""Share of the first view to the left of its events: flags reach there."""


class RangePreset(StrEnum):
    """The ranges that one key or click shows."""

    MONTH = "1M"
    QUARTER = "3M"
    HALF_YEAR = "6M"
    YEAR_TO_DATE = "YTD"
    YEAR = "1Y"
    ALL = "All"


_MONTHS = {
    RangePreset.MONTH: 1,
    RangePreset.QUARTER: 3,
    RangePreset.HALF_YEAR: 6,
    RangePreset.YEAR: 12,
}


def whole(extent: float) -> ViewRange:
    """Return the range that shows every bar of a series that takes so many positions."""
    return ViewRange(-0.5, max(extent, 1.0) - 0.5)


def bounded(view: ViewRange, extent: float) -> ViewRange:
    """Return the range, no narrower than `MIN_SLOTS`, near the bars and no wider than them all.

    Parameters
    ----------
    view : ViewRange
        The range asked for.
    extent : float
        Positions that the series takes: bars in trading time, days in calendar time.
    """
    room = max(extent, 1.0)
    span = min(max(view.span, min(MIN_SLOTS, room)), room)
    center = (view.start + view.end) / 2
    start = view.start if span == view.span else center - span / 2
    margin = span * MARGIN_SHARE
    start = min(max(start, -0.5 - margin), max(room - 0.5 + margin - span, -0.5 - margin))
    return ViewRange(start, start + span)


def zoomed(view: ViewRange, *, about: float, factor: float, extent: float) -> ViewRange:
    """Return the range after a zoom that leaves `about` where it is.

    A zoom out that asks for all bars or more shows just them: what lay beyond the first or the
    last of them, so that `about` could stay, is given back.

    Parameters
    ----------
    view : ViewRange
        The range before.
    about : float
        Position under the pointer; near an edge of the view, that edge stays instead.
    factor : float
        Below 1 zooms in.
    extent : float
        Positions that the series takes: bars in trading time, days in calendar time.
    """
    share = (about - view.start) / view.span
    if share < EDGE_SHARE:
        share = 0.0
    elif share > 1 - EDGE_SHARE:
        share = 1.0
    room = max(extent, 1.0)
    if factor > 1.0 and view.span * factor >= room:
        return whole(extent)
    span = min(max(view.span * factor, min(MIN_SLOTS, room)), room)
    start = view.start + share * (view.span - span)
    return bounded(ViewRange(start, start + span), extent)


def panned(view: ViewRange, *, slots: float, extent: float) -> ViewRange:
    """Return the range moved by a number of bars, later for positive ones."""
    return bounded(ViewRange(view.start + slots, view.end + slots), extent)


def revealing(view: ViewRange, *, position: float, extent: float) -> ViewRange:
    """Return the range, moved as little as it takes to show `position` clear of the edges."""
    margin = min(view.span * 0.1, 12.0)
    if position < view.start + margin:
        return panned(view, slots=position - margin - view.start, extent=extent)
    if position > view.end - margin:
        return panned(view, slots=position + margin - view.end, extent=extent)
    return view


def between(first: dt.date | None, last: dt.date | None, *, scale: TimeScale) -> ViewRange:
    """Return the range from one date to another, both included; none means the series' own end.

    Parameters
    ----------
    first, last : datetime.date or None
        Dates; they need not be sessions.
    scale : TimeScale
        Axis of the series.
    """
    start, end = -0.5, scale.last_position + 0.5
    if first is not None:
        start = float(_ceil(scale.position_of(scale.start_of(first)))) - 0.5
    if last is not None:
        after_ns = scale.start_of(last + dt.timedelta(days=1))
        end = float(_ceil(scale.position_of(after_ns))) - 0.5
    return ViewRange(start, end)


def story(anchors: Sequence[EventAnchor], *, scale: TimeScale) -> ViewRange:
    """Return the shortest preset around the most important events, with room for their flags.

    Parameters
    ----------
    anchors : sequence of EventAnchor
        All events; those without a reaction session do not count.
    scale : TimeScale
        Axis of the series.
    """
    placed = [row for row in anchors if row.position is not None]
    most = max((row.importance for row in placed), default=0)
    positions = [row.position or 0.0 for row in placed if row.importance == most]
    if positions:
        first, last = min(positions), max(positions)
        end = min(last + max((last - first) * 0.2, 5.0), scale.last_position)
        for choice in _MONTHS:
            view = preset(choice, scale=scale, anchor=scale.date_at(end))
            if view.start <= max(first - view.span * _FLAG_SHARE, 0.0):
                return view
    return whole(scale.last_position + 1.0 if len(scale) else 0.0)


def headline(anchors: Sequence[EventAnchor]) -> str | None:
    """Return the id of the latest of the most important events on the curve, if there is one."""
    placed = [row for row in anchors if row.position is not None]
    best = max(placed, key=lambda row: (row.importance, row.position or 0.0), default=None)
    return best.event_id if best else None


def preset(choice: RangePreset, *, scale: TimeScale, anchor: dt.date | None = None) -> ViewRange:
    """Return the range of a preset that ends on `anchor`, or on the last bar.

    Parameters
    ----------
    choice : RangePreset
        Which range.
    scale : TimeScale
        Axis of the series.
    anchor : datetime.date or None
        Last day in view.
    """
    extent = scale.last_position + 1.0
    if not len(scale) or choice is RangePreset.ALL:
        return whole(extent)
    last = anchor or scale.date_at(scale.last_position)
    if choice is RangePreset.YEAR_TO_DATE:
        first = dt.date(last.year, 1, 1)
    else:
        first = months_before(last, _MONTHS[choice])
    # Before the first bar and after the last the series has no hours, only an average pace.
    begins, ends = scale.date_at(0), scale.date_at(scale.last_position)
    view = between(None if first <= begins else first, None if last >= ends else last, scale=scale)
    return bounded(view, extent)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day of an earlier month, or its last day where there is none such."""
    month = day.year * 12 + day.month - 1 - months
    first = dt.date(month // 12, month % 12 + 1, 1)
    following = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first.replace(day=1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(1))


def _ceil(value: float) -> int:
    return -int(-value // 1)
