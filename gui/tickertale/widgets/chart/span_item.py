"""The selected span of the chart: a soft band, and above the picture a card that measures it."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.timeline.span import SpanState
from tickertale.widgets.chart.layer_item import LayerItem
from tickertale.widgets.chart.painting import as_qrect, crisp, label_width, paint_label
from tickertale.widgets.chart.price_painting import faded
from tickertale.widgets.look.theme import Theme

_BAND_OPACITY = 0.13
_TEXT_PX = 12
_LINE_PX = 17.0
_PADDING_PX = 10.0
_RADIUS_PX = 6.0
_GAP_PX = 8.0
_SAMPLES = 40
"""Points at which a line is looked at behind a card."""


class SpanItem(LayerItem):
    """The band, behind the picture, with a line at either end."""

    def __init__(self, theme: Theme, *, z: float = -2.0) -> None:
        super().__init__(theme, z=z)
        self._span: SpanState | None = None

    def set_span(
        self, picture: ChartPicture | None, *, span: SpanState | None, size: QRectF
    ) -> None:
        """Show a span of the picture; None shows nothing."""
        self.lay_over(picture, size=size)
        if span is not None or self._span is not None:
            self.update()
        self._span = span

    @override
    def _paint_layer(self, painter: QPainter, picture: ChartPicture) -> None:
        if self._span is not None and band_of(picture, self._span).width() >= 0:
            self._paint_span(painter, picture, span=self._span)

    def _paint_span(self, painter: QPainter, picture: ChartPicture, *, span: SpanState) -> None:
        band, plot = band_of(picture, span), picture.frame.panes.plot
        painter.fillRect(band, faded(self._theme.accent, _BAND_OPACITY))
        painter.setPen(QPen(QColor(self._theme.accent), 1.0))
        for edge in (picture.frame.x_of(span.closes.start), picture.frame.x_of(span.closes.end)):
            if plot.x <= edge <= plot.right:
                x = crisp(edge)
                painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()))


class SpanCardItem(SpanItem):
    """The card, above the picture: change, length and dates."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, z=0.5)
        self._placed: tuple[ChartPicture, SpanState, QRectF] | None = None

    @override
    def _paint_span(self, painter: QPainter, picture: ChartPicture, *, span: SpanState) -> None:
        theme = self._theme
        box = self._place(picture, span)
        painter.setPen(QPen(QColor(theme.hairline), 1.0))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        move = theme.text if span.is_up is None else theme.up if span.is_up else theme.down
        colors = (move, theme.text, theme.text_muted)
        for row, ((text, weight), color) in enumerate(zip(_lines(span), colors, strict=True)):
            painter.setPen(QColor(color))
            paint_label(
                painter,
                text,
                left=box.left() + _PADDING_PX,
                middle=box.top() + _PADDING_PX + (row + 0.5) * _LINE_PX,
                size_px=_TEXT_PX,
                weight=weight,
            )

    def _place(self, picture: ChartPicture, span: SpanState) -> QRectF:
        """Return where the card lies; while only the crosshair moves, it stays."""
        if self._placed is None or self._placed[0] is not picture or self._placed[1] != span:
            self._placed = picture, span, card_of(picture, span)
        return self._placed[2]


def band_of(picture: ChartPicture, span: SpanState) -> QRectF:
    """Return the part of the plot from the first close of a span to its last.

    The move of the first bar came about before its close, and is no part of the change. One bar
    has no width; out of view it has a negative one.
    """
    plot = picture.frame.panes.plot
    left = max(picture.frame.x_of(span.closes.start), plot.x)
    right = min(picture.frame.x_of(span.closes.end), plot.right)
    return QRectF(left, plot.y, right - left, plot.height)


def card_of(picture: ChartPicture, span: SpanState) -> QRectF:
    """Return where the card lies: in the price pane, clear of curve and flags if that can be."""
    frame, band = picture.frame, band_of(picture, span)
    plot, price = frame.panes.plot, frame.panes.price
    texts = [label_width(text, size_px=_TEXT_PX, weight=weight) for text, weight in _lines(span)]
    width, height = max(texts) + 2 * _PADDING_PX, len(texts) * _LINE_PX + 2 * _PADDING_PX
    lowest = max(price.bottom - height - _GAP_PX, 0.0)
    places = (
        band.center().x() - width / 2,
        band.right() - width - _GAP_PX,
        band.left() + _GAP_PX,
        band.right() + _GAP_PX,
        band.left() - width - _GAP_PX,
    )
    least, most = plot.x + _GAP_PX, plot.right - width - _GAP_PX
    boxes = [
        QRectF(round(max(min(x, most), least)), round(min(top, lowest)), width, height)
        for top in (lowest, frame.curve.y + _GAP_PX, price.y + _GAP_PX)
        for x in places
    ]
    return min(boxes, key=lambda box: _covered(picture, box))


def _covered(picture: ChartPicture, box: QRectF) -> float:
    """Return how much a box would hide: flags by their number, and its share of the curve."""
    flags = sum(as_qrect(flag.box).intersects(box) for flag in picture.flags)
    shape = picture.price
    if shape.candles is not None:
        x, high, low = shape.candles.x, shape.candles.high, shape.candles.low
    elif shape.spans is not None:
        x, high, low = shape.spans.x, shape.spans.top, shape.spans.bottom
    elif len(shape.line.x):
        x = np.linspace(box.left(), box.right(), _SAMPLES)
        high = low = np.interp(x, shape.line.x, shape.line.y, left=np.nan, right=np.nan)
    else:
        return flags
    above, below = box.top() - _GAP_PX, box.bottom() + _GAP_PX
    is_beside = (x >= box.left()) & (x <= box.right())
    is_hidden = is_beside & (low >= above) & (high <= below)
    return flags + float(is_hidden.sum()) / max(int(is_beside.sum()), 1)


def _lines(span: SpanState) -> tuple[tuple[str, int], ...]:
    return (span.change, 600), (span.length, 500), (span.dates, 400)
