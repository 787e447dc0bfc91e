"""A figure as an image and as a PNG file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter

from tickertale.domain.errors import ExportError
from tickertale.widgets.figure.figure_sheet import PX_PER_INCH, FigureSheet, Paint

_INCHES_PER_METER = 1 / 0.0254


def paint_image(paint: Paint, sheet: FigureSheet) -> QImage:
    """Return the figure as an image of the sheet's pixel size.

    Raises
    ------
    ExportError
        There is not enough memory for an image of that size.
    """
    width, height = sheet.pixel_size
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ExportError(f"an image of {width} × {height} pixels does not fit into memory")
    image.setDevicePixelRatio(sheet.scale)
    # While painting 96 dpi, whatever the screen has: a font in points must not depend on it.
    _set_resolution(image, PX_PER_INCH)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        paint(painter)
    finally:
        painter.end()
    _set_resolution(image, PX_PER_INCH * sheet.scale)
    return image


def encode_png(paint: Paint, sheet: FigureSheet) -> bytes:
    """Return the figure as the bytes of a PNG file, without any date.

    Raises
    ------
    ExportError
        The image does not fit into memory or cannot be encoded.
    """
    image = paint_image(paint, sheet)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    for key, text in (("Title", sheet.title), ("Description", sheet.description)):
        if text:
            writer.setText(key, text)
    if not writer.write(image):
        raise ExportError(f"the image cannot be written as PNG: {writer.errorString()}")
    return bytes(content.data())


def _set_resolution(image: QImage, dots_per_inch: float) -> None:
    image.setDotsPerMeterX(round(dots_per_inch * _INCHES_PER_METER))
    image.setDotsPerMeterY(round(dots_per_inch * _INCHES_PER_METER))
