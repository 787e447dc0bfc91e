"""The volume bars of a chart picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.value_ticks import compact_text
from tickertale.prices.pyramid import PixelColumns
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import PlotFrame
from tickertale.viewmodels.chart.price_shape import bar_px, slot_of_bar_px

_HEADROOM_PX = 12.0
_BODY_SHARE = 0.36


@dataclass(frozen=True, slots=True, eq=False)
class VolumeColumns:
    """The volume bars in view.

    Parameters
    ----------
    left, right, top : (n,) float64
        Edges in logical pixels, cut at the pane; all finite.
    is_up : (n,) bool
        Whether the close is at or above the previous close.
    label : str
        The largest volume in view, shortened.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    top: NDArray[np.float64]
    is_up: NDArray[np.bool_]
    label: str


def resolve_volume(
    state: ChartState, frame: PlotFrame, *, columns: PixelColumns, peak: float, detail: float
) -> VolumeColumns | None:
    """Return the volume bars in view, or what of them covers each device pixel.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    columns : PixelColumns
        Those of the view.
    peak : float
        The largest volume in view; NaN where there is none.
    detail : float
        Device pixels for each logical one.
    """
    pane = frame.panes.volume
    if pane.height <= 0 or not np.isfinite(peak):
        return None
    if bar_px(state, frame) >= 1.0 / detail:
        left, right, volume, is_up = _apart(state, frame, detail=detail)
    else:
        left, right, volume, is_up = _summed_up(frame, columns=columns, detail=detail)
    known = np.isfinite(volume)
    share = volume[known] / (peak or 1.0)
    return VolumeColumns(
        left=np.clip(left[known], pane.x, pane.right),
        right=np.clip(right[known], pane.x, pane.right),
        top=pane.bottom - share * max(pane.height - _HEADROOM_PX, 0.0),
        is_up=is_up[known],
        label=compact_text(peak),
    )


_Columns = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]


def _apart(state: ChartState, frame: PlotFrame, *, detail: float) -> _Columns:
    first, last = state.visible_bars()
    half = max(slot_of_bar_px(state, frame) * _BODY_SHARE, 0.5 / detail)
    positions = state.scale.bar_positions(first, last)
    center = frame.panes.plot.x + (positions - state.view.start) * frame.slot_px
    close = state.bars.close
    before = close[max(first - 1, 0) : last - 1]
    if not first:
        before = np.append(close[:1], before)[: last - first]
    return center - half, center + half, state.bars.volume[first:last], close[first:last] >= before


def _summed_up(frame: PlotFrame, *, columns: PixelColumns, detail: float) -> _Columns:
    left = frame.panes.plot.x + np.arange(len(columns)) / detail
    # Bars drawn over each other show the largest.
    is_up = columns.last_close >= columns.first_close
    return left, left + 1.0 / detail, columns.peak_volume, is_up
