"""Dragging the name of a lane moves the lane among the others."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from tickertale.viewmodels.chart.lane_picture import LaneRow
from tickertale.widgets.chart.gesture import Gesture


class LaneGesture(Gesture):
    """Says by how many places a lane has to move to stand where the pointer is.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance.
    category : str
        Of the lane whose name was pressed.
    lanes : callable
        Returns the lanes as they stand now.
    move : callable
        Takes the category, and the places further down; negative is up.
    """

    shape = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self,
        origin: QPointF,
        *,
        threshold_px: float,
        category: str,
        lanes: Callable[[], Sequence[LaneRow]],
        move: Callable[[str, int], None],
    ) -> None:
        super().__init__(origin, threshold_px=threshold_px)
        self._category = category
        self._lanes = lanes
        self._move = move

    @override
    def drag(self, to: QPointF) -> None:
        lanes = self._lanes()
        places = {lane.category: place for place, lane in enumerate(lanes)}
        own = places.get(self._category)
        if own is None:
            return
        nearest = min(range(len(lanes)), key=lambda place: abs(lanes[place].y - to.y()))
        if nearest != own:
            self._move(self._category, nearest - own)
