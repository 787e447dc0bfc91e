"""Paints the windows of a study behind the chart, and the expected price on it."""

import numpy as np
from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tickertale.viewmodels.picture import ChartPicture
from tickertale.viewmodels.study_picture import BAND_TEXT_PX, StudyBand
from tickertale.widgets.boxes import fill_boxes
from tickertale.widgets.font import font, font_metrics
from tickertale.widgets.price_painting import clip_to_price
from tickertale.widgets.theme import Theme, mixed, shade

_LINE_PX = 1.3
_DASH = (3.5, 2.5)
_ESTIMATION_SHARE = 0.05
"""Share of the text's color in the fill of the estimation window."""


def paint_study_bands(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the windows; everything else of the chart stands on them."""
    if picture.study is None:
        return
    for band in picture.study.bands:
        box = np.array([(band.box.x, band.box.y, band.box.width, band.box.height)])
        if band.is_filled:
            fill_boxes(painter, box, color=_fill(band, theme=theme))
        if band.text and not band.is_event:
            # A fill as quiet as this one ends nowhere without a line.
            edges = np.array([(np.floor(x), band.box.y, 1.0, band.box.height) for x in _ends(band)])
            fill_boxes(painter, edges, color=shade(theme.hairline))


def paint_expected(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the price that the model expected, and the words of the windows."""
    if picture.study is None:
        return
    painter.save()
    clip_to_price(painter, picture)
    pen = QPen(QColor(theme.text_muted), _LINE_PX)
    pen.setDashPattern(_DASH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in picture.study.lines:
        if len(line.x) > 1:
            painter.drawPath(arrayToQPath(line.x, line.y, connect="finite"))
    painter.restore()
    for band in picture.study.bands:
        if band.text:
            _paint_word(painter, band, theme=theme)


def _fill(band: StudyBand, *, theme: Theme) -> QColor:
    if band.is_event:
        return shade(theme.accent_soft)
    return shade(mixed(theme.plot, theme.text, share=_ESTIMATION_SHARE))


def _ends(band: StudyBand) -> tuple[float, float]:
    return band.box.x, band.box.right - 1.0


def _paint_word(painter: QPainter, band: StudyBand, *, theme: Theme) -> None:
    metrics = font_metrics(BAND_TEXT_PX, 400)
    width, height = metrics.horizontalAdvance(band.text), metrics.capHeight()
    ground = theme.accent_soft if band.is_event else theme.plot
    if band.is_filled and not band.is_event:
        ground = mixed(theme.plot, theme.text, share=_ESTIMATION_SHARE)
    # Lines must not run through the word.
    room = QRectF(band.text_x - 2.0, band.text_y - 7.0, width + 4.0, 14.0)
    painter.fillRect(room, QColor(ground))
    painter.setPen(QColor(theme.text_muted))
    painter.setFont(font(BAND_TEXT_PX, 400))
    painter.drawText(QPointF(band.text_x, band.text_y + height / 2), band.text)
