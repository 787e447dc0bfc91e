"""The fields of a form: lines, texts and choices that say when they are typed in and left."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.editor.editor_state import Choice
from tickertale.widgets.look.brush import paint_box, paint_dot, paint_text, paint_triangle
from tickertale.widgets.look.font import font
from tickertale.widgets.look.form_style import popup_style, set_style_flag
from tickertale.widgets.look.theme import LIGHT, Theme, event_color

FIELD_HEIGHT_PX = 28
_TEXT_HEIGHT_PX = 112
_DOT_PX = 10
_FEWEST_CHARACTERS = 6


class FormLine(QLineEdit):
    """A line of a form; Esc gives up what was typed.

    Signals
    -------
    text_typed : str
        The user typed, pasted or deleted.
    left
        Enter was pressed, or the focus went elsewhere.
    reverted
        The user gave up what was typed.
    """

    text_typed = Signal(str)
    left = Signal()
    reverted = Signal()

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_typing = False
        self._has_problem = False
        self.setAccessibleName(accessible_name)
        self.setFont(font(13))
        self.setFixedHeight(FIELD_HEIGHT_PX)
        # The width is the panel's; a long text must not make the panel wider.
        self.setMinimumWidth(40)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)

    def set_text(self, text: str) -> None:
        """Show a text, but for a line that is being typed in; nothing is emitted."""
        if not self._is_typing and text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    @property
    def has_problem(self) -> bool:
        """Return whether the line is marked."""
        return self._has_problem

    def set_problem(self, problem: str) -> None:
        """Mark the line, and tell what is wrong with it."""
        _mark(self, problem)
        self._has_problem = bool(problem)

    def complete_with(self, completer: QCompleter) -> None:
        """Complete what is typed."""
        # A completion is typed, too, but `textEdited` is not emitted for it.
        completer.activated.connect(self._on_text_edited)
        self.setCompleter(completer)

    def set_theme(self, theme: Theme) -> None:
        """Show completions in these colors; the line itself has those of the form."""
        completer: QCompleter | None = self.completer()
        popup = None if completer is None else completer.popup()
        if popup is not None:
            popup.setStyleSheet(popup_style(theme))

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._can_revert():
                event.accept()
                return True
            if _is_of_window(
                event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._can_revert():
            self._is_typing = False
            self.reverted.emit()
        else:
            super().keyPressEvent(event)

    def _can_revert(self) -> bool:
        return self._is_typing or self._has_problem

    def _on_text_edited(self, text: str) -> None:
        self._is_typing = True
        self.text_typed.emit(text)

    def _on_editing_finished(self) -> None:
        if self._is_typing:
            # A completion that was only highlighted has not been told yet.
            self.text_typed.emit(self.text())
            self._is_typing = False
            # What is written can be taken back by the window's own undo, and by nothing else.
            place = self.cursorPosition()
            self.setText(self.text())
            self.setCursorPosition(place)
        self.left.emit()


class FormText(QPlainTextEdit):
    """Lines of text in a form; Tab goes on, Esc gives up what was typed.

    Signals
    -------
    text_typed : str
        The user typed, pasted or deleted.
    left
        The focus went elsewhere.
    reverted
        The user gave up what was typed.
    """

    text_typed = Signal(str)
    left = Signal()
    reverted = Signal()

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_typing = False
        self._has_problem = False
        self._is_silent = False
        self.setAccessibleName(accessible_name)
        self.setFont(font(13))
        self.setTabChangesFocus(True)
        self.setFixedHeight(_TEXT_HEIGHT_PX)
        self.setMinimumWidth(40)
        self.textChanged.connect(self._on_text_changed)

    def set_text(self, text: str) -> None:
        """Show a text, but while it is being typed in; nothing is emitted."""
        if not self._is_typing and text != self.toPlainText():
            self._is_silent = True
            self.setPlainText(text)
            self._is_silent = False

    def set_problem(self, problem: str) -> None:
        """Mark the text, and tell what is wrong with it."""
        _mark(self, problem)
        self._has_problem = bool(problem)

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._can_revert():
                event.accept()
                return True
            document = self.document()
            can_undo, can_redo = document.isUndoAvailable(), document.isRedoAvailable()
            if _is_of_window(event, can_undo=can_undo, can_redo=can_redo):
                event.ignore()
                return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._can_revert():
            self._is_typing = False
            self.reverted.emit()
        elif _is_ctrl_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self._is_typing:
            self._is_typing = False
            self.document().clearUndoRedoStacks()
            self.left.emit()

    def _can_revert(self) -> bool:
        return self._is_typing or self._has_problem

    def _on_text_changed(self) -> None:
        if not self._is_silent:
            self._is_typing = True
            self.text_typed.emit(self.toPlainText())


class FormChoice(QComboBox):
    """One of several, with the dot of a category where it has a color.

    Signals
    -------
    key_chosen : str
        The user chose this one.
    """

    key_chosen = Signal(str)

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._theme = LIGHT
        self.setAccessibleName(accessible_name)
        self.setFont(font(13))
        self.setFixedHeight(FIELD_HEIGHT_PX)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEWEST_CHARACTERS)
        self.setIconSize(QSize(_DOT_PX, _DOT_PX))
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[Choice], *, key: str) -> None:
        """Show these to choose from, and one of them as chosen; nothing is emitted."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._fill()
        self.setCurrentIndex(self.findData(key))

    def set_theme(self, theme: Theme) -> None:
        """Paint the dots in these colors from now on."""
        self._theme = theme
        index = self.currentIndex()
        self._fill()
        self.setCurrentIndex(index)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme, rect = self._theme, QRectF(self.rect())
        is_strong = self.hasFocus()
        color = theme.text if self.isEnabled() else theme.text_muted
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            border = theme.accent if is_strong else theme.outline
            fill = theme.field if self.isEnabled() else theme.window
            paint_box(painter, rect, radius=5, fill=fill, border=border)
            left = 8.0
            choice = self._choice()
            if choice is not None and choice.color:
                dot = event_color(choice.color, theme)
                center = QPointF(left + 5, rect.center().y())
                paint_dot(painter, center, radius=5, color=dot)
                left += 16
            words = rect.adjusted(left, 0, -22, 0)
            paint_text(painter, words, text=self.currentText(), font=self.font(), color=color)
            tip = QPointF(rect.right() - 13, rect.center().y() + 0.5)
            paint_triangle(painter, tip, size=3.4, color=theme.text_muted)
        finally:
            painter.end()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        # The wheel moves the form; it must not change what it passes over.
        event.ignore()

    def _choice(self) -> Choice | None:
        index = self.currentIndex()
        return self._choices[index] if 0 <= index < len(self._choices) else None

    def _fill(self) -> None:
        self.clear()
        for row in self._choices:
            icon = _dot(event_color(row.color, self._theme)) if row.color else QIcon()
            self.addItem(icon, row.words, row.key)

    def _on_activated(self, index: int) -> None:
        self.key_chosen.emit(str(self.itemData(index)))


