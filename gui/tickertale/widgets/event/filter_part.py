"""Filters as a part of the window: those that are kept, and names offered while typing."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMainWindow, QMenu

from tickertale.domain.saved_filter import SavedFilter
from tickertale.viewmodels.event.event_filter import EXAMPLES
from tickertale.viewmodels.event.filter_offer import FilterOffers, KeyChoice, without_open_key
from tickertale.viewmodels.event.saved_filter import LONGEST_NAME, remove_filter, save_filter
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme


class FilterPart(QObject):
    """Keeps filters with the document and offers them below the search field.

    Parameters
    ----------
    window : QMainWindow
        Parent of menus and dialogs.
    view_model : TimelineViewModel
    events : EventListPanel
    """

    def __init__(
        self, window: QMainWindow, *, view_model: TimelineViewModel, events: EventListPanel
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._events = events
        self._offers = FilterOffers()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what keeps the filter that is in force, and what offers those kept."""
        return {"save_filter": self._ask_name, "filters": self._show_menu_at_field}

    def join(self, actions: ActionSet) -> None:
        """Take the commands, and offer names while the user types."""
        self._actions = actions
        self._events.filter_menu_requested.connect(self._show_menu)
        self._events.search.set_suggestions(
            lambda text: self._offers.offers(text, timeline=self._model.reading.timeline)
        )
        self._model.filter_changed.connect(self.refresh)

    def set_theme(self, theme: Theme) -> None:
        """Do nothing: menus follow the style of the window."""

    def refresh(self) -> None:
        """Let a filter be kept where there is one, and the document can be changed."""
        has_filter = bool(self._model.list_state().search_text.strip())
        can_edit = not self._model.history.read_only_reason
        self._actions["save_filter"].setEnabled(has_filter and can_edit)

    def _show_menu_at_field(self) -> None:
        field = self._events.search
        self._show_menu(field.mapToGlobal(QPoint(0, field.height() + 2)))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kept = self._model.list_state().filters
        for row in kept:
            action = menu.addAction(f"{row.name.replace('&', '&&')}\t{row.text.replace('&', '&&')}")
            action.triggered.connect(partial(self._events.search.search_for, row.text))
        if kept:
            menu.addSeparator()
        for choice in self._offers.keys(self._model.reading.timeline):
            self._add_key(menu, choice)
        menu.addSeparator()
        menu.addAction(f"Try  {EXAMPLES}").triggered.connect(
            partial(self._events.search.search_for, EXAMPLES)
        )
        menu.addAction(self._actions["save_filter"])
        if kept:
            self._add_removal(menu, kept)
        menu.popup(at)

    def _add_key(self, menu: QMenu, choice: KeyChoice) -> None:
        if not choice.values:
            action = menu.addAction(f"{choice.name}…")
            action.setEnabled(choice.has_any)
            action.triggered.connect(partial(self._add_condition, choice.condition))
            return
        values = menu.addMenu(choice.name)
        for condition, name in choice.values:
            action = values.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self._add_condition, condition))

    def _add_condition(self, condition: str) -> None:
        """Put a condition behind what is typed already, in place of one without a value."""
        typed = without_open_key(self._events.search.text())
        self._events.search.go_on_with(f"{typed} {condition}".lstrip())

    def _add_removal(self, menu: QMenu, kept: tuple[SavedFilter, ...]) -> None:
        removal = menu.addMenu("&Remove")
        removal.setEnabled(not self._model.history.read_only_reason)
        for row in kept:
            action = removal.addAction(row.name.replace("&", "&&"))
            action.triggered.connect(partial(remove_filter, self._model.history, row.name))

    def _ask_name(self) -> None:
        text = self._model.list_state().search_text
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Save this filter")
        dialog.setLabelText(f"Name of the filter “{text}”")
        dialog.setTextValue(text)
        for field in dialog.findChildren(QLineEdit):
            field.setMaxLength(LONGEST_NAME)
        dialog.textValueSelected.connect(
            lambda name: save_filter(self._model.history, name, text=text)
        )
        dialog.open()
