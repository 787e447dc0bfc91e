"""The rows of the event list: the item model, how a row is painted, and the view."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.event.event_list import EventRow
from tickertale.viewmodels.event.listed_place import PlaceFinder, changed_rows
from tickertale.widgets.event.event_row_delegate import ROW_HEIGHT_PX, EventRowDelegate
from tickertale.widgets.look.brush import plain_tooltip
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.theme import Theme

_NO_PARENT: Final = QModelIndex()
_EXTENDING: Final = Qt.KeyboardModifier.ShiftModifier


class EventRowModel(QAbstractListModel):
    """The rows as an item model; texts are made when they are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EventRow, ...] = ()
        self._places = PlaceFinder()

    @property
    def rows(self) -> tuple[EventRow, ...]:
        """Return the rows shown."""
        return self._rows

    def set_rows(self, rows: tuple[EventRow, ...]) -> None:
        """Show these rows."""
        if len(rows) == len(self._rows):
            self._replace(rows)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _replace(self, rows: tuple[EventRow, ...]) -> None:
        """Show as many rows as before; nothing has to be laid out anew, which takes long."""
        first, last = changed_rows(self._rows, rows)
        self._rows = rows
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def row_of(self, event_id: str | None) -> int:
        """Return the row of an event, or −1."""
        place = self._places.find(self._rows, event_id)
        return -1 if place is None else place

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title_text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken_text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{row.title_text}\n{row.date_text} · {row.category_name}")
        return row if role == Qt.ItemDataRole.UserRole else None


class EventRowView(QListView):
    """The list itself: as tall as its rows where there is room, else it scrolls.

    Signals
    -------
    row_chosen : str
        The user clicked the event with that id or moved to it by key.
    row_toggled : str
        The user clicked it with Ctrl, or pressed Ctrl+Space on it.
    row_reached : str
        The user clicked it with Shift, or moved to it by key with Shift.
    row_activated : str
        The user pressed Enter on it.
    row_double_clicked : str
        The user double-clicked it.
    search_requested
        The user pressed Up on the first row.
    menu_requested : QPoint, str
        A menu was asked for at a global point, on the event with that id.
    """

    row_chosen = Signal(str)
    row_toggled = Signal(str)
    row_reached = Signal(str)
    row_activated = Signal(str)
    row_double_clicked = Signal(str)
    search_requested = Signal()
    menu_requested = Signal(QPoint, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = EventRowModel(self)
        self._delegate = EventRowDelegate(self)
        self._selected: str | None = None
        self._selected_ids: frozenset[str] = frozenset()
        self._is_pressing = False
        self._is_extending = False
        self._is_following = True
        self._set_looks()
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().actionTriggered.connect(self._stop_following)

    @property
    def row_model(self) -> EventRowModel:
        """Return the model of the rows."""
        return self._rows

    def set_rows(
        self,
        rows: tuple[EventRow, ...],
        selected: str | None,
        *,
        selected_ids: frozenset[str] = frozenset(),
    ) -> None:
        """Show these rows; nothing is emitted.

        Parameters
        ----------
        rows : tuple of EventRow
        selected : str or None
            Id of the current event.
        selected_ids : frozenset of str
            Ids of all selected events; while only the current one is, it may be empty.
        """
        is_changed = rows is not self._rows.rows and rows != self._rows.rows
        is_moved = selected != self._selected
        self._selected, self._selected_ids = selected, selected_ids
        if is_changed:
            offset = self.verticalScrollBar().value()
            self._rows.set_rows(rows)
            self.updateGeometry()
            self.verticalScrollBar().setValue(offset)
        self._select(selected, scrolls=is_changed or is_moved)

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Mark these words in the titles."""
        if terms != self._delegate.terms:
            self._delegate.terms = terms
            self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._delegate.theme = theme
        set_slim_scroll_bar(self, theme)
        self.viewport().update()

    def enter(self) -> None:
        """Take the keyboard focus, and choose the first row where none is."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        /,
        roles: Sequence[int] = (),
    ) -> None:
        # The list would lay out all rows anew, though each is as tall as it was.
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        # 32767 px is where some window systems stop; no screen is as tall.
        return QSize(248, min(self._rows.rowCount() * ROW_HEIGHT_PX, 32_767))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(self._rows.rowCount(), 2) * ROW_HEIGHT_PX)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._is_following and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        self._stop_following()
        super().wheelEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._is_pressing = True
        try:
            super().mousePressEvent(event)
        finally:
            self._is_pressing = False
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.row_toggled.emit(self._rows.rows[index.row()].id)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.row_reached.emit(self._rows.rows[index.row()].id)
        else:
            self._choose(index)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        index, keys = self.currentIndex(), event.modifiers()
        is_plain = not keys & (_EXTENDING | Qt.KeyboardModifier.ControlModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.row_activated.emit(self._rows.rows[index.row()].id)
        elif is_plain and event.key() == Qt.Key.Key_Up and index.row() <= 0:
            self.search_requested.emit()
        elif not is_plain and event.key() == Qt.Key.Key_Space and index.isValid():
            self.row_toggled.emit(self._rows.rows[index.row()].id)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            # These step through the bars of the chart; a list has no use for them.
            event.ignore()
        else:
            self._is_extending = bool(keys & _EXTENDING)
            super().keyPressEvent(event)
            self._is_extending = False

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        if index.isValid():
            corner = self.visualRect(index).center() if is_by_key else event.pos()
            at = self.viewport().mapToGlobal(corner)
            self.menu_requested.emit(at, self._rows.rows[index.row()].id)

    @override
    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None, /
    ) -> QItemSelectionModel.SelectionFlag:
        # What is selected is the state's to say; the user's clicks and keys only ask for it.
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _set_looks(self) -> None:
        self.setObjectName("event_rows")
        self.setAccessibleName("Events")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT_PX // 3)
        self.viewport().setAutoFillBackground(False)

    def _stop_following(self) -> None:
        """Leave the selected row where it is: the user scrolled elsewhere."""
        self._is_following = False

    def _select(self, event_id: str | None, *, scrolls: bool) -> None:
        row = self._rows.row_of(event_id) if event_id is not None else -1
        if row < 0:
            self.selectionModel().clear()
            return
        index = self._rows.index(row)
        if self.currentIndex() != index:
            self.setCurrentIndex(index)
        chosen = self._selected_rows(row)
        if chosen != self.selectionModel().selection():
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scrolls:
            self._is_following = True
            self.scrollTo(index)

    def _selected_rows(self, current: int) -> QItemSelection:
        """Return the selected rows, those beside each other as one range."""
        chosen, ids = QItemSelection(), self._selected_ids
        if len(ids) < 2:
            chosen.select(self._rows.index(current), self._rows.index(current))
            return chosen
        places = (place for place, row in enumerate(self._rows.rows) if row.id in ids)
        for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            numbers = [place for _, place in run]
            chosen.select(self._rows.index(numbers[0]), self._rows.index(numbers[-1]))
        return chosen

    def _choose(self, index: QModelIndex) -> None:
        self._selected = self._rows.rows[index.row()].id
        self.row_chosen.emit(self._selected)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if self._is_pressing or not current.isValid():
            return
        # What `set_rows` selected is known already; only the user's own moves are news.
        event_id = self._rows.rows[current.row()].id
        if event_id != self._selected and self._is_extending:
            self.row_reached.emit(event_id)
        elif event_id != self._selected:
            self._choose(current)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_double_clicked.emit(self._rows.rows[index.row()].id)
