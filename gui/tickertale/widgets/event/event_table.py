"""The table of events on the screen: sorted by its head, edited in its cells, copied as TSV."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from tickertale.viewmodels.editor.event_table import COLUMNS, FIELDS, EventColumn, EventTable
from tickertale.widgets.control.cell_editor import CellDelegate
from tickertale.widgets.look.font import figures_font, font
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.table_look import head_style, set_table_look, show_order
from tickertale.widgets.look.theme import LIGHT, Theme

ROW_HEIGHT_PX: Final = 28
_CELL_PADDING_PX: Final = 11
"""What the style leaves beside the text of a cell: the 8 pixels of ours, and 3 of its own."""
_WIDEST_DATE_PX: Final = 240
_MOST_MEASURED: Final = 500
"""Dates whose width is looked at."""
_NO_PARENT: Final = QModelIndex()
_WIDTHS = {
    EventColumn.TITLE: 320,
    EventColumn.SHORT_TITLE: 170,
    EventColumn.DATE: 130,
    EventColumn.SESSION: 120,
    EventColumn.MOVE: 76,
    EventColumn.CATEGORY: 150,
    EventColumn.IMPORTANCE: 92,
    EventColumn.TAGS: 180,
    EventColumn.PEOPLE: 150,
    EventColumn.ORGANISATIONS: 170,
    EventColumn.FIGURES: 74,
    EventColumn.SOURCES: 74,
}
_RIGHT = {
    EventColumn.MOVE,
    EventColumn.IMPORTANCE,
    EventColumn.FIGURES,
    EventColumn.SOURCES,
}


class EventTableModel(QAbstractTableModel):
    """The table as an item model; texts are made when they are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.can_edit = False
        self._table: EventTable | None = None

    @property
    def table(self) -> EventTable | None:
        """Return the table shown."""
        return self._table

    def set_table(self, table: EventTable) -> None:
        """Show this table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex, /) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_field = index.isValid() and COLUMNS[index.column()] in FIELDS
        return flags | Qt.ItemFlag.ItemIsEditable if is_field and self.can_edit else flags

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> object:
        table = self._table
        if table is None or not index.isValid() or index.row() >= len(table):
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return table.cell(index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole and column not in _RIGHT:
            return table.cell(index.row(), column)
        if role == Qt.ItemDataRole.EditRole:
            return table.draft_text(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return figures_font(12) if column in _RIGHT else font(12)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(table.cell(index.row(), column), column)
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.value
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _color(self, text: str, column: EventColumn) -> QColor:
        theme = self.theme
        if column is EventColumn.MOVE and text and not text[0].isdigit():
            return QColor(theme.down if text.startswith("−") else theme.up)
        is_main = column in {EventColumn.TITLE, EventColumn.CATEGORY}
        return QColor(theme.text if is_main else theme.text_muted)


class EventTableView(QTableView):
    """The table itself.

    Signals
    -------
    selection_asked : tuple of str, str
        Ids of the events that the user selected, and the current one of them.
    event_activated : str
        The user asked for more of the event: Enter where nothing can be typed.
    sort_asked : str, bool
        A value of `EventColumn`, and whether the largest comes first.
    columns_asked : tuple of str
        Values of `EventColumn` that shall be shown.
    menu_filled : QMenu
        The menu of the selected rows is about to open; whoever can do more with them adds to it.
    """

    selection_asked = Signal(tuple, str)
    event_activated = Signal(str)
    sort_asked = Signal(str, bool)
    columns_asked = Signal(tuple)
    menu_filled = Signal(QMenu)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = EventTableModel(self)
        self.cells = CellDelegate(self)
        self._shown: tuple[EventColumn, ...] = COLUMNS
        self._is_silent = False
        self._is_fitting = False
        self._is_date_set = False
        self.setModel(self._rows)
        self.setItemDelegate(self.cells)
        self._set_looks()
        self._set_head()
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def row_model(self) -> EventTableModel:
        """Return the model of the rows."""
        return self._rows

    def set_table(self, table: EventTable, *, selected_ids: frozenset[str], can_edit: bool) -> None:
        """Show this table with those events selected; nothing is emitted."""
        self._is_silent = True
        self._rows.can_edit = can_edit
        if table is not self._rows.table:
            offset = self.verticalScrollBar().value()
            self._rows.set_table(table)
            self._fit_dates(table)
            self.verticalScrollBar().setValue(offset)
            show_order(self, COLUMNS.index(table.column), is_descending=table.is_descending)
        self._select(selected_ids)
        self._is_silent = False

    def set_columns(self, columns: tuple[EventColumn, ...]) -> None:
        """Show these columns."""
        self._shown = columns
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column not in columns)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._rows.theme = theme
        self.cells.theme = theme
        set_slim_scroll_bar(self, theme)
        self.setStyleSheet(
            f"QTableView {{ background: {theme.plot}; color: {theme.text}; border: none;"
            f" outline: none;"
            f" selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; }}"
            f"QTableView::item {{ border-bottom: 1px solid {theme.hairline}; padding: 0 8px; }}"
            f"QTableView::item:selected {{ background: {theme.accent_soft}; }}"
            f"{head_style(theme, padding_px=_CELL_PADDING_PX)}"
        )
        self.viewport().update()

    def copy(self) -> None:
        """Put the selected rows into the clipboard as tab-separated text; without any, all."""
        table = self._rows.table
        if table is not None:
            chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
            rows = chosen or range(len(table))
            QGuiApplication.clipboard().setText(table.as_tsv(rows, self._shown))

    @override
    def sizeHint(self) -> QSize:
        return QSize(800, 260)

    @override
    def event(self, event: QEvent, /) -> bool:
        # Without this, the window's own F2 would open the form before the cell sees the key.
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_current()
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        index, table = self.currentIndex(), self._rows.table
        if self.state() is QAbstractItemView.State.EditingState:
            # The Enter that ended the editing of a cell comes by here, too.
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif index.isValid() and table is not None:
            self.event_activated.emit(table.ids[index.row()])

    def _set_looks(self) -> None:
        self.setObjectName("event_table")
        self.setAccessibleName("Events as a table")
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.customContextMenuRequested.connect(self._on_menu_requested)
        set_table_look(self, row_height_px=ROW_HEIGHT_PX)

    def _set_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for number, column in enumerate(COLUMNS):
            head.resizeSection(number, _WIDTHS[column])
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(60)
        head.sectionResized.connect(self._on_head_section_resized)
        head.sectionClicked.connect(self._on_head_section_clicked)
        head.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(head.mapToGlobal(at))
        )

    def _fit_dates(self, table: EventTable) -> None:
        """Make room for the longest date, but for so long ones that titles would have too little.

        A width that the user has chosen stays.
        """
        if self._is_date_set:
            return
        metrics, column = QFontMetrics(font(12)), EventColumn.DATE
        rows = range(min(len(table), _MOST_MEASURED))
        widest = max(
            (metrics.horizontalAdvance(table.cell(row, column)) for row in rows), default=0
        )
        width = min(max(widest + 2 * _CELL_PADDING_PX + 2, _WIDTHS[column]), _WIDEST_DATE_PX)
        self._is_fitting = True
        self.horizontalHeader().resizeSection(COLUMNS.index(column), width)
        self._is_fitting = False

    def _on_head_section_resized(self, section: int) -> None:
        if COLUMNS[section] is EventColumn.DATE and not self._is_fitting:
            self._is_date_set = True

    def column_menu(self) -> QMenu:
        """Return a menu in which columns can be chosen; it deletes itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in COLUMNS:
            action = menu.addAction(column.value)
            action.setCheckable(True)
            action.setChecked(column in self._shown)
            action.setEnabled(column is not EventColumn.TITLE)
            action.toggled.connect(lambda is_on, name=column: self._toggle_column(name, is_on))
        return menu

    def _toggle_column(self, column: EventColumn, is_on: bool) -> None:
        others = [row for row in self._shown if row is not column]
        chosen = [*others, column] if is_on else others
        self.columns_asked.emit(tuple(row.value for row in chosen))

    def _select(self, ids: frozenset[str]) -> None:
        rows = {} if self._rows.table is None else self._rows.table.rows_by_id
        places = sorted(rows[name] for name in ids if name in rows)
        now = sorted(index.row() for index in self.selectionModel().selectedRows())
        if places == now:
            return
        chosen = QItemSelection()
        for place in places:
            chosen.select(self._rows.index(place, 0), self._rows.index(place, len(COLUMNS) - 1))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if places:
            current = self._rows.index(places[-1], max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
            self.scrollTo(current)

    def _on_selection_changed(self) -> None:
        table = self._rows.table
        if self._is_silent or table is None:
            return
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if rows:
            current = self.currentIndex().row()
            current = current if current in rows else rows[-1]
            self.selection_asked.emit(
                tuple(table.ids[row] for row in sorted(rows)), table.ids[current]
            )

    def _on_head_section_clicked(self, section: int) -> None:
        table, column = self._rows.table, COLUMNS[section]
        is_again = table is not None and table.column is column
        is_descending = table is not None and is_again and not table.is_descending
        self.sort_asked.emit(column.value, is_descending)

    def _on_menu_requested(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.selectionModel().hasSelection():
            self.menu_filled.emit(menu)
            menu.addSeparator()
        menu.addAction("Cop&y rows", self.copy)
        menu.addMenu(self.column_menu()).setText("C&olumns")
        menu.popup(self.viewport().mapToGlobal(at))


def _alignment(column: EventColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
