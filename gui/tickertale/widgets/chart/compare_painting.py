"""Paints the lines of compared instruments, and their labels at the right border."""

from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tickertale.viewmodels.chart.compare import ComparedLine
from tickertale.viewmodels.chart.legend import OWN_STYLE
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.widgets.chart.price_painting import clip_to_price, fill_line_spans
from tickertale.widgets.look.theme import Theme

LINE_PX = 1.4
_DASHES = ((7.0, 3.0), (2.0, 2.5), (9.0, 3.0, 2.0, 3.0), (4.0, 4.0))
"""Lengths of dash and gap in widths of the line; they tell instruments apart without color."""


def paint_compared(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint the lines of all compared instruments of a picture."""
    if not picture.compared:
        return
    painter.save()
    clip_to_price(painter, picture)
    for compared in picture.compared:
        _paint_line(painter, compared, theme=theme)
    painter.restore()


def compared_pen(style: int, *, theme: Theme) -> QPen:
    """Return the pen of a compared instrument."""
    pen = QPen(QColor(compared_color(style, theme=theme)), LINE_PX)
    if style != OWN_STYLE:
        # Beyond the first few, no pair of color and dash comes twice either.
        rounds = style // len(theme.compared)
        pen.setDashPattern(_DASHES[(style + rounds) % len(_DASHES)])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def compared_color(style: int, *, theme: Theme) -> str:
    """Return the color of a compared instrument, or of the chart's own."""
    if style == OWN_STYLE:
        return theme.line
    return theme.compared[style % len(theme.compared)]


def _paint_line(painter: QPainter, compared: ComparedLine, *, theme: Theme) -> None:
    if compared.spans is not None:
        color = QColor(compared_color(compared.style, theme=theme))
        fill_line_spans(painter, compared.spans, color=color)
    elif len(compared.line.x):
        painter.setPen(compared_pen(compared.style, theme=theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(arrayToQPath(compared.line.x, compared.line.y, connect="finite"))
