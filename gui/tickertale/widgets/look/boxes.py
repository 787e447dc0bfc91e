"""Many boxes of one color at once, straight from an array."""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter


def fill_boxes(painter: QPainter, boxes: NDArray[np.float64], *, color: QColor | QBrush) -> None:
    """Fill boxes without an edge and without smoothing, so that neighbors leave no seam.

    Parameters
    ----------
    painter : QPainter
    boxes : (n, 4) float64
        Left, top, width and height in logical pixels.
    color : QColor or QBrush
    """
    if not len(boxes):
        return
    array = PrimitiveArray(QRectF, 4)
    array.resize(len(boxes))
    array.ndarray()[:] = boxes
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRects(*array.drawargs())
    painter.restore()
