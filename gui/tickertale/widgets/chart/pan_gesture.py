"""Dragging the chart moves it with the pointer."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from tickertale.widgets.chart.gesture import Gesture


class PanGesture(Gesture):
    """Says how far the content has to move with each motion of the pointer.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance.
    pan : callable
        Takes the way of each motion, in pixels.
    """

    shape = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self, origin: QPointF, *, threshold_px: float, pan: Callable[[QPointF], None]
    ) -> None:
        super().__init__(origin, threshold_px=threshold_px)
        self._last = origin
        self._pan = pan

    @override
    def drag(self, to: QPointF) -> None:
        step, self._last = to - self._last, to
        if not step.isNull():
            self._pan(step)
