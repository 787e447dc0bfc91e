"""The two layers of the chart view: the picture, cached, and the crosshair above it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.geometry import Point
from tickertale.viewmodels.picture import AXIS_TEXT_PX, ChartPicture, price_text
from tickertale.widgets.painting import crisp, paint_chart, paint_tag, text_width
from tickertale.widgets.theme import Theme


class PictureItem(QGraphicsItem):
    """Paints the chart picture; Qt keeps the pixels until picture or theme change."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: ChartPicture | None = None
        self._size = QRectF()
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_picture(self, picture: ChartPicture, *, size: QRectF) -> None:
        """Show a picture of that size."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._picture = picture
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self.update()

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
        if self._picture is not None:
            paint_chart(painter, self._picture, theme=self._theme)


class CrosshairItem(QGraphicsItem):
    """A layer of the crosshair: its lines, behind the picture, so that flags stay readable."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: ChartPicture | None = None
        self._at: Point | None = None
        self._date = ""
        self._size = QRectF()
        self.setZValue(-1.0)

    def set_crosshair(
        self, picture: ChartPicture, *, at: Point | None, date: str, size: QRectF
    ) -> None:
        """Stand on a point of the picture; None takes the crosshair away."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._picture, self._at, self._date = picture, at, date
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self.update()

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
        if self._picture is None or self._at is None:
            return
        plot = self._picture.frame.panes.plot
        if plot.x <= self._at.x <= plot.right:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_layer(painter, self._picture, at=self._at)

    def _paint_layer(self, painter: QPainter, picture: ChartPicture, *, at: Point) -> None:
        plot = picture.frame.panes.plot
        painter.setPen(QPen(QColor(self._theme.text_muted), 1.0, Qt.PenStyle.DashLine))
        x, y = crisp(at.x), crisp(at.y)
        painter.drawLine(QPointF(x, plot.y), QPointF(x, plot.bottom))
        if _is_priced(picture, at):
            painter.drawLine(QPointF(plot.x, y), QPointF(plot.right, y))


class CrosshairTagItem(CrosshairItem):
    """The other layer: price and date on the axes, above their labels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setZValue(1.0)

    @override
    def _paint_layer(self, painter: QPainter, picture: ChartPicture, *, at: Point) -> None:
        plot, axis = picture.frame.panes.plot, picture.frame.panes.axis
        fill = self._theme.text_muted
        width = _tag_width(self._date)
        left = min(max(at.x - width / 2, plot.x), plot.right - width)
        middle = axis.y + 15.0
        paint_tag(painter, self._date, left=left, middle=middle, fill=fill, width=width)
        if _is_priced(picture, at):
            text = price_text(picture.frame.price_at(at.y))
            left = plot.right + 2.0
            paint_tag(painter, text, left=left, middle=at.y, fill=fill, width=_tag_width(text))


def _is_priced(picture: ChartPicture, at: Point) -> bool:
    curve = picture.frame.curve
    return bool(picture.price_labels) and curve.y <= at.y <= curve.bottom


def _tag_width(text: str) -> float:
    return text_width(text, size_px=AXIS_TEXT_PX, weight=600) + 12.0
