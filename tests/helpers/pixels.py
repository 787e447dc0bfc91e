"""Pictures as pixels, for tests that probe colors."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.widgets.chart.painting import paint_chart
from tickertale.widgets.look.theme import Theme


def painted(picture: ChartPicture, theme: Theme, *, ratio: float = 1.0) -> QImage:
    """Return a chart painted on the background of the theme.

    Parameters
    ----------
    picture : ChartPicture
    theme : Theme
    ratio : float
        Pixels a logical pixel.
    """
    panes = picture.frame.panes
    width, height = panes.plot.width + 120, panes.axis.bottom
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme.plot))
    painter = QPainter(image)
    paint_chart(painter, picture, theme=theme)
    painter.end()
    return image


def color_at(image: QImage, x: float, y: float) -> str:
    """Return the color of the pixel that holds a logical point."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(int(x * ratio), int(y * ratio)).name()


def as_array(image: QImage) -> NDArray[np.uint8]:
    """Return the pixels, (height, width, 4) uint8, without what pads the rows."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4).copy()


def differing_share(one: QImage, other: QImage) -> float:
    """Return the share of pixels in which two images of one size differ visibly."""
    first, second = as_array(one).astype(np.int16), as_array(other).astype(np.int16)
    return float((np.abs(first - second).max(axis=2) > 24).mean())
