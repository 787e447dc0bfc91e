"""The bar under the crosshair, on one line above the chart."""

import math

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.readout import Readout, shortened_readout
from tickertale.widgets.look.font import figures_font
from tickertale.widgets.look.theme import Theme, shade

_SIZE_PX = 13
_GAP_PX = 8.0
_LEAST_WIDTH_PX = 60
_BOLD = (False, True, False)
"""Which texts are bold: the bar, its move, its volume."""


class ReadoutLine(QWidget):
    """Paints a read-out; what there is no room for is left out by parts, and none is cut.

    It is one widget and asks for no layout, for it changes with every move of the pointer.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._readout = self._shown = Readout()
        self._fonts = (figures_font(_SIZE_PX), figures_font(_SIZE_PX, 600))
        self._metrics = tuple(map(QFontMetricsF, self._fonts))
        self.setObjectName("readout")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """Return what is shown, its parts apart from each other by two spaces."""
        return "  ".join(filter(None, _texts(self._shown)))

    def set_readout(self, readout: Readout) -> None:
        """Show a bar."""
        if readout != self._readout:
            self._readout = readout
            self._fit()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, math.ceil(self._metrics[0].height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH_PX, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = self._theme, self._shown
        move = theme.up if shown.is_up else theme.down
        painter = QPainter(self)
        at = QPointF(0.0, self._metrics[0].ascent())
        colors = theme.text_muted, move, theme.text_muted
        for text, color, is_bold in zip(_texts(shown), colors, _BOLD, strict=True):
            if text:
                painter.setFont(self._fonts[is_bold])
                painter.setPen(shade(color))
                painter.drawText(at, text)
                at.setX(at.x() + self._metrics[is_bold].horizontalAdvance(text) + _GAP_PX)
        painter.end()

    def _fit(self) -> None:
        self._shown = self._readout
        while self._width_px(self._shown) > self.width():
            shorter = shortened_readout(self._shown)
            if shorter is None:
                break
            self._shown = shorter
        self.setAccessibleName(self.text)

    def _width_px(self, readout: Readout) -> float:
        widths = (
            self._metrics[is_bold].horizontalAdvance(text) + _GAP_PX
            for text, is_bold in zip(_texts(readout), _BOLD, strict=True)
            if text
        )
        return sum(widths) - _GAP_PX


def _texts(readout: Readout) -> tuple[str, str, str]:
    bar = "  ".join(part for part in (readout.date, *readout.prices) if part)
    return bar, readout.move, readout.volume
