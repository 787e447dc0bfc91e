"""The middle of the window: header, chart and overview strip, one under another."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tickertale.widgets.chart_header import ChartHeader
from tickertale.widgets.chart_view import ChartView
from tickertale.widgets.overview_strip import OverviewStrip
from tickertale.widgets.theme import Theme


class ChartPanel(QWidget):
    """Stacks the parts of the chart, with the margins of the design.

    Attributes
    ----------
    header : ChartHeader
    chart : ChartView
    overview : OverviewStrip
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.chart.plot_resized.connect(self.overview.set_plot_width)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.header.set_theme(theme)
        self.chart.set_theme(theme)
        self.overview.set_theme(theme)
