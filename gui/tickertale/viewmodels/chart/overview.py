"""The overview strip as a picture: the whole history, the window on it, and a tick an event."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.pyramid import PixelColumns
from tickertale.prices.time_ticks import overview_ticks
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.geometry import Rect, TextWidth
from tickertale.viewmodels.chart.picture import AxisLabel

LABEL_PX = 11
HANDLE_REACH_PX = 7.0
_LABEL_HEIGHT_PX = 20.0
_PADDING_PX = 6.0
_LEAST_WINDOW_PX = 2.0


@dataclass(frozen=True, slots=True)
class EventTick:
    """One event at the bottom of the strip."""

    x: float
    color: str
    is_dimmed: bool


@dataclass(frozen=True, slots=True, eq=False)
class OverviewPicture:
    """The strip with every mark in logical pixels.

    Parameters
    ----------
    strip, window : Rect
        The whole history, and the part that the chart shows.
    line_x, line_y : (n,) float64
        Lowest and highest close of each pixel column, in turn; NaN where there is none.
    ticks : tuple of EventTick
    labels : tuple of AxisLabel
    extent : float
        Positions across the strip.
    made_from : ChartState
        What it shows.
    """

    strip: Rect
    window: Rect
    line_x: NDArray[np.float64]
    line_y: NDArray[np.float64]
    ticks: tuple[EventTick, ...]
    labels: tuple[AxisLabel, ...]
    extent: float
    made_from: ChartState

    def position_at(self, x: float) -> float:
        """Return the bar position at a pixel."""
        return (x - self.strip.x) / self.strip.width * self.extent - 0.5


def resolve_overview(
    state: ChartState,
    *,
    width: float,
    height: float,
    measure: TextWidth,
    before: OverviewPicture | None = None,
) -> OverviewPicture:
    """Return the picture of the strip at a size.

    Parameters
    ----------
    state : ChartState
        The same that the chart shows.
    width, height : float
        Size in logical pixels.
    measure : TextWidth
        Measures texts as they will be drawn.
    before : OverviewPicture or None
        The last picture; while only the view moves, all but its window is kept.
    """
    count = max(state.scale.last_position + 1.0, 1.0)
    strip = Rect(0.5, 0.5, max(width - 1.0, 1.0), max(height - _LABEL_HEIGHT_PX - 1.0, 1.0))
    slot_px = strip.width / count
    window = _window(state.view, strip, slot_px=slot_px)
    if before is not None and before.strip == strip and _is_same_history(state, before.made_from):
        return replace(before, window=window)
    line_x, line_y = _line(state, strip)
    ticks = (
        ()
        if not len(state.bars)
        else overview_ticks(
            state.scale,
            start=-0.5,
            end=count - 0.5,
            px_per_bar=slot_px,
            width_of=lambda text: measure(text, size_px=LABEL_PX, weight=400),
        )
    )
    return OverviewPicture(
        strip=strip,
        window=window,
        line_x=line_x,
        line_y=line_y,
        ticks=_event_ticks(state, strip, slot_px=slot_px),
        labels=tuple(
            AxisLabel(strip.x + (tick.position + 0.5) * slot_px, tick.text) for tick in ticks
        ),
        extent=count,
        made_from=state,
    )


def _is_same_history(one: ChartState, other: ChartState) -> bool:
    return (
        one.pyramid is other.pyramid
        and one.scale is other.scale
        and one.anchors is other.anchors
        and one.dimmed == other.dimmed
    )


def _window(view: ViewRange, strip: Rect, *, slot_px: float) -> Rect:
    left, right = (
        min(max(strip.x + (edge + 0.5) * slot_px, strip.x), strip.right)
        for edge in (view.start, view.end)
    )
    left = min(left, strip.right - _LEAST_WINDOW_PX)
    return Rect(left, strip.y, max(right - left, _LEAST_WINDOW_PX), strip.height)


def _line(state: ChartState, strip: Rect) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count = len(state.bars)
    whole = state.pyramid.whole
    bottom, top = whole.lowest_close, whole.highest_close
    if not np.isfinite(bottom):
        return np.empty(0), np.empty(0)
    width = min(count, max(int(strip.width), 1))
    edges = state.scale.column_edges(-0.5, state.scale.last_position + 0.5, width_px=width)
    columns = PixelColumns(state.pyramid, edges)
    scale = (strip.height - 2 * _PADDING_PX) / ((top - bottom) or 1.0)
    # In calendar time a weekend has columns of its own, which are no gaps in the prices.
    filled = np.flatnonzero(np.diff(edges))
    x = np.repeat(strip.x + (filled + 0.5) * strip.width / width, 2)
    ends = (columns.lowest_close[filled], columns.highest_close[filled])
    prices = np.column_stack(ends).ravel()
    return x, strip.bottom - _PADDING_PX - (prices - bottom) * scale


def _event_ticks(state: ChartState, strip: Rect, *, slot_px: float) -> tuple[EventTick, ...]:
    ticks: list[EventTick] = []
    for row in state.anchors.lanes.values():
        places = np.where(np.isnan(row.reaction), row.first, row.reaction)
        x = strip.x + (places + 0.5) * slot_px
        is_inside = (strip.x <= x) & (x <= strip.right)
        hidden = state.anchors.dimmed(row, state.dimmed)
        is_dimmed = np.zeros(len(row), np.bool_) if hidden is None else hidden
        for kind in (True, False):
            chosen = x[is_inside & (is_dimmed == kind)]
            # One tick a pixel and color is all that can be seen, however many events there are.
            _, seen = np.unique(np.rint(chosen), return_index=True)
            color = row.anchors[0].color
            ticks += [EventTick(at, color, kind) for at in chosen[seen].tolist()]
    # Pale ones lie below.
    return tuple(sorted(ticks, key=lambda tick: (not tick.is_dimmed, tick.x)))
