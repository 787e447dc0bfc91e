"""A job runner that works when a test says so."""

from collections.abc import Callable
from typing import TypeVar

from typing_extensions import override

from tickertale.domain.errors import TickertaleError
from tickertale.session.job import Ticket
from tickertale.viewmodels.job.job import FinishedJob, InlineRunner, Job

T = TypeVar("T")


def _unheard(done: int, of: int) -> None:
    """Take a report that nobody waits for."""


class WaitingJob(FinishedJob):
    """Work that a test has not let run yet."""

    def __init__(self) -> None:
        self.is_cancelled = False

    @override
    def cancel(self) -> None:
        self.is_cancelled = True


class LateRunner:
    """Holds work back until a test calls what is in `waiting`; cancelled work then does nothing.

    Attributes
    ----------
    waiting : list of callable
        In the order in which the work was started.
    """

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def start(
        self,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[TickertaleError], None],
        progressed: Callable[[int, int], None] = _unheard,
    ) -> Job:
        """Keep the work; see `JobRunner.start`."""
        job = WaitingJob()

        def run() -> None:
            if not job.is_cancelled:
                InlineRunner().start(work, done=done, failed=failed, progressed=progressed)

        self.waiting.append(run)
        return job
