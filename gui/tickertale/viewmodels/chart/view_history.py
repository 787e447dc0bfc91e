"""The views that were left, to go back to and forth: a step is where the view came to rest."""

import math
import time
from collections import deque
from collections.abc import Callable

from tickertale.viewmodels.chart.chart import ViewRange

REST_S = 0.6
"""A change after a pause as long as this begins a new step."""
MOST_STEPS = 200
"""The oldest steps are forgotten beyond this many."""


class ViewHistory:
    """Remembers views, as a browser remembers pages.

    A step begins with the first change after a rest, so that a burst of the wheel is one step;
    a drag is one step however long it takes.

    Parameters
    ----------
    view : ViewRange
        What is in view now.
    show : callable
        Brings another range into view; it may be bounded on the way, and is told by `note`.
    clock : callable
        Seconds that never go back.
    """

    def __init__(
        self,
        view: ViewRange,
        *,
        show: Callable[[ViewRange], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._view = view
        self._show = show
        self._clock = clock
        self._past: deque[ViewRange] = deque(maxlen=MOST_STEPS)
        self._future: list[ViewRange] = []
        self._changed_at = -math.inf
        self._is_held = False
        self._is_going = False

    @property
    def can_go_back(self) -> bool:
        """Return whether there is a view before this one."""
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        """Return whether there is a view that was left by going back."""
        return bool(self._future)

    def note(self, view: ViewRange) -> None:
        """Say what is in view after a change."""
        if not self._is_going:
            now = self._clock()
            if now - self._changed_at >= REST_S:
                self._past.append(self._view)
            self._future.clear()
            # As long as a drag holds the view, no pause ends the step.
            self._changed_at = math.inf if self._is_held else now
        self._view = view

    def hold(self, is_held: bool) -> None:
        """Say that a drag has begun, or that it is over; either way a step ends."""
        self._is_held = is_held
        self._changed_at = -math.inf

    def restart(self, view: ViewRange) -> None:
        """Forget everything but the view: positions have no meaning any more."""
        self._view = view
        self._past.clear()
        self._future.clear()
        self._changed_at = -math.inf

    def translate(self, view: ViewRange, *, each: Callable[[ViewRange], ViewRange]) -> None:
        """Say that positions have another meaning from now on.

        Parameters
        ----------
        view : ViewRange
            What is in view, in the new positions.
        each : callable
            Returns a remembered view in the new positions.
        """
        self._view = view
        self._past = deque(map(each, self._past), maxlen=MOST_STEPS)
        self._future = [each(row) for row in self._future]
        self._changed_at = -math.inf

    def go_back(self) -> None:
        """Show the view before this one."""
        if self._past:
            self._future.append(self._view)
            self._go(self._past.pop())

    def go_forward(self) -> None:
        """Show the view again that was left last by going back."""
        if self._future:
            self._past.append(self._view)
            self._go(self._future.pop())

    def _go(self, view: ViewRange) -> None:
        self._changed_at = -math.inf
        self._is_going = True
        try:
            self._show(view)
        finally:
            self._is_going = False
