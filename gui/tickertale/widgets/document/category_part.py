"""The categories as a part of the window: the command that opens their dialog."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import LIGHT, Theme

if TYPE_CHECKING:
    from tickertale.widgets.document.category_dialog import CategoryDialog


class CategoryPart(QObject):
    """Opens the dialog of categories and keeps it true to the document.

    Parameters
    ----------
    window : QMainWindow
        Parent of the dialog.
    view_model : TimelineViewModel
    """

    def __init__(self, window: QMainWindow, *, view_model: TimelineViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._theme = LIGHT
        self._dialog: CategoryDialog | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what opens the dialog."""
        return {"categories": self._open}

    def join(self, actions: ActionSet) -> None:
        """Do nothing: the command can always be used."""

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    def refresh(self) -> None:
        """Show the categories as they are now."""
        if self._dialog is not None:
            self._dialog.refresh()

    def _open(self) -> None:
        if self._dialog is None:
            from tickertale.widgets.document.category_dialog import CategoryDialog

            self._dialog = CategoryDialog(
                self._model.editing.categories, theme=self._theme, parent=self._window
            )
        self._dialog.refresh()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
