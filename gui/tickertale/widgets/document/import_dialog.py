"""The dialog that shows what an import would do before it is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.editor.import_preview import (
    ImportPreviewState,
    ImportPreviewViewModel,
    PreviewRow,
)
from tickertale.widgets.document.import_columns import ImportColumns
from tickertale.widgets.document.import_rows import CATEGORY, DATE, ROW, STATUS, TITLE, ImportRows
from tickertale.widgets.look.form_style import dress_buttons

_SIZE = (980, 640)
_PROGRESS_PX = 4
_MOST_DETAIL = 600
_MOST_MEASURED = 2_000
"""Rows that get the height of their text; the others have one line."""
_EMPTY_BOX = """QTableView::indicator:unchecked {
    border: 1px solid palette(placeholder-text); border-radius: 2px; width: 11px; height: 11px; }"""
_ORDERS = (
    ("As other dates tell", None),
    ("Day before month", True),
    ("Month before day", False),
)
_DUPLICATES = (("Skip", "skip"), ("Add anyway", "add"), ("Merge with what is there", "merge"))
_SHOWN = (
    ("All rows", ""),
    ("New", "new"),
    ("Duplicates", "duplicate"),
    ("Problems", "problem"),
)
_WIDTHS = {ROW: 76, DATE: 130, TITLE: 240, CATEGORY: 120}


class ImportDialog(QDialog):
    """Shows each row with its status, and lets the user choose what becomes of it.

    Parameters
    ----------
    model : ImportPreviewViewModel
        Belongs to the dialog from now on.
    parent : QWidget or None
    """

    def __init__(self, model: ImportPreviewViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setWindowTitle("Import events")
        self.heading = self._line("File")
        self.notes = self._line("What to know of the file")
        self.columns = ImportColumns()
        self.rows = ImportRows(self)
        self.table = QTableView()
        self.detail = self._line("What becomes of the current row")
        self.duplicates = _choice("What becomes of duplicates", _DUPLICATES)
        self.category = _choice("Category of rows without one", ())
        self.order = _choice("Order of day and month in dates in digits", _ORDERS)
        self.shown = _choice("Rows that are shown", _SHOWN)
        self.leave_out_button = QPushButton("&Leave out problems")
        self.summary = self._line("What the import would do")
        self.progress = QProgressBar(textVisible=False)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.cancel_button = self.buttons.addButton("&Cancel", role.RejectRole)
        self.import_button = self.buttons.addButton("&Import", role.AcceptRole)
        self._lay_out()
        self._connect()
        self._show()

    def _line(self, name: str) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setAccessibleName(name)
        # What stands in a file is never markup.
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _lay_out(self) -> None:
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self._set_up_table()
        rows = QVBoxLayout(self)
        for widget in (self.heading, self.notes, self.columns):
            rows.addWidget(widget)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.detail)
        rows.addLayout(self._build_choices())
        rows.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.leave_out_button)
        foot.addWidget(self.buttons)
        rows.addLayout(foot)
        self.progress.setMaximumHeight(_PROGRESS_PX)
        self.leave_out_button.setAutoDefault(False)
        self.import_button.setDefault(True)
        self.resize(*_SIZE)

    def _set_up_table(self) -> None:
        self.table.setModel(self.rows)
        self.table.setAccessibleName("Rows of the file")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        # On a dark ground the style leaves an empty box without an outline.
        self.table.setStyleSheet(_EMPTY_BOX)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width_px in _WIDTHS.items():
            self.table.setColumnWidth(column, width_px)
        header.setSectionResizeMode(STATUS, QHeaderView.ResizeMode.Stretch)

    def _build_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self._order_label = QLabel("&03/06/2025 has")
        fields = (
            (QLabel("&Show"), self.shown),
            (QLabel("&Duplicates"), self.duplicates),
            (QLabel("Rows &without a category"), self.category),
            (self._order_label, self.order),
        )
        for place, (label, box) in enumerate(fields):
            label.setBuddy(box)
            grid.addWidget(label, 0, 2 * place)
            grid.addWidget(box, 0, 2 * place + 1)
            grid.setColumnStretch(2 * place + 1, 1)
        return grid

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.progressed.connect(self._on_model_progressed)
        model.imported.connect(self.accept)
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        self.rows.modelReset.connect(self._show_detail)
        self.rows.modelReset.connect(self._fit_rows)
        self.table.horizontalHeader().sectionResized.connect(self._on_section_resized)
        self.columns.field_chosen.connect(model.map_column)
        self.rows.row_ticked.connect(lambda number, is_on: model.include(number, is_on=is_on))
        self.duplicates.activated.connect(
            lambda index: model.set_on_duplicate(self.duplicates.itemData(index))
        )
        self.category.activated.connect(
            lambda index: model.set_category(self.category.itemData(index))
        )
        self.order.activated.connect(lambda index: model.set_day_first(_ORDERS[index][1]))
        self.shown.activated.connect(lambda index: self.rows.set_status(_SHOWN[index][1]))
        self.leave_out_button.clicked.connect(model.leave_out_problems)
        # Not `accepted`: the dialog stays until the import is made.
        self.import_button.clicked.connect(model.make)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)

    # Showing

    def _show(self) -> None:
        state = self._model.state()
        self.heading.setText(state.heading)
        self.notes.setText("\n".join(state.notes))
        self.notes.setVisible(bool(state.notes))
        self.columns.set_columns(state.columns)
        self.rows.set_rows(state.rows, state.excluded)
        self.rows.set_default_category(state.default_category)
        self._show_choices(state)
        self._show_detail()
        self.summary.setText(state.summary)
        self.import_button.setText(state.button_text)
        self.import_button.setEnabled(state.can_import)
        self.leave_out_button.setVisible(state.has_problems)
        self.progress.setVisible(state.is_busy)

    def _show_choices(self, state: ImportPreviewState) -> None:
        names = state.categories or (("", "Events (new)"),)
        if [self.category.itemData(row) for row in range(self.category.count())] != [
            name for name, _ in names
        ]:
            self.category.clear()
            for name, text in names:
                self.category.addItem(text, name)
        self.category.setCurrentIndex(max(self.category.findData(state.choice.category), 0))
        self.duplicates.setCurrentIndex(self.duplicates.findData(state.choice.on_duplicate.value))
        self.order.setCurrentIndex([value for _, value in _ORDERS].index(state.is_day_first))
        for widget in (self._order_label, self.order):
            widget.setVisible(bool(state.columns))

    def _show_detail(self) -> None:
        """Show all of what a cell may have no room for."""
        row = self.table.currentIndex().row()
        is_shown = 0 <= row < len(self.rows.rows)
        self.detail.setText(_detail(self.rows.rows[row]) if is_shown else "")
        self.detail.setVisible(is_shown)

    def _fit_rows(self) -> None:
        """Give two lines to the rows whose status is too long for one."""
        metrics, head = self.table.fontMetrics(), self.table.verticalHeader()
        width = self.table.columnWidth(STATUS) - 2 * metrics.averageCharWidth()
        one = head.defaultSectionSize()
        for place, row in enumerate(self.rows.rows[:_MOST_MEASURED]):
            is_long = metrics.horizontalAdvance(row.status_text) > width
            wanted = one + metrics.lineSpacing() if is_long else one
            if self.table.rowHeight(place) != wanted:
                self.table.setRowHeight(place, wanted)

    def _on_section_resized(self, section: int) -> None:
        if section == STATUS:
            self._fit_rows()

    def _on_model_progressed(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    @override
    def done(self, result: int, /) -> None:
        self._model.close()
        super().done(result)


def _detail(row: PreviewRow) -> str:
    text = row.status_text
    more = text if len(text) <= _MOST_DETAIL else f"{text[:_MOST_DETAIL]}…"
    return f"Row {row.number:,} · {more}"


def _choice(name: str, choices: tuple[tuple[str, object], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in choices:
        box.addItem(text, value)
    return box
