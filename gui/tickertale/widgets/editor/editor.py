"""The form of an event, which takes the place of its details while it is edited."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.editor.editor_state import Choice, EditorState
from tickertale.viewmodels.editor.event_draft import NAMES, EditorField
from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import FieldBox, FormChoice, FormLine
from tickertale.widgets.control.name_line import NameLine
from tickertale.widgets.control.section import set_text_color
from tickertale.widgets.editor.date_form import DateForm
from tickertale.widgets.editor.row_form import Column, RowForm
from tickertale.widgets.editor.similar_events import SimilarEvents
from tickertale.widgets.editor.summary_form import SummaryForm
from tickertale.widgets.look.font import font
from tickertale.widgets.look.form_style import form_style
from tickertale.widgets.look.scroll_bar import SCROLL_BAR_PX, set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

_MARGIN_PX = 18
_FIGURE_COLUMNS = (
    Column("Name", line=0, share=5),
    Column("Qualifier", line=1, share=3),
    Column("Value", line=0, share=3),
    Column("Unit", line=0, share=3),
    Column("Note", line=1, share=4),
    Column("As reported", line=1, share=0, is_box=True),
)
_SOURCE_COLUMNS = (
    Column("Title", line=0, share=5),
    Column("URL", line=1, share=4),
    Column("Publisher", line=0, share=4),
    Column("Published", line=1, share=3),
    Column("Read on", line=1, share=3),
)
_IMPORTANCE = tuple(
    Choice(str(number), words)
    for number, words in enumerate(
        ("1 – context", "2 – minor", "3 – notable", "4 – major", "5 – the story"), 1
    )
)
_NAME_LABELS = {
    EditorField.TAGS: "Ta&gs",
    EditorField.PEOPLE: "&People",
    EditorField.ORGANISATIONS: "&Organisations",
}


class EditorPanel(QWidget):
    """Shows an `EditorState` and says what was typed into which field.

    Signals
    -------
    text_typed : EditorField, str
    rows_typed : EditorField, tuple
    field_left, field_reverted : EditorField
    date_chosen : str
        One of the readings of the date.
    suggestions_wanted : EditorField
    similar_clicked, merge_clicked : str
        Id of an event that tells of the same thing.
    add_requested
        The new event is described.
    close_requested
        The form shall go; what was typed is kept.
    discard_requested
        The new event shall not be.
    link_clicked : str
        Address of a safe link in the preview.
    """

    text_typed = Signal(object, str)
    rows_typed = Signal(object, tuple)
    field_left = Signal(object)
    field_reverted = Signal(object)
    date_chosen = Signal(str)
    suggestions_wanted = Signal(object)
    similar_clicked = Signal(str)
    merge_clicked = Signal(str)
    add_requested = Signal()
    close_requested = Signal()
    discard_requested = Signal()
    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_new = False
        self.title, self.short_title = FormLine("Title"), FormLine("Short title")
        self.short_title.setPlaceholderText("for flags; the title where empty")
        self.date = DateForm()
        self.category = FormChoice("Category")
        self.importance = FormChoice("Importance")
        self.summary = SummaryForm()
        self.names = {name: NameLine(str(name).capitalize()) for name in NAMES}
        self.figures = RowForm(
            "Figures", noun="figure", columns=_FIGURE_COLUMNS, add_text="Add fig&ure"
        )
        self.sources = RowForm(
            "Sources", noun="source", columns=_SOURCE_COLUMNS, add_text="Add source"
        )
        self.similar = SimilarEvents()
        self.done_button = WordButton("Done")
        self.done_button.setToolTip("Back to the details (F2)")
        self.discard_button = WordButton("Discard")
        self.discard_button.setToolTip("Give up the new event (Esc leaves it for later)")
        self.add_button = WordButton("&Add event", is_strong=True)
        self.add_button.setToolTip("Enter in a line, or Ctrl+Enter")
        self._heading = QLabel()
        self._heading.setFont(font(15, 600))
        self._boxes = self._build_boxes()
        self._area = self._build_area()
        self._lay_out()
        self._connect()
        self.setAutoFillBackground(True)
        self.setFocusProxy(self.title)
        self.set_theme(LIGHT)

    @property
    def lines(self) -> dict[EditorField, FormLine]:
        """Return every field of one line."""
        own = {EditorField.TITLE: self.title, EditorField.SHORT_TITLE: self.short_title}
        return {**own, **self.date.lines, **self.names}

    def set_state(self, state: EditorState) -> None:
        """Show this; nothing is emitted. What is being typed stays as it is."""
        self._is_new = state.is_new
        self._heading.setText(state.heading)
        for name, line in self.lines.items():
            line.set_text(state.draft.text(name))
            if name is not EditorField.DATE:
                problem = state.problems.get(name, "")
                line.set_problem(problem)
                self._say(name, problem)
        self._say(EditorField.CATEGORY, state.problems.get(EditorField.CATEGORY, ""))
        self.date.set_state(state)
        self.category.set_choices(state.categories, key=state.draft.text(EditorField.CATEGORY))
        self.importance.set_choices(_IMPORTANCE, key=state.draft.text(EditorField.IMPORTANCE))
        summary = EditorField.SUMMARY
        self.summary.set_text(state.draft.text(summary), problem=state.problems.get(summary, ""))
        for name, table in self._tables().items():
            rows = state.draft.rows.get(name, ())
            table.set_rows(rows, problems=state.row_problems.get(name, ()))
        self.similar.set_events(state.similar)
        self._show_buttons(state)

    def go_to(self, name: EditorField) -> None:
        """Give a field the focus, and bring all of it into view."""
        field = self._field(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(field.parentWidget() or field)

    def set_suggestions(self, name: EditorField, names: tuple[str, ...]) -> None:
        """Suggest names in a field that lists them."""
        self.names[name].set_suggestions(names)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.setPalette(qt_palette(theme))
        self._area.setStyleSheet(form_style(theme))
        set_slim_scroll_bar(self._area, theme)
        set_text_color(self._heading, theme.text)
        for line in self.lines.values():
            line.set_theme(theme)
        for button in (self.done_button, self.discard_button, self.add_button):
            button.set_theme(theme)
        for choice in (self.category, self.importance):
            choice.set_theme(theme)
        for part in (self.date, self.summary, self.figures, self.sources, self.similar):
            part.set_theme(theme)

    def scroll_to_top(self) -> None:
        """Show the form from its top."""
        self._area.verticalScrollBar().setValue(0)

    @override
    def event(self, event: QEvent, /) -> bool:
        # Without this, the window would take these keys before the form sees them: Del deletes
        # the event, and Esc clears the selection.
        is_override = event.type() is QEvent.Type.ShortcutOverride
        keys = {Qt.Key.Key_Escape, Qt.Key.Key_Delete}
        if is_override and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        is_with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_in_line = self.focusWidget() in self.lines.values()
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        elif is_enter and self._is_new and (is_with_ctrl or is_in_line):
            self.add_requested.emit()
        elif is_enter and is_with_ctrl:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _tables(self) -> dict[EditorField, RowForm]:
        return {EditorField.FIGURES: self.figures, EditorField.SOURCES: self.sources}

    def _field(self, name: EditorField) -> QWidget:
        """Return what is typed in; of a table, the cell that is to be mended."""
        choices = {
            EditorField.CATEGORY: self.category,
            EditorField.IMPORTANCE: self.importance,
            EditorField.TIMING: self.date.timing,
            EditorField.SUMMARY: self.summary.text,
        }
        if name in self._tables():
            table = self._tables()[name]
            return table.faulty_cell() or table.add_button
        return choices[name] if name in choices else self.lines[name]

    def _bring_into_view(self, part: QWidget) -> None:
        # What has just been added has no place yet.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._area.ensureWidgetVisible(part, 0, _MARGIN_PX)

    def _on_table_row_added(self, card: QWidget) -> None:
        self._bring_into_view(card)

    def _say(self, name: EditorField, problem: str) -> None:
        note = self._boxes[name].note if name in self._boxes else self.date.note(name)
        note.say(problem, is_problem=True)

    def _show_buttons(self, state: EditorState) -> None:
        self.done_button.setVisible(not state.is_new)
        self.discard_button.setVisible(state.is_new)
        self.add_button.setVisible(state.is_new)
        is_read_only = bool(state.read_only_reason)
        self.summary.text.setReadOnly(is_read_only)
        for line in self.lines.values():
            line.setReadOnly(is_read_only)
        for choice in (self.category, self.importance, self.date.timing):
            choice.setEnabled(not is_read_only)
        for table in self._tables().values():
            table.set_read_only(is_read_only)

    def _build_boxes(self) -> dict[EditorField, FieldBox]:
        boxes = {
            EditorField.TITLE: FieldBox("&Title", self.title),
            EditorField.SHORT_TITLE: FieldBox("&Short title", self.short_title),
            EditorField.CATEGORY: FieldBox("&Category", self.category),
            EditorField.IMPORTANCE: FieldBox("&Importance", self.importance),
        }
        for name, line in self.names.items():
            line.setPlaceholderText("separated by commas")
            boxes[name] = FieldBox(_NAME_LABELS[name], line)
        return boxes

    def _build_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        return area

    def _lay_out(self) -> None:
        contents = QWidget()
        column = QVBoxLayout(contents)
        column.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX - SCROLL_BAR_PX, _MARGIN_PX)
        column.setSpacing(10)
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(self._boxes[EditorField.CATEGORY], 3)
        pair.addWidget(self._boxes[EditorField.IMPORTANCE], 2)
        column.addWidget(self._boxes[EditorField.TITLE])
        column.addWidget(self.similar)
        column.addWidget(self._boxes[EditorField.SHORT_TITLE])
        column.addWidget(self.date)
        column.addLayout(pair)
        column.addWidget(self.summary)
        for name in NAMES:
            column.addWidget(self._boxes[name])
        column.addSpacing(4)
        column.addWidget(self.figures)
        column.addSpacing(4)
        column.addWidget(self.sources)
        column.addStretch(1)
        self._area.setWidget(contents)
        contents.setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN_PX, 10, _MARGIN_PX, 4)
        head.setSpacing(8)
        head.addWidget(self._heading, 1)
        for button in (self.done_button, self.discard_button, self.add_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Let Tab go down the form; the buttons stand above it, and come last."""
        date = self.date
        fields: list[QWidget] = [self.title, self.short_title, *date.in_order]
        fields += [self.category, self.importance, self.summary.text]
        fields += [self.summary.preview_button, *self.names.values()]
        fields += [self.figures.add_button, self.sources.add_button]
        fields += [self.add_button, self.discard_button, self.done_button]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            self._connect_text(name, line)
        text = self.summary.text
        text.text_typed.connect(partial(self.text_typed.emit, EditorField.SUMMARY))
        text.left.connect(partial(self.field_left.emit, EditorField.SUMMARY))
        text.reverted.connect(partial(self.field_reverted.emit, EditorField.SUMMARY))
        for name, table in self._tables().items():
            table.rows_typed.connect(partial(self.rows_typed.emit, name))
            table.left.connect(partial(self.field_left.emit, name))
            table.reverted.connect(partial(self.field_reverted.emit, name))
            table.row_added.connect(self._on_table_row_added)
        for name, choice in (
            (EditorField.CATEGORY, self.category),
            (EditorField.IMPORTANCE, self.importance),
            (EditorField.TIMING, self.date.timing),
        ):
            choice.key_chosen.connect(partial(self._on_choice_key_chosen, name))
        for name, listed in self.names.items():
            listed.suggestions_wanted.connect(partial(self.suggestions_wanted.emit, name))
        self.date.choice_clicked.connect(self.date_chosen)
        self.similar.event_clicked.connect(self.similar_clicked)
        self.similar.merge_clicked.connect(self.merge_clicked)
        self.summary.link_clicked.connect(self.link_clicked)
        self.done_button.clicked.connect(self.close_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        self.add_button.clicked.connect(self.add_requested)

    def _connect_text(self, name: EditorField, line: FormLine) -> None:
        line.text_typed.connect(partial(self.text_typed.emit, name))
        line.left.connect(partial(self.field_left.emit, name))
        line.reverted.connect(partial(self.field_reverted.emit, name))

    def _on_choice_key_chosen(self, name: EditorField, key: str) -> None:
        self.text_typed.emit(name, key)
        self.field_left.emit(name)
