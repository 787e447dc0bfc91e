"""A small square of a color to click."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from typing_extensions import override

from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import paint_box, paint_dot
from tickertale.widgets.look.theme import event_color, text_on

_SIZE_PX = 26
_RADIUS_PX = 4.0


class Swatch(FlatButton):
    """Shows a color as events will have it; the chosen one has a dot.

    Parameters
    ----------
    color : str
        ``#RRGGBB``.
    """

    def __init__(self, color: str) -> None:
        super().__init__(f"Color {color}")
        self.color = color
        self.setCheckable(True)
        self.setToolTip(color)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIZE_PX, _SIZE_PX)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        shown = event_color(self.color, self.theme)
        paint_box(painter, rect.adjusted(3, 3, -3, -3), radius=4, fill=shown, border=None)
        if self.isChecked():
            center = QPointF(rect.center())
            paint_dot(painter, center, radius=_RADIUS_PX, color=text_on(shown))
