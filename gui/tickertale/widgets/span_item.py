"""The selected span of the chart: a soft band, and above the picture a card that measures it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from tickertale.viewmodels.picture import ChartPicture
from tickertale.viewmodels.span import SpanState
from tickertale.widgets.layer_item import LayerItem
from tickertale.widgets.painting import crisp, label_width, paint_label
from tickertale.widgets.price_painting import faded
from tickertale.widgets.theme import Theme

_BAND_OPACITY = 0.13
_TEXT_PX = 12
_LINE_PX = 17.0
_PADDING_PX = 10.0
_RADIUS_PX = 6.0
_GAP_PX = 8.0


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
        if self._span is not None and band_of(picture, self._span).width() > 0:
            self._paint_span(painter, picture, span=self._span)

    def _paint_span(self, painter: QPainter, picture: ChartPicture, *, span: SpanState) -> None:
        band, plot = band_of(picture, span), picture.frame.panes.plot
        painter.fillRect(band, faded(self._theme.accent, _BAND_OPACITY))
        painter.setPen(QPen(QColor(self._theme.accent), 1.0))
        for edge in (picture.frame.x_of(span.view.start), picture.frame.x_of(span.view.end)):
            if plot.x <= edge <= plot.right:
                x = crisp(edge)
                painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()))


class SpanCardItem(SpanItem):
    """The card, above the picture: change, length and dates."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, z=0.5)

    @override
    def _paint_span(self, painter: QPainter, picture: ChartPicture, *, span: SpanState) -> None:
        theme = self._theme
        box = card_of(picture, span)
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


def band_of(picture: ChartPicture, span: SpanState) -> QRectF:
    """Return the part of the plot that a span covers; of no width where it is out of view."""
    plot = picture.frame.panes.plot
    left = max(picture.frame.x_of(span.view.start), plot.x)
    right = min(picture.frame.x_of(span.view.end), plot.right)
    return QRectF(left, plot.y, max(right - left, 0.0), plot.height)


def card_of(picture: ChartPicture, span: SpanState) -> QRectF:
    """Return where the card lies: low in the price pane, clear of the curve if that can be."""
    plot, price, band = picture.frame.panes.plot, picture.frame.panes.price, band_of(picture, span)
    texts = [label_width(text, size_px=_TEXT_PX, weight=weight) for text, weight in _lines(span)]
    width, height = max(texts) + 2 * _PADDING_PX, len(texts) * _LINE_PX + 2 * _PADDING_PX
    top = round(max(price.bottom - height - _GAP_PX, 0.0))
    places = (
        band.center().x() - width / 2,
        band.right() - width - _GAP_PX,
        band.left() + _GAP_PX,
        band.right() + _GAP_PX,
        band.left() - width - _GAP_PX,
    )
    least, most = plot.x + _GAP_PX, plot.right - width - _GAP_PX
    boxes = [QRectF(round(max(min(x, most), least)), top, width, height) for x in places]
    return min(boxes, key=lambda box: _covered(picture, box))


def _covered(picture: ChartPicture, box: QRectF) -> int:
    """Return how many bars of the curve a box would hide."""
    shape = picture.price
    bars = shape.candles
    x, y = (shape.line.x, shape.line.y) if bars is None else (bars.x, bars.low)
    return int(((x >= box.left()) & (x <= box.right()) & (y >= box.top() - _GAP_PX)).sum())


def _lines(span: SpanState) -> tuple[tuple[str, int], ...]:
    return (span.change, 600), (span.length, 500), (span.dates, 400)
