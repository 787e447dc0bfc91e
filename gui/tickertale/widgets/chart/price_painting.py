"""Paints the price: line, area, spans, bars and candles."""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from tickertale.viewmodels.chart.chart import ChartKind
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.chart.price_shape import LINES, Candles, Line, Spans
from tickertale.widgets.look.boxes import fill_boxes
from tickertale.widgets.look.theme import Theme

LINE_PX = 1.6
_WICK_PX = 1.0
_AREA_OPACITY = 0.14


def faded(color: str, opacity: float) -> QColor:
    """Return the color with an opacity of 0 to 1."""
    result = QColor(color)
    result.setAlphaF(opacity)
    return result


def paint_price(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the price of a picture, as its shape says."""
    shape = picture.price
    painter.save()
    clip_to_price(painter, picture)
    if shape.kind is ChartKind.AREA:
        _paint_area(painter, picture, theme=theme)
    if shape.candles is not None:
        paint_one = _paint_bars if shape.kind is ChartKind.BARS else _paint_candles
        paint_one(painter, shape.candles, theme=theme)
    elif shape.spans is not None:
        _paint_spans(painter, shape.spans, theme=theme, is_line=shape.kind in LINES)
    elif len(shape.line.x):
        _paint_line(painter, shape.line, color=theme.line)
    painter.restore()


def clip_to_price(painter: QPainter, picture: ChartPicture) -> None:
    """Keep what is painted next inside the price pane."""
    # Only a locked axis, wide bodies at the edges, or a price that has no place leave the pane.
    pane = picture.frame.panes.price
    painter.setClipRect(QRectF(pane.x, pane.y, pane.width, pane.height))


def _paint_line(painter: QPainter, line: Line, *, color: str) -> None:
    pen = QPen(QColor(color), LINE_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(arrayToQPath(line.x, line.y, connect="finite"))


def _paint_area(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    pane, line = picture.frame.panes.price, picture.price.line
    gradient = QLinearGradient(0.0, picture.frame.curve.y, 0.0, pane.bottom)
    gradient.setColorAt(0.0, faded(theme.line, _AREA_OPACITY))
    gradient.setColorAt(1.0, faded(theme.line, 0.0))
    spans = picture.price.spans
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(gradient))
    if spans is not None and len(spans.x):
        _paint_steps(painter, spans, bottom=pane.bottom)
    elif spans is None:
        _paint_slopes(painter, line, bottom=pane.bottom)


def _paint_slopes(painter: QPainter, line: Line, *, bottom: float) -> None:
    for run in _finite_runs(line.y):
        painter.drawPath(_area_path(line.x[run], line.y[run], bottom=bottom))


def _paint_steps(painter: QPainter, spans: Spans, *, bottom: float) -> None:
    """Fill what is below spans: one outline for all that touch, since a gradient costs by box.

    The spans are painted over it, so it may run anywhere behind them. To fill it takes as long as
    it goes up and down, and so it does that no more than it must.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    gaps = np.flatnonzero(np.diff(spans.x) > 1.5 * spans.width) + 1
    for run in np.split(np.arange(len(spans.x)), gaps):
        edges = np.append(spans.x[run], spans.x[run[-1:]] + spans.width)
        level = steady_level(spans.top[run], spans.bottom[run])
        x, y = np.repeat(edges, 2)[1:-1], np.repeat(level, 2)
        painter.drawPath(_area_path(x, y, bottom=bottom))
    painter.restore()


def steady_level(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a level that lies in every range and stays as it is wherever it can.

    Each is the one before, clipped to its range. To clip twice is to clip once to another range,
    so all are found by doubling.

    Parameters
    ----------
    low, high : (n,) float64
        Ends of the ranges.
    """
    first, last = low.copy(), high.copy()
    step = 1
    while step < len(low):
        # Ranges of so many clips after each other, joined with as many before them.
        before = np.clip((first[:-step], last[:-step]), first[step:], last[step:])
        first[step:], last[step:] = before
        step *= 2
    return np.clip(high[:1], first, last)


def _paint_spans(painter: QPainter, spans: Spans, *, theme: Theme, is_line: bool) -> None:
    if is_line:
        fill_line_spans(painter, spans, color=QColor(theme.line))
        return
    height = np.maximum(spans.bottom - spans.top, spans.width)
    boxes = _boxes(spans, top=spans.top, height=height)
    for is_up, color in ((True, theme.up), (False, theme.down)):
        fill_boxes(painter, boxes[spans.is_up == is_up], color=QColor(color))


def fill_line_spans(painter: QPainter, spans: Spans, *, color: QColor) -> None:
    """Fill the spans of a line, as thick at their ends as the line is elsewhere."""
    top = spans.top - LINE_PX / 2
    boxes = _boxes(spans, top=top, height=spans.bottom - top + LINE_PX / 2)
    fill_boxes(painter, boxes, color=color)


def _boxes(
    spans: Spans, *, top: NDArray[np.float64], height: NDArray[np.float64]
) -> NDArray[np.float64]:
    width = np.full(len(spans.x), spans.width)
    return np.column_stack((spans.x, top, width, height))


def _paint_candles(painter: QPainter, candles: Candles, *, theme: Theme) -> None:
    top = np.minimum(candles.open, candles.close)
    height = np.maximum(np.abs(candles.close - candles.open), _WICK_PX)
    width = np.full(len(top), 2 * candles.half_width)
    bodies = np.column_stack((candles.x - candles.half_width, top, width, height))
    for is_up, color in ((True, theme.up), (False, theme.down)):
        chosen = candles.is_up == is_up
        fill_boxes(painter, _wicks(candles)[chosen], color=QColor(color))
        fill_boxes(painter, bodies[chosen], color=QColor(color))
    # Rising bodies are hollow where there is room, so that color is not all that tells them apart.
    hollow = bodies[candles.is_up] + np.array([1.0, 1.0, -2.0, -2.0])
    has_room = (hollow[:, 2] >= 1.0) & (hollow[:, 3] >= 1.0)
    fill_boxes(painter, hollow[has_room], color=QColor(theme.plot))


def _paint_bars(painter: QPainter, candles: Candles, *, theme: Theme) -> None:
    reach = np.full(len(candles.x), candles.half_width)
    thin = np.full(len(candles.x), _WICK_PX)
    middle = thin / 2
    left = np.column_stack((candles.x - candles.half_width, candles.open - middle, reach, thin))
    right = np.column_stack((candles.x, candles.close - middle, reach, thin))
    for is_up, color in ((True, theme.up), (False, theme.down)):
        chosen = candles.is_up == is_up
        for boxes in (_wicks(candles), left, right):
            fill_boxes(painter, boxes[chosen], color=QColor(color))


def _wicks(candles: Candles) -> NDArray[np.float64]:
    width = np.full(len(candles.x), _WICK_PX)
    height = np.maximum(candles.low - candles.high, _WICK_PX)
    return np.column_stack((candles.x - _WICK_PX / 2, candles.high, width, height))


def _finite_runs(y: NDArray[np.float64]) -> list[slice]:
    edges = np.flatnonzero(np.diff(np.isfinite(y), prepend=False, append=False))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _area_path(x: NDArray[np.float64], y: NDArray[np.float64], *, bottom: float) -> QPainterPath:
    around_x = np.concatenate((x[:1], x, x[-1:]))
    around_y = np.concatenate(([bottom], y, [bottom]))
    path: QPainterPath = arrayToQPath(around_x, around_y, connect="all")
    return path
