"""Dragging the chart's background moves the time axis with the pointer."""

from PySide6.QtCore import QPointF


class PanGesture:
    """One drag: how far the content has to move with each motion of the pointer.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance; a shorter way is a click.
    """

    def __init__(self, origin: QPointF, *, threshold_px: float) -> None:
        self._origin = origin
        self._last_x = origin.x()
        self._threshold_px = threshold_px
        self._is_active = False

    @property
    def is_active(self) -> bool:
        """Return whether the pointer went far enough to be a drag."""
        return self._is_active

    def moved(self, to: QPointF) -> float:
        """Return by how many pixels the content has to move for this motion."""
        way = to - self._origin
        if not self._is_active and abs(way.x()) + abs(way.y()) < self._threshold_px:
            return 0.0
        self._is_active = True
        step = to.x() - self._last_x
        self._last_x = to.x()
        return step
