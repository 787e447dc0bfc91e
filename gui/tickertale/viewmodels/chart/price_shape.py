"""The price as shapes: a line where bars are apart, spans a pixel wide where they are not.

Below one device pixel a bar, what a line through every bar would cover of a pixel column is the
span from its lowest to its highest price, joined to its neighbors. Spans are read from the pyramid,
so that a frame costs as much for a hundred million bars as for a thousand.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.pyramid import PixelColumns
from tickertale.prices.time_scale import TimeScale
from tickertale.viewmodels.chart.chart import ChartKind, ChartState
from tickertale.viewmodels.chart.geometry import PlotFrame
from tickertale.viewmodels.chart.price_scale import ScaleKind

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
class Course:
    """Where a line through the closes of all bars goes.

    Parameters
    ----------
    close : (n,) float64
        A NaN interrupts the line.
    positions_at : callable
        Returns the positions of bars, (m,) float64, for their indices, (m,) int64.
    """

    close: NDArray[np.float64]
    positions_at: Callable[[NDArray[np.int64]], NDArray[np.float64]]


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


def resolve_price_shape(
    state: ChartState, frame: PlotFrame, *, columns: PixelColumns, detail: float
) -> PriceShape:
    """Return what to draw of the price in view.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    columns : PixelColumns
        Those of the view.
    detail : float
        Device pixels for each logical one.
    """
    is_line = state.kind in LINES
    least_px = 1.0 / detail if is_line else THIN_CANDLE_PX
    if bar_px(state, frame) >= least_px:
        return _apart(state, frame, is_line=is_line)
    return _spans(state, frame, columns=columns, detail=detail)


def bar_px(state: ChartState, frame: PlotFrame) -> float:
    """Return the room of one bar, on average over the history; in calendar time gaps take some."""
    steps = max(len(state.bars) - 1, 1)
    return frame.slot_px * max(state.scale.last_position / steps, 1.0)


def slot_of_bar_px(state: ChartState, frame: PlotFrame) -> float:
    """Return the room that a bar fills: a day in calendar time, but a week or month as a whole."""
    is_long = state.scale.interval in {Interval.WEEK, Interval.MONTH}
    return bar_px(state, frame) if is_long else frame.slot_px


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
    prices = _drawn(state.bars.close[first:last], state)
    if not len(positions) or positions[-1] < state.view.start or positions[0] > state.view.end:
        # Bars beyond one edge alone have no line that comes into view.
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
    prices = _drawn(state.bars.close[ends], state).tolist()
    nothing = float("nan")
    edges = np.array([state.view.start, state.view.end])
    left = np.interp(edges[:1], places[:2], prices[:2], left=nothing, right=nothing)
    right = np.interp(edges[1:], places[2:], prices[2:], left=nothing, right=nothing)
    return float(left[0]), float(right[0])


def _drawn(prices: NDArray[np.float64], state: ChartState) -> NDArray[np.float64]:
    """Return the prices that have a place on the scale, NaN for those that have none."""
    if state.scale_kind is not ScaleKind.LOG:
        return prices
    return np.where(prices > 0.0, prices, np.nan)


def _candles(state: ChartState, frame: PlotFrame) -> Candles:
    first, last = state.visible_bars()
    bars = state.bars
    columns = [column[first:last] for column in (bars.open, bars.high, bars.low, bars.close)]
    known = np.isfinite([_drawn(column, state) for column in columns]).all(axis=0)
    ys = [frame.prices.ys_of(column[known]) for column in columns]
    positions = state.scale.bar_positions(first, last)[known]
    return Candles(
        x=frame.panes.plot.x + (positions - state.view.start) * frame.slot_px,
        open=ys[0],
        high=ys[1],
        low=ys[2],
        close=ys[3],
        half_width=max(slot_of_bar_px(state, frame) * _BODY_SHARE, 1.0),
        is_up=columns[3][known] >= columns[0][known],
    )


def column_spans(
    columns: PixelColumns,
    frame: PlotFrame,
    *,
    course: Course,
    detail: float,
    factor: float = 1.0,
) -> Spans:
    """Return the spans of a line through the closes of pixel columns.

    Parameters
    ----------
    columns : PixelColumns
        From the left edge of the plot on.
    frame : PlotFrame
    course : Course
        The line through all closes.
    detail : float
        Device pixels for each logical one.
    factor : float
        By what prices are multiplied first.
    """
    top, bottom = _line_ends(columns, frame, course=course, detail=detail, factor=factor)
    return _known_spans(frame, top=top, bottom=bottom, detail=detail)


def _known_spans(
    frame: PlotFrame, *, top: NDArray[np.float64], bottom: NDArray[np.float64], detail: float
) -> Spans:
    x = frame.panes.plot.x + np.arange(len(top)) / detail
    known = np.isfinite(top) & np.isfinite(bottom)
    nothing = np.zeros(0, np.bool_)
    return Spans(x[known], top[known], bottom[known], width=1.0 / detail, is_up=nothing)


def _line_ends(
    columns: PixelColumns, frame: PlotFrame, *, course: Course, detail: float, factor: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the pixels between which the line runs in each column; NaN where it does not."""
    highest, lowest = columns.highest_close, columns.lowest_close
    if frame.prices.is_log:
        lowest = columns.lowest_positive_close
    top, bottom = (frame.prices.ys_of(prices * factor) for prices in (highest, lowest))
    # Where the line comes from a bar of another column, or goes to one.
    border = _border_ys(columns.edges, frame, course=course, detail=detail, factor=factor)
    top = np.fmin(np.fmin(top, border[:-1]), border[1:])
    bottom = np.fmax(np.fmax(bottom, border[:-1]), border[1:])
    return top, bottom


