"""The middle of the window: header, chart and overview strip, one under another."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.readout import instrument_line
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_header import ChartHeader
from tickertale.widgets.chart.chart_view import ChartView
from tickertale.widgets.chart.overview_strip import OverviewStrip
from tickertale.widgets.look.theme import Theme


class ChartPanel(QWidget):
    """Shows the chart of a view model and hands it what the pointer asks for.

    Attributes
    ----------
    header : ChartHeader
    chart : ChartView
    overview : OverviewStrip
    """

    def __init__(
        self, view_model: TimelineViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = view_model
        self.setObjectName("chart_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = ChartHeader(theme)
        self.chart = ChartView(theme)
        self.overview = OverviewStrip(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.overview)
        self._connect()
        self._on_model_reading_changed()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.header.set_theme(theme)
        self.chart.set_theme(theme)
        self.overview.set_theme(theme)

    def refresh(self) -> None:
        """Show the chart anew, where what it shows beside prices and events has changed."""
        self._show()

    def _connect(self) -> None:
        model, chart = self._model, self.chart
        model.reading_changed.connect(self._on_model_reading_changed)
        model.selection_changed.connect(self._show)
        model.filter_changed.connect(self._show)
        model.view_changed.connect(self._show)
        model.display.changed.connect(self._show)
        model.cursor_changed.connect(self._on_model_cursor_changed)
        model.span.changed.connect(self._show_span)
        chart.event_clicked.connect(self._on_chart_event_clicked)
        chart.events_toggled.connect(lambda event_ids: model.selection.toggle(*event_ids))
        chart.event_reached.connect(model.extend_to)
        chart.cluster_clicked.connect(self._on_chart_cluster_clicked)
        chart.background_clicked.connect(self._on_chart_background_clicked)
        chart.plot_double_clicked.connect(model.show_all)
        chart.zoomed.connect(lambda about, factor: model.zoom(about=about, factor=factor))
        chart.panned.connect(model.pan)
        chart.spanned.connect(model.span.select)
        chart.event_pulled.connect(model.drag.pull)
        chart.event_dropped.connect(model.drag.drop)
        chart.event_let_be.connect(model.drag.let_be)
        model.drag.changed.connect(lambda: chart.set_drag(model.drag.state))
        chart.grabbed.connect(model.views.hold)
        chart.prices_moved.connect(model.display.lock)
        chart.unlock_requested.connect(partial(model.display.lock, None))
        chart.pointed.connect(model.point_at)
        chart.plot_resized.connect(self.overview.set_plot_width)
        self.overview.view_dragged.connect(model.set_view)
        self.overview.grabbed.connect(model.views.hold)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            self._model.views.go_back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self._model.views.go_forward()
        else:
            super().mousePressEvent(event)

    def _on_chart_event_clicked(self, event_id: str) -> None:
        self._model.span.clear()
        self._model.select(event_id)

    def _on_chart_cluster_clicked(self, event_ids: tuple[str, ...]) -> None:
        self._model.span.clear()
        self._model.open_cluster(event_ids)

    def _on_chart_background_clicked(self) -> None:
        # A click beside a span takes only that away.
        if not self._model.span.clear():
            self._model.select(None)

    def _on_model_reading_changed(self) -> None:
        reading = self._model.reading
        self.chart.set_editable(not self._model.history.read_only_reason)
        if reading.instrument is not None:
            line = instrument_line(reading.instrument, exchange_name=reading.exchange_name)
            self.header.set_instrument(reading.instrument.name, line)
        self._show()

    def _on_model_cursor_changed(self) -> None:
        self.chart.set_cursor_bar(self._model.cursor)
        self.header.set_readout(self._model.readout())
        self.header.legend.set_items(self._model.legend())

    def _show(self) -> None:
        state = self._model.chart_state()
        self.chart.set_state(state)
        self.overview.set_state(state)
        self._show_span()
        self._on_model_cursor_changed()

    def _show_span(self) -> None:
        self.chart.set_span(self._model.span.state())
