"""Painting a figure: its frame of words, and the chart by the one paint path."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tickertale.viewmodels.figure.figure import FigureState
from tickertale.viewmodels.figure.figure_picture import (
    FigurePicture,
    TextLine,
    resolve_figure_picture,
)
from tickertale.widgets.chart.painting import label_width, paint_chart, paint_label
from tickertale.widgets.figure.figure_file import write_figure
from tickertale.widgets.figure.figure_png import paint_image
from tickertale.widgets.figure.figure_sheet import FigureSheet
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

_THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def paint_figure(painter: QPainter, picture: FigurePicture, *, theme: Theme) -> None:
    """Paint a whole figure at the painter's origin, background included."""
    painter.save()
    painter.fillRect(QRectF(0, 0, picture.width_px, picture.height_px), QColor(theme.plot))
    paint_frame(painter, picture.lines, theme=theme)
    painter.translate(picture.area.x, picture.area.y)
    paint_chart(painter, picture.chart, theme=theme)
    painter.restore()


def paint_frame(painter: QPainter, lines: Sequence[TextLine], *, theme: Theme) -> None:
    """Paint the words around a figure."""
    for line in lines:
        painter.setPen(QColor(theme.text_muted if line.is_muted else theme.text))
        paint_label(
            painter,
            line.text,
            left=line.left,
            middle=line.middle,
            size_px=line.size_px,
            weight=line.weight,
        )


def figure_image(figure: FigureState) -> QImage:
    """Return the figure as an image of its size and scale, for the clipboard and previews.

    Raises
    ------
    ExportError
        The image does not fit into memory.
    """
    picture, theme = _laid_out(figure)
    return paint_image(lambda painter: paint_figure(painter, picture, theme=theme), _sheet(figure))


def save_figure(figure: FigureState, path: Path) -> None:
    """Write the figure in the format of the path's suffix: PNG, SVG or PDF.

    Raises
    ------
    ExportError
        It cannot be written; a file that was there before is still there.
    """
    picture, theme = _laid_out(figure)
    write_figure(
        lambda painter: paint_figure(painter, picture, theme=theme), _sheet(figure), path=path
    )


def _laid_out(figure: FigureState) -> tuple[FigurePicture, Theme]:
    return resolve_figure_picture(figure, measure=label_width), _THEMES[figure.theme]


def _sheet(figure: FigureState) -> FigureSheet:
    return FigureSheet(
        width_px=figure.width_px,
        height_px=figure.height_px,
        scale=figure.scale,
        title=figure.title,
        description=figure.alt_text,
    )
