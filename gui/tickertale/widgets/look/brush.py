"""Small strokes that several widgets share: dots, rings, chevrons, elided text."""

import re
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF


def paint_dot(
    painter: QPainter, center: QPointF, *, radius: float, color: str, is_hollow: bool = False
) -> None:
    """Paint the dot of a category; a hollow one where the date is coarse or the filter is off."""
    if is_hollow:
        painter.setPen(QPen(QColor(color), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius -= 0.75
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
    painter.drawEllipse(center, radius, radius)


def paint_box(
    painter: QPainter, rect: QRectF, *, radius: float, fill: str | None, border: str | None
) -> None:
    """Paint a rounded box; the border is one pixel, inside `rect`."""
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(QColor(border), 1.0))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)


def paint_chevron(painter: QPainter, center: QPointF, *, dx: float, color: str) -> None:
    """Paint a small chevron; a negative `dx` points to the left."""
    pen = QPen(QColor(color), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = center.x(), center.y()
    tail = x - dx / 2
    painter.drawPolyline(
        QPolygonF([QPointF(tail, y - abs(dx)), QPointF(x + dx / 2, y), QPointF(tail, y + abs(dx))])
    )


def paint_triangle(painter: QPainter, center: QPointF, *, size: float, color: str) -> None:
    """Paint the small triangle that says: this opens a menu."""
    x, y = center.x(), center.y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(x - size, y - size * 0.75),
                QPointF(x + size, y - size * 0.75),
                QPointF(x, y + size * 0.75),
            ]
        )
    )


def paint_text(
    painter: QPainter,
    rect: QRectF,
    *,
    text: str,
    font: QFont,
    color: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint one line of plain text, centered in height, shortened with an ellipsis to fit."""
    shown = elided(text, font, width=rect.width())
    painter.setFont(font)
    painter.setPen(QColor(color))
    flags = int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    painter.drawText(rect, flags, shown)


def elided(text: str, font: QFont, *, width: float) -> str:
    """Return the text, shortened with an ellipsis where it is wider than `width`."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)


def text_width(text: str, font: QFont) -> float:
    """Return the width of one line of text in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def plain_tooltip(text: str) -> str:
    """Return a tool tip that shows the text as it is, even if it looks like HTML."""
    lines = escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{lines}</qt>" if text else ""


def breakable(text: str) -> str:
    """Return the text with places in long words where a label may begin another line."""
    return re.sub(r"(\S{16})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", text)
