"""The dialog of a document's properties: its head to change, and facts to read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.document.properties import Head, PropertiesState
from tickertale.widgets.look.form_style import dress_buttons

_WIDTH_PX = 520
_NOTES_HEIGHT_PX = 110


class PropertiesDialog(QDialog):
    """Shows what a document is, and asks for another head.

    Parameters
    ----------
    state : PropertiesState
    read_only_reason : str
        Why nothing can be changed; empty when it can.
    parent : QWidget or None

    Signals
    -------
    head_described(Head)
        The user asked for this head.
    """

    head_described = Signal(object)

    def __init__(
        self, state: PropertiesState, *, read_only_reason: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Properties")
        self.title = QLineEdit(state.head.title, maxLength=300)
        self.subtitle = QLineEdit(state.head.subtitle, maxLength=300)
        self.subtitle.setCursorPosition(0)
        self.notes = QPlainTextEdit(state.head.notes)
        self.primary = self._build_choice(state, state.head.primary, none="None")
        self.benchmark = self._build_choice(state, state.head.benchmark, none="None")
        self.problem = QLabel(read_only_reason, wordWrap=True)
        self.problem.setAccessibleName("Problem")
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self._lay_out(state)
        for field in (self.title, self.subtitle, self.notes, self.primary, self.benchmark):
            field.setEnabled(not read_only_reason)
        self.title.textChanged.connect(self._show)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)

    def head(self) -> Head:
        """Return the head as it is described now."""
        return Head(
            self.title.text(),
            self.subtitle.text(),
            self.notes.toPlainText(),
            primary=self.primary.currentData(),
            benchmark=self.benchmark.currentData(),
        )

    def show_problem(self, text: str) -> None:
        """Say in one sentence why the head was not changed."""
        self.problem.setText(text)

    def _build_choice(self, state: PropertiesState, chosen: str | None, *, none: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(none, None)
        for row in state.instruments:
            box.addItem(row.text, row.id)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        return box

    def _lay_out(self, state: PropertiesState) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.notes.setFixedHeight(_NOTES_HEIGHT_PX)
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText("Markdown: what the timeline is about, and how it was made")
        for label, field in (
            ("&Title", self.title),
            ("&Subtitle", self.subtitle),
            ("&Notes", self.notes),
            ("On the &chart", self.primary),
            ("Bench&mark", self.benchmark),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label.replace("&", ""))
        for name, value in state.facts:
            text = QLabel(value, wordWrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(name)
            form.addRow(QLabel(name), text)
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addWidget(self.problem)
        rows.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH_PX)

    def _show(self) -> None:
        has_title = bool(self.title.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(has_title)
        self.problem.setText("" if has_title else "A title is needed.")

    def _on_buttons_accepted(self) -> None:
        if self.title.isEnabled():
            self.head_described.emit(self.head())
        else:
            self.accept()
