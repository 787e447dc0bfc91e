"""Work beside the window: who runs it, and how its result comes back."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from tickertale.domain.errors import CancelledError, TickertaleError
from tickertale.session.job import Ticket, unheard

T = TypeVar("T")


class Job(Protocol):
    """A piece of work that has been started."""

    def cancel(self) -> None:
        """Call it off: neither `done` nor `failed` is called after this."""
        ...


class JobRunner(Protocol):
    """Runs work where it does not hold up the window."""

    def start(
        self,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[TickertaleError], None],
        progressed: Callable[[int, int], None] = unheard,
    ) -> Job:
        """Start a piece of work.

        Parameters
        ----------
        work : callable
            Runs in another thread, so it touches neither the session nor Qt: what it needs is
            gathered before. It calls `Ticket.check` or `Ticket.report` now and then.
        done : callable
            Called on the thread of the window with the result.
        failed : callable
            Called on the thread of the window with what the work was refused for.
        progressed : callable
            Called on the thread of the window with how much is done, and of how much.
        """
        ...


class FinishedJob:
    """Work that was over when it was started."""

    def cancel(self) -> None:
        """Do nothing: there is nothing to call off any more."""


class InlineRunner:
    """Runs work at once, in the thread that asks: for the command line and for tests."""

    def start(
        self,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[TickertaleError], None],
        progressed: Callable[[int, int], None] = unheard,
    ) -> Job:
        """Run a piece of work; see `JobRunner.start`."""
        try:
            result = work(Ticket(progressed))
        except CancelledError:
            return FinishedJob()
        except TickertaleError as error:
            failed(error)
            return FinishedJob()
        done(result)
        return FinishedJob()
