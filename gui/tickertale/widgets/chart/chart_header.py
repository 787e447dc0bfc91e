"""The lines above the chart: which instrument it is, and the bar under the crosshair."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.readout import Readout, shortened_readout
from tickertale.widgets.chart.legend_row import LegendRow
from tickertale.widgets.control.elided_label import ElidedLabel
from tickertale.widgets.control.text_button import MenuTextButton
from tickertale.widgets.look.font import figures_font
from tickertale.widgets.look.theme import Theme

_READOUT_GAP_PX = 8


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
        self._theme = theme
        self._readout = Readout()
        self._name = _label(18, 700)
        self._instrument = _label(13, 400)
        self.interval = MenuTextButton("Interval of the bars")
        self.interval.setToolTip("Show other bars")
        # A click leaves the keys with the chart.
        self.interval.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bar = _label(13, 400)
        self._move = _label(13, 600)
        self._volume = _label(13, 400)
        self._readout_labels = (self._bar, self._move, self._volume)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(_row(self._name, self._instrument, self.interval, spacing=10))
        layout.addLayout(_row(*self._readout_labels, spacing=_READOUT_GAP_PX))
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
        is_recolored = readout.is_up != self._readout.is_up
        self._readout = readout
        self._show_readout()
        if is_recolored:
            self._color_move()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.legend.set_theme(theme)
        self.interval.set_theme(theme)
        self._name.setStyleSheet(f"color: {theme.text}")
        for label in (self._instrument, self._bar, self._volume):
            label.setStyleSheet(f"color: {theme.text_muted}")
        self._color_move()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_readout()

    def _show_readout(self) -> None:
        """Show as much of the bar as there is room for: a part is left out and never cut."""
        shown = self._readout
        while self._readout_px(shown) > self.width():
            shorter = shortened_readout(shown)
            if shorter is None:
                break
            shown = shorter
        for label, text in zip(self._readout_labels, _texts(shown), strict=True):
            label.setText(text)

    def _readout_px(self, readout: Readout) -> int:
        parts = zip(self._readout_labels, _texts(readout), strict=True)
        # A label's own hint rounds up.
        return sum(
            label.fontMetrics().horizontalAdvance(text) + _READOUT_GAP_PX + 1
            for label, text in parts
        )

    def _color_move(self) -> None:
        color = self._theme.up if self._readout.is_up else self._theme.down
        self._move.setStyleSheet(f"color: {color}")


def _texts(readout: Readout) -> tuple[str, str, str]:
    bar = "  ".join(part for part in (readout.date, *readout.prices) if part)
    return bar, readout.move, readout.volume


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
