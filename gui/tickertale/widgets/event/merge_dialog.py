"""The dialog that merges events: whose title, date and category, and what comes of it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.editor.merge import EventChoice, first_choice, resolve_merge
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.look.category_icon import category_icon
from tickertale.widgets.look.form_style import dress_buttons
from tickertale.widgets.look.theme import Theme

_SIZE_PX = (520, 640)


class MergeDialog(QDialog):
    """Asks how several events become one, and shows that one.

    Parameters
    ----------
    timeline : Timeline
    event_ids : tuple of str
        At least two.
    theme : Theme
    parent : QWidget

    Signals
    -------
    merge_chosen(Event, tuple)
        The merged event, and the ids of those that it takes in.
    """

    merge_chosen = Signal(object, tuple)

    def __init__(
        self, timeline: Timeline, event_ids: tuple[str, ...], *, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._choice = first_choice(timeline, event_ids)
        self._state = resolve_merge(timeline, self._choice)
        self.title = QComboBox()
        self.date = QComboBox()
        self.category = QComboBox()
        self.preview = DetailsPanel()
        self.preview.set_theme(theme)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.merge_button = self.buttons.addButton("&Merge", QDialogButtonBox.ButtonRole.AcceptRole)
        self._fill(theme)
        self._lay_out()
        self._connect()
        self.preview.set_state(self._state.details)

    def _fill(self, theme: Theme) -> None:
        self.setWindowTitle("Merge events")
        self.resize(*_SIZE_PX)
        _fill_box(self.title, self._state.titles, chosen=self._choice.title_of)
        _fill_box(self.date, self._state.dates, chosen=self._choice.date_of)
        for row in self._state.categories:
            self.category.addItem(category_icon(row.color, theme), row.name, row.id)
        self.category.setCurrentIndex(self.category.findData(self._choice.category))
        for name, box in (
            ("Title of", self.title),
            ("Date of", self.date),
            ("Category", self.category),
        ):
            box.setAccessibleName(name)
        self.preview.setAccessibleName("The merged event")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Title", self.title)
        form.addRow("&Date", self.date)
        form.addRow("C&ategory", self.category)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addSpacing(4)
        column.addWidget(frame, 1)
        column.addWidget(self.buttons)
        self.merge_button.setText(f"&Merge: {self._state.heading}")
        # Only in its dialog can a button be the one that Enter presses.
        self.merge_button.setDefault(True)

    def _connect(self) -> None:
        for box in (self.title, self.date, self.category):
            box.currentIndexChanged.connect(self._show)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)

    def _show(self) -> None:
        self._choice = replace(
            self._choice,
            title_of=str(self.title.currentData()),
            date_of=str(self.date.currentData()),
            category=str(self.category.currentData()),
        )
        self._state = resolve_merge(self._timeline, self._choice)
        self.preview.set_state(self._state.details)

    def _on_buttons_accepted(self) -> None:
        others = tuple(name for name in self._choice.event_ids if name != self._state.event.id)
        self.merge_chosen.emit(self._state.event, others)
        self.accept()


def _fill_box(box: QComboBox, choices: tuple[EventChoice, ...], *, chosen: str) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(30)
    for choice in choices:
        box.addItem(choice.text, choice.id)
    box.setCurrentIndex(box.findData(chosen))
