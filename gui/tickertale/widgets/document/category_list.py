"""The list of categories in their dialog: dot, name and count; rows can be dragged."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.category_edit import CategoryRow
from tickertale.widgets.look.category_icon import category_icon
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

_ROW_PX = 28


class CategoryList(QListWidget):
    """Lists categories from the first lane to the last.

    Signals
    -------
    category_chosen : str
        The user went to the category with that id.
    category_moved : str, int
        It was dragged to that place among the others.
    """

    category_chosen = Signal(str)
    category_moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CategoryRow, ...] = ()
        self._theme = LIGHT
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Categories")
        self.setToolTip("Drag a category to move its lane")
        self.currentRowChanged.connect(self._on_current_row_changed)

    def set_rows(self, rows: tuple[CategoryRow, ...], *, chosen: str | None, theme: Theme) -> None:
        """Show these; nothing is emitted."""
        if (rows, theme) != (self._rows, self._theme) or self.count() != len(rows):
            self._rows, self._theme = rows, theme
            self._fill()
        # A soft highlight, on which dots of every color can be told.
        palette = qt_palette(theme)
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.accent_soft))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.text))
        self.setPalette(palette)
        place = next((at for at, row in enumerate(rows) if row.id == chosen), -1)
        if place != self.currentRow():
            self._silently_go_to(place)

    @override
    def sizeHint(self) -> QSize:
        return QSize(250, 240)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        place = self.currentRow()
        dragged = self._rows[place].id if 0 <= place < len(self._rows) else None
        super().dropEvent(event)
        if dragged is not None:
            # What the list shows now is only asked for: the state puts it in order.
            ids = [str(self.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.count())]
            if dragged in ids and ids.index(dragged) != place:
                self.category_moved.emit(dragged, ids.index(dragged))

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        for row in self._rows:
            item = QListWidgetItem(category_icon(row.color, self._theme), _text(row))
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name}, {row.count_text}")
            item.setSizeHint(QSize(0, _ROW_PX))
            self.addItem(item)
        self.blockSignals(False)

    def _silently_go_to(self, place: int) -> None:
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)

    def _on_current_row_changed(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self.category_chosen.emit(self._rows[place].id)


def _text(row: CategoryRow) -> str:
    return f"{row.name}   {row.count:,}"
