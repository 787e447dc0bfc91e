"""Events from and for other programs as a part of the window: its commands, and what is pasted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme


class FileAsk(Enum):
    """What the user wants to do with a file."""

    IMPORT = auto()
    EXPORT = auto()


@dataclass(frozen=True, slots=True)
class PastedRows:
    """Text of the clipboard that shall be imported."""

    text: str


class InterchangePart(QObject):
    """Asks for what needs files; the application reads and writes them.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel

    Signals
    -------
    asked(FileAsk or PastedRows)
        What the user asked for.
    refused(str)
        There is nothing to paste; why, in one sentence.
    """

    asked = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QMainWindow, *, view_model: TimelineViewModel) -> None:
        super().__init__(window)
        self._model = view_model

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what asks for files of events, and what pastes rows."""
        return {
            "import_events": partial(self.asked.emit, FileAsk.IMPORT),
            "export_events": partial(self.asked.emit, FileAsk.EXPORT),
            "paste_events": self._paste,
        }

    def join(self, actions: ActionSet) -> None:
        """Take the commands that a document must be writable for."""
        self._actions = actions

    def set_theme(self, theme: Theme) -> None:
        """Do nothing: the dialogs follow the style of the window."""

    def refresh(self) -> None:
        """Allow imports into a document that can be changed only."""
        can_edit = not self._model.history.read_only_reason
        for name in ("import_events", "paste_events"):
            self._actions[name].setEnabled(can_edit)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.asked.emit(PastedRows(text))
        else:
            self.refused.emit("There is no text to paste; rows of a spreadsheet were expected.")
