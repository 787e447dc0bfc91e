"""The lines above the chart: which instrument it is, and the bar under the crosshair."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tickertale.viewmodels.chart.readout import Readout
from tickertale.widgets.chart.legend_row import LegendRow
from tickertale.widgets.chart.readout_line import ReadoutLine
from tickertale.widgets.control.elided_label import ElidedLabel
from tickertale.widgets.control.text_button import MenuTextButton
from tickertale.widgets.look.font import figures_font
from tickertale.widgets.look.theme import Theme


class ChartHeader(QWidget):
    """Name, symbol, exchange and currency; below them the read-out and the legend.

    Attributes
    ----------
    interval : MenuTextButton
        The interval of the bars, where others can be chosen.
    legend : LegendRow
        Compared instruments.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = _label(18, 700)
        self._instrument = _label(13, 400)
        self.interval = MenuTextButton("Interval of the bars")
        self.interval.setToolTip("Show other bars")
        # A click leaves the keys with the chart.
        self.interval.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._readout = ReadoutLine(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(_row(self._name, self._instrument, self.interval, spacing=10))
        layout.addWidget(self._readout)
        self.legend = LegendRow(theme)
        layout.addWidget(self.legend)
        self.set_theme(theme)

    def set_instrument(self, name: str, line: str) -> None:
        """Show an instrument's name and the line beside it."""
        self._name.setText(name)
        self._instrument.setText(line)

    def set_interval(self, word: str) -> None:
        """Show the interval of the bars; an empty one while there is no other to choose."""
        self.interval.set_word(word)
        self.interval.setVisible(bool(word))

    def set_readout(self, readout: Readout) -> None:
        """Show a bar."""
        self._readout.set_readout(readout)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.legend.set_theme(theme)
        self.interval.set_theme(theme)
        self._name.setStyleSheet(f"color: {theme.text}")
        self._instrument.setStyleSheet(f"color: {theme.text_muted}")
        self._readout.set_theme(theme)


def _label(size_px: int, weight: int) -> ElidedLabel:
    label = ElidedLabel()
    label.setFont(figures_font(size_px, weight))
    return label


def _row(*labels: QWidget, spacing: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for label in labels:
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
    row.addStretch(1)
    return row
