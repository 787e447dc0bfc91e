"""A sweep of the crosshair over a chart, in a process of its own: the scale is one of a process.

Writes how many different pictures were seen on the way, how many pixels differ after the pointer
has left, and how many after a span was selected and cleared.
"""

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from helpers.chart import anchor_of, chart_of
from helpers.pixels import as_array
from helpers.pointer import move
from tickertale.viewmodels.timeline.span import Span, resolve_span
from tickertale.widgets.chart.chart_view import ChartView
from tickertale.widgets.look.theme import LIGHT

MARGIN = 20
ROUNDS = 3
SIZE = (331, 301)
"""Twice as large, it still fits on the screen of the off-screen platform."""


def main() -> None:
    """Sweep and write what was seen."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    state = chart_of(anchor_of("one", 6.0, text="Model released"), anchor_of("two", 14.0))
    around = QWidget()
    around.resize(SIZE[0] + 2 * MARGIN, SIZE[1] + 2 * MARGIN)
    chart = ChartView(LIGHT, around)
    chart.setGeometry(MARGIN, MARGIN, *SIZE)
    chart.set_state(state)
    chart.pointed.connect(
        lambda position: (
            chart.set_cursor_bar(state.scale.nearest_index(position))
            if position is not None
            else chart.set_cursor_bar(None)
        )
    )
    around.show()
    move(around, 2, 2)

    def on_screen() -> bytes:
        # What the window system holds: a new painting of everything would hide what was left.
        # On a busy machine one round of events may not have painted all yet.
        last, now = b"", grabbed()
        while now != last:
            last, now = now, grabbed()
        return now

    def grabbed() -> bytes:
        for _ in range(ROUNDS):
            app.processEvents()
        screen = QGuiApplication.primaryScreen()
        return as_array(screen.grabWindow(around.winId()).toImage()).tobytes()

    before = on_screen()
    seen = set()
    for step in range(60):
        move(chart.viewport(), 3 + step * 5.3, 11 + step * 4.7)
        seen.add(on_screen())
    move(around, 2, 2)
    swept = on_screen()
    chart.set_span(resolve_span(state.bars, state.scale, span=Span(3, 11)))
    seen.add(on_screen())
    chart.set_span(None)
    cleared = on_screen()
    different = [sum(a != b for a, b in zip(before, row, strict=True)) for row in (swept, cleared)]
    numbers = (around.devicePixelRatioF(), len(seen), *different)
    sys.stdout.write(" ".join(map(str, numbers)))


if __name__ == "__main__":
    main()
