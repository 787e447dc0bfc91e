"""The main window: puts panels, chart, menus and keys together and wires them to the state."""

from collections.abc import Callable, Mapping
from functools import partial

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.event_list import EventOrder
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.chart.chart_part import ChartPart
from tickertale.widgets.chart.mark_part import MarkPart
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.document.category_part import CategoryPart
from tickertale.widgets.document.document_part import DocumentPart
from tickertale.widgets.document.history_part import HistoryPart
from tickertale.widgets.document.interchange_part import InterchangePart
from tickertale.widgets.editor.editor_part import EditorPart
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.event.filter_part import FilterPart
from tickertale.widgets.event.selection_part import SelectionPart
from tickertale.widgets.event.table_part import TablePart
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.frame.dock import PanelDock
from tickertale.widgets.frame.panel_retreat import PanelRetreat
from tickertale.widgets.look.stylesheet import window_style
from tickertale.widgets.look.theme import Theme
from tickertale.widgets.study.impact_part import ImpactPart
from tickertale.widgets.study.study_part import StudyPart
from tickertale.widgets.window.window_command import WindowCommands
from tickertale.widgets.window.window_part import RememberingPart, WindowPart

LEFT_WIDTH_PX = 260
RIGHT_WIDTH_PX = 340
_LEAST_FOR_DETAILS, _LEAST_FOR_EVENTS = 900, 680
"""Widths of the window below which its panels give way to the chart."""
_THEMES = ("system", "light", "dark")
_COLORS = ("green_up", "red_up", "blue_orange")
_MENU = ("details", "zoom_span", "fit", "export", "copy_figure")


