"""The end of the program from outside: a signal of the system, or the end of the user's session."""

import contextlib
import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")
"""Signals that ask a program to end; not every system has all of them."""


class EndSignals(QObject):
    """Hears the signals that ask the program to end, between two events of its loop.

    Python runs no handler of its own while Qt waits for events: the interpreter writes the number
    of the signal into a socket, and that wakes the loop.

    Parameters
    ----------
    parent : QObject or None

    Signals
    -------
    asked
        The program was asked to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_notifier_activated)
        self._before = {
            number: signal.signal(number, _wait_for_the_loop)
            for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name))
        }
        self._fd_before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)

    def close(self) -> None:
        """Let signals do again what they did before."""
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._ear.close()
        self._mouth.close()

    def _on_notifier_activated(self) -> None:
        # Another signal may have been written down as well, such as that of a child that ended.
        heard = b""
        with contextlib.suppress(BlockingIOError):
            heard = self._ear.recv(64)
        if any(number in self._before for number in heard):
            self.asked.emit()


def _wait_for_the_loop(number: int, frame: FrameType | None) -> None:
    """Do nothing at the moment of the signal, when anything may be half done."""
