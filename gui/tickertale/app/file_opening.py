"""Documents that the desktop hands to the running program: a double click on macOS."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from typing_extensions import override


class FileOpening(QObject):
    """Opens what the application is sent; install it as the application's event filter.

    Parameters
    ----------
    open_path : callable
        Opens a document; says itself what stands in the way.
    parent : QObject
    """

    def __init__(self, open_path: Callable[[Path], None], parent: QObject) -> None:
        super().__init__(parent)
        self._open_path = open_path

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._open_path(Path(event.file()))
            return True
        return super().eventFilter(watched, event)
