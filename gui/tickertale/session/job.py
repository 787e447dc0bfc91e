"""Work that takes longer than a frame: what it is given to report progress and to be cancelled."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tickertale.domain.errors import CancelledError


def unheard(done: int, of: int) -> None:
    """Take a report that nobody waits for."""


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """Goes with a piece of work into its thread.

    Parameters
    ----------
    on_progress : callable
        Called in the thread of the work with how much is done, and of how much.
    """

    on_progress: Callable[[int, int], None] = unheard
    _cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def is_cancelled(self) -> bool:
        """Return whether nobody waits for the result any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Call the work off; it ends at its next `check`."""
        self._cancelled.set()

    def check(self) -> None:
        """Do nothing while the work is wanted.

        Raises
        ------
        CancelledError
            It has been called off.
        """
        if self.is_cancelled:
            message = "the work was cancelled"
            raise CancelledError(message)

    def report(self, done: int, of: int) -> None:
        """Say how much is done, and of how much.

        Raises
        ------
        CancelledError
            The work has been called off.
        """
        self.check()
        self.on_progress(done, of)
