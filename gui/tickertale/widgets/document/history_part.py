"""Undo and redo as a part of the window, and the status line that says what is on disk."""

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.viewmodels.window.status import status_line
from tickertale.widgets.control.status_line import StatusLine
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme


class HistoryPart(QObject):
    """Names what undo and redo would do, and says when the last edit was saved.

    Parameters
    ----------
    window : QMainWindow
        Gets the status line.
    view_model : TimelineViewModel
    """

    def __init__(self, window: QMainWindow, *, view_model: TimelineViewModel) -> None:
        super().__init__(window)
        self._model = view_model
        self._timeline = view_model.reading.timeline
        self._saved_at: dt.datetime | None = None
        self._status = StatusLine()
        window.setStatusBar(self._status)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return undo and redo."""
        return {"undo": self._model.history.undo, "redo": self._model.history.redo}

    def join(self, actions: ActionSet) -> None:
        """Take the commands whose texts name the edits."""
        self._actions = actions
        history = self._model.history
        history.trouble_changed.connect(self._show_status)
        history.long_edit_begun.connect(self._on_history_long_edit_begun)
        history.long_edit_ended.connect(self._on_history_long_edit_ended)

    def set_theme(self, theme: Theme) -> None:
        """Do nothing: the status line follows the style of the window."""

    def refresh(self) -> None:
        """Show the edits that can be taken back, and when the last one was saved."""
        model, history = self._model, self._model.history
        if model.reading.timeline is not self._timeline:
            self._timeline = model.reading.timeline
            self._saved_at = dt.datetime.now().astimezone()
        for name, word, label in (
            ("undo", "&Undo", history.undo_label),
            ("redo", "&Redo", history.redo_label),
        ):
            self._actions[name].setText(f"{word} {label.replace('&', '&&')}" if label else word)
            self._actions[name].setEnabled(bool(label))
        self._show_status()

    def _on_history_long_edit_begun(self, label: str) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self._status.set_text(f"{label}…", detail="")
        # At once, as nothing else is painted before the edit is done.
        self._status.repaint()

    def _on_history_long_edit_ended(self) -> None:
        QGuiApplication.restoreOverrideCursor()
        self._show_status()

    def _show_status(self) -> None:
        history = self._model.history
        reason, trouble = history.read_only_reason, history.unsaved_reason
        text = status_line(
            self._model.reading,
            saved_at=self._saved_at,
            read_only_reason=reason,
            unsaved_reason=trouble,
        )
        self._status.set_text(text, detail=reason or trouble)
