"""The least that a pyqtgraph window costs: one line of 325 points, gone after its first paint."""

import sys

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override


class BareWindow(pg.PlotWidget):
    """A plot that ends the program once it was painted."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    """Open the window and wait for its first frame."""
    app = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1440, 900)
    window.plot(np.linspace(80.0, 140.0, 325))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