def _border_ys(
    edges: NDArray[np.int64], frame: PlotFrame, *, course: Course, detail: float, factor: float
) -> NDArray[np.float64]:
    """Return where the line crosses the left edge of each column, and the right one of the last."""
    result = np.full(len(edges), np.nan)
    crossed = np.flatnonzero((edges > 0) & (edges < len(course.close)))
    after = edges[crossed]
    ends = after - 1, after
    start, end = (course.positions_at(bars) for bars in ends)
    y_start, y_end = (frame.prices.ys_of(course.close[bars] * factor) for bars in ends)
    x = np.minimum(crossed / detail, frame.panes.plot.width)
    position = frame.view_start + x / frame.slot_px
    share = np.clip((position - start) / (end - start), 0.0, 1.0)
    result[crossed] = y_start + share * (y_end - y_start)
    return result


def _spans(
    state: ChartState, frame: PlotFrame, *, columns: PixelColumns, detail: float
) -> PriceShape:
    middle = frame.panes.plot.x + (np.arange(len(columns), dtype=np.float64) + 0.5) / detail
    if state.kind in LINES:
        course = Course(state.bars.close, partial(_positions_of, state.scale))
        top, bottom = _line_ends(columns, frame, course=course, detail=detail, factor=1.0)
        spans = _known_spans(frame, top=top, bottom=bottom, detail=detail)
    else:
        low = columns.lowest_positive_low if frame.prices.is_log else columns.low
        top, bottom = (frame.prices.ys_of(prices) for prices in (columns.high, low))
        known = np.isfinite(top) & np.isfinite(bottom)
        is_up = columns.last_close[known] >= columns.open[known]
        spans = _known_spans(frame, top=top, bottom=bottom, detail=detail)
        spans = replace(spans, is_up=is_up)
    return PriceShape(state.kind, Line(middle, top), spans=spans)


def _positions_of(scale: TimeScale, bars: NDArray[np.int64]) -> NDArray[np.float64]:
    if scale.is_ordinal:
        return bars.astype(np.float64)
    return scale.positions_of(scale.time_ns[bars])
