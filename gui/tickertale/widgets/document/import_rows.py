"""The table of an import's preview: rows that can be ticked, and what becomes of each."""

import html
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from tickertale.viewmodels.editor.import_preview import PreviewRow

COLUMNS = ("Row", "Date", "Title", "Category", "Status")
ROW, DATE, TITLE, CATEGORY, STATUS = range(len(COLUMNS))

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ImportRows(QAbstractTableModel):
    """The rows of a preview.

    Signals
    -------
    row_ticked(int, bool)
        The user took the row with that number in, or left it out.
    """

    row_ticked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[PreviewRow] = ()
        self._rows: Sequence[PreviewRow] = ()
        self._status = ""
        self._default_category = ""
        self._excluded: frozenset[int] = frozenset()

    @property
    def rows(self) -> Sequence[PreviewRow]:
        """Return the rows that are shown."""
        return self._rows

    def set_rows(self, rows: Sequence[PreviewRow], excluded: frozenset[int]) -> None:
        """Show other rows, or other ticks."""
        if rows is not self._all:
            self._all = rows
            self._excluded = excluded
            self._filter()
        elif excluded != self._excluded:
            self._excluded = excluded
            last = self.index(max(len(self._rows) - 1, 0), ROW)
            self.dataChanged.emit(self.index(0, ROW), last, [Qt.ItemDataRole.CheckStateRole])

    def set_default_category(self, name: str) -> None:
        """Show another category for the rows that name none."""
        if name != self._default_category:
            self._default_category = name
            last = self.index(max(len(self._rows) - 1, 0), CATEGORY)
            self.dataChanged.emit(self.index(0, CATEGORY), last)

    def set_status(self, status: str) -> None:
        """Show only the rows of a status; empty shows all."""
        if status != self._status:
            self._status = status
            self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        wanted = self._status
        self._rows = [row for row in self._all if not wanted or row.status.value == wanted]
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        category = row.category or self._default_category
        texts = (f"{row.number:,}", row.date_text, row.title, category, row.status_text)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row, index.column(), shown=texts[index.column()])
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == ROW:
            is_out = row.number in self._excluded
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == ROW:
            return f"Row {texts[0]}"
        return None

    def _tool_tip(self, row: PreviewRow, column: int, *, shown: str) -> str | None:
        # What stands in a file is never markup.
        text = html.escape(shown)
        if column == DATE and row.typed_date:
            return f"{text}<br>In the file: {html.escape(row.typed_date)}"
        if column == CATEGORY and not row.category:
            return f"{text}<br>The file names none"
        return f"<qt>{text}</qt>" if column in {TITLE, STATUS} else None

    @override
    def setData(
        self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole, /
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != ROW:
            return False
        is_on = value in {Qt.CheckState.Checked, Qt.CheckState.Checked.value}
        self.row_ticked.emit(self._rows[index.row()].number, is_on)
        return True

    @override
    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == ROW else flags
