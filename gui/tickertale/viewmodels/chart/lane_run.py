"""Which events of a lane share a mark: as badges beside dots, or as ticks of a thin lane."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.lane_layout import LaneRun, keep_badges_clear, place_lane_marks
from tickertale.viewmodels.chart.anchor import AnchorRow
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.geometry import PlotFrame, TextWidth

LANE_RADIUS_PX = 4.0
LANE_SELECTED_RADIUS_PX = 5.0
DIGITS_TEXT_PX = 10
BADGE_RADIUS_PX = 7.0
"""Half of the height of a badge, and least half of its width."""
MARK_EDGE_PX = 1.5
"""Width of the edge of marks and badges; half of it lies outside."""
TICK_PX = 2.0
"""Width of a tick in a thin lane."""
MOST_IN_LANE = 200
"""Events of a lane in view from which on they are drawn by part of the axis, not one by one."""
_BADGE_PADDING_PX = 4.5
_BADGE_CELL_PX = 48.0
_TICK_PITCH_PX = 3.0

HalfWidth: TypeAlias = Callable[[int], float]
"""Returns half of the width of the badge for so many events."""


def badge_half_px(count: int, *, measure: TextWidth) -> float:
    """Return half of the width of the badge for so many events."""
    text = measure(str(count), size_px=DIGITS_TEXT_PX, weight=600)
    return max(text / 2 + _BADGE_PADDING_PX, BADGE_RADIUS_PX)


def mark_runs(
    frame: PlotFrame, row: AnchorRow, *, view: ViewRange, half_width: HalfWidth
) -> list[LaneRun]:
    """Return the marks of a lane from left to right, no badge of which touches another mark."""
    first, last = row.between(view.start, view.end)
    x = _pixels(frame, row, first=first, last=last)
    clusters = _clusters(
        frame, row, x=x, first=first, radius_px=LANE_RADIUS_PX, cell_px=_BADGE_CELL_PX
    )

    def reach(count: int) -> float:
        # As if selected: a selection must not change what is merged.
        half = half_width(count) if count > 1 else LANE_SELECTED_RADIUS_PX
        return half + MARK_EDGE_PX / 2

    return _moved(keep_badges_clear(clusters, x, half_width=reach), by=first)


def tick_runs(frame: PlotFrame, row: AnchorRow, *, view: ViewRange) -> list[LaneRun]:
    """Return the ticks of a thin lane from left to right, with a gap between any two."""
    first, last = row.between(view.start, view.end)
    x = _pixels(frame, row, first=first, last=last)
    pitch = _TICK_PITCH_PX
    ticks = _clusters(frame, row, x=x, first=first, radius_px=pitch / 2, cell_px=pitch)
    return _moved(ticks, by=first)


def _pixels(frame: PlotFrame, row: AnchorRow, *, first: int, last: int) -> NDArray[np.float64]:
    places: NDArray[np.float64] = row.places[first:last]
    return frame.panes.plot.x + (places - frame.view_start) * frame.slot_px


def _clusters(
    frame: PlotFrame,
    row: AnchorRow,
    *,
    x: NDArray[np.float64],
    first: int,
    radius_px: float,
    cell_px: float,
) -> list[LaneRun]:
    """Return marks whose centers do not touch, each for a run of `x`."""
    if len(x) <= MOST_IN_LANE:
        return [
            LaneRun(cluster.x_px, cluster.members[0], cluster.members[-1] + 1)
            for cluster in place_lane_marks(x, radius_px=radius_px)
        ]
    starts = row.cells(first, first + len(x), width=cell_px / frame.slot_px) - first
    ends = np.append(starts[1:], len(x))
    centers = (x[starts] + x[ends - 1]) / 2
    rows = zip(centers.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [LaneRun(*run) for run in rows]


def _moved(runs: list[LaneRun], *, by: int) -> list[LaneRun]:
    return [LaneRun(run.x_px, run.first + by, run.after + by) for run in runs]
