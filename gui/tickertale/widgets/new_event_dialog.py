"""A small dialog that asks for the least that makes an event: title, date, category."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from tickertale.viewmodels.chart import Lane
from tickertale.viewmodels.new_event import LONGEST_TITLE, NewEventDraft, NewEventState

_WIDTH_PX = 420
_DATE_HINT = "EDTF, such as 2025-03-06, 2025-03-06T03:48+08:00, 2025-01 or 2025-01~"


class NewEventDialog(QDialog):
    """Asks for an event and says at once how its date is understood.

    Parameters
    ----------
    draft : NewEventDraft
        To begin with.
    categories : sequence of Lane
        To choose from.
    resolve : callable
        Says what a draft means.

    Signals
    -------
    event_described(Event)
        The user asked to add this event.
    """

    event_described = Signal(object)

    def __init__(
        self,
        draft: NewEventDraft,
        *,
        categories: Sequence[Lane],
        resolve: Callable[[NewEventDraft], NewEventState],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._resolve = draft, resolve
        self.title = QLineEdit(draft.title)
        self.date = QLineEdit(draft.date_text)
        self.understood = QLabel()
        self.category = QComboBox()
        self.importance = QSpinBox()
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.add_button = self.buttons.addButton(
            "&Add event", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._fill(categories)
        self._lay_out()
        self._connect()
        self._show()

    def draft(self) -> NewEventDraft:
        """Return what has been typed so far."""
        return replace(
            self._draft,
            title=self.title.text(),
            date_text=self.date.text(),
            category=str(self.category.currentData() or ""),
            importance=self.importance.value(),
        )

    def _fill(self, categories: Sequence[Lane]) -> None:
        self.setWindowTitle("New event")
        self.title.setMaxLength(LONGEST_TITLE)
        self.date.setToolTip(_DATE_HINT)
        self.date.setPlaceholderText("2025-03-06")
        self.understood.setWordWrap(True)
        self.understood.setAccessibleName("How the date is understood")
        for row in categories:
            self.category.addItem(row.name, row.category)
        self.category.setCurrentIndex(max(self.category.findData(self._draft.category), 0))
        self.importance.setRange(1, 5)
        self.importance.setValue(self._draft.importance)
        self.importance.setToolTip("1 is context, 5 is the story")

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setSizeConstraint(QFormLayout.SizeConstraint.SetMinimumSize)
        for label, field in (
            ("&Title", self.title),
            ("&Date", self.date),
            ("", self.understood),
            ("&Category", self.category),
            ("&Importance", self.importance),
        ):
            form.addRow(label, field)
            if label:
                field.setAccessibleName(label.replace("&", ""))
        form.addRow(self.buttons)
        # Only in its dialog can a button be the one that Enter presses.
        self.add_button.setDefault(True)
        self.setMinimumWidth(_WIDTH_PX)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._show)
        self.date.textChanged.connect(self._show)
        self.category.currentIndexChanged.connect(self._show)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)

    def _show(self) -> None:
        state = self._resolve(self.draft())
        self.understood.setText(state.problem or state.date_line or _DATE_HINT)
        self.add_button.setEnabled(state.event is not None)

    def _on_buttons_accepted(self) -> None:
        state = self._resolve(self.draft())
        if state.event is not None:
            self.event_described.emit(state.event)
            self.accept()
