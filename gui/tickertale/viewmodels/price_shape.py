"""The price as shapes: a line where bars are apart, spans a pixel wide where they are not.

Below one device pixel a bar, what a line through every bar would cover of a pixel column is the
span from its lowest to its highest price, joined to its neighbors. Spans are read from the pyramid,
so that a frame costs as much for a hundred million bars as for a thousand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.pyramid import PixelColumns
from tickertale.viewmodels.chart import ChartKind, ChartState
from tickertale.viewmodels.geometry import PlotFrame

THIN_CANDLE_PX = 3.0
"""Candles and bars with less room than this are drawn as spans from low to high."""
LINES = frozenset({ChartKind.LINE, ChartKind.AREA})
"""The kinds that join closes."""
_BODY_SHARE = 0.36


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line through prices.

    Parameters
    ----------
    x, y : (n,) float64
        Logical pixels; NaN in `y` interrupts the line.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Vertical spans of one device pixel's width.

    Parameters
    ----------
    x : (n,) float64
        Left edges in logical pixels.
    top, bottom : (n,) float64
        Ends in logical pixels, finite.
    width : float
        One device pixel, in logical ones.
    is_up : (n,) bool
        Whether the last close is at or above the first open; empty for lines.
    """

    x: NDArray[np.float64]
    top: NDArray[np.float64]
    bottom: NDArray[np.float64]
    width: float
    is_up: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Candles:
    """Bars with room for a body; all arrays are (n,) float64 in logical pixels, finite.

    Parameters
    ----------
    x : (n,) float64
        Centers.
    open, high, low, close : (n,) float64
        Pixels of the prices.
    half_width : float
        Half of a body, or the length of a tick of an OHLC bar.
    is_up : (n,) bool
    """

    x: NDArray[np.float64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    half_width: float
    is_up: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PriceShape:
    """What to draw of a price; what does not apply is empty.

    Parameters
    ----------
    kind : ChartKind
    line : Line
        The line, or the upper edge of the spans for the area below.
    spans : Spans or None
    candles : Candles or None
    """

    kind: ChartKind
    line: Line
    spans: Spans | None = None
    candles: Candles | None = None


EMPTY_LINE = Line(np.empty(0), np.empty(0))


def resolve_price_shape(state: ChartState, frame: PlotFrame, *, detail: float) -> PriceShape:
    """Return what to draw of the price in view.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    detail : float
        Device pixels for each logical one.
    """
    is_line = state.kind in LINES
    least_px = 1.0 / detail if is_line else THIN_CANDLE_PX
    if bar_px(state, frame) >= least_px:
        return _apart(state, frame, is_line=is_line)
    columns = view_columns(state, frame, detail=detail)
    return _spans(state, frame, columns=columns, detail=detail)


def bar_px(state: ChartState, frame: PlotFrame) -> float:
    """Return the room of one bar, on average over the history; in calendar time gaps take some."""
    steps = max(len(state.bars) - 1, 1)
    return frame.slot_px * max(state.scale.last_position / steps, 1.0)


def view_columns(state: ChartState, frame: PlotFrame, *, detail: float) -> PixelColumns:
    """Return what each column of device pixels of the plot shows."""
    width = max(round(frame.panes.plot.width * detail), 1)
    end = state.view.start + width / detail / frame.slot_px
    edges = state.scale.column_edges(state.view.start, end, width_px=width)
    return PixelColumns(state.pyramid, edges)


def _apart(state: ChartState, frame: PlotFrame, *, is_line: bool) -> PriceShape:
    positions, prices = cut_line(state)
    line = Line(
        frame.panes.plot.x + (positions - state.view.start) * frame.slot_px,
        frame.prices.ys_of(prices),
    )
    if is_line:
        return PriceShape(state.kind, line)
    return PriceShape(state.kind, EMPTY_LINE, candles=_candles(state, frame))


def cut_line(state: ChartState) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return positions and closes of the line, cut where the view ends."""
    first, last = state.bars_around()
    positions = state.scale.bar_positions(first, last)
    prices = state.bars.close[first:last]
    if not len(positions):
        return np.empty(0), np.empty(0)
    inside = np.clip(positions, state.view.start, state.view.end)
    # The two outer bars may lie beyond the edges: cut the line there instead of clipping it.
    cut = np.interp(inside, positions, prices)
    return inside, np.where(inside == positions, prices, cut)


def edge_prices(state: ChartState) -> tuple[float, float]:
    """Return the prices at which the line meets the left and the right edge; NaN where none."""
    first, last = state.bars_around()
    ends = [first, min(first + 1, last - 1), max(last - 2, first), last - 1]
    if last - first < 2:
        return float("nan"), float("nan")
    places = [float(state.scale.bar_positions(index, index + 1)[0]) for index in ends]
    prices = [float(state.bars.close[index]) for index in ends]
    nothing = float("nan")
    edges = np.array([state.view.start, state.view.end])
    left = np.interp(edges[:1], places[:2], prices[:2], left=nothing, right=nothing)
    right = np.interp(edges[1:], places[2:], prices[2:], left=nothing, right=nothing)
    return float(left[0]), float(right[0])


def _candles(state: ChartState, frame: PlotFrame) -> Candles:
    first, last = state.visible_bars()
    bars = state.bars
    columns = [column[first:last] for column in (bars.open, bars.high, bars.low, bars.close)]
    known = np.isfinite(columns).all(axis=0)
    ys = [frame.prices.ys_of(column[known]) for column in columns]
    positions = state.scale.bar_positions(first, last)[known]
    return Candles(
        x=frame.panes.plot.x + (positions - state.view.start) * frame.slot_px,
        open=ys[0],
        high=ys[1],
        low=ys[2],
        close=ys[3],
        half_width=max(frame.slot_px * _BODY_SHARE, 1.0),
        is_up=columns[3][known] >= columns[0][known],
    )


def _ends(
    columns: PixelColumns, *, is_line: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lowest and the highest price of each span."""
    if not is_line:
        return columns.low, columns.high
    low, high = columns.lowest_close.copy(), columns.highest_close.copy()
    filled = np.flatnonzero(np.isfinite(low))
    left, right = filled[:-1], filled[1:]
    # A column without a price interrupts the line; else each span reaches to the middle of the
    # step to its neighbor, as the line between them does.
    is_next = right - left == 1
    left, right = left[is_next], right[is_next]
    middle = (columns.last_close[left] + columns.first_close[right]) / 2
    for side in (left, right):
        low[side] = np.minimum(low[side], middle)
        high[side] = np.maximum(high[side], middle)
    return low, high


def column_spans(
    columns: PixelColumns, frame: PlotFrame, *, detail: float, factor: float = 1.0
) -> Spans:
    """Return the spans of a line through the closes of pixel columns.

    Parameters
    ----------
    columns : PixelColumns
        From the left edge of the plot on.
    frame : PlotFrame
    detail : float
        Device pixels for each logical one.
    factor : float
        By what prices are multiplied first.
    """
    x = frame.panes.plot.x + np.arange(len(columns)) / detail
    bottom, top = (frame.prices.ys_of(prices * factor) for prices in _ends(columns, is_line=True))
    known = np.isfinite(top) & np.isfinite(bottom)
    nothing = np.zeros(0, np.bool_)
    return Spans(x[known], top[known], bottom[known], width=1.0 / detail, is_up=nothing)


def _spans(
    state: ChartState, frame: PlotFrame, *, columns: PixelColumns, detail: float
) -> PriceShape:
    is_line = state.kind in LINES
    x = frame.panes.plot.x + np.arange(len(columns)) / detail
    bottom, top = (frame.prices.ys_of(prices) for prices in _ends(columns, is_line=is_line))
    known = np.isfinite(top) & np.isfinite(bottom)
    is_up = np.zeros(0, np.bool_)
    if not is_line:
        is_up = columns.last_close[known] >= columns.open[known]
    spans = Spans(x[known], top[known], bottom[known], width=1.0 / detail, is_up=is_up)
    return PriceShape(state.kind, Line(x + 0.5 / detail, top), spans=spans)
