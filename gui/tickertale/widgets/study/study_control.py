"""The controls of the study view: a column of choices and numbers."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from tickertale.viewmodels.study.study_control import (
    FEWEST_SESSIONS,
    MOST_EVENT_SESSIONS,
    Choice,
    ControlName,
    ControlState,
    WindowNumbers,
)
from tickertale.widgets.control.section import set_text_color
from tickertale.widgets.look.font import font
from tickertale.widgets.look.form_style import control_style
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

WIDTH_PX = 264
_ROW_PX = 22
_MOST_SESSIONS = 2000


class StudyControls(QScrollArea):
    """Shows what is in force and tells what the user chose.

    Signals
    -------
    chosen : object, str
        A `ControlName`, and the key of the choice.
    windows_chosen : object
        `WindowNumbers`.
    """

    chosen = Signal(object, str)
    windows_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ControlState | None = None
        self._labels: list[QLabel] = []
        self._body = QWidget()
        self._boxes = {name: self._build_box(name) for name in ControlName}
        self._first = self._build_number("First session of the event window", -MOST_EVENT_SESSIONS)
        self._last = self._build_number("Last session of the event window", 0)
        self._gap = self._build_number("Sessions between the windows", 0)
        self._length = self._build_number("Sessions of the estimation window", FEWEST_SESSIONS)
        self._least = self._build_number("Sessions it must have", FEWEST_SESSIONS)
        self._first.setMaximum(0)
        self._last.setMaximum(MOST_EVENT_SESSIONS)
        self._lay_out()
        self.set_theme(LIGHT)

    def box(self, name: ControlName) -> QComboBox:
        """Return the box of a choice."""
        return self._boxes[name]

    def numbers(self) -> tuple[QSpinBox, ...]:
        """Return the boxes of first, last, gap, length and least number, in this order."""
        return (self._first, self._last, self._gap, self._length, self._least)

    def set_state(self, state: ControlState) -> None:
        """Show this; nothing is emitted."""
        if state == self._state:
            return
        self._state = state
        for choice in state.choices:
            self._show_choice(choice)
        numbers = state.numbers
        values = (numbers.first, numbers.last, numbers.gap, numbers.length, numbers.least)
        for box, value in zip(self.numbers(), values, strict=True):
            with QSignalBlocker(box):
                box.setValue(value)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.setPalette(qt_palette(theme))
        self._body.setStyleSheet(
            f"{control_style(theme)} QComboBox, QSpinBox {{ min-height: 0; padding: 0 5px; }}"
        )
        set_slim_scroll_bar(self, theme)
        for label in self._labels:
            set_text_color(label, theme.text_muted)

    def _build_box(self, name: ControlName) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name.value)
        box.setFont(font(12))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setMinimumWidth(60)
        box.setFixedHeight(_ROW_PX)
        box.activated.connect(lambda _: self._on_box_activated(name))
        return box

    def _build_number(self, meaning: str, least: int) -> QSpinBox:
        box = QSpinBox()
        box.setAccessibleName(meaning)
        box.setToolTip(meaning)
        box.setFont(font(12))
        box.setFixedHeight(_ROW_PX)
        box.setMinimumWidth(44)
        box.setRange(least, _MOST_SESSIONS)
        # A number that is being typed is not yet what the user wants.
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_number_changed)
        return box

    def _lay_out(self) -> None:
        body = self._body
        form = QFormLayout(body)
        form.setContentsMargins(12, 6, 8, 4)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: list[tuple[str, QWidget]] = [(name.value, box) for name, box in self._boxes.items()]
        rows.insert(4, ("Event window", self._row(self._first, self._last, word="to")))
        rows.insert(5, ("Estimation", self._row(self._length, self._least, word="least")))
        rows.insert(6, ("Gap", self._row(self._gap, QWidget(), word="sessions")))
        for text, widget in rows:
            label = QLabel(text)
            label.setFont(font(12))
            label.setBuddy(widget)
            self._labels.append(label)
            form.addRow(label, widget)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(WIDTH_PX)

    def _row(self, one: QWidget, other: QWidget, *, word: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        between = QLabel(word)
        between.setFont(font(12))
        self._labels.append(between)
        layout.addWidget(one, 1)
        layout.addWidget(between)
        layout.addWidget(other, 1)
        row.setFocusProxy(one)
        return row

    def _show_choice(self, choice: Choice) -> None:
        box = self._boxes[choice.name]
        with QSignalBlocker(box):
            items = tuple((box.itemData(at), box.itemText(at)) for at in range(box.count()))
            if items != choice.items:
                box.clear()
                for key, text in choice.items:
                    box.addItem(text, key)
            box.setCurrentIndex(box.findData(choice.current))
            box.setEnabled(choice.is_enabled)

    def _on_box_activated(self, name: ControlName) -> None:
        self.chosen.emit(name, str(self._boxes[name].currentData()))
        # What was chosen may ask for more first, and be refused.
        for choice in self._state.choices if self._state else ():
            self._show_choice(choice)

    def _on_number_changed(self) -> None:
        read: Callable[[QSpinBox], int] = QSpinBox.value
        first, last, gap, length, least = map(read, self.numbers())
        self.windows_chosen.emit(WindowNumbers(first, last, gap, length, least))
