"""Paints the windows of a study, as quietly as they may be, and the expected price."""

import math

import numpy as np
from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.chart.study_picture import BRACKET_TEXT_PX, StudyBracket
from tickertale.widgets.chart.price_painting import clip_to_price
from tickertale.widgets.look.boxes import fill_boxes
from tickertale.widgets.look.font import font, font_metrics
from tickertale.widgets.look.theme import Theme, mixed, shade

_LINE_PX = 1.2
_DASH = (3.0, 2.5)
_DOTS = (1.0, 3.0)
_TICK_PX = 4.0
_BRACKET_SHARE = 0.45
"""Share of the quiet text's color in the bracket: seen when looked for, and not before."""


def paint_study_bands(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the event window; everything else of the chart stands on it."""
    if picture.study is None or picture.study.event is None:
        return
    box = picture.study.event
    boxes = np.array([(box.x, box.y, box.width, box.height)])
    fill_boxes(painter, boxes, color=shade(theme.accent_soft))


def paint_expected(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the price that the model expected, and the estimation window."""
    study = picture.study
    if study is None:
        return
    if study.bracket is not None:
        _paint_bracket(painter, study.bracket, theme=theme)
    if study.line is None or len(study.line.x) < 2:
        return
    painter.save()
    clip_to_price(painter, picture)
    pen = QPen(QColor(theme.text_muted), _LINE_PX)
    pen.setDashPattern(_DASH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(arrayToQPath(study.line.x, study.line.y, connect="finite"))
    painter.restore()


def _paint_bracket(painter: QPainter, bracket: StudyBracket, *, theme: Theme) -> None:
    y = math.floor(bracket.y) + 0.5
    painter.save()
    pen = QPen(shade(mixed(theme.plot, theme.text_muted, share=_BRACKET_SHARE)), 1.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    ends = [(bracket.left, bracket.right)]
    if bracket.text:
        ends = [(bracket.left, bracket.text_left), (bracket.text_right, bracket.right)]
    lines = [QLineF(left, y, right, y) for left, right in ends]
    edges = ((bracket.left, bracket.has_left), (bracket.right, bracket.has_right))
    ticks = [math.floor(x) + 0.5 for x, is_end in edges if is_end]
    lines += [QLineF(x, y - _TICK_PX, x, y + 0.5) for x in ticks]
    painter.drawLines(lines)
    pen.setDashPattern(_DOTS)
    painter.setPen(pen)
    painter.drawLine(QLineF(bracket.right + 3.0, y, bracket.gap_right, y))
    if bracket.text:
        metrics = font_metrics(BRACKET_TEXT_PX, 400)
        width, height = metrics.horizontalAdvance(bracket.text), metrics.capHeight()
        left = bracket.text_left + (bracket.text_right - bracket.text_left - width) / 2
        painter.setPen(QColor(theme.text_muted))
        painter.setFont(font(BRACKET_TEXT_PX, 400))
        painter.drawText(QPointF(left, y + height / 2), bracket.text)
    painter.restore()
