"""Where the labels of both axes are painted, for what has to keep clear of them."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QRectF

from tickertale.viewmodels.chart.lane_picture import LANE_TEXT_PX
from tickertale.viewmodels.chart.picture import AXIS_TEXT_PX, ChartPicture
from tickertale.widgets.chart.painting import (
    LABEL_GAP_PX,
    TAG_GAP_PX,
    TAG_HEIGHT_PX,
    TIME_LABEL_PX,
    label_width,
    tag_width,
)

_HEIGHT_PX = 16.0
_EDGE_PX = 1.0
"""What smoothed edges take beyond the box."""


def time_label_boxes(picture: ChartPicture) -> Iterator[QRectF]:
    """Yield the boxes of the labels below the plot."""
    middle = picture.frame.panes.axis.y + TIME_LABEL_PX
    for label in picture.time_labels:
        weight = 600 if label.is_major else 400
        width = label_width(label.text, size_px=AXIS_TEXT_PX, weight=weight)
        yield _box(label.at - width / 2, middle, width=width)


def price_label_boxes(picture: ChartPicture) -> Iterator[QRectF]:
    """Yield the boxes of the labels beside the price pane: ticks, last price, compared lines."""
    right = picture.frame.panes.plot.right
    for label in picture.shown_price_labels:
        width = label_width(label.text, size_px=AXIS_TEXT_PX, weight=400)
        yield _box(right + LABEL_GAP_PX, label.at, width=width)
    for compared in picture.compared:
        if np.isfinite(compared.label_y):
            width = label_width(compared.label, size_px=LANE_TEXT_PX, weight=600)
            yield _box(right + LABEL_GAP_PX, compared.label_y, width=width)
    if picture.last_price is not None:
        width = tag_width(picture.last_price.text)
        left, middle = right + TAG_GAP_PX, picture.last_price.at
        yield _box(left, middle, width=width, height=TAG_HEIGHT_PX)


def _box(left: float, middle: float, *, width: float, height: float = _HEIGHT_PX) -> QRectF:
    box = QRectF(left, middle - height / 2, width, height)
    return box.adjusted(-_EDGE_PX, -_EDGE_PX, _EDGE_PX, _EDGE_PX)
