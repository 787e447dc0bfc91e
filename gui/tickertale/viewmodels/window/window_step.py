"""The overview's window after a key or a drag of an edge: pure functions of ranges."""

from enum import StrEnum

from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import MIN_SLOTS

STEP_SHARE = 0.1
"""Share of the window that one step moves it, or its right edge, by."""


class WindowStep(StrEnum):
    """What one key does to the window."""

    EARLIER = "earlier"
    LATER = "later"
    PAGE_EARLIER = "page_earlier"
    PAGE_LATER = "page_later"
    SHORTER = "shorter"
    LONGER = "longer"
    FIRST = "first"
    LAST = "last"


_MOVES = {
    WindowStep.EARLIER: -STEP_SHARE,
    WindowStep.LATER: STEP_SHARE,
    WindowStep.PAGE_EARLIER: -1.0,
    WindowStep.PAGE_LATER: 1.0,
}


def stepped(view: ViewRange, step: WindowStep, *, extent: float) -> ViewRange:
    """Return the window after a step; it may reach beyond the bars.

    Parameters
    ----------
    view : ViewRange
        The window before.
    step : WindowStep
        Resizing moves the right edge; the left one stays.
    extent : float
        Positions that the history takes.
    """
    if step is WindowStep.FIRST:
        return ViewRange(-0.5, view.span - 0.5)
    if step is WindowStep.LAST:
        return ViewRange(extent - 0.5 - view.span, extent - 0.5)
    if step in _MOVES:
        way = view.span * _MOVES[step]
        return ViewRange(view.start + way, view.end + way)
    # A longer window is undone by a shorter one.
    factor = 1 + STEP_SHARE if step is WindowStep.LONGER else 1 / (1 + STEP_SHARE)
    return ViewRange(view.start, view.start + max(view.span * factor, min(MIN_SLOTS, view.span)))


def resized(view: ViewRange, *, at: float, is_left: bool, extent: float) -> ViewRange:
    """Return the window with one edge elsewhere; the other one never moves.

    Parameters
    ----------
    view : ViewRange
        The window when the edge was taken hold of.
    at : float
        Where the edge is wanted; it stops short of the other one, and at the ends of the history.
    is_left : bool
        The left edge is dragged; else the right one.
    extent : float
        Positions that the history takes.
    """
    least = min(MIN_SLOTS, view.span)
    if is_left:
        return ViewRange(min(max(at, min(view.start, -0.5)), view.end - least), view.end)
    return ViewRange(view.start, max(min(at, max(view.end, extent - 0.5)), view.start + least))
