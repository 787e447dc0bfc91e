"""A part of the window: one feature with its dock or dialogs, and what its commands do."""

from collections.abc import Callable, Mapping
from typing import Protocol

from tickertale.widgets.action import ActionSet
from tickertale.widgets.theme import Theme


class WindowPart(Protocol):
    """What the main window asks of each of its features.

    A part builds its widgets when they are first shown, and imports them then: what is not shown
    at start must not cost the start anything.
    """

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to run for each of its commands, by the name in the catalogue."""
        ...

    def join(self, actions: ActionSet) -> None:
        """Take the commands of the window, and connect what hangs on them; called once."""
        ...

    def set_theme(self, theme: Theme) -> None:
        """Show other colors, now and in what is built later."""
        ...

    def refresh(self) -> None:
        """Show the document anew: it has changed, or may be edited no more."""
        ...
