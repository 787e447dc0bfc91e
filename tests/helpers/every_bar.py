"""Prices drawn by reading every bar: what the pyramid's answers are measured against."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import PlotFrame
from tickertale.viewmodels.chart.price_shape import Spans

Floats = NDArray[np.float64]


class Point(NamedTuple):
    """A bar's close, in device pixels from the plot's left edge and in logical ones down."""

    x: float
    y: float


def closes_of(state: ChartState, frame: PlotFrame, *, detail: float) -> list[Point]:
    """Return every bar's close on the canvas; y is NaN where there is none."""
    positions = state.scale.bar_positions(0, len(state.bars))
    x = (positions - state.view.start) * (frame.slot_px * detail)
    y = frame.prices.ys_of(state.bars.close)
    return [Point(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def line_spans(state: ChartState, frame: PlotFrame, *, detail: float) -> Spans:
    """Return what a line through every close covers of each column of device pixels."""
    width = max(round(frame.panes.plot.width * detail), 1)
    right = min(width, frame.panes.plot.width * detail)
    top, bottom = np.full(width, math.inf), np.full(width, -math.inf)

    def cover(x: float, column: int, y: float) -> None:
        if 0 <= column < width and 0.0 <= x <= width:
            top[column], bottom[column] = min(top[column], y), max(bottom[column], y)

    points = closes_of(state, frame, detail=detail)
    for point in points:
        if math.isfinite(point.y):
            cover(point.x, math.floor(point.x), point.y)
    for start, end in pairwise(points):
        if not (math.isfinite(start.y) and math.isfinite(end.y)):
            continue
        for border in range(max(math.floor(start.x), -1) + 1, min(math.floor(end.x), width) + 1):
            place = min(border, right)
            share = min(max((place - start.x) / (end.x - start.x), 0.0), 1.0)
            y = start.y + share * (end.y - start.y)
            cover(border, border - 1, y)
            cover(border, border, y)
    known = np.isfinite(top)
    x = frame.panes.plot.x + np.flatnonzero(known) / detail
    nothing = np.zeros(0, np.bool_)
    return Spans(x, top[known], bottom[known], width=1.0 / detail, is_up=nothing)


def candle_spans(state: ChartState, frame: PlotFrame, *, detail: float) -> Spans:
    """Return what candles too thin for a body cover of each column of device pixels."""
    width = max(round(frame.panes.plot.width * detail), 1)
    columns: dict[int, list[int]] = {}
    for bar, point in enumerate(closes_of(state, frame, detail=detail)):
        if 0 <= math.floor(point.x) < width:
            columns.setdefault(math.floor(point.x), []).append(bar)
    rows = []
    for column, bars in sorted(columns.items()):
        low, high, opened, close = (
            known[np.isfinite(known)]
            for known in (
                values[bars]
                for values in (
                    state.bars.low,
                    state.bars.high,
                    state.bars.open,
                    state.bars.close,
                )
            )
        )
        if len(low) and len(high):
            is_up = bool(len(close) and len(opened) and close[-1] >= opened[0])
            rows.append((column, high.max(), low.min(), is_up))
    x = np.array([frame.panes.plot.x + row[0] / detail for row in rows])
    top, bottom = (
        frame.prices.ys_of(np.array([row[place] for row in rows], dtype=np.float64))
        for place in (1, 2)
    )
    return Spans(x, top, bottom, width=1.0 / detail, is_up=np.array([row[3] for row in rows], bool))


def pixels_of_line(state: ChartState, frame: PlotFrame, *, detail: float) -> set[tuple[int, int]]:
    """Return the pixels, row and column, of a line of one device pixel through every close.

    It has a pixel in every row that a steep step crosses, and in every column of a flat one.
    """
    width = min(round(frame.panes.plot.width * detail), int(frame.panes.plot.width * detail))
    found: set[tuple[int, int]] = set()
    points = closes_of(state, frame, detail=detail)
    for start, end in pairwise(points):
        if not (math.isfinite(start.y) and math.isfinite(end.y)):
            continue
        (x, y), (to_x, to_y) = (start.x, start.y * detail), (end.x, end.y * detail)
        if abs(to_y - y) > to_x - x:
            low, high = sorted((y, to_y))
            rows = np.arange(math.ceil(low - 0.5), math.floor(high - 0.5) + 1)
            columns = np.floor(x + (rows + 0.5 - y) / (to_y - y) * (to_x - x))
        else:
            columns = np.arange(math.ceil(x - 0.5), math.floor(to_x - 0.5) + 1)
            rows = np.floor(y + (columns + 0.5 - x) / (to_x - x) * (to_y - y))
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        found |= {(int(row), int(column)) for row, column in pairs if 0 <= column < width}
    return found
