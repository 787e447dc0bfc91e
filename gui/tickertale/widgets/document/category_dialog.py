"""The dialog of categories: add, rename, recolor, reorder, merge, delete; the chart follows."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.event.category_edit import (
    PALETTE,
    CategoriesState,
    CategoryEditViewModel,
    CategoryRow,
    ColorState,
    resolve_color,
)
from tickertale.widgets.control.color_field import ColorField
from tickertale.widgets.document.category_list import CategoryList
from tickertale.widgets.look.category_icon import category_icon
from tickertale.widgets.look.form_style import dress_buttons
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

_SIZE_PX = (640, 400)
_LONGEST_NAME = 100
_LONGEST_SHORT_NAME = 30


class CategoryDialog(QDialog):
    """Shows the categories beside the window, which stays in use meanwhile.

    Parameters
    ----------
    categories : CategoryEditViewModel
    theme : Theme
    parent : QWidget
    """

    def __init__(self, categories: CategoryEditViewModel, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = categories
        self._theme = theme
        self._state = CategoriesState()
        self._chosen: str | None = None
        self.list = CategoryList()
        self.name = QLineEdit()
        self.short_name = QLineEdit()
        self.color = ColorField(PALETTE, resolve=_color_state)
        self.refusal = QLabel()
        self.add = QPushButton("&Add")
        self.up = QPushButton("Move &up")
        self.down = QPushButton("Move do&wn")
        self.merge = QPushButton("&Merge into")
        self.delete = QPushButton("&Delete")
        self._merge_menu = QMenu(self.merge)
        self._delete_menu = QMenu(self.delete)
        self._fill()
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.color.set_theme(theme)
        self._show()

    def refresh(self) -> None:
        """Show the categories as they are now."""
        self._state = self._model.state()
        ids = [row.id for row in self._state.rows]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else None
        self._show()

    def choose(self, category_id: str) -> None:
        """Go to a category."""
        self._chosen = category_id
        self._show()

    def _show(self) -> None:
        row = self._row()
        can_edit = not self._state.refusal
        self.list.set_rows(self._state.rows, chosen=self._chosen, theme=self._theme)
        self.list.setDragEnabled(can_edit)
        self.refusal.setText(self._state.refusal)
        self.refusal.setVisible(not can_edit)
        if row is not None:
            _set_text(self.name, row.name)
            _set_text(self.short_name, row.short_name)
            self.color.set_color(row.color)
        for field in (self.name, self.short_name, self.color):
            field.setEnabled(can_edit and row is not None)
        self._show_buttons(row, can_edit=can_edit)

    def _show_buttons(self, row: CategoryRow | None, *, can_edit: bool) -> None:
        place = -1 if row is None else self._state.rows.index(row)
        self.add.setEnabled(can_edit)
        self.up.setEnabled(can_edit and place > 0)
        self.down.setEnabled(can_edit and 0 <= place < len(self._state.rows) - 1)
        has_other = can_edit and row is not None and len(self._state.rows) > 1
        self.merge.setEnabled(has_other)
        has_events = row is not None and row.count > 0
        self.delete.setEnabled(has_other or (can_edit and row is not None and not has_events))
        self.delete.setText("&Delete…" if has_events else "&Delete")

    def _row(self) -> CategoryRow | None:
        return next((row for row in self._state.rows if row.id == self._chosen), None)

    def _fill(self) -> None:
        self.setWindowTitle("Categories")
        self.setModal(False)
        self.resize(*_SIZE_PX)
        self.name.setMaxLength(_LONGEST_NAME)
        self.short_name.setMaxLength(_LONGEST_SHORT_NAME)
        self.short_name.setPlaceholderText("as the name")
        self.short_name.setToolTip("The name beside the lane, where space is scarce")
        self.refusal.setWordWrap(True)
        self.merge.setMenu(self._merge_menu)
        for button in (self.add, self.up, self.down, self.merge, self.delete):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("&Name", self.name)
        form.addRow("&Lane", self.short_name)
        form.addRow("&Color", self.color)
        moves = QHBoxLayout()
        moves.addWidget(self.add)
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        ends = QHBoxLayout()
        ends.addWidget(self.merge)
        ends.addWidget(self.delete)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(moves)
        right.addLayout(form)
        right.addStretch(1)
        right.addLayout(ends)
        columns = QHBoxLayout()
        columns.addLayout(left, 1)
        columns.addSpacing(12)
        columns.addLayout(right, 1)
        buttons = QDialogButtonBox()
        buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        dress_buttons(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.refusal)
        column.addLayout(columns, 1)
        column.addWidget(buttons)
        for name, field in (("Name", self.name), ("Name of the lane", self.short_name)):
            field.setAccessibleName(name)

    def _connect(self) -> None:
        self.list.category_chosen.connect(self.choose)
        self.list.category_moved.connect(self._on_list_category_moved)
        self.name.editingFinished.connect(self._on_name_editing_finished)
        self.short_name.editingFinished.connect(self._on_short_name_editing_finished)
        self.color.color_chosen.connect(self._on_color_color_chosen)
        self.add.clicked.connect(self._on_add_clicked)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.delete.clicked.connect(self._on_delete_clicked)
        self._merge_menu.aboutToShow.connect(self._fill_merge_menu)
        self._delete_menu.aboutToShow.connect(self._fill_delete_menu)

    # Doing

    def _on_list_category_moved(self, category_id: str, place: int) -> None:
        self._model.move(category_id, place)
        # The list has moved the row itself, whatever came of it.
        self.refresh()

    def _on_name_editing_finished(self) -> None:
        row = self._row()
        if row is not None and self.name.text() != row.name:
            self._model.rename(row.id, self.name.text())
            self._show()

    def _on_short_name_editing_finished(self) -> None:
        row = self._row()
        if row is not None and self.short_name.text() != row.short_name:
            self._model.shorten(row.id, self.short_name.text())

    def _on_color_color_chosen(self, color: str) -> None:
        row = self._row()
        if row is not None:
            self._model.recolor(row.id, color)

    def _on_add_clicked(self) -> None:
        self.choose(self._model.add())
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _move(self, by: int) -> None:
        row = self._row()
        if row is not None:
            self._model.move(row.id, self._state.rows.index(row) + by)

    def _on_delete_clicked(self) -> None:
        row = self._row()
        if row is not None and not row.count:
            self._model.delete(row.id)
        elif row is not None:
            # Events must go somewhere, so a menu asks where.
            below = self.delete.mapToGlobal(QPoint(0, self.delete.height()))
            self._delete_menu.popup(below)

    def _fill_merge_menu(self) -> None:
        row = self._row()
        self._merge_menu.clear()
        for other in self._others():
            action = self._merge_menu.addAction(_menu_text(other.name))
            action.setIcon(category_icon(other.color, self._theme))
            if row is not None:
                action.triggered.connect(
                    lambda _=False, gone=row.id, into=other.id: self._merge(gone, into)
                )

    def _fill_delete_menu(self) -> None:
        row = self._row()
        self._delete_menu.clear()
        for other in self._others():
            if row is not None:
                text = f"and give its {row.count_text} to “{other.name}”"
                action = self._delete_menu.addAction(_menu_text(text))
                action.setIcon(category_icon(other.color, self._theme))
                action.triggered.connect(
                    lambda _=False, gone=row.id, into=other.id: self._model.delete(gone, into)
                )

    def _merge(self, gone: str, into: str) -> None:
        self._chosen = into
        self._model.merge(gone, into)

    def _others(self) -> list[CategoryRow]:
        return [row for row in self._state.rows if row.id != self._chosen]


def _color_state(text: str) -> ColorState:
    return resolve_color(text, light=(LIGHT.plot, LIGHT.window), dark=(DARK.plot, DARK.window))


def _set_text(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)


def _menu_text(text: str) -> str:
    return text.replace("&", "&&")
