"""A dock below the chart whose panel is built when it is first shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from tickertale.widgets.frame.dock import PanelDock
from tickertale.widgets.look.theme import LIGHT, Theme


class BottomDock(QObject):
    """Puts a panel below the chart, where it was the last time, and keeps its colors.

    Parameters
    ----------
    window : QMainWindow
    title, name : str
        What the user reads, and the name under which its place is remembered.
    height_px : int
        Where no place is remembered.
    build : callable
        Returns the panel; called once.
    paint : callable
        Shows the panel in other colors; called once it is built.

    Signals
    -------
    visibility_changed : bool
        The panel was shown or hidden.
    """

    visibility_changed = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        *,
        title: str,
        name: str,
        height_px: int,
        build: Callable[[], QWidget],
        paint: Callable[[Theme], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._title, self._name, self._height_px = title, name, height_px
        self._build_panel, self._paint_panel = build, paint
        self._theme = LIGHT
        self._dock: PanelDock | None = None

    @property
    def is_open(self) -> bool:
        """Return whether the panel is shown, or will be with its window."""
        return self._dock is not None and not self._dock.isHidden()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors, now and in what is built later."""
        self._theme = theme
        if self._dock is not None:
            self._dock.set_theme(theme)
            self._paint_panel(theme)

    def build(self) -> None:
        """Build the panel and put it where it was the last time."""
        panel = self._build_panel()
        dock = PanelDock(self._title, name=self._name, panel=panel, parent=self._window)
        dock.setAllowedAreas(
            Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea
        )
        self._dock = dock
        if not self._window.restoreDockWidget(dock):
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
            self._window.resizeDocks([dock], [self._height_px], Qt.Orientation.Vertical)
        dock.visibilityChanged.connect(self.visibility_changed)
        self.set_theme(self._theme)

    def hide(self) -> None:
        """Take the panel away."""
        if self._dock is not None:
            self._dock.hide()

    def toggle(self) -> bool:
        """Show the panel, or hide it; return whether it is shown now."""
        if self._dock is None:
            self.build()
        elif self._dock.isVisible():
            self._dock.hide()
            return False
        if self._dock is not None:
            self._dock.show()
            self._dock.raise_()
        return True