class FieldLabel(QLabel):
    """The name of a field above it, with its access key."""

    def __init__(self, name: str, field: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        # Its color is in the style of the form.
        self.setObjectName("field_label")
        self.setFont(font(12))
        self.setBuddy(field)


class FieldBox(QWidget):
    """A field under its name, and above what is to be said of it.

    Parameters
    ----------
    name : str
        With the sign that marks its access key; empty for none.
    field : QWidget
    parent : QWidget or None
    """

    def __init__(self, name: str, field: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = FieldLabel(name, field)
        self.note = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label)
        column.addWidget(field)
        column.addWidget(self.note)


class Note(QLabel):
    """A sentence under a field; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Its color is in the style of the form.
        self.setObjectName("field_note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(12))
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.hide()

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Show a sentence; an empty one hides the note."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))
        set_style_flag(self, "has_problem", is_on=is_problem)


def _mark(field: QWidget, problem: str) -> None:
    field.setAccessibleDescription(problem)
    set_style_flag(field, "has_problem", is_on=bool(problem))


def _is_of_window(event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Return whether a key shall undo or redo an edit of the document, not of the field."""
    is_undo = event.matches(QKeySequence.StandardKey.Undo)
    is_redo = event.matches(QKeySequence.StandardKey.Redo)
    return (is_undo and not can_undo) or (is_redo and not can_redo)


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _dot(color: str) -> QIcon:
    pixmap = QPixmap(_DOT_PX * 4, _DOT_PX * 4)
    pixmap.setDevicePixelRatio(4)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(0, 0, _DOT_PX, _DOT_PX)
    finally:
        painter.end()
    return QIcon(pixmap)
