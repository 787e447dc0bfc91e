"""One drag, from the press of a button to its release; each gesture says what motion does."""

from PySide6.QtCore import QPointF, Qt


class Gesture:
    """A drag that begins once the pointer has gone far enough.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance; a shorter way is a click.
    """

    shape = Qt.CursorShape.ArrowCursor
    """Of the pointer, while the drag lasts."""

    def __init__(self, origin: QPointF, *, threshold_px: float) -> None:
        self.origin = origin
        self._threshold_px = threshold_px
        self._is_active = False

    @property
    def is_active(self) -> bool:
        """Return whether the pointer went far enough to be a drag."""
        return self._is_active

    def begins(self, to: QPointF) -> bool:
        """Return whether the pointer, at a place now, has gone far enough; then it is a drag."""
        way = to - self.origin
        self._is_active = abs(way.x()) + abs(way.y()) >= self._threshold_px
        return self._is_active

    def drag(self, to: QPointF) -> None:
        """Follow the pointer to a place."""
        raise NotImplementedError
