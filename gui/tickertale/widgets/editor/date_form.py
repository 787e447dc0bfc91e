"""The date in a form: what was typed, what is understood of it, and where the price could react."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from tickertale.viewmodels.editor.editor_state import Choice, DateState, EditorState
from tickertale.viewmodels.editor.event_draft import EditorField
from tickertale.widgets.control.flow_layout import FlowLayout
from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import FieldBox, FormChoice, FormLine, Note
from tickertale.widgets.look.theme import LIGHT, Theme

_HINT = "6 Mar 2025 03:48, Jan 2025, Q1 2025, 11–13 Feb 2025, 2025年3月6日, 2025-01~"


class DateForm(QWidget):
    """The fields that place an event in time.

    Signals
    -------
    choice_clicked : str
        The user chose one of the readings of the date.
    """

    choice_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._choices: tuple[Choice, ...] = ()
        self._buttons: list[WordButton] = []
        self.date = FormLine("Date")
        self.date.setPlaceholderText("e.g. 6 Mar 2025 03:48")
        self.date.setToolTip(_HINT)
        self.understood, self.reaction, self.question = Note(), Note(), Note()
        self.understood.setAccessibleName("How the date is understood")
        self.reaction.setAccessibleName("Reaction session")
        self.zone = FormLine("Time zone")
        self.timing = FormChoice("Hour, where it is not known")
        self.session = FormLine("Reaction session chosen by hand")
        self.session.setPlaceholderText("by the rule")
        self.reason = FormLine("Reason for the session chosen by hand")
        self.reason.setPlaceholderText("why it was chosen")
        self._boxes = {
            EditorField.DATE: FieldBox("&Date", self.date),
            EditorField.ZONE: FieldBox("Time &zone", self.zone),
            EditorField.TIMING: FieldBox("Hour, if un&known", self.timing),
            EditorField.SESSION: FieldBox("&Reaction session", self.session),
            EditorField.SESSION_REASON: FieldBox("Reaso&n", self.reason),
        }
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, gap_px=6)
        self._flow.setContentsMargins(0, 3, 0, 0)
        self._lay_out()

    @property
    def lines(self) -> dict[EditorField, FormLine]:
        """Return the fields that are typed in."""
        return {
            EditorField.DATE: self.date,
            EditorField.ZONE: self.zone,
            EditorField.SESSION: self.session,
            EditorField.SESSION_REASON: self.reason,
        }

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """Return the fields as Tab goes through them."""
        return (self.date, self.zone, self.timing, self.session, self.reason)

    @property
    def choice_buttons(self) -> tuple[WordButton, ...]:
        """Return a button for each other reading of the date."""
        return tuple(self._buttons)

    def note(self, name: EditorField) -> Note:
        """Return what is said below a field."""
        return self._boxes[name].note

    def set_state(self, state: EditorState) -> None:
        """Show this; nothing is emitted."""
        date = state.date
        self.understood.say(date.line or date.problem, is_problem=bool(date.problem))
        self.date.set_problem(date.problem)
        self.reaction.say(date.reaction)
        self.question.say(date.question)
        self._set_choices(date)
        self.timing.set_choices(state.timings, key=state.draft.text(EditorField.TIMING))
        # Only one reason is asked for, and only where there is something to explain.
        has_session = bool(state.draft.text(EditorField.SESSION).strip())
        self._boxes[EditorField.SESSION].setVisible(bool(state.exchange_name))
        self._boxes[EditorField.SESSION_REASON].setVisible(has_session)

    def set_zones(self, zones: tuple[str, ...]) -> None:
        """Suggest these time zones."""
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(zones), completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.complete_with(completer)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.timing.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)

    def _set_choices(self, date: DateState) -> None:
        self._answers.setVisible(bool(date.choices))
        if date.choices == self._choices:
            return
        self._choices = date.choices
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._build_choice(row) for row in date.choices]
        for before, after in pairwise((self.date, *self._buttons, self.zone)):
            QWidget.setTabOrder(before, after)

    def _build_choice(self, choice: Choice) -> WordButton:
        button = WordButton(choice.words, parent=self._answers)
        button.set_theme(self._theme)
        button.clicked.connect(partial(self.choice_clicked.emit, choice.key))
        self._flow.addWidget(button)
        button.show()
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        first = QVBoxLayout()
        first.setSpacing(3)
        for part in (
            self._boxes[EditorField.DATE],
            *(self.understood, self.reaction, self.question, self._answers),
        ):
            first.addWidget(part)
        column.addLayout(first)
        self._boxes[EditorField.DATE].note.setMaximumHeight(0)
        # Each has a line of its own: "Before the HKEX open" needs more than half of one.
        for name in (
            EditorField.ZONE,
            EditorField.TIMING,
            EditorField.SESSION,
            EditorField.SESSION_REASON,
        ):
            column.addWidget(self._boxes[name])