class MainWindow(QMainWindow):
    """Shows one document; what it cannot do itself it asks for by signals.

    Parameters
    ----------
    view_model : TimelineViewModel
    theme : Theme
    folder : StartFolder or None
        Where file dialogs begin.

    Attributes
    ----------
    may_close : callable
        Returns whether the window may be closed; asks the user if need be.

    Signals
    -------
    export_requested, copy_requested, about_requested
    theme_chosen(str), move_colors_chosen(str)
        A value of the settings.
    link_clicked(str)
        Address of a source.
    closed
        The window has been closed by the user.
    """

    export_requested = Signal()
    copy_requested = Signal()
    about_requested = Signal()
    theme_chosen = Signal(str)
    move_colors_chosen = Signal(str)
    link_clicked = Signal(str)
    closed = Signal()

    def __init__(
        self, view_model: TimelineViewModel, theme: Theme, *, folder: StartFolder | None = None
    ) -> None:
        super().__init__()
        self._model = view_model
        self._folder = folder or StartFolder()
        self._file_name = ""
        self.may_close: Callable[[], bool] = lambda: True
        self._events = EventListPanel()
        self._details = DetailsPanel()
        self._panel = ChartPanel(view_model, theme)
        self._message = MessageBar()
        left, right = self._events, self._details
        self._events_dock = PanelDock("Events", name="events_dock", panel=left, parent=self)
        self._details_dock = PanelDock("Details", name="details_dock", panel=right, parent=self)
        self._commands = WindowCommands(
            self,
            view_model=view_model,
            panel=self._panel,
            events=self._events,
            events_dock=self._events_dock,
            details_dock=self._details_dock,
        )
        self._documents = DocumentPart(self)
        self._interchange = InterchangePart(self, view_model=view_model)
        self._parts = self._build_parts()
        self._actions = ActionSet(self, chart=self._panel.chart, handlers=self._handlers())
        self._actions.fill(self.menuBar())
        self._lay_out()
        for part in self._parts:
            part.join(self._actions)
        self._connect()
        self.set_theme(theme)
        self._show_document()

    @property
    def chart(self) -> ChartPanel:
        """Return the middle of the window."""
        return self._panel

    @property
    def events(self) -> EventListPanel:
        """Return the left panel."""
        return self._events

    @property
    def details(self) -> DetailsPanel:
        """Return the right panel."""
        return self._details

    @property
    def editor(self) -> EditorPart:
        """Return what edits events in the place of the details."""
        return self._editor

    @property
    def documents(self) -> DocumentPart:
        """Return what asks for files."""
        return self._documents

    @property
    def interchange(self) -> InterchangePart:
        """Return what asks for files of events."""
        return self._interchange

    @property
    def actions_by_name(self) -> ActionSet:
        """Return the commands of the window."""
        return self._actions

    @property
    def view_model(self) -> TimelineViewModel:
        """Return the state that the window shows."""
        return self._model

    def kept_parts(self) -> dict[str, JsonValue]:
        """Return what the parts of the window shall show again at the next start."""
        parts = (part for part in self._parts if isinstance(part, RememberingPart))
        return {part.name: part.kept() for part in parts}

    def restore_parts(self, kept: Mapping[str, JsonValue]) -> None:
        """Let the parts of the window show again what they showed."""
        for part in self._parts:
            if isinstance(part, RememberingPart) and part.name in kept:
                part.restore(kept[part.name])

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.setStyleSheet(window_style(theme))
        for panel in (self._events, self._details, self._events_dock, self._details_dock):
            panel.set_theme(theme)
        for part in self._parts:
            part.set_theme(theme)

    def set_choices(self, *, theme: str, move_colors: str) -> None:
        """Check the menu entries of the settings in force."""
        self._actions[f"theme_{theme}"].setChecked(True)
        self._actions[f"colors_{move_colors}"].setChecked(True)

    def say(self, text: str) -> None:
        """Show a sentence above the chart until it is dismissed."""
        # Whatever is said: as long as the file is gone, this is what helps.
        if self._model.history.is_gone:
            save = self._documents.save_copy_requested.emit
            self._message.warn(text, words="&Save a copy…", act=save)
        else:
            self._message.say(text)

    def set_file_name(self, name: str) -> None:
        """Name the file in the title, by which documents of one title are told apart."""
        self._file_name = name
        self._show_title()

    # Building

    def _build_parts(self) -> tuple[WindowPart, ...]:
        """Return the features of the window, each with commands and widgets of its own."""
        chart = ChartPart(self, view_model=self._model, panel=self._panel)
        chart.export_requested.connect(self.export_requested)
        chart.refused.connect(self.say)
        selection = SelectionPart(
            self,
            view_model=self._model,
            panel=self._panel,
            events=self._events,
            details=self._details,
        )
        self._editor = EditorPart(
            self,
            view_model=self._model,
            panel=self._panel,
            details=self._details,
            dock=self._details_dock,
        )
        history = HistoryPart(self, view_model=self._model)
        study = StudyPart(self, view_model=self._model, folder=self._folder)
        marks = MarkPart(self, view_model=self._model)
        study.refused.connect(self.say)
        filters = FilterPart(self, view_model=self._model, events=self._events)
        table = TablePart(self, view_model=self._model)
        table.refused.connect(self.say)
        table.menu_filled.connect(selection.fill_menu)
        impact = ImpactPart(
            self,
            view_model=self._model,
            details=self._details,
            panel=self._panel,
            events=self._events,
        )
        self._interchange.refused.connect(self.say)
        categories = CategoryPart(self, view_model=self._model)
        main = (chart, history, selection, self._editor, self._documents, self._interchange)
        return (*main, categories, study, marks, filters, impact, table)

    def _lay_out(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._message)
        layout.addWidget(self._panel, 1)
        self.setCentralWidget(middle)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._events_dock)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._details_dock)
        PanelRetreat(
            self, ((self._details_dock, _LEAST_FOR_DETAILS), (self._events_dock, _LEAST_FOR_EVENTS))
        )
        self.resizeDocks(
            [self._events_dock, self._details_dock],
            [LEFT_WIDTH_PX, RIGHT_WIDTH_PX],
            Qt.Orientation.Horizontal,
        )

    def _handlers(self) -> dict[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {}
        for part in self._parts:
            handlers.update(part.handlers())
        return handlers | {
            "export": self.export_requested.emit,
            "copy_figure": self.copy_requested.emit,
            "clear": self._clear,
            "about": self.about_requested.emit,
            **{f"theme_{name}": partial(self.theme_chosen.emit, name) for name in _THEMES},
            **{f"colors_{name}": partial(self.move_colors_chosen.emit, name) for name in _COLORS},
            **self._commands.handlers(),
        }

    def _connect(self) -> None:
        model, chart = self._model, self._panel.chart
        model.reading_changed.connect(self._show_document)
        model.selection_changed.connect(self._show_panels)
        model.filter_changed.connect(self._show_panels)
        model.history.refused.connect(self.say)
        model.history.trouble_changed.connect(self._on_history_trouble_changed)
        chart.lane_double_clicked.connect(self._on_chart_lane_double_clicked)
        chart.event_double_clicked.connect(self._editor.edit)
        self._events.event_clicked.connect(model.select)
        self._events.event_toggled.connect(model.selection.toggle)
        self._events.event_reached.connect(model.extend_to)
        self._events.event_activated.connect(self._on_events_event_activated)
        self._events.event_double_clicked.connect(self._editor.edit)
        self._editor.link_clicked.connect(self.link_clicked)
        self._editor.offered.connect(self._message.offer)
        self._events.search_edited.connect(model.search)
        self._events.category_toggled.connect(model.show_category)
        self._events.order_chosen.connect(lambda order: model.sort(EventOrder(order)))
        self._events.move_clicked.connect(self._on_events_move_clicked)
        self._details.link_clicked.connect(self.link_clicked)
        self._details.previous_clicked.connect(partial(model.step, -1))
        self._details.next_clicked.connect(partial(model.step, 1))
        docks = ((self._events_dock, "show_events"), (self._details_dock, "show_details"))
        for dock, name in docks:
            dock.visibilityChanged.connect(self._actions[name].setChecked)

    # Showing

    def _show_document(self) -> None:
        self._show_title()
        self._show_panels()
        for part in self._parts:
            part.refresh()

    def _show_title(self) -> None:
        title = self._model.reading.timeline.title
        self.setWindowTitle(f"{title} — {self._file_name or 'Tickertale'}")

    def _show_panels(self) -> None:
        self._events.set_state(self._model.list_state())
        self._details.set_state(self._model.details_state())

    # Doing

    def _clear(self) -> None:
        self._message.hide()
        if not self._model.span.clear():
            self._model.clear()

    def _on_history_trouble_changed(self) -> None:
        history = self._model.history
        if history.is_gone:
            self.say(history.unsaved_reason)
        elif not history.unsaved_reason:
            self._message.hide()

    def _on_events_event_activated(self, event_id: str) -> None:
        self._model.select(event_id)
        self._commands.show_details()

    def _on_events_move_clicked(self, index: int) -> None:
        self._model.show_bar(index)
        position = self._model.position_of(index)
        self._model.point_at(position)
        self._editor.begin(self._model.reading.scale.date_at(position))

    def _on_chart_lane_double_clicked(self, category: str, position: float) -> None:
        day = self._model.reading.scale.date_at(position)
        self._editor.begin(day, category=category or None)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._editor.write()
        if not self.may_close():
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)
