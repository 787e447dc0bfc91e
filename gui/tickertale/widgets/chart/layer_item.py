"""A layer over or under the chart's picture, as large as the view."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.widgets.look.theme import Theme


class LayerItem(QGraphicsItem):
    """Paints what belongs to a picture; each kind of layer says what that is.

    Parameters
    ----------
    theme : Theme
    z : float
        The picture lies at 0; what is higher lies above it.
    """

    def __init__(self, theme: Theme, *, z: float) -> None:
        super().__init__()
        self._theme = theme
        self._picture: ChartPicture | None = None
        self._size = QRectF()
        self.setZValue(z)

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self.update()

    def lay_over(self, picture: ChartPicture | None, *, size: QRectF) -> None:
        """Belong to a picture of that size from now on."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._picture = picture

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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_layer(painter, self._picture)

    def _paint_layer(self, painter: QPainter, picture: ChartPicture) -> None:
        raise NotImplementedError
