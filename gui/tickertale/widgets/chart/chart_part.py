"""The chart as a part of the window: its range bar, menus, hover card and context menu."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu
from typing_extensions import override

from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis
from tickertale.viewmodels.chart.go_to import resolve_go_to, shown_range
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.chart.series_item import series_items
from tickertale.viewmodels.chart.viewport import RangePreset
from tickertale.viewmodels.text.wording import interval_text
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.chart.compare_menu import CompareMenu
from tickertale.widgets.chart.hover_card import HoverCard
from tickertale.widgets.chart.lane_menu import LaneMenu
from tickertale.widgets.chart.range_bar import RangeBar
from tickertale.widgets.chart.series_menu import SeriesMenu
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme

_MENU = ("details", "zoom_span", "fit", "export", "copy_figure")
_DATES_MS = 60
"""How often the dates in view are told at most, while it moves."""


class ChartPart(QObject):
    """Keeps what stands around the chart true to what the chart shows.

    Parameters
    ----------
    window : QMainWindow
        Has its central widget by the time of `join`.
    view_model : TimelineViewModel
    panel : ChartPanel

    Signals
    -------
    export_requested
        The user asked for a figure by the button beside the ranges.
    refused(str)
        What is wrong with the dates that were typed; nothing when they are right.
    """

    export_requested = Signal()
    refused = Signal(str)

    def __init__(
        self, window: QMainWindow, *, view_model: TimelineViewModel, panel: ChartPanel
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._panel = panel
        self._hover = HoverCard(window)
        self._compare = CompareMenu(window)
        self._series = SeriesMenu(window)
        self._lanes = LaneMenu(view_model.display, parent=window)
        self._dates_timer = QTimer(self)
        self._dates_timer.setSingleShot(True)
        self._dates_timer.setInterval(_DATES_MS)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return nothing: the commands of the chart are among those of the window."""
        return {}

    def join(self, actions: ActionSet) -> None:
        """Fill the menus and the range bar, and connect them with the chart."""
        self._actions = actions
        scales = actions.menu("&View/Price &scale").menuAction()
        actions.menu("&View").insertMenu(scales, self._series)
        actions.menu("&View").addMenu(self._compare)
        actions.menu("&View").addMenu(self._lanes)
        self._range_bar = self._build_range_bar()
        self._window.centralWidget().installEventFilter(self)
        model, chart = self._model, self._panel.chart
        fields = self._range_bar.fields
        fields.range_typed.connect(self._on_fields_range_typed)
        fields.left.connect(partial(chart.setFocus, Qt.FocusReason.OtherFocusReason))
        self._dates_timer.timeout.connect(self._show_dates)
        model.view_changed.connect(self._on_model_view_changed)
        model.display.changed.connect(self._show_display)
        model.span.changed.connect(self._show_span)
        model.reading_changed.connect(self._show_series)
        self._series.chosen.connect(model.display.show_series)
        self._panel.header.interval.clicked.connect(self._on_interval_clicked)
        self._compare.toggled.connect(lambda name, is_on: model.display.compare(name, is_on=is_on))
        chart.event_rested.connect(self._on_chart_event_rested)
        chart.event_left.connect(self._hover.hide)
        chart.menu_requested.connect(self._on_chart_menu_requested)
        chart.lane_moved.connect(self._on_chart_lane_moved)
        chart.lane_name_double_clicked.connect(self._on_chart_lane_name_double_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._panel.set_theme(theme)
        self._hover.set_theme(theme)

    def refresh(self) -> None:
        """Show the ranges, the ways to draw and the span that are in force."""
        self._show_range()
        self._show_dates()
        self._show_display()
        self._show_series()
        self._show_span()

    def _build_range_bar(self) -> RangeBar:
        actions = self._actions
        ranges = [(str(choice), actions[f"range_{choice}"]) for choice in RangePreset]
        menus = [
            ("Chart", [actions[f"kind_{kind}"] for kind in ChartKind]),
            ("Time axis", [actions[f"time_{axis}"] for axis in TimeAxis]),
            ("Price scale", [actions[f"scale_{kind}"] for kind in ScaleKind]),
        ]
        bar = RangeBar(ranges, menus=menus, export=self.export_requested.emit, parent=self._window)
        bar.add_compare(self._compare)
        self._window.addToolBar(bar)
        return bar

    def _on_model_view_changed(self) -> None:
        self._hover.hide()
        self._show_range()
        if not self._dates_timer.isActive():
            self._dates_timer.start()

    def _show_range(self) -> None:
        active = self._model.active_preset()
        for choice in RangePreset:
            self._actions[f"range_{choice}"].setChecked(choice is active)
        self._actions["view_back"].setEnabled(self._model.views.can_go_back)
        self._actions["view_forward"].setEnabled(self._model.views.can_go_forward)

    def _show_dates(self) -> None:
        dates = shown_range(self._model.reading.scale, self._model.view)
        self._range_bar.fields.set_dates(*dates)

    def _on_fields_range_typed(self, start: str, end: str) -> None:
        model = self._model
        place = resolve_go_to(start, end, scale=model.reading.scale, view=model.view)
        self.refused.emit(place.problem)
        if place.view is None:
            return
        model.go_to(place.view, position=place.position)
        self._show_dates()
        self._range_bar.fields.restore()
        self._panel.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_span(self) -> None:
        has_span = self._model.span.span is not None
        self._actions["zoom_span"].setEnabled(has_span)
        # With a span, Enter zooms to it.
        self._actions.pass_keys("details", "zoom_span", is_passed=has_span)

    def _show_display(self) -> None:
        display, reading = self._model.display, self._model.reading
        self._actions[f"kind_{display.kind}"].setChecked(True)
        self._actions[f"scale_{display.scale_kind}"].setChecked(True)
        self._actions[f"time_{display.time_axis}"].setChecked(True)
        self._actions["lock_prices"].setChecked(display.locked is not None)
        others = [row for row in reading.timeline.instruments if row != reading.instrument]
        self._compare.set_instruments(others, shown=display.compared)
        self._lanes.set_lanes(reading.lanes)

    def _show_series(self) -> None:
        reading = self._model.reading
        items = series_items(reading.instrument, reading.choice)
        self._series.set_items(items)
        is_choice = len(items) > 1 and reading.choice is not None
        word = interval_text(reading.choice.interval) if is_choice and reading.choice else ""
        self._panel.header.set_interval(word)

    def _on_interval_clicked(self) -> None:
        button = self._panel.header.interval
        self._series.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _on_chart_lane_moved(self, category: str, by: int) -> None:
        display, lanes = self._model.display, self._model.reading.lanes
        display.arrange_lanes(display.lanes.moved(category, by, lanes=lanes))

    def _on_chart_lane_name_double_clicked(self, category: str) -> None:
        display = self._model.display
        display.arrange_lanes(display.lanes.toggled(category))

    def _on_chart_event_rested(self, event_id: str, place: QRect) -> None:
        self._hover.show_for(self._model.hover_state(event_id), place)

    def _on_chart_menu_requested(self, at: QPoint, lane: str) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _MENU:
            menu.addAction(self._actions[name])
        self._lanes.set_lane(lane)
        menu.addMenu(self._lanes)
        menu.popup(at)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        middle = self._window.centralWidget()
        if watched is middle and event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._range_bar.set_left_margin(middle.x())
        return super().eventFilter(watched, event)
