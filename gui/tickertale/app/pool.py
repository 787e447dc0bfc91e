"""The one pool of threads: work runs there, and its results come back to the window."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from tickertale.domain.errors import CancelledError, TickertaleError
from tickertale.session.job import Ticket, unheard
from tickertale.viewmodels.job.job import Job

_logger = logging.getLogger(__name__)

T = TypeVar("T")

_CLOSE_MS = 5_000
"""How long `close` waits for work that was called off."""


@dataclass(frozen=True, slots=True)
class _Message:
    """What a piece of work says, and the ticket that it was started with."""

    ticket: Ticket
    tell: Callable[[], None]


class ThreadPool(QObject):
    """Runs work in threads of its own; see `viewmodels.job.JobRunner`.

    Only a bare signal crosses the threads: what it announces waits in a queue of Python's, so that
    no object of ours is ever released by a thread that Qt has lent.

    Signals
    -------
    arrived
        Something waits in the queue.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._tickets: set[Ticket] = set()
        self._messages: SimpleQueue[_Message] = SimpleQueue()
        self.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[TickertaleError], None],
        progressed: Callable[[int, int], None] = unheard,
    ) -> Job:
        """Start a piece of work; see `JobRunner.start`."""
        ticket = Ticket(lambda done, of: self._send(ticket, lambda: progressed(done, of)))
        self._tickets.add(ticket)

        def run() -> None:
            outcome = _outcome(work, ticket, done=done, failed=failed)
            self._tickets.discard(ticket)
            self._send(ticket, outcome)

        self._pool.start(run)
        return ticket

    def close(self) -> None:
        """Call all work off and wait for it to end."""
        for ticket in tuple(self._tickets):
            ticket.cancel()
        self._pool.waitForDone(_CLOSE_MS)

    def _send(self, ticket: Ticket, tell: Callable[[], None]) -> None:
        self._messages.put(_Message(ticket, tell))
        self.arrived.emit()

    def _on_arrived(self) -> None:
        try:
            message = self._messages.get_nowait()
        except Empty:
            return
        # What was sent before the work was called off arrives after it.
        if not message.ticket.is_cancelled:
            message.tell()


def _outcome(
    work: Callable[[Ticket], T],
    ticket: Ticket,
    *,
    done: Callable[[T], None],
    failed: Callable[[TickertaleError], None],
) -> Callable[[], None]:
    """Do the work and return what to call on the thread that asked for it."""
    try:
        result = work(ticket)
    except CancelledError:
        return _nothing
    except TickertaleError as error:
        refusal = error
    except Exception:
        # The border of a thread: what is raised here would end in nobody's hands.
        _logger.exception("work in the background failed")
        refusal = TickertaleError("this could not be computed; the log says why")
    else:
        return lambda: done(result)
    return lambda: failed(refusal)


def _nothing() -> None:
    """Tell nobody that the work was called off."""
