"""The dialog of likely duplicates: groups of events that may be one, to look at and to merge."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.editor.duplicates import DuplicateGroup, DuplicatesState
from tickertale.widgets.look.form_style import dress_buttons

_SIZE_PX = (560, 400)
_RULE = (
    "Dates at most a day apart, and titles alike. A group is selected on the chart when you go to "
    "it; nothing is merged before you have seen what comes of it."
)


class DuplicatesDialog(QDialog):
    """Lists groups of likely duplicates beside the window, which stays in use meanwhile.

    Signals
    -------
    group_chosen, merge_requested : tuple
        Ids of the events of a group.
    """

    group_chosen = Signal(tuple)
    merge_requested = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups: tuple[DuplicateGroup, ...] = ()
        self.heading = QLabel()
        self.rule = QLabel(_RULE)
        self.list = QListWidget()
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        self.merge_button = self.buttons.addButton(
            "&Merge…", QDialogButtonBox.ButtonRole.ActionRole
        )
        self._lay_out()
        self._connect()
        self.wait()

    def wait(self) -> None:
        """Say that the events are being looked through."""
        self.heading.setText("Looking through the events…")
        self.merge_button.setEnabled(False)

    def set_progress(self, done: int, of: int) -> None:
        """Say how many events have been looked through."""
        self.heading.setText(f"Looking through the events… {done:,} of {of:,}")

    def set_state(self, state: DuplicatesState) -> None:
        """Show what was found; nothing is emitted."""
        self.heading.setText(state.heading)
        self._groups = state.groups
        self.list.blockSignals(True)
        self.list.clear()
        for group in state.groups:
            item = QListWidgetItem("\n".join(group.lines))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "; ".join(group.lines))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(state.groups))
        self.rule.setVisible(bool(state.groups))
        self.merge_button.setEnabled(False)

    def _lay_out(self) -> None:
        self.setWindowTitle("Likely duplicates")
        self.setModal(False)
        self.resize(*_SIZE_PX)
        self.rule.setWordWrap(True)
        self.list.setAccessibleName("Groups of likely duplicates")
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(3)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.rule)
        column.addWidget(self.list, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)
        self.merge_button.clicked.connect(self._on_merge_button_clicked)
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.list.itemActivated.connect(self._on_merge_button_clicked)

    def _on_list_current_row_changed(self, row: int) -> None:
        self.merge_button.setEnabled(0 <= row < len(self._groups))
        if 0 <= row < len(self._groups):
            self.group_chosen.emit(self._groups[row].event_ids)

    def _on_merge_button_clicked(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._groups):
            self.merge_requested.emit(self._groups[row].event_ids)
