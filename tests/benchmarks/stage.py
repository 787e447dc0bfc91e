"""The main window on generated bars and events, to be measured."""

import argparse
import gc
import sys
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QWidget

from benchmarks.act import pan_direction, serve, zoom_factor
from benchmarks.series import generated_bars
from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.timeline import Timeline
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.anchor import AnchorTable, EventAnchor
from tickertale.viewmodels.chart.chart import ChartKind, ViewRange
from tickertale.viewmodels.chart.viewport import whole
from tickertale.viewmodels.timeline.reading import Reading
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_items import PictureItem
from tickertale.widgets.look.theme import LIGHT
from tickertale.widgets.window.main_window import MainWindow

COLORS = ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9")
_SERIES = Series(id="one-1m")


class Stage:
    """The window of 1600 x 900 with every pane, and its acts."""

    def __init__(self, bar_count: int, event_count: int) -> None:
        self.paints = 0
        self._count_paints()
        timeline = generated_timeline(event_count)
        self.model = TimelineViewModel(new_session(timeline, {_SERIES.id: generated_bars(10)}))
        self.bars = generated_bars(bar_count)
        self.model._reading = self._read()
        self.window = MainWindow(self.model, LIGHT)
        self.window.resize(1600, 900)
        self.window.show()
        self.model.set_view(whole(bar_count))
        self._paint()

    def pan(self, step: int) -> None:
        """Paint one frame of panning."""
        self.model.pan(pan_direction(step) * self.model.view.span)
        self._paint()

    def zoom(self, step: int) -> None:
        """Paint one frame of zooming about the middle."""
        view = self.model.view
        self.model.zoom(about=(view.start + view.end) / 2, factor=zoom_factor(step))
        self._paint()

    def show_middle(self) -> None:
        """Show the middle half of the bars."""
        count = len(self.bars)
        self.model.set_view(ViewRange(count * 0.25, count * 0.75))
        self._paint()

    def draw(self, kind: ChartKind) -> None:
        """Draw the price in another way."""
        self.model.display.draw_as(kind)
        QApplication.processEvents()

    def load(self, _step: int) -> None:
        """Go from bars in memory to the first frame that shows them."""
        self.model._reading = self._read()
        self.model.reading_changed.emit()
        self._paint()

    def _read(self) -> Reading:
        pyramid = Pyramid(self.bars)
        return replace(
            self.model.reading,
            pyramid=pyramid,
            scale=TradingTimeScale(self.bars.time_ns, self.bars.interval),
            anchors=generated_anchors(self.model.reading.timeline, len(self.bars)),
        )

    def _paint(self) -> None:
        before = self.paints
        while self.paints == before:
            QApplication.processEvents()
        # What another widget posted meanwhile belongs to the frame.
        QApplication.processEvents()

    def _count_paints(self) -> None:
        paint = PictureItem.paint

        def counted(
            item: PictureItem,
            painter: QPainter,
            option: QStyleOptionGraphicsItem,
            widget: QWidget | None = None,
        ) -> None:
            paint(item, painter, option, widget)
            self.paints += 1

        PictureItem.paint = counted  # type: ignore[assignment,method-assign]


def generated_timeline(event_count: int) -> Timeline:
    """Return so many events of six categories."""
    categories = tuple(
        Category(id=f"category-{number}", name=f"Category {number}", color=color, order=number)
        for number, color in enumerate(COLORS)
    )
    when = EventDate.parse("1970-01-01")
    events = tuple(
        Event(
            id=f"event-{number:06}",
            title=f"Results {number}",
            when=when,
            zone="UTC",
            category=categories[number % len(categories)].id,
            importance=1 + number * 7 % 5,
        )
        for number in range(event_count)
    )
    share = Instrument(id="ONE", symbol="ONE", name="One", mic="XNYS", series=(_SERIES,))
    return Timeline(
        id="generated",
        title="Generated",
        categories=categories,
        instruments=(share,),
        events=events,
        primary="ONE",
    )


def generated_anchors(timeline: Timeline, bar_count: int) -> AnchorTable:
    """Return the events all over the bars, at random; one in ten is known to the month."""
    colors = {row.id: row.color for row in timeline.categories}
    count = len(timeline.events)
    positions = np.sort(np.random.default_rng(7).integers(0, bar_count, count)).astype(float)
    coarse_reach = bar_count / 200
    anchors = []
    for number, (event, position) in enumerate(
        zip(timeline.events, positions.tolist(), strict=True)
    ):
        is_coarse = number % 10 == 9
        anchors.append(
            EventAnchor(
                event_id=event.id,
                text=event.flag_text,
                category=event.category,
                color=colors[event.category],
                importance=event.importance,
                position=None if is_coarse else position,
                first=position,
                last=position + coarse_reach if is_coarse else position,
                is_coarse=is_coarse,
                digits="Jan 1970" if is_coarse else "",
            )
        )
    return AnchorTable(anchors)


def main() -> None:
    """Open the window and perform."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bars", type=float, default=1e4)
    parser.add_argument("--events", type=float, default=26)
    parser.add_argument("--kind", type=ChartKind, default=ChartKind.AREA)
    parser.add_argument("--middle", action="store_true")
    chosen = parser.parse_args()
    app = QApplication(sys.argv[:1])
    stage = Stage(int(chosen.bars), int(chosen.events))
    stage.draw(chosen.kind)
    if chosen.middle:
        stage.show_middle()
    app.processEvents()
    gc.collect()
    gc.freeze()
    kinds = {str(kind): (lambda _step, kind=kind: stage.draw(kind)) for kind in ChartKind}
    serve({"pan": stage.pan, "zoom": stage.zoom, "load": stage.load, **kinds})


if __name__ == "__main__":
    main()
