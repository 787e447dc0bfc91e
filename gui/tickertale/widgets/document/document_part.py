"""Documents as a part of the window: its file menu, the recent files, and what is dropped on it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu
from typing_extensions import override

from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme

_MOST_SHOWN = 48
"""Characters of a folder that a menu shows; of longer ones the end."""


class DocumentPart(QObject):
    """Asks for what needs files; the application opens, makes and writes them.

    Signals
    -------
    new_requested, open_requested, save_copy_requested, revert_requested, properties_requested, \
reset_requested
    path_chosen(Path)
        A recent document, or a file that was dropped on the window.
    recent_cleared
        The user wants the recent documents forgotten.
    """

    new_requested = Signal()
    open_requested = Signal()
    save_copy_requested = Signal()
    revert_requested = Signal()
    properties_requested = Signal()
    reset_requested = Signal()
    path_chosen = Signal(Path)
    recent_cleared = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._recent = QMenu("Open &recent", window)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what asks for each command of the file menu."""
        return {
            "new": self.new_requested.emit,
            "open": self.open_requested.emit,
            "save_copy": self.save_copy_requested.emit,
            "revert": self.revert_requested.emit,
            "properties": self.properties_requested.emit,
            "reset_example": self.reset_requested.emit,
        }

    def join(self, actions: ActionSet) -> None:
        """Put the recent documents into the file menu, and let files be dropped."""
        actions.menu("&File").insertMenu(actions["save_copy"], self._recent)
        self._window.setAcceptDrops(True)
        self._window.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Do nothing: menus follow the style of the window."""

    def refresh(self) -> None:
        """Do nothing: the commands can always be asked for."""

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Show the documents opened last, the latest first."""
        self._recent.clear()
        self._recent.setEnabled(bool(paths))
        for number, path in enumerate(paths, start=1):
            key = f"&{number} " if number < 10 else ""
            text = f"{path.name}  ({_shortened(str(path.parent))})"
            action = self._recent.addAction(key + text.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, chosen=path: self.path_chosen.emit(chosen))
        if paths:
            self._recent.addSeparator()
            self._recent.addAction("&Clear this list").triggered.connect(
                lambda _=False: self.recent_cleared.emit()
            )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and _dropped(event) is not None:
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            path = _dropped(event)
            if path is not None:
                event.acceptProposedAction()
                self.path_chosen.emit(path)
                return True
        return super().eventFilter(watched, event)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one local file that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"…{text[-_MOST_SHOWN:]}"
