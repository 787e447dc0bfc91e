"""The table of the study view on the screen: sorted by its head, walked by keys, copied as TSV."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.study.study_table import (
    COLUMN_MEANINGS,
    COLUMNS,
    StudyColumn,
    StudyTable,
)
from tickertale.widgets.look.brush import paint_dot, paint_text, plain_tooltip
from tickertale.widgets.look.font import figures_font, font
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.table_look import head_style, set_table_look, show_order
from tickertale.widgets.look.theme import LIGHT, Theme, event_color, mixed

ROW_HEIGHT_PX: Final = 26
_NO_PARENT: Final = QModelIndex()
_WIDTHS = {
    StudyColumn.EVENT: 172,
    StudyColumn.DAY_ZERO: 98,
    StudyColumn.AR: 68,
    StudyColumn.CAR: 76,
    StudyColumn.T: 50,
    StudyColumn.P: 60,
    StudyColumn.P_ADJUSTED: 60,
    StudyColumn.OVERLAPS: 60,
    StudyColumn.N: 40,
}
_LEFT = {StudyColumn.EVENT, StudyColumn.DAY_ZERO}
_REASON_COLUMN = COLUMNS.index(StudyColumn.AR)
"""Where the reason of an event that was not measured begins."""


class StudyTableModel(QAbstractTableModel):
    """The table as an item model; texts are made when they are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: StudyTable | None = None

    @property
    def table(self) -> StudyTable | None:
        """Return the table shown."""
        return self._table

    def set_table(self, table: StudyTable | None) -> None:
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
            reason = table.reason(index.row()) if index.column() == _REASON_COLUMN else ""
            return reason or table.cell(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(table.detail(index.row()))
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
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(COLUMN_MEANINGS[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None


class StudyTableDelegate(QStyledItemDelegate):
    """Paints a cell: the dot of the category before the title, rises and falls in their colors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        model = index.model()
        if not isinstance(model, StudyTableModel) or model.table is None:
            return
        rect, theme, column = QRectF(option.rect), self.theme, COLUMNS[index.column()]
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, theme.accent_soft)
        inside = rect.adjusted(8, 0, -8, 0)
        if column is StudyColumn.EVENT:
            color = event_color(model.table.mark(index.row()).color, theme)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            center = QRectF(rect.left() + 10, rect.top(), 10, rect.height()).center()
            paint_dot(painter, center, radius=4, color=color)
            painter.restore()
            inside.setLeft(rect.left() + 26)
        paint_text(
            painter,
            inside,
            text=str(index.data()),
            font=font(12, 600 if is_selected else 400) if column in _LEFT else figures_font(12),
            color=self._color(model.table, index.row(), column=column),
            align=self._align(model.table, index.row(), column=column),
        )

    def _color(self, table: StudyTable, row: int, *, column: StudyColumn) -> str:
        theme = self.theme
        if column is StudyColumn.EVENT:
            return theme.text
        if column in {StudyColumn.DAY_ZERO, StudyColumn.N} or table.reason(row):
            return theme.text_muted
        return {1: theme.up, -1: theme.down}.get(table.sign(row, column), theme.text)

    def _align(self, table: StudyTable, row: int, *, column: StudyColumn) -> Qt.AlignmentFlag:
        is_left = column in _LEFT or bool(table.reason(row))
        return Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight


class StudyTableView(QTableView):
    """The table itself.

    Signals
    -------
    event_chosen : str
        The user clicked the row of the event or moved to it by key.
    event_activated : str
        The user pressed Enter on it or double-clicked it.
    sort_requested : str, bool
        A value of `StudyColumn`, and whether the largest comes first.
    """

    event_chosen = Signal(str)
    event_activated = Signal(str)
    sort_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = StudyTableModel(self)
        self._delegate = StudyTableDelegate(self)
        self._is_silent = False
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self._set_looks()
        self._set_head()
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self.customContextMenuRequested.connect(self._on_menu_requested)

    @property
    def row_model(self) -> StudyTableModel:
        """Return the model of the rows."""
        return self._rows

    def set_table(self, table: StudyTable | None, *, selected: str | None) -> None:
        """Show this table and select that event; nothing is emitted."""
        self._is_silent = True
        if table is not self._rows.table:
            self._rows.set_table(table)
            self._set_spans(table)
            if table is not None:
                show_order(self, COLUMNS.index(table.column), is_descending=table.is_descending)
        self._select(-1 if table is None else table.place_of(selected))
        self._is_silent = False

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._delegate.theme = theme
        set_slim_scroll_bar(self, theme)
        self.setStyleSheet(
            f"QTableView {{ background: {theme.plot}; border: none; outline: none; }}"
            f"{head_style(theme)}"
            f"QTableView:focus {{ border-left: 2px solid"
            f" {mixed(theme.accent, theme.plot, share=0.2)}; }}"
        )
        self.viewport().update()

    def copy(self) -> None:
        """Put the rows into the clipboard as tab-separated text."""
        if self._rows.table is not None:
            QGuiApplication.clipboard().setText(self._rows.table.tsv())

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(_WIDTHS.values()) + 8, 240)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._activate(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _set_looks(self) -> None:
        self.setObjectName("study_table")
        self.setAccessibleName("Events of the study")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_table_look(self, row_height_px=ROW_HEIGHT_PX)

    def _set_head(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(36)
        for number, column in enumerate(COLUMNS):
            head.resizeSection(number, _WIDTHS[column])
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._on_head_section_clicked)

    def _set_spans(self, table: StudyTable | None) -> None:
        """Let the reason of an event that was not measured take the place of its numbers."""
        self.clearSpans()
        for place in range(0 if table is None else len(table)):
            if table is not None and table.reason(place):
                self.setSpan(place, _REASON_COLUMN, 1, len(COLUMNS) - _REASON_COLUMN)

    def _select(self, place: int) -> None:
        selection = self.selectionModel()
        if place < 0:
            selection.clear()
            return
        index = self._rows.index(place, 0)
        if selection.currentIndex().row() != place or not selection.isRowSelected(place):
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def _activate(self, place: int) -> None:
        table = self._rows.table
        if table is not None and 0 <= place < len(table):
            self.event_activated.emit(table.event_id(place))

    def _on_current_changed(self, current: QModelIndex) -> None:
        table = self._rows.table
        if not self._is_silent and current.isValid() and table is not None:
            self.event_chosen.emit(table.event_id(current.row()))

    def _on_head_section_clicked(self, section: int) -> None:
        table, column = self._rows.table, COLUMNS[section]
        is_again = table is not None and table.column is column
        is_descending = table is not None and is_again and not table.is_descending
        self.sort_requested.emit(column.value, is_descending)

    def _on_menu_requested(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy table", self.copy)
        menu.popup(self.viewport().mapToGlobal(at))


def _alignment(column: StudyColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
