"""What the commands of the window do, by the names of the catalogue."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis
from tickertale.viewmodels.chart.go_to import GoToState, resolve_go_to
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.chart.viewport import RangePreset
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.chart.go_to_dialog import GoToDialog
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.frame.dock import PanelDock
from tickertale.widgets.window.help_dialog import HelpDialog

KEY_ZOOM = 1.5
"""Factor of one press of a zoom key."""
PAGE_SHARE = 0.8
"""Share of the view that a page key moves it by."""


class WindowCommands(QObject):
    """Does what the user asked for by menu or key.

    Parameters
    ----------
    window : QMainWindow
        Parent of dialogs.
    view_model : TimelineViewModel
    panel : ChartPanel
    events : EventListPanel
    events_dock, details_dock : PanelDock
    """

    def __init__(
        self,
        window: QMainWindow,
        *,
        view_model: TimelineViewModel,
        panel: ChartPanel,
        events: EventListPanel,
        events_dock: PanelDock,
        details_dock: PanelDock,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._panel = panel
        self._events = events
        self._events_dock = events_dock
        self._details_dock = details_dock

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to run for each command, by its name."""
        model = self._model
        return {
            "quit": self._window.close,
            "find": self._find,
            "zoom_in": partial(self._zoom, 1 / KEY_ZOOM),
            "zoom_out": partial(self._zoom, KEY_ZOOM),
            "fit": model.show_all,
            "zoom_span": self._zoom_to_span,
            "go_to": self._ask_where_to_go,
            "view_back": model.views.go_back,
            "view_forward": model.views.go_forward,
            "extend_left": partial(self._extend, -1),
            "extend_right": partial(self._extend, 1),
            "bar_left": partial(model.step_cursor, -1),
            "bar_right": partial(model.step_cursor, 1),
            "page_left": partial(self._page, -PAGE_SHARE),
            "page_right": partial(self._page, PAGE_SHARE),
            "first_bar": partial(self._step_to_end, -1),
            "last_bar": partial(self._step_to_end, 1),
            "show_events": partial(_toggle, self._events_dock),
            "show_details": partial(_toggle, self._details_dock),
            "full_screen": self._toggle_full_screen,
            "previous_event": partial(model.step, -1),
            "next_event": partial(model.step, 1),
            "details": self.show_details,
            "help": self._show_help,
            **{f"kind_{kind}": partial(model.display.draw_as, kind) for kind in ChartKind},
            **{f"scale_{kind}": partial(model.display.scale_as, kind) for kind in ScaleKind},
            **{f"time_{axis}": partial(model.display.count_time_as, axis) for axis in TimeAxis},
            "lock_prices": self._lock_prices,
            **{f"range_{each}": partial(self._show_preset, each) for each in RangePreset},
        }

    def show_details(self) -> None:
        """Show the details panel and put the keyboard focus on it."""
        self._details_dock.show()
        self._details_dock.widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        self._events_dock.show()
        self._events.focus_search()

    def _zoom(self, factor: float) -> None:
        view, cursor = self._model.view, self._model.cursor
        about = (view.start + view.end) / 2 if cursor is None else self._model.position_of(cursor)
        self._model.zoom(about=about, factor=factor)

    def _page(self, share: float) -> None:
        self._model.pan(self._model.view.span * share)

    def _step_to_end(self, direction: int) -> None:
        self._model.step_cursor(direction * len(self._model.reading.bars))

    def _extend(self, by: int) -> None:
        model = self._model
        if model.span.span is not None:
            # The pointer may have moved the crosshair meanwhile.
            model.point_at(model.position_of(model.span.span.head))
        elif model.cursor is None:
            model.step_cursor(0)
        start = model.cursor
        model.step_cursor(by)
        if start is not None and model.cursor is not None:
            model.span.extend(start=start, to=model.cursor)

    def _zoom_to_span(self) -> None:
        state = self._model.span.state()
        if state is not None:
            self._model.set_view(state.view)
            self._model.span.clear()

    def _ask_where_to_go(self) -> None:
        model = self._model
        dialog = GoToDialog(
            lambda start, end: resolve_go_to(
                start, end, scale=model.reading.scale, view=model.view
            ),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.place_chosen.connect(self._go_to)
        dialog.open()

    def _go_to(self, place: GoToState) -> None:
        if place.view is not None:
            self._model.go_to(place.view, position=place.position)

    def _show_preset(self, choice: RangePreset) -> None:
        self._model.show_preset(choice)
        # The command unchecked itself where the range was in view already.
        self._model.view_changed.emit()

    def _lock_prices(self) -> None:
        display, picture = self._model.display, self._panel.chart.picture
        is_locked = display.locked is not None
        display.lock(None if is_locked or picture is None else picture.frame.prices.range)
        # The command checked itself, whatever came of it.
        display.changed.emit()

    def _show_help(self) -> None:
        dialog = HelpDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()


def _toggle(dock: PanelDock) -> None:
    dock.setVisible(not dock.isVisible())
