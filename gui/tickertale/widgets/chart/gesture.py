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
        self._is_cancelled = False

    @property
    def is_active(self) -> bool:
        """Return whether the pointer went far enough to be a drag."""
        return self._is_active

    @property
    def is_cancelled(self) -> bool:
        """Return whether the drag was called off; the pointer then means nothing any more."""
        return self._is_cancelled

    def begins(self, to: QPointF) -> bool:
        """Return whether the pointer, at a place now, has gone far enough; then it is a drag."""
        way = to - self.origin
        self._is_active = abs(way.x()) + abs(way.y()) >= self._threshold_px
        return self._is_active

    def drag(self, to: QPointF) -> None:
        """Follow the pointer to a place."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Call the drag off; a second call does nothing."""
        if not self._is_cancelled:
            self._is_cancelled = True
            self.take_back()

    def finish(self) -> None:
        """Do what is done when the button goes up; most drags have done it all by then."""

    def take_back(self) -> None:
        """Do what is done when the drag is called off; most drags leave what they did."""
