"""A part of the window: one feature with its dock or dialogs, and what its commands do."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from pydantic import JsonValue

from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme


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


@runtime_checkable
class RememberingPart(Protocol):
    """A part that shows at the next start what it showed last."""

    @property
    def name(self) -> str:
        """Return the name under which its state is kept."""
        ...

    def kept(self) -> JsonValue:
        """Return what shall be shown again."""
        ...

    def restore(self, kept: JsonValue) -> None:
        """Show it again, as far as it is understood; called before the window is shown."""
        ...
