"""Pieces of work by name: a new one takes the place of the last of its name."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.session.job import Ticket
from tickertale.viewmodels.job.job import Job, JobRunner

T = TypeVar("T")


class NamedWork(QObject):
    """Runs pieces of work and says how far they are.

    Signals
    -------
    progressed : str
        What is being computed and how far it is; empty when all is over.
    """

    progressed = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: dict[str, Job] = {}

    def start(
        self,
        name: str,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[TickertaleError], None],
        words: str = "",
    ) -> None:
        """Run a piece of work in the place of the last one of its name.

        Parameters
        ----------
        name : str
        work, done, failed : callable
            As in `JobRunner.start`.
        words : str
            What is being computed; work without words is too short to be spoken of.
        """
        before = self._running.pop(name, None)
        if before is not None:
            before.cancel()

        is_over = False

        def end() -> None:
            nonlocal is_over
            is_over = True
            self._running.pop(name, None)
            self.progressed.emit("")

        def finish(result: T) -> None:
            end()
            done(result)

        def fail(error: TickertaleError) -> None:
            end()
            failed(error)

        def progress(at: int, of: int) -> None:
            if words:
                self.progressed.emit(f"{words}: {at} of {of}")

        job = self._jobs.start(work, done=finish, failed=fail, progressed=progress)
        # With a runner that works at once, it is over by now.
        if not is_over:
            self._running[name] = job

    def is_running(self, name: str) -> bool:
        """Return whether a piece of work of that name is being computed."""
        return name in self._running

    def cancel(self) -> None:
        """Call off all that is being computed."""
        for job in self._running.values():
            job.cancel()
        self._running.clear()
        self.progressed.emit("")
