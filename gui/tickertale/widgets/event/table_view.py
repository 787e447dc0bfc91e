"""The table of events in step with the window: what it shows, and what the user does in it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from tickertale.viewmodels.editor.event_table import COLUMNS, EventColumn, EventTableViewModel
from tickertale.viewmodels.event.selection import Selection
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.event.event_table import EventTableView


class TableView(QObject):
    """Keeps the table and the window in step.

    Parameters
    ----------
    model : TimelineViewModel
    parent : QObject

    Signals
    -------
    refused : str
        Why a cell was not changed.
    menu_filled : QMenu
        The menu of the selected rows is about to open.
    """

    refused = Signal(str)
    menu_filled = Signal(QMenu)

    def __init__(self, model: TimelineViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.state = EventTableViewModel(model, self)
        self.table = EventTableView()
        self._connect()
        self.table.set_columns(self.state.columns)
        self.refresh()

    def refresh(self) -> None:
        """Show the events that pass the filter."""
        self.table.set_table(
            self.state.table(),
            selected_ids=self._model.selection.id_set,
            can_edit=self.state.can_edit,
        )

    def _connect(self) -> None:
        state, table = self.state, self.table
        table.cells.problem_of = lambda place, text: state.problem_of(
            place[0], COLUMNS[place[1]], text=text
        )
        table.cells.choices_of = self._choices
        # Queued, as a new table would take away the very editor that is being closed.
        table.cells.cell_edited.connect(
            self._on_cells_cell_edited, Qt.ConnectionType.QueuedConnection
        )
        table.cells.refused.connect(self.refused)
        table.selection_asked.connect(self._on_table_selection_asked)
        table.event_activated.connect(self._model.select)
        table.menu_filled.connect(self.menu_filled)
        table.sort_asked.connect(
            lambda name, is_descending: state.sort(EventColumn(name), is_descending=is_descending)
        )
        table.columns_asked.connect(
            lambda names: state.show_columns([EventColumn(name) for name in names])
        )
        state.changed.connect(self.refresh)
        state.columns_changed.connect(lambda: table.set_columns(state.columns))
        self._model.selection_changed.connect(self.refresh)

    def _choices(self, column: int) -> list[tuple[str, str]]:
        if COLUMNS[column] is not EventColumn.CATEGORY:
            return []
        names = self.state.table().category_names
        return [(name, category) for category, name in names.items()]

    def _on_cells_cell_edited(self, place: tuple[int, int], text: str) -> None:
        problem = self.state.edit_cell(place[0], COLUMNS[place[1]], text=text)
        if problem:
            self.refused.emit(problem)

    def _on_table_selection_asked(self, ids: tuple[str, ...], current: str) -> None:
        if len(ids) == 1:
            self._model.select(current)
        else:
            self._model.selection.set(Selection(ids, current, current))
