"""The dialog that answers "How is this computed?"."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.study.computation import ComputationState
from tickertale.widgets.control.section import SectionHeading, set_text_color
from tickertale.widgets.look.brush import text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.form_style import dress_buttons
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_SIZE = (820, 720)
_ROW_PX = 22
_FORMULA_PX = 240
"""A longer formula is broken into lines."""
_NUMBERS_COLUMN = 2
"""Of the steps: the formula with its numbers put in."""
_NOT_NUMBERS = 2
"""Session and date stand to the left, and so does the last column."""


class InputTableModel(QAbstractTableModel):
    """The sessions that a number was computed from."""

    def __init__(self, state: ComputationState, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._state.rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._state.header)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._state.header[section]
        return self._align(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._state.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(index.column())
        if role == Qt.ItemDataRole.FontRole and row.is_event:
            return _event_font()
        return None

    def _align(self, column: int) -> Qt.AlignmentFlag:
        is_text = column < _NOT_NUMBERS or column == len(self._state.header) - 1
        side = Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class ComputationDialog(QDialog):
    """Formula with its numbers, references, the input table, and both to be copied.

    Parameters
    ----------
    state : ComputationState
    theme : Theme
    parent : QWidget or None
    """

    def __init__(
        self, state: ComputationState, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("How is this computed?")
        self.table = self._build_table()
        self.copy_table = QPushButton("Copy &table")
        self.copy_script = QPushButton("Copy as &Python")
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Day 0 is what is asked about; the first sessions of the estimation are not.
        self.table.scrollToBottom()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        title = _label(self._state.title, font(16, 700), color=self._theme.text)
        column.addWidget(title)
        column.addWidget(_label(self._state.subject, font(12), color=self._theme.text_muted))
        column.addSpacing(8)
        column.addWidget(self._build_steps(), 3)
        column.addSpacing(8)
        column.addWidget(self._heading("Inputs"))
        column.addWidget(self.table, 2)
        column.addSpacing(4)
        references = "\n".join(self._state.references)
        column.addWidget(_label(references, font(11), color=self._theme.text_muted))
        column.addSpacing(4)
        column.addWidget(self._build_buttons())

    def _heading(self, text: str) -> SectionHeading:
        heading = SectionHeading(text)
        heading.set_theme(self._theme)
        return heading

    def _build_steps(self) -> QScrollArea:
        """Return the steps; they scroll, for some methods have many."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        theme = self._theme
        for row, step in enumerate(self._state.steps):
            for column, (text, color) in enumerate(
                (
                    (step.name, theme.text),
                    (step.formula, theme.text_muted),
                    (step.numbers, theme.text),
                )
            ):
                label = _label(text, font(12, 600 if column == 0 else 400), color=color)
                # Names are short and formulas mostly; what has the numbers in it may be long.
                is_long = text_width(text, label.font()) > _FORMULA_PX
                label.setWordWrap(column == _NUMBERS_COLUMN or is_long)
                if column != _NUMBERS_COLUMN and is_long:
                    label.setFixedWidth(_FORMULA_PX)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self._state.steps), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Formulas with their numbers")
        set_slim_scroll_bar(area, theme)
        set_slim_scroll_bar(self.table, theme)
        # The ground is the dialog's.
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(InputTableModel(self._state, parent=table))
        table.setAccessibleName("Sessions that the number was computed from")
        table.setFont(font(12))
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.horizontalHeader().setHighlightSections(False)
        mode = QHeaderView.ResizeMode.ResizeToContents
        table.horizontalHeader().setSectionResizeMode(mode)
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _build_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        # A button of ours: the icon of the standard one is black on any ground.
        box.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        box.addButton(self.copy_table, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.copy_script, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        dress_buttons(box)
        return box

    def _connect(self) -> None:
        self.copy_table.clicked.connect(self._on_copy_table_clicked)
        self.copy_script.clicked.connect(self._on_copy_script_clicked)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._on_copy_activated)

    def _on_copy_table_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._state.tsv)

    def _on_copy_script_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._state.script)

    def _on_copy_activated(self) -> None:
        """Copy the selected rows with full digits, or all where none is selected."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        head, *lines = self._state.tsv.splitlines()
        chosen = [lines[row] for row in rows] or lines
        QGuiApplication.clipboard().setText("\n".join((head, *chosen)) + "\n")


def _label(text: str, face: QFont, *, color: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setWordWrap(True)
    label.setFont(face)
    set_text_color(label, color)
    return label


def _event_font() -> QFont:
    return font(12, 600)
