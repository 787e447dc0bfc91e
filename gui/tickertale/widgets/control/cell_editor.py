"""How a cell of the event table is edited: a line or a choice, which says what is wrong with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT

Choices = Sequence[tuple[str, str]]
_LEAVING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


def _no_problem(_place: tuple[int, int], _text: str) -> str:
    """Find nothing wrong."""
    return ""


def _no_choices(_column: int) -> Choices:
    """Offer nothing."""
    return ()


class CellDelegate(QStyledItemDelegate):
    """Makes the editors of cells; one with a problem stays open at Enter and Tab.

    Signals
    -------
    cell_edited : tuple of int, str
        Row and column of a cell that was typed into, and its text.
    refused : str
        What was typed has been given up, as it is not understood.
    """

    cell_edited = Signal(tuple, str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.problem_of: Callable[[tuple[int, int], str], str] = _no_problem
        self.choices_of: Callable[[int], Choices] = _no_choices
        self._cell = (-1, -1)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> QWidget:
        self._cell = (index.row(), index.column())
        choices = self.choices_of(index.column())
        if choices:
            box = QComboBox(parent)
            for text, value in choices:
                box.addItem(text, value)
            box.activated.connect(lambda _: self.commitData.emit(box))
            box.activated.connect(lambda _: self.closeEditor.emit(box))
            return box
        line = QLineEdit(parent)
        line.setFont(font(12))
        line.setFrame(False)
        line.setTextMargins(5, 0, 5, 0)
        self._mark(line, problem="")
        line.textChanged.connect(lambda text: self._mark(line, problem=self._problem(text)))
        return line

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex, /) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        text = _text_of(editor)
        problem = self.problem_of((index.row(), index.column()), text)
        if problem:
            self.refused.emit(f"“{text}” was not taken over. {problem}")
        else:
            self.cell_edited.emit((index.row(), index.column()), text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        is_press = event.type() is QEvent.Type.KeyPress
        if (
            isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and is_press
            and event.key() in _LEAVING
        ):
            problem = self._problem(watched.text())
            if problem:
                below = watched.mapToGlobal(QPoint(0, watched.height()))
                QToolTip.showText(below, problem, watched)
                return True
        return super().eventFilter(watched, event)

    def _problem(self, text: str) -> str:
        return self.problem_of(self._cell, text)

    def _mark(self, line: QLineEdit, *, problem: str) -> None:
        theme = self.theme
        border = theme.warning if problem else theme.accent
        line.setToolTip(problem)
        line.setStyleSheet(
            f"QLineEdit {{ background: {theme.field}; color: {theme.text};"
            f" border: 1px {'dashed' if problem else 'solid'} {border}; }}"
        )


def _text_of(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.text() if isinstance(editor, QLineEdit) else ""
