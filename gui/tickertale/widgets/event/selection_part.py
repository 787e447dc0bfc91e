"""What is done to selected events, as a part of the window: commands, menu, bulk form, merging."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMainWindow, QMenu

from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.job.job import Job
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import LIGHT, Theme

if TYPE_CHECKING:
    from tickertale.widgets.details.bulk_form import BulkForm
    from tickertale.widgets.event.duplicates_dialog import DuplicatesDialog

_EDITS = ("duplicate_event", "move_event_back", "move_event_on", "delete_event")


class SelectionPart(QObject):
    """Lets the selected events be changed, from the menus, by key and from the right panel.

    Parameters
    ----------
    window : QMainWindow
        Parent of menus and dialogs.
    view_model : TimelineViewModel
    panel : ChartPanel
    events : EventListPanel
    details : DetailsPanel
    """

    def __init__(
        self,
        window: QMainWindow,
        *,
        view_model: TimelineViewModel,
        panel: ChartPanel,
        events: EventListPanel,
        details: DetailsPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._panel = panel
        self._events = events
        self._details = details
        self._theme = LIGHT
        self._duplicates: DuplicatesDialog | None = None
        self._looked_through: Timeline | None = None
        self._job: Job | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what is done to the selected events, by the names of the catalogue."""
        editing = self._model.editing
        return {
            "select_all": self._model.select_all,
            "duplicate_event": editing.duplicate,
            "merge_events": self._ask_merge,
            "move_event_back": partial(editing.step, -1),
            "move_event_on": partial(editing.step, 1),
            "delete_event": editing.delete,
            "find_duplicates": self._find_duplicates,
        }

    def join(self, actions: ActionSet) -> None:
        """Take the commands, and open the menu of an event where it is asked for."""
        self._actions = actions
        self._model.selection_changed.connect(self.refresh)
        self._panel.chart.event_menu_requested.connect(self._on_chart_event_menu_requested)
        self._events.menu_requested.connect(self._on_events_menu_requested)
        self._details.bulk_built.connect(self._on_details_bulk_built)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme

    def refresh(self) -> None:
        """Let those commands be used for which enough is selected."""
        can_edit = self._model.editing.can_edit
        for name in _EDITS:
            self._actions[name].setEnabled(can_edit)
        is_multiple = self._model.selection.is_multiple
        self._actions["merge_events"].setEnabled(can_edit and is_multiple)
        if self._duplicates is not None and self._duplicates.isVisible():
            self._look_for_duplicates()

    def _on_details_bulk_built(self, form: "BulkForm") -> None:
        editing = self._model.editing
        form.category_chosen.connect(editing.set_category)
        form.importance_chosen.connect(editing.set_importance)
        form.tags_added.connect(editing.add_tags)
        form.suggestions_wanted.connect(lambda: form.suggest_tags(editing.known_tags()))
        form.tag_removed.connect(editing.remove_tag)
        form.shifted_by_days.connect(editing.shift_by_days)
        form.shifted_by_sessions.connect(editing.shift_by_sessions)
        form.merge_clicked.connect(self._ask_merge)
        form.delete_clicked.connect(self._on_form_delete_clicked)

    def _on_form_delete_clicked(self) -> None:
        # The form goes, and the focus would go to a text field, where Ctrl+Z means something else.
        self._panel.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self._model.editing.delete()

    def _on_chart_event_menu_requested(self, at: QPoint, event_ids: tuple[str, ...]) -> None:
        self._pop_up(at, event_ids)

    def _on_events_menu_requested(self, at: QPoint, event_id: str) -> None:
        self._pop_up(at, (event_id,))

    def _pop_up(self, at: QPoint, event_ids: Sequence[str]) -> None:
        """Open the menu of events; they get selected unless all of them are already."""
        selection = self._model.selection
        if not selection.id_set.issuperset(event_ids):
            selection.select_all(event_ids)
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(at)

    def fill_menu(self, menu: QMenu) -> None:
        """Put into a menu what can be done with the selected events."""
        for name in ("details", "edit_event", "duplicate_event", "merge_events"):
            if name in self._actions:
                menu.addAction(self._actions[name])
        self._add_categories(menu)
        menu.addSeparator()
        menu.addAction(self._actions["delete_event"])

    def _add_categories(self, menu: QMenu) -> None:
        # Icons are drawn when a menu needs them.
        from tickertale.viewmodels.event.bulk import category_choices
        from tickertale.widgets.look.category_icon import category_icon

        timeline, editing = self._model.reading.timeline, self._model.editing
        categories = menu.addMenu("&Category")
        categories.setEnabled(editing.can_edit)
        used = {timeline.event(name).category for name in self._model.selection.ids}
        for row in category_choices(timeline):
            action = categories.addAction(row.name.replace("&", "&&"))
            action.setIcon(category_icon(row.color, self._theme))
            action.setIconVisibleInMenu(True)
            action.setCheckable(True)
            action.setChecked(used == {row.id})
            action.triggered.connect(lambda _=False, name=row.id: editing.set_category(name))

    def _ask_merge(self) -> None:
        self._ask_merge_of(self._model.selection.ids)

    def _ask_merge_of(self, event_ids: tuple[str, ...]) -> None:
        from tickertale.widgets.event.merge_dialog import MergeDialog

        timeline = self._model.reading.timeline
        if len(event_ids) < 2 or not all(map(timeline.has_event, event_ids)):
            return
        dialog = MergeDialog(timeline, event_ids, theme=self._theme, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.merge_chosen.connect(self._on_dialog_merge_chosen)
        dialog.open()

    def _on_dialog_merge_chosen(self, event: Event, others: tuple[str, ...]) -> None:
        self._panel.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self._model.editing.merge(event, others)

    def _find_duplicates(self) -> None:
        from tickertale.widgets.event.duplicates_dialog import DuplicatesDialog

        if self._duplicates is None:
            self._duplicates = DuplicatesDialog(self._window)
            self._duplicates.merge_requested.connect(self._ask_merge_of)
            self._duplicates.group_chosen.connect(self._show_events)
        self._look_for_duplicates()
        self._duplicates.show()
        self._duplicates.raise_()
        self._duplicates.activateWindow()

    def _look_for_duplicates(self) -> None:
        """Look through all events, beside the window; what is found is shown by the dialog."""
        from tickertale.viewmodels.editor.duplicates import find_duplicates

        dialog, timeline = self._duplicates, self._model.reading.timeline
        if dialog is None or timeline is self._looked_through:
            return
        self._looked_through = timeline
        if self._job is not None:
            self._job.cancel()
        dialog.wait()
        self._job = self._model.jobs.start(
            lambda ticket: find_duplicates(timeline, report=ticket.report),
            done=dialog.set_state,
            failed=lambda error: self._model.history.refused.emit(str(error)),
            progressed=dialog.set_progress,
        )

    def _show_events(self, event_ids: tuple[str, ...]) -> None:
        timeline = self._model.reading.timeline
        there = [name for name in event_ids if timeline.has_event(name)]
        self._model.selection.select_all(there)
        self._model.show_events(there)
