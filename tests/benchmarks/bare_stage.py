"""A bare pyqtgraph plot of one line, to be measured beside ours."""

import sys

import pyqtgraph as pg
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from benchmarks.act import pan_direction, serve, zoom_factor
from benchmarks.series import generated_bars


class BareStage(pg.PlotWidget):
    """A plot that counts its paints."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.paints = 0
        self.plot(generated_bars(count).close)
        self.resize(1600, 900)
        self.show_range(-0.5, count - 0.5)
        self.show()

    def show_range(self, start: float, end: float) -> None:
        """Show a range of bars and return when it is on screen."""
        self.start, self.end = start, end
        before = self.paints
        self.setXRange(start, end, padding=0)
        while self.isVisible() and self.paints == before:
            QApplication.processEvents()

    def pan(self, step: int) -> None:
        """Paint one frame of panning."""
        by = pan_direction(step) * (self.end - self.start)
        self.show_range(self.start + by, self.end + by)

    def zoom(self, step: int) -> None:
        """Paint one frame of zooming about the middle."""
        middle, half = (self.start + self.end) / 2, (self.end - self.start) / 2
        half *= zoom_factor(step)
        self.show_range(middle - half, middle + half)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1


def main() -> None:
    """Open the plot and perform."""
    app = QApplication(sys.argv)
    stage = BareStage(int(sys.argv[1]))
    app.processEvents()
    serve({"pan": stage.pan, "zoom": stage.zoom})


if __name__ == "__main__":
    main()
