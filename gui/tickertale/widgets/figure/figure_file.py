"""Figures as files: one paint function in, PNG, SVG or PDF out, all or nothing."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from tickertale.domain.errors import ExportError
from tickertale.widgets.figure.figure_pdf import encode_pdf
from tickertale.widgets.figure.figure_png import encode_png
from tickertale.widgets.figure.figure_sheet import FigureSheet, Paint
from tickertale.widgets.figure.figure_svg import encode_svg


class FigureFormat(StrEnum):
    """A kind of file; the value is the suffix."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


_ENCODERS: dict[FigureFormat, Callable[[Paint, FigureSheet], bytes]] = {
    FigureFormat.PNG: encode_png,
    FigureFormat.SVG: encode_svg,
    FigureFormat.PDF: encode_pdf,
}


def figure_format(path: Path) -> FigureFormat:
    """Return the format that the suffix of the path asks for.

    Raises
    ------
    ExportError
        The suffix is none of ours.
    """
    try:
        return FigureFormat(path.suffix.lower().removeprefix("."))
    except ValueError:
        message = f"{path}: a figure cannot be written as {path.suffix!r}"
        raise ExportError(f"{message}; .png, .svg or .pdf was expected") from None


def encode_figure(paint: Paint, sheet: FigureSheet, *, kind: FigureFormat) -> bytes:
    """Return the bytes of the file; the same figure gives the same bytes.

    Raises
    ------
    ExportError
        The figure cannot be painted or encoded.
    """
    return _ENCODERS[kind](paint, sheet)


def write_figure(paint: Paint, sheet: FigureSheet, *, path: Path) -> None:
    """Write the figure in the format of the path's suffix.

    Raises
    ------
    ExportError
        It cannot be written; a file that was there before is still there.
    """
    write_bytes(path, encode_figure(paint, sheet, kind=figure_format(path)))


def write_bytes(path: Path, content: bytes) -> None:
    """Put the content in the place of a file.

    Raises
    ------
    ExportError
        It cannot be written; a file that was there before is still there.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise ExportError(f"{path} cannot be written: {file.errorString()}")
    # Qt takes a part for success: only the count tells that there was no room for the rest.
    if file.write(content) < len(content) or not file.flush():
        file.cancelWriting()
        message = f"{path} cannot be written: there is no room for its {len(content):,} bytes"
        raise ExportError(f"{message}; is the disk full?")
    if not file.commit():
        raise ExportError(f"{path} cannot be written: {file.errorString()}")
