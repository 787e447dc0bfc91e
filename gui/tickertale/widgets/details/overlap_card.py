"""The card that warns of other events in the same sessions."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from tickertale.viewmodels.event.details import OverlapState
from tickertale.widgets.control.card import Card
from tickertale.widgets.control.paragraph import line_height, paint_paragraph, paragraph_height
from tickertale.widgets.look.font import font

_SIGN_PX = 19.0
_GAP_PX = 3.0
"""Between lines, which may be longer than the card is wide."""


class OverlapCard(Card):
    """A warning sign, how many events overlap, and which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=8, parent=parent)
        self._state = OverlapState(title="", lines=())

    def set_state(self, state: OverlapState) -> None:
        """Show this."""
        self._state = state
        self.setAccessibleName(f"Warning: {state.title}")
        self.setAccessibleDescription("; ".join(state.lines))
        self.updateGeometry()
        self.update()

    @override
    def contents_height(self, width: float) -> float:
        title = paragraph_height(self._state.title, font(12, 600), width=width - _SIGN_PX)
        return title + sum(
            _GAP_PX + paragraph_height(line, font(12), width=width) for line in self._state.lines
        )

    @override
    def paint_contents(self, painter: QPainter, inside: QRectF) -> None:
        face, theme = font(12, 600), self.theme
        middle = inside.top() + line_height(face) / 2
        _paint_sign(painter, QPointF(inside.left() + 6.5, middle), color=theme.warning)
        title = inside.adjusted(_SIGN_PX, 0, 0, 0)
        top = inside.top()
        top += paint_paragraph(painter, title, text=self._state.title, font=face, color=theme.text)
        for line in self._state.lines:
            top += _GAP_PX
            rect = QRectF(inside.left(), top, inside.width(), inside.height())
            top += paint_paragraph(painter, rect, text=line, font=font(12), color=theme.text_muted)


def _paint_sign(painter: QPainter, center: QPointF, *, color: str) -> None:
    x, y = center.x(), center.y()
    pen = QPen(QColor(color), 1.4)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = [QPointF(x, y - 5.5), QPointF(x + 6, y + 5), QPointF(x - 6, y + 5)]
    painter.drawPolygon(QPolygonF(corners))
    painter.drawLine(QPointF(x, y - 1.8), QPointF(x, y + 1.2))
    painter.drawPoint(QPointF(x, y + 3.2))
