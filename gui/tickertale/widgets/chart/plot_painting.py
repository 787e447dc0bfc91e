"""Paints plots: the same strokes on the screen and in files."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tickertale.viewmodels.chart.plot import (
    PlotBand,
    PlotBox,
    PlotDot,
    PlotLine,
    PlotPicture,
    PlotText,
    Tone,
)
from tickertale.widgets.chart.painting import as_qrect, label_width, paint_label
from tickertale.widgets.look.brush import elided
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme, mixed

_TONES: dict[Tone, Callable[[Theme], str]] = {
    Tone.TEXT: lambda theme: theme.text,
    Tone.MUTED: lambda theme: theme.text_muted,
    Tone.GRID: lambda theme: theme.grid,
    Tone.ACCENT: lambda theme: theme.accent,
    Tone.UP: lambda theme: theme.up,
    Tone.DOWN: lambda theme: theme.down,
}


def paint_plot(painter: QPainter, picture: PlotPicture, *, theme: Theme) -> None:
    """Paint a plot at the painter's origin; the background is the caller's."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for band in picture.bands:
        _paint_band(painter, band, theme=theme)
    for line in picture.grid:
        _paint_line(painter, line, theme=theme)
    for box in picture.boxes:
        _paint_box(painter, box, theme=theme)
    for line in picture.lines:
        _paint_line(painter, line, theme=theme)
    for dot in picture.dots:
        _paint_dot(painter, dot, theme=theme)
    for text in picture.texts:
        _paint_label(painter, text, theme=theme)
    painter.restore()


@lru_cache(maxsize=256)
def _fill(tone: Tone, strength: float, *, theme: Theme) -> QColor:
    # Mixed and not see-through: a figure must look the same in every format.
    return QColor(mixed(theme.plot, _TONES[tone](theme), share=strength))


def _paint_box(painter: QPainter, box: PlotBox, *, theme: Theme) -> None:
    painter.fillRect(as_qrect(box.rect), _fill(box.tone, box.strength, theme=theme))


def _paint_band(painter: QPainter, band: PlotBand, *, theme: Theme) -> None:
    x, y = np.append(band.x, band.x[::-1]), np.append(band.top, band.bottom[::-1])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_fill(band.tone, band.strength, theme=theme))
    painter.drawPolygon(_polygon(x.tolist(), y.tolist()))


def _paint_line(painter: QPainter, line: PlotLine, *, theme: Theme) -> None:
    pen = QPen(QColor(_TONES[line.tone](theme)), line.width_px)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if line.is_dashed:
        pen.setDashPattern([3.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    known = np.isfinite(line.y)
    painter.drawPolyline(_polygon(line.x[known].tolist(), line.y[known].tolist()))


def _paint_dot(painter: QPainter, dot: PlotDot, *, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_TONES[dot.tone](theme)))
    painter.drawEllipse(QRectF(dot.x - dot.radius, dot.y - dot.radius, *[2 * dot.radius] * 2))


def _paint_label(painter: QPainter, label: PlotText, *, theme: Theme) -> None:
    text = label.text
    if label.room_px > 0.0:
        text = elided(text, font(label.size_px, label.weight), width=label.room_px)
    width = label_width(text, size_px=label.size_px, weight=label.weight)
    painter.setPen(QColor(_TONES[label.tone](theme)))
    paint_label(
        painter,
        text,
        left=label.x - width * (1 + label.align) / 2,
        middle=label.middle,
        size_px=label.size_px,
        weight=label.weight,
    )


def _polygon(x: list[float], y: list[float]) -> QPolygonF:
    return QPolygonF([QPointF(a, b) for a, b in zip(x, y, strict=True)])
