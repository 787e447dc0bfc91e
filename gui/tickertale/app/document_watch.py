"""What others do to the open document: they write it, give it up, or take its file away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from tickertale.domain.errors import TickertaleError
from tickertale.session.session import Session
from tickertale.viewmodels.document.history import HistoryViewModel

_PERIOD_MS = 1_000
"""How often a window looks for what others have done."""
_TAKEN_OVER = "The other window was closed: from now on, the document can be changed here."


class DocumentWatch(QObject):
    """Looks after the open document every second.

    Parameters
    ----------
    parent : QObject
    say : callable
        Shows a sentence in the window, whichever it is by then.
    """

    def __init__(self, parent: QObject, *, say: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._say = say
        self._session: Session | None = None
        self._history: HistoryViewModel | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self, session: Session, history: HistoryViewModel) -> None:
        """Look after this document from now on."""
        self._session, self._history = session, history
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._session = self._history = None

    def _on_timer_timeout(self) -> None:
        session, history = self._session, self._history
        if session is None or history is None:
            return
        try:
            if session.is_read_only:
                session.refresh()
                if session.become_writer():
                    history.look()
                    self._say(_TAKEN_OVER)
        except TickertaleError as error:
            # Once is enough: the next look would meet the same.
            self.stop()
            self._say(str(error))
            return
        history.look()
