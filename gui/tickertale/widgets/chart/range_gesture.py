"""Dragging with Shift selects a span of the time axis."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from tickertale.widgets.chart.gesture import Gesture


class RangeGesture(Gesture):
    """Says from which position to which the pointer has been dragged.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance.
    position_at : callable
        Returns the position at a pixel of the view as it is now.
    select : callable
        Takes the position where the drag began and the one under the pointer.
    """

    shape = Qt.CursorShape.SizeHorCursor

    def __init__(
        self,
        origin: QPointF,
        *,
        threshold_px: float,
        position_at: Callable[[float], float],
        select: Callable[[float, float], None],
    ) -> None:
        super().__init__(origin, threshold_px=threshold_px)
        # The wheel may move the view during the drag; what was pressed on stays the beginning.
        self._start = position_at(origin.x())
        self._position_at = position_at
        self._select = select

    @override
    def drag(self, to: QPointF) -> None:
        self._select(self._start, self._position_at(to.x()))
