"""finplot on generated candles, to be measured beside ours; run with a Python that has it."""

import sys

import finplot
import pandas as pd
from pyqtgraph.Qt.QtWidgets import QApplication

from benchmarks.act import pan_direction, serve, zoom_factor
from benchmarks.walk import random_walk


class FinplotStage:
    """Its window on candles, and its acts: what its own gestures call."""

    def __init__(self, count: int) -> None:
        walk = random_walk(count)
        times = pd.date_range("1970-01-01", periods=count, freq="min")
        table = pd.DataFrame(
            {name: walk[name] for name in ("open", "close", "high", "low")}, index=times
        )
        self.paints = 0
        self.plot = finplot.create_plot("finplot", maximize=False)
        finplot.candlestick_ochl(table, ax=self.plot)
        finplot.show(qt_exec=False)
        self.window = self.plot.vb.win
        self.window.resize(1600, 900)
        self.box = self.plot.vb
        self._count_paints()
        # With all in view it does not pan at all.
        self.show(count * 0.25, count * 0.75)

    def show(self, start: float, end: float) -> None:
        """Show a range of bars and return when it is on screen."""
        self.start, self.end = start, end
        before = self.paints
        self.box.update_y_zoom(start, end)
        self.box.update()
        while self.paints == before:
            QApplication.processEvents()

    def pan(self, step: int) -> None:
        """Paint one frame of panning."""
        by = pan_direction(step) * (self.end - self.start)
        self.show(self.start + by, self.end + by)

    def zoom(self, step: int) -> None:
        """Paint one frame of zooming about the middle."""
        middle, half = (self.start + self.end) / 2, (self.end - self.start) / 2
        half *= zoom_factor(step)
        self.show(middle - half, middle + half)

    def _count_paints(self) -> None:
        kind = type(self.window)
        paint = kind.paintEvent

        def counted(view: object, event: object) -> None:
            paint(view, event)
            self.paints += 1

        kind.paintEvent = counted


def main() -> None:
    """Open the window and perform."""
    stage = FinplotStage(int(sys.argv[1]))
    serve({"pan": stage.pan, "zoom": stage.zoom})


if __name__ == "__main__":
    main()
