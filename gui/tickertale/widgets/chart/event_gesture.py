"""Dragging an event, or an end of one, along the time axis."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from tickertale.widgets.chart.gesture import Gesture


class EventGesture(Gesture):
    """Says how far the event has been dragged, and whether it was let go there.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance.
    position_at : callable
        Returns the position at a pixel of the view as it is now.
    pull : callable
        Takes how many positions the pointer is from where it took hold.
    drop, let_be : callable
        Called when the button goes up, and when the drag is called off.
    """

    shape = Qt.CursorShape.SizeHorCursor

    def __init__(
        self,
        origin: QPointF,
        *,
        threshold_px: float,
        position_at: Callable[[float], float],
        pull: Callable[[float], None],
        drop: Callable[[], None],
        let_be: Callable[[], None],
    ) -> None:
        super().__init__(origin, threshold_px=threshold_px)
        self._start = position_at(origin.x())
        self._position_at = position_at
        self._pull = pull
        self._drop = drop
        self._let_be = let_be

    @override
    def drag(self, to: QPointF) -> None:
        self._pull(self._position_at(to.x()) - self._start)

    @override
    def finish(self) -> None:
        self._drop()

    @override
    def take_back(self) -> None:
        self._let_be()
