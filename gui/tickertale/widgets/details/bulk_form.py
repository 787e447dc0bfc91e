"""The form for several selected events: category, importance, tags, dates, merge, delete."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.event.bulk import BulkState
from tickertale.widgets.control.name_line import NameLine
from tickertale.widgets.control.section import SectionHeading, set_text_color
from tickertale.widgets.control.tag_row import TagRow
from tickertale.widgets.look.category_icon import category_icon
from tickertale.widgets.look.font import font
from tickertale.widgets.look.form_style import control_style
from tickertale.widgets.look.scroll_bar import SCROLL_BAR_PX, set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

_MARGIN_PX = 18
_MOST_DAYS = 100_000
_IMPORTANCES = ("1, context", "2", "3", "4", "5, the story")
_DIFFERENT = "different"


class BulkForm(QScrollArea):
    """Shows what several events have in common, and tells what shall become of them.

    Signals
    -------
    category_chosen : str
    importance_chosen : int
    tags_added : str
        One tag, or several parted by commas.
    tag_removed : str
    shifted_by_days, shifted_by_sessions : int
        How far the dates shall move; negative ones go back.
    merge_clicked, delete_clicked
    suggestions_wanted
        A tag is being typed: `suggest_tags` may be called.
    """

    category_chosen = Signal(str)
    importance_chosen = Signal(int)
    tags_added = Signal(str)
    tag_removed = Signal(str)
    shifted_by_days = Signal(int)
    shifted_by_sessions = Signal(int)
    merge_clicked = Signal()
    delete_clicked = Signal()
    suggestions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._state: BulkState | None = None
        self._labels: list[QLabel] = []
        self._headings: list[SectionHeading] = []
        self.title = self._label(20, 700)
        self.lines = self._label(12)
        self.refusal = self._label(12)
        self.category = QComboBox()
        self.importance = QComboBox()
        self.tags = TagRow()
        self.new_tag = NameLine("Add tags to all")
        self.amount = QSpinBox()
        self.unit = QComboBox()
        self.earlier = QPushButton("← &Earlier")
        self.later = QPushButton("&Later →")
        self.coarse = self._label(12)
        self.merge = QPushButton("&Merge into one…")
        self.delete = QPushButton("&Delete")
        self._fill()
        self._lay_out()
        self._connect()

    def set_state(self, state: BulkState) -> None:
        """Show this; nothing is emitted."""
        if state == self._state:
            return
        self._state = state
        self.title.setText(state.title)
        self.lines.setText("\n".join(state.lines))
        self._show_choices(state)
        self.tags.set_tags(state.tags)
        self._set_text(self.coarse, state.coarse_text)
        self._set_text(self.refusal, state.refusal)
        for field in self._fields():
            field.setEnabled(not state.refusal)

    def suggest_tags(self, tags: Sequence[str]) -> None:
        """Suggest these tags, but for those that all events have already."""
        shown = self._state.tags if self._state is not None else ()
        had = {row.tag for row in shown if row.is_on_all}
        self.new_tag.set_suggestions([tag for tag in tags if tag not in had])

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.setPalette(qt_palette(theme))
        # It takes back the palettes of all it is for: on the form itself that would be its own.
        self._contents.setStyleSheet(control_style(theme))
        set_slim_scroll_bar(self, theme)
        for label in self._labels:
            set_text_color(label, theme.text_muted)
        set_text_color(self.title, theme.text)
        for heading in self._headings:
            heading.set_theme(theme)
        self.tags.set_theme(theme)
        if self._state is not None:
            self._show_choices(self._state)

    @override
    def sizeHint(self) -> QSize:
        return QSize(330, 620)

    def _fields(self) -> tuple[QWidget, ...]:
        return (
            *(self.category, self.importance, self.tags, self.new_tag),
            *(self.amount, self.unit, self.earlier, self.later, self.merge, self.delete),
        )

    def _show_choices(self, state: BulkState) -> None:
        self.category.clear()
        for row in state.categories:
            self.category.addItem(category_icon(row.color, self._theme), row.name, row.id)
        self.category.setCurrentIndex(
            -1 if state.category is None else self.category.findData(state.category)
        )
        self.importance.setCurrentIndex((state.importance or 0) - 1)

    def _set_text(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _label(self, size_px: int, weight: int = 400) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(size_px, weight))
        label.setWordWrap(True)
        self._labels.append(label)
        return label

    def _fill(self) -> None:
        for number, text in enumerate(_IMPORTANCES, 1):
            self.importance.addItem(text, number)
        for box in (self.category, self.importance):
            box.setPlaceholderText(_DIFFERENT)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.new_tag.setPlaceholderText("Add tags, parted by commas")
        self.new_tag.setMaxLength(300)
        self.amount.setRange(1, _MOST_DAYS)
        self.unit.addItems(["days", "sessions"])
        for name, field in (
            ("Category of all", self.category),
            ("Importance of all", self.importance),
            ("How far the dates move", self.amount),
            ("Days or sessions", self.unit),
            ("Move all to earlier dates", self.earlier),
            ("Move all to later dates", self.later),
            ("Merge all into one event", self.merge),
            ("Delete all", self.delete),
        ):
            field.setAccessibleName(name)
        self.delete.setToolTip("Delete all of them (Del); undo brings them back")

    def _lay_out(self) -> None:
        self._contents = contents = QWidget()
        column = QVBoxLayout(contents)
        column.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX - SCROLL_BAR_PX, _MARGIN_PX)
        column.setSpacing(6)
        for label in (self.title, self.lines, self.refusal):
            column.addWidget(label)
        self._add_section(column, "Category", self.category)
        self._add_section(column, "Importance", self.importance)
        self._add_section(column, "Tags", self.tags, self.new_tag)
        self._add_section(
            column,
            "Dates",
            _row(self.amount, self.unit),
            _row(self.earlier, self.later),
            self.coarse,
        )
        column.addSpacing(18)
        column.addWidget(_row(self.merge, self.delete))
        column.addStretch(1)
        self.setWidget(contents)
        contents.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Selected events")

    def _add_section(self, column: QVBoxLayout, name: str, *parts: QWidget) -> None:
        heading = SectionHeading(name)
        self._headings.append(heading)
        column.addSpacing(10)
        column.addWidget(heading)
        for part in parts:
            column.addWidget(part)

    def _connect(self) -> None:
        # `activated` comes from the user only.
        self.category.activated.connect(
            lambda _: self.category_chosen.emit(str(self.category.currentData()))
        )
        self.importance.activated.connect(
            lambda _: self.importance_chosen.emit(int(self.importance.currentData()))
        )
        self.tags.tag_removed.connect(self.tag_removed)
        self.new_tag.returnPressed.connect(self._on_new_tag_return_pressed)
        self.new_tag.reverted.connect(self.new_tag.clear)
        self.new_tag.suggestions_wanted.connect(self.suggestions_wanted)
        self.earlier.clicked.connect(partial(self._shift, -1))
        self.later.clicked.connect(partial(self._shift, 1))
        self.merge.clicked.connect(self.merge_clicked)
        self.delete.clicked.connect(self.delete_clicked)

    def _on_new_tag_return_pressed(self) -> None:
        popup = self.new_tag.completer().popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # This Enter takes the tag that is suggested; the next one adds it.
        text = self.new_tag.text()
        self.new_tag.clear()
        self.tags_added.emit(text)

    def _shift(self, direction: int) -> None:
        by = direction * self.amount.value()
        is_days = self.unit.currentIndex() == 0
        (self.shifted_by_days if is_days else self.shifted_by_sessions).emit(by)


def _row(*parts: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, 1)
    return row
