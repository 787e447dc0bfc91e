"""Panels give way to the chart in a narrow window, and come back in a wide one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow
from typing_extensions import override

_AMPLE_PX = 200
"""So much wider than it must be, a window squeezes no dock."""


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
        self._window = window
        self._narrow: set[QDockWidget] = set()
        self._widths: dict[QDockWidget, int] = {}
        self._retreated: set[QDockWidget] = set()
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._note_widths(event.oldSize().width())
            self._follow(event.size().width())
        return super().eventFilter(watched, event)

    def _note_widths(self, width_px: int) -> None:
        """Remember how wide docks are in a window that has ample room for all."""
        if all(width_px >= least_px + _AMPLE_PX for _, least_px in self._panels):
            self._widths |= {dock: dock.width() for dock, _ in self._panels if dock.isVisible()}

    def _follow(self, width_px: int) -> None:
        was_narrow = bool(self._narrow)
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
        if was_narrow and not self._narrow:
            # On the way they were squeezed, and Qt would leave them so.
            docks = [dock for dock in self._widths if not dock.isHidden()]
            widths = [self._widths[dock] for dock in docks]
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
