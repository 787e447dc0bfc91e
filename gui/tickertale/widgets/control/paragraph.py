"""Plain text wrapped to a width and painted, for cards that are painted as a whole."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def paragraph_height(text: str, font: QFont, *, width: float) -> float:
    """Return the height of a text wrapped to a width, in logical pixels."""
    return _laid_out(text, font, width=width)[1]


def paint_paragraph(
    painter: QPainter, rect: QRectF, *, text: str, font: QFont, color: str
) -> float:
    """Paint a text from the top of `rect`, wrapped to its width, and return its height."""
    layout, height = _laid_out(text, font, width=rect.width())
    painter.setPen(QColor(color))
    layout.draw(painter, QPointF(rect.left(), rect.top()))
    return height


def line_height(font: QFont) -> float:
    """Return the distance between lines."""
    return round(QFontMetricsF(font).height() * 1.25)


def _laid_out(text: str, font: QFont, *, width: float) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    step, y = line_height(font), 0.0
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0.0, y + (step - line.height()) / 2))
        y += step
        line = layout.createLine()
    layout.endLayout()
    return layout, y
