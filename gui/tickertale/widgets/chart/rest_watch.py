"""Notices when the pointer rests on an event, and when it moves on."""

from PySide6.QtCore import QObject, QTimer, Signal

DELAY_MS = 300
"""How long the pointer must rest."""


class RestWatch(QObject):
    """Follows what is under the pointer.

    Signals
    -------
    rested(str)
        The pointer has rested on the event with this id.
    left()
        It moved on from an event.
    """

    rested = Signal(str)
    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._event_id: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def point(self, event_id: str | None) -> None:
        """Say what the pointer is on now; each motion starts the wait anew."""
        if event_id != self._event_id:
            self.leave()
            self._event_id = event_id
        if event_id is not None:
            self._timer.start()

    def leave(self) -> None:
        """Say that the pointer is on nothing, or that something else is going on."""
        self._timer.stop()
        if self._event_id is not None:
            self._event_id = None
            self.left.emit()

    def _on_timer_timeout(self) -> None:
        if self._event_id is not None:
            self.rested.emit(self._event_id)
