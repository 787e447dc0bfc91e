"""A widget that shows a plot, laid out anew for every size."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.plot import PlotPicture
from tickertale.widgets.chart.plot_painting import paint_plot
from tickertale.widgets.look.theme import LIGHT, Theme

Resolve = Callable[[float, float], PlotPicture]
"""Lays a plot out for a width and a height in logical pixels."""


def _nothing(_width: float, _height: float) -> PlotPicture:
    return PlotPicture()


class PlotView(QWidget):
    """Paints what a function lays out; screen readers hear the plot in words."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resolve: Resolve = _nothing
        self._picture: tuple[QSize, PlotPicture] | None = None
        self._theme = LIGHT
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    @property
    def picture(self) -> PlotPicture:
        """Return what is painted at the present size."""
        size = self.size()
        if self._picture is None or self._picture[0] != size:
            picture = self._resolve(float(size.width()), float(size.height()))
            self._picture = size, picture
            self.setAccessibleDescription(picture.description)
        return self._picture[1]

    def set_plot(self, resolve: Resolve) -> None:
        """Show another plot."""
        self._resolve, self._picture = resolve, None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), QColor(self._theme.plot))
            paint_plot(painter, self.picture, theme=self._theme)
            if self.hasFocus():
                painter.setPen(QColor(self._theme.accent))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        finally:
            painter.end()
