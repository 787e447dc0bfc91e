"""The layers of the chart view: the picture, and the crosshair behind and above it."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.picture import ChartPicture, axis_text
from tickertale.widgets.chart.axis_label import price_label_boxes, time_label_boxes
from tickertale.widgets.chart.layer_item import LayerItem
from tickertale.widgets.chart.painting import (
    TAG_GAP_PX,
    TAG_HEIGHT_PX,
    TIME_LABEL_PX,
    crisp,
    paint_chart,
    paint_tag,
    tag_width,
)
from tickertale.widgets.look.theme import Theme


class PictureItem(QGraphicsItem):
    """Paints the chart picture; its pixels are kept while only the crosshair moves.

    A new picture is painted straight to the screen, since while the view moves nobody would see
    kept pixels again. Laid over the crosshair they may differ from it in the last bit of a color,
    so without a crosshair the picture is always painted itself.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: ChartPicture | None = None
        self._size = QRectF()
        self._is_new = True
        self._is_pointed = False
        self._kept: tuple[QTransform, QPixmap] | None = None

    def set_picture(self, picture: ChartPicture, *, size: QRectF) -> None:
        """Show a picture of that size."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._picture = picture
        self._forget()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self._forget()

    def set_pointed(self, is_pointed: bool) -> None:
        """Get ready for a crosshair that moves over the picture, or for none."""
        self._is_pointed = is_pointed

    @override
    def boundingRect(self) -> QRectF:
        return self._size

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._picture is None:
            return
        if self._is_new or not self._is_pointed:
            self._is_new = False
            paint_chart(painter, self._picture, theme=self._theme)
            return
        place = painter.deviceTransform()
        if self._kept is None or self._kept[0] != place:
            self._kept = place, self._rendered(self._picture, place)
        painter.drawPixmap(-_remainder(place), self._kept[1])

    def _forget(self) -> None:
        self._is_new, self._kept = True, None
        self.update()

    def _rendered(self, picture: ChartPicture, place: QTransform) -> QPixmap:
        """Return the picture as pixels of the device, which `place` maps it to."""
        ratio = place.m11()
        size = self._size.size() * ratio
        pixels = QPixmap(math.ceil(size.width()) + 1, math.ceil(size.height()) + 1)
        pixels.setDevicePixelRatio(ratio)
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        painter.translate(_remainder(place))
        paint_chart(painter, picture, theme=self._theme)
        painter.end()
        return pixels


def _remainder(place: QTransform) -> QPointF:
    """Return how far beyond a whole device pixel the origin lies, in logical pixels."""
    return QPointF(place.dx() % 1.0 / place.m11(), place.dy() % 1.0 / place.m11())


class CrosshairItem(LayerItem):
    """A layer of the crosshair: its lines, behind the picture, so that flags stay readable."""

    def __init__(self, theme: Theme, *, z: float = -1.0) -> None:
        super().__init__(theme, z=z)
        self._at: Point | None = None
        self._date = ""

    def set_crosshair(
        self, picture: ChartPicture, *, at: Point | None, date: str, size: QRectF
    ) -> None:
        """Stand on a point of the picture; None takes the crosshair away."""
        self.lay_over(picture, size=size)
        self._at, self._date = at, date
        self.update()

    @override
    def _paint_layer(self, painter: QPainter, picture: ChartPicture) -> None:
        plot = picture.frame.panes.plot
        if self._at is not None and plot.x <= self._at.x <= plot.right:
            self._paint_crosshair(painter, picture, at=self._at)

    def _paint_crosshair(self, painter: QPainter, picture: ChartPicture, *, at: Point) -> None:
        plot = picture.frame.panes.plot
        painter.setPen(QPen(QColor(self._theme.text_muted), 1.0, Qt.PenStyle.DashLine))
        x, y = crisp(at.x), crisp(at.y)
        painter.drawLine(QPointF(x, plot.y), QPointF(x, plot.bottom))
        if _is_priced(picture, at):
            painter.drawLine(QPointF(plot.x, y), QPointF(plot.right, y))


class CrosshairTagItem(CrosshairItem):
    """The other layer: price and date on the axes, above their labels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, z=1.0)

    @override
    def _paint_crosshair(self, painter: QPainter, picture: ChartPicture, *, at: Point) -> None:
        plot, axis = picture.frame.panes.plot, picture.frame.panes.axis
        width = tag_width(self._date)
        left = min(max(at.x - width / 2, plot.x), plot.right - width)
        top = axis.y + TIME_LABEL_PX - TAG_HEIGHT_PX / 2
        tag = QRectF(left, top, width, TAG_HEIGHT_PX)
        self._paint_tag(painter, self._date, box=tag, labels=time_label_boxes(picture))
        if _is_priced(picture, at):
            prices = picture.frame.prices
            text = axis_text(prices, prices.price_at(at.y))
            top = at.y - TAG_HEIGHT_PX / 2
            tag = QRectF(plot.right + TAG_GAP_PX, top, tag_width(text), TAG_HEIGHT_PX)
            self._paint_tag(painter, text, box=tag, labels=price_label_boxes(picture))

    def _paint_tag(
        self, painter: QPainter, text: str, *, box: QRectF, labels: Iterable[QRectF]
    ) -> None:
        """Draw a tag, and hide whole what it would cover in part; the picture stays as it is."""
        for label in labels:
            if label.intersects(box):
                painter.fillRect(label, QColor(self._theme.plot))
        fill, middle = self._theme.text_muted, box.center().y()
        paint_tag(painter, text, left=box.left(), middle=middle, fill=fill, width=box.width())


def _is_priced(picture: ChartPicture, at: Point) -> bool:
    curve = picture.frame.curve
    return bool(picture.price_labels) and curve.y <= at.y <= curve.bottom
