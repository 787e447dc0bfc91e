"""A small dialog that asks where to go: one date, or the ends of a range."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.go_to import GoToState
from tickertale.widgets.look.form_style import dress_buttons

_WIDTH_PX = 420
_HINT = "A date such as 2025-03-06, a month such as 2025-03, or both ends of a range"


class GoToDialog(QDialog):
    """Asks for a date or a range and says at once how it is understood.

    Parameters
    ----------
    resolve : callable
        Says what the two texts mean.
    parent : QWidget or None

    Signals
    -------
    place_chosen(GoToState)
        The user asked to go there.
    """

    place_chosen = Signal(object)

    def __init__(
        self, resolve: Callable[[str, str], GoToState], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._resolve = resolve
        self.start = QLineEdit()
        self.end = QLineEdit()
        self.understood = QLabel()
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go_button = self.buttons.addButton("&Go", QDialogButtonBox.ButtonRole.AcceptRole)
        self._form = QFormLayout(self)
        self._lay_out()
        self.start.textChanged.connect(self._show)
        self.end.textChanged.connect(self._show)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)
        self._show()

    def _lay_out(self) -> None:
        self.setWindowTitle("Go to date")
        self.start.setPlaceholderText("2025-03-06")
        self.end.setPlaceholderText("only for a range")
        self.understood.setWordWrap(True)
        self.understood.setAccessibleName("How the dates are understood")
        for label, field in (("&Date or from", self.start), ("&To", self.end)):
            field.setToolTip(_HINT)
            field.setAccessibleName(label.replace("&", ""))
            self._form.addRow(label, field)
        self._form.addRow("", self.understood)
        self._form.addRow(self.buttons)
        # Only in its dialog can a button be the one that Enter presses.
        self.go_button.setDefault(True)
        self.setMinimumWidth(_WIDTH_PX)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Grow to what the texts take at this width, which Qt asks for only when it first shows."""
        self.setMinimumHeight(self._form.totalHeightForWidth(self.width()))

    def _state(self) -> GoToState:
        return self._resolve(self.start.text(), self.end.text())

    def _show(self) -> None:
        state = self._state()
        self.understood.setText(state.problem or state.line or _HINT)
        self.go_button.setEnabled(state.view is not None)
        self._make_room()

    def _on_buttons_accepted(self) -> None:
        state = self._state()
        if state.view is not None:
            self.place_chosen.emit(state)
            self.accept()
