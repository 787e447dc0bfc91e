"""Other instruments on the chart: rebased to the price of the one on it, and aligned by time."""

from dataclasses import dataclass

import numpy as np

from tickertale.prices.pyramid import PixelColumns
from tickertale.viewmodels.chart.chart import ChartState, ComparedSeries
from tickertale.viewmodels.chart.geometry import PlotFrame
from tickertale.viewmodels.chart.price_scale import PriceRange, ScaleKind
from tickertale.viewmodels.chart.price_shape import Course, Line, Spans, column_spans
from tickertale.viewmodels.text.wording import percent

BASE_REACH = 512
"""Bars that are looked through for one with a price."""


@dataclass(frozen=True, slots=True)
class BasePoint:
    """Where every instrument has the same height: a position of the time axis and a price there."""

    position: float
    price: float


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """The line of one compared instrument, with its label at the right border.

    Parameters
    ----------
    symbol, label : str
        The label is its change since the base, at the last bar in view.
    style : int
        Number of its color and dash.
    line : Line
        Empty where it is drawn as spans.
    spans : Spans or None
    label_y : float
        Height of the label; NaN where it has no price in view.
    """

    symbol: str
    label: str
    style: int
    line: Line
    spans: Spans | None
    label_y: float


def base_point(state: ChartState) -> BasePoint | None:
    """Return where percentages start and instruments meet; None where no price is in view.

    For the scale "from the selected event" that is the close before its reaction session, else
    the first close in view.
    """
    first, last = state.visible_bars()
    anchor = state.selected_anchor()
    if state.scale_kind is ScaleKind.PERCENT_EVENT and anchor is not None:
        first = max((state.scale.nearest_index(anchor.position or 0.0) or 0) - 1, 0)
        last = len(state.bars)
    closes = state.bars.close[first : min(first + BASE_REACH, last)]
    known = np.flatnonzero(np.isfinite(closes) & (closes > 0))
    if not len(known):
        return None
    index = first + int(known[0])
    position = float(state.scale.bar_positions(index, index + 1)[0])
    return BasePoint(position, float(state.bars.close[index]))


def rebasing_factor(series: ComparedSeries, base: BasePoint | None) -> float:
    """Return by what its prices are multiplied to meet the chart's at the base; NaN if unknown.

    Its price at the base is its last known one at or before that time, else its first after it.
    """
    if base is None:
        return float("nan")
    closes = series.pyramid.bars.close
    after = int(np.searchsorted(series.positions, base.position, side="right"))
    earlier = closes[max(after - BASE_REACH, 0) : after]
    known = earlier[np.isfinite(earlier) & (earlier > 0)]
    if len(known):
        return base.price / float(known[-1])
    later = closes[after : after + BASE_REACH]
    known = later[np.isfinite(later) & (later > 0)]
    return base.price / float(known[0]) if len(known) else float("nan")


def compared_range(state: ChartState, base: BasePoint | None) -> PriceRange | None:
    """Return the rebased prices in view of all compared instruments; None where there are none."""
    lows, highs = [], []
    for series in state.compared:
        factor = rebasing_factor(series, base)
        first, last = _bars_in_view(series, state)
        seen = series.pyramid.extremes(first, last)
        low = seen.lowest_close
        if state.scale_kind is ScaleKind.LOG and low <= 0.0:
            low = series.pyramid.lowest_positive(first, last, is_close=True)
        if np.isfinite(factor * low):
            lows.append(low * factor)
            highs.append(seen.highest_close * factor)
    return PriceRange(min(lows), max(highs)) if lows else None


def resolve_compared(
    state: ChartState,
    frame: PlotFrame,
    *,
    base: BasePoint | None,
    detail: float,
) -> tuple[ComparedLine, ...]:
    """Return the lines of the compared instruments, their labels where their prices end.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    base : BasePoint or None
        Where they meet the chart's own price.
    detail : float
        Device pixels for each logical one.
    """
    return tuple(
        _compared_line(series, state, frame=frame, base=base, detail=detail)
        for series in state.compared
    )


def change_at(series: ComparedSeries, base: BasePoint | None, *, position: float) -> float:
    """Return the change of an instrument from the base to a position, 0.05 for five per cent."""
    if base is None:
        return float("nan")
    return price_at(series, position) * rebasing_factor(series, base) / base.price - 1


def price_at(series: ComparedSeries, position: float) -> float:
    """Return the last known price of an instrument at a position, in its own currency."""
    after = int(np.searchsorted(series.positions, position, side="right"))
    earlier = series.pyramid.bars.close[max(after - BASE_REACH, 0) : after]
    known = earlier[np.isfinite(earlier)]
    return float(known[-1]) if len(known) else float("nan")


def _compared_line(
    series: ComparedSeries,
    state: ChartState,
    *,
    frame: PlotFrame,
    base: BasePoint | None,
    detail: float,
) -> ComparedLine:
    factor = rebasing_factor(series, base)
    first, last = _bars_in_view(series, state)
    line, spans = Line(np.empty(0), np.empty(0)), None
    if last > first and np.isfinite(factor):
        plot = frame.panes.plot
        if (last - first) <= plot.width * detail:
            x = plot.x + (series.positions[first:last] - state.view.start) * frame.slot_px
            y = frame.prices.ys_of(series.pyramid.bars.close[first:last] * factor)
            line = Line(x, y)
        else:
            columns = _columns(series, state, frame=frame, detail=detail)
            course = Course(series.pyramid.bars.close, series.positions.take)
            spans = column_spans(columns, frame, course=course, factor=factor, detail=detail)
    end = change_at(series, base, position=state.view.end)
    price = float("nan") if base is None else base.price * (1 + end)
    return ComparedLine(
        symbol=series.symbol,
        label=compared_label(series.symbol, percent(end)),
        style=series.style,
        line=line,
        spans=spans,
        label_y=frame.y_of(price),
    )


def compared_label(symbol: str, change: str) -> str:
    """Return the label at the right border, ``HSI +12.3%``."""
    return f"{symbol} {change}"


def _bars_in_view(series: ComparedSeries, state: ChartState) -> tuple[int, int]:
    ends = np.array([state.view.start, state.view.end])
    first, last = np.searchsorted(series.positions, ends, side="left").tolist()
    return first, last


def _columns(
    series: ComparedSeries, state: ChartState, *, frame: PlotFrame, detail: float
) -> PixelColumns:
    width = max(round(frame.panes.plot.width * detail), 1)
    borders = state.view.start + np.arange(width + 1) / detail / frame.slot_px
    edges = np.searchsorted(series.positions, borders, side="left").astype(np.int64)
    return PixelColumns(series.pyramid, edges)
