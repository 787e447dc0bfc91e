"""Writes the plots of the study view to files: SVG, PDF and PNG."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from tickertale.viewmodels.study.study_figure import SCALE, StudyFigure
from tickertale.widgets.chart.plot_painting import paint_plot
from tickertale.widgets.figure.figure import paint_frame
from tickertale.widgets.figure.figure_file import write_figure
from tickertale.widgets.figure.figure_sheet import FigureSheet
from tickertale.widgets.look.theme import LIGHT


def save_study_figure(figure: StudyFigure, path: Path) -> None:
    """Write the figure in the format of the path's suffix; equal figures give equal bytes.

    Raises
    ------
    ExportError
        It cannot be written; a file that was there before is still there.
    """
    sheet = FigureSheet(
        width_px=figure.width_px,
        height_px=figure.height_px,
        scale=SCALE,
        title=figure.title,
        description=figure.plot.description,
    )
    write_figure(lambda painter: _paint(painter, figure), sheet, path=path)


def _paint(painter: QPainter, figure: StudyFigure) -> None:
    painter.save()
    painter.fillRect(QRectF(0, 0, figure.width_px, figure.height_px), QColor(LIGHT.plot))
    paint_frame(painter, figure.frame.lines, theme=LIGHT)
    painter.translate(figure.frame.area.x, figure.frame.area.y)
    paint_plot(painter, figure.plot, theme=LIGHT)
    painter.restore()
