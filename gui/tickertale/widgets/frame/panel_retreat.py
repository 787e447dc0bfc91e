"""Panels give way to the chart in a narrow window, and come back in a wide one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow
from typing_extensions import override


class PanelRetreat(QObject):
    """Hides docks when their window becomes narrow; who shows them then, keeps them.

    Parameters
    ----------
    window : QMainWindow
    panels : sequence of tuple of QDockWidget and int
        Each with the width of the window below which it goes.
    """

    def __init__(self, window: QMainWindow, panels: Sequence[tuple[QDockWidget, int]]) -> None:
        super().__init__(window)
        self._panels = tuple(panels)
        self._narrow: set[QDockWidget] = set()
        self._retreated: set[QDockWidget] = set()
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._follow(event.size().width())
        return super().eventFilter(watched, event)

    def _follow(self, width_px: int) -> None:
        for dock, least_px in self._panels:
            if width_px < least_px and dock not in self._narrow:
                self._narrow.add(dock)
                if not dock.isFloating():
                    # One that a narrow window was left without comes back as well.
                    self._retreated.add(dock)
                    dock.hide()
            elif width_px >= least_px and dock in self._narrow:
                self._narrow.discard(dock)
                if dock in self._retreated:
                    self._retreated.discard(dock)
                    dock.show()
