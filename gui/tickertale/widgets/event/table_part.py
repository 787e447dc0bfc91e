"""The table of events as a part of the window: its dock, built when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.frame.bottom_dock import BottomDock
from tickertale.widgets.look.theme import Theme

if TYPE_CHECKING:
    from tickertale.widgets.event.table_view import TableView

_HEIGHT_PX = 300


class TablePart(QObject):
    """Opens and closes the table of events.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel

    Signals
    -------
    refused : str
        Why a cell was not changed.
    menu_filled : QMenu
        The menu of the selected rows is about to open.
    """

    refused = Signal(str)
    menu_filled = Signal(QMenu)

    def __init__(self, window: QMainWindow, *, view_model: TimelineViewModel) -> None:
        super().__init__(window)
        self._model = view_model
        self._dock = BottomDock(
            window,
            title="Event table",
            name="table_dock",
            height_px=_HEIGHT_PX,
            build=self._build,
            paint=self._paint,
        )
        self._view: TableView | None = None
        self._kept: JsonValue = None

    @property
    def name(self) -> str:
        """Return the name under which its state is kept."""
        return "event_table"

    def kept(self) -> JsonValue:
        """Return whether the table is open, its columns and its order."""
        if self._view is None:
            return self._kept
        return {**self._view.state.kept(), "is_open": self._dock.is_open}

    def restore(self, kept: JsonValue) -> None:
        """Open the table again if it was open, with its columns in its order."""
        self._kept = kept
        if isinstance(kept, dict) and kept.get("is_open") is True:
            self._dock.build()

    @property
    def view(self) -> "TableView | None":
        """Return what shows the table, none before it was first asked for."""
        return self._view

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what opens and closes the table."""
        return {"event_table": self.toggle}

    def join(self, actions: ActionSet) -> None:
        """Take the command that is checked while the table is open."""
        self._actions = actions
        self._dock.visibility_changed.connect(self._on_dock_visibility_changed)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors, now and in what is built later."""
        self._dock.set_theme(theme)

    def refresh(self) -> None:
        """Show the document anew."""
        if self._view is not None:
            self._view.refresh()

    def toggle(self) -> None:
        """Open the table, or close it."""
        if self._dock.toggle() and self._view is not None:
            self._view.table.setFocus()

    def _build(self) -> QWidget:
        from tickertale.widgets.event.table_view import TableView

        self._view = view = TableView(self._model, self)
        view.state.restore(self._kept)
        view.refused.connect(self.refused)
        view.menu_filled.connect(self.menu_filled)
        return view.table

    def _paint(self, theme: Theme) -> None:
        if self._view is not None:
            self._view.table.set_theme(theme)

    def _on_dock_visibility_changed(self, is_visible: bool) -> None:
        self._actions["event_table"].setChecked(is_visible)
