"""Two small fields with the ends of what is in view, which can be typed over."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from tickertale.widgets.look.font import figures_font, font, font_metrics

_SIZE_PX = 13
_PADDING_PX = 22
_LONGEST_TEXT = 120
_HINT = (
    "A date such as 6 Mar 2025 or 2025-03-06, or a month. Enter shows the range, Esc puts back "
    "what is in view"
)
_PASSING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
"""What takes the focus for a while, and gives it back."""


class RangeFields(QWidget):
    """The first and the last date in view.

    Attributes
    ----------
    start, end : RangeField

    Signals
    -------
    range_typed(str, str)
        Enter was pressed on these two texts.
    left
        Esc was pressed, and what is in view stands in the fields again.
    """

    range_typed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dates = ("", "")
        self.start = RangeField("From")
        self.end = RangeField("To")
        dash = QLabel("–")
        dash.setFont(font(_SIZE_PX))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.start, dash, self.end):
            layout.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for field in (self.start, self.end):
            field.returnPressed.connect(self._on_field_return_pressed)
            field.restored.connect(self._on_field_restored)
            field.blurred.connect(self._on_field_blurred)

    def set_dates(self, start: str, end: str) -> None:
        """Show the ends of what is in view; a field that is being typed in keeps its text."""
        if (start, end) == self._dates:
            return
        self._dates = start, end
        for field, text in zip((self.start, self.end), self._dates, strict=True):
            if not field.isModified():
                field.show_date(text)

    def restore(self) -> None:
        """Show what is in view, whatever was typed."""
        for field, text in zip((self.start, self.end), self._dates, strict=True):
            field.show_date(text)

    def _on_field_return_pressed(self) -> None:
        self.range_typed.emit(self.start.text(), self.end.text())

    def _on_field_restored(self) -> None:
        self.restore()
        self.left.emit()

    def _on_field_blurred(self) -> None:
        if QApplication.focusWidget() not in {self.start, self.end}:
            self.restore()


class RangeField(QLineEdit):
    """One of the two fields.

    Signals
    -------
    restored
        Esc was pressed.
    blurred
        Another widget of the window has the focus.
    """

    restored = Signal()
    blurred = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("range_field")
        self.setFont(figures_font(_SIZE_PX))
        self.setMaxLength(_LONGEST_TEXT)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(f"{name} date in view")
        self.setAccessibleDescription(_HINT)
        self.setToolTip(f"{name}: {_HINT[0].lower()}{_HINT[1:]}")
        # Tab and a click come here, and the keys of the chart stay with the chart else.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_width("30 May 2025"))

    def show_date(self, text: str) -> None:
        """Show a date from its beginning."""
        self.setText(text)
        self.setModified(False)
        self.setCursorPosition(0)
        wanted = max(_width(text), _width("30 May 2025"))
        # It does not move with every digit.
        if not self.width() - _PADDING_PX <= wanted <= self.width():
            self.setFixedWidth(wanted)

    @override
    def event(self, event: QEvent, /) -> bool:
        # Without this, the window's own Esc would take the key before the field sees it.
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.restored.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.blurred.emit()


def _width(text: str) -> int:
    return round(font_metrics(_SIZE_PX, 400).horizontalAdvance(text)) + _PADDING_PX
