"""What listeners are told: the timeline before and after, and who asked for it."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tickertale.domain.timeline import Timeline

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the timeline.

    What did not change is the very same object before and after, so
    ``before.events is not after.events`` says whether the events did.

    Parameters
    ----------
    before, after : Timeline
    initiator : object or None
        What `Session.do` was given, so that a listener can tell its own changes.
    """

    before: Timeline
    after: Timeline
    initiator: object | None = None


Listener = Callable[[Change], None]
"""Called after each change, when it is on disk."""


class Listeners:
    """Those who are told of each change, in the order in which the changes were made."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._untold: deque[Change] = deque()
        self._is_telling = False

    def add(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told from now on; call what is returned to end that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def clear(self) -> None:
        """Tell nobody any more."""
        self._listeners.clear()

    def tell(self, change: Change) -> None:
        """Tell everyone; what a listener changes itself is told when this one has been told."""
        self._untold.append(change)
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._untold:
                self._tell(self._untold.popleft())
        finally:
            self._is_telling = False

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(change)
            except Exception:
                # The edit is on disk by now, and the other listeners must learn of it.
                _logger.exception("a listener failed on a change of %r", change.after.title)
