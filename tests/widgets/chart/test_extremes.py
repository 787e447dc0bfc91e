"""Odd series, views and sizes on screen: no exception, and not a word from Qt."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.chart import anchor_of, chart_of
from helpers.intraday import minute_bars
from helpers.pointer import click, double_click, drag, move, turn_wheel
from helpers.series import long_series
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.time_scale import CalendarTimeScale, TradingTimeScale
from tickertale.viewmodels.chart.chart import ChartKind, ChartState, Lane, ViewRange
from tickertale.viewmodels.chart.price_scale import PriceRange, ScaleKind
from tickertale.viewmodels.chart.viewport import panned, zoomed
from tickertale.viewmodels.timeline.span import Span, resolve_span
from tickertale.widgets.chart.chart_view import ChartView
from tickertale.widgets.chart.overview_strip import OverviewStrip
from tickertale.widgets.look.theme import LIGHT

NAN = math.nan
EVENTS = (anchor_of("one", 0.0), anchor_of("two", 1.0), anchor_of("nowhere", None))
SERIES = {
    "no-bars": bars_of([]),
    "one-bar": bars_of([100.0]),
    "equal-prices": bars_of([100.0] * 40),
    "zero-prices": bars_of([0.0] * 40),
    "below-zero": bars_of([-37.63, 10.0, 0.0, 5.0]),
    "only-missing": bars_of([NAN] * 40, volume=[NAN] * 40),
    "one-known": bars_of([NAN, NAN, 100.0, NAN]),
    "tiny-prices": bars_of([1e-12, 2e-12, 1.5e-12]),
    "huge-prices": bars_of([1e12, 2e12, 1.5e12]),
    "huge-step": bars_of([1e-9, 1e12, 1e-9]),
    "no-volume": bars_of([1.0, 2.0], volume=[NAN, NAN]),
    "zero-volume": bars_of([1.0, 2.0], volume=[0.0, 0.0]),
    "long": long_series(50_000),
}
VIEWS = {
    "one-bar": ViewRange(0.5, 1.5),
    "part-of-a-bar": ViewRange(0.9, 1.0),
    "200-years": ViewRange(-26_000.0, 26_000.0),
    "before-all": ViewRange(-5_000.0, -4_000.0),
    "after-all": ViewRange(90_000.0, 90_100.0),
}


@pytest.fixture
def chart(qtbot: QtBot) -> Iterator[ChartView]:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(4100, 500)
    chart = ChartView(LIGHT, around)
    chart.setGeometry(40, 40, 700, 400)
    with qtbot.waitExposed(around):
        around.show()
    yield chart


@pytest.fixture
def use(chart: ChartView, monkeypatch: pytest.MonkeyPatch) -> Callable[[ChartState], None]:
    """Return what shows a state and does everything to it; errors of painting are raised."""
    errors: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: errors.append(error))

    shown: list[ChartState] = []

    def show(state: ChartState) -> None:
        shown.append(state)
        chart.set_state(state)

    def zoom(about: float, factor: float) -> None:
        count = shown[-1].scale.last_position + 1.0
        view = zoomed(shown[-1].view, about=about, factor=factor, extent=count)
        show(replace(shown[-1], view=view))

    def pan(slots: float) -> None:
        count = shown[-1].scale.last_position + 1.0
        show(replace(shown[-1], view=panned(shown[-1].view, slots=slots, extent=count)))

    chart.zoomed.connect(zoom)
    chart.panned.connect(pan)
    chart.prices_moved.connect(lambda prices: show(replace(shown[-1], locked=prices)))

    def use_it(state: ChartState) -> None:
        show(state)
        if len(state.bars):
            chart.set_cursor_bar(len(state.bars) - 1)
            span = Span(0, len(state.bars) - 1)
            chart.set_span(resolve_span(state.bars, state.scale, span=span))
        chart.grab()
        paw(chart)
        chart.set_span(None)
        assert not errors
        assert chart.picture is not None

    return use_it


def paw(chart: ChartView) -> None:
    """Do with the pointer whatever one can do."""
    viewport, width, height = chart.viewport(), chart.width(), chart.height()
    places = [(width * x / 5, height * y / 5) for x in (1, 3, 4.9) for y in (0, 2, 4.9)]
    for x, y in places:
        move(viewport, x, y)
        turn_wheel(viewport, (x, y), notches=1)
        turn_wheel(viewport, (x, y), notches=-3)
    middle, axis = (width / 2, height / 2), (width - 8.0, height / 3)
    for place in (middle, axis):
        drag(viewport, place, (place[0] - 60, place[1] + 70))
        double_click(viewport, *place)
    click(viewport, *middle)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, shift, QPoint(5, 5))
    QTest.mouseMove(viewport, QPoint(width - 5, 5))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, shift, QPoint(width - 5, 5))


@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("scale_kind", ScaleKind)
def test_odd_series_are_shown_on_every_scale(
    use: Callable[[ChartState], None], series: str, scale_kind: ScaleKind
) -> None:
    for kind in ChartKind:
        state = chart_of(
            *EVENTS, bars=SERIES[series], kind=kind, scale_kind=scale_kind, selected="two"
        )
        use(state)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("series", ["no-bars", "one-bar", "only-missing", "long"])
def test_odd_views_are_shown(use: Callable[[ChartState], None], series: str, view: str) -> None:
    for kind in (ChartKind.AREA, ChartKind.CANDLES):
        use(chart_of(*EVENTS, bars=SERIES[series], kind=kind, view=VIEWS[view]))


@pytest.mark.parametrize("series", ["no-bars", "one-bar", "only-missing", "long"])
def test_odd_series_are_shown_in_calendar_time(
    use: Callable[[ChartState], None], series: str
) -> None:
    bars = SERIES[series]
    use(chart_of(*EVENTS, bars=bars, scale=CalendarTimeScale(bars.time_ns)))


def test_200_years_of_days_are_shown(use: Callable[[ChartState], None]) -> None:
    count = 73_050
    days = np.arange(-count // 2, count - count // 2, dtype=np.int64) * NS_PER_DAY
    walk = long_series(count)
    bars = Bars(days, walk.open, walk.high, walk.low, walk.close, walk.volume)
    use(chart_of(*EVENTS, bars=bars))
    use(chart_of(*EVENTS, bars=bars, scale=CalendarTimeScale(days)))


@pytest.mark.parametrize("size", [(700, 1), (1, 400), (1, 1), (120, 80), (4000, 30)])
def test_odd_sizes_are_shown(
    chart: ChartView, use: Callable[[ChartState], None], size: tuple[int, int]
) -> None:
    chart.setMinimumSize(0, 0)
    chart.resize(*size)
    for series in ("no-bars", "one-bar", "long"):
        for kind in ChartKind:
            use(chart_of(*EVENTS, bars=SERIES[series], kind=kind))


@pytest.mark.parametrize(
    "locked",
    [
        PriceRange(1e-9, 2e-9),
        PriceRange(-1e14, 1e14),
        PriceRange(100.0, 100.0 + 1e-9),
        PriceRange(-50.0, -40.0),
    ],
)
@pytest.mark.parametrize("scale_kind", ScaleKind)
def test_odd_locks_are_shown(
    use: Callable[[ChartState], None], locked: PriceRange, scale_kind: ScaleKind
) -> None:
    use(chart_of(*EVENTS, bars=SERIES["long"], locked=locked, scale_kind=scale_kind))


def test_a_hundred_thousand_events_on_one_session_are_shown(
    use: Callable[[ChartState], None],
) -> None:
    crowd = [anchor_of(f"e{number}", 5.0) for number in range(100_000)]
    use(chart_of(*crowd))


@pytest.mark.parametrize("scale_kind", ScaleKind)
def test_a_view_without_a_known_price_is_shown(
    use: Callable[[ChartState], None], scale_kind: ScaleKind
) -> None:
    bars = bars_of([100.0] * 20 + [NAN] * 200 + [110.0] * 20)
    for kind in ChartKind:
        use(
            chart_of(
                *EVENTS, bars=bars, view=ViewRange(60.0, 160.0), kind=kind, scale_kind=scale_kind
            )
        )


def test_a_hundred_thousand_events_in_a_thousand_categories_are_shown(
    use: Callable[[ChartState], None],
) -> None:
    lanes = tuple(Lane(f"c{number}", f"Category {number}", "#0072B2") for number in range(1_000))
    crowd = [
        anchor_of(f"e{number}", 5.0, category=f"c{number % 1_000}") for number in range(100_000)
    ]
    use(chart_of(*crowd, lanes=lanes))


def test_prices_without_a_logarithm_are_told(chart: ChartView) -> None:
    chart.set_state(chart_of(close=[-37.63, 10.0], scale_kind=ScaleKind.LOG))
    assert chart.picture is not None
    assert "logarithmic" in chart.picture.warning


@pytest.mark.parametrize("count", [0, 1, 2, 390, 2_000])
@pytest.mark.parametrize("kind", [TradingTimeScale, CalendarTimeScale])
def test_few_and_many_bars_of_minutes_are_shown(
    use: Callable[[ChartState], None],
    kind: type[TradingTimeScale | CalendarTimeScale],
    count: int,
) -> None:
    every = minute_bars()
    bars = Bars(
        every.time_ns[:count],
        every.open[:count],
        every.high[:count],
        every.low[:count],
        every.close[:count],
        every.volume[:count],
        every.interval,
    )
    scale = kind(bars.time_ns, bars.interval, zone="America/New_York")
    use(chart_of(*EVENTS, bars=bars, scale=scale, view=ViewRange(-0.5, max(count, 1) - 0.5)))


@pytest.mark.parametrize("series", SERIES)
def test_the_overview_shows_odd_series(series: str, qtbot: QtBot) -> None:
    strip = OverviewStrip(LIGHT)
    qtbot.addWidget(strip)
    strip.resize(500, 78)
    with qtbot.waitExposed(strip):
        strip.show()
    for view in (None, *VIEWS.values()):
        strip.set_state(chart_of(*EVENTS, bars=SERIES[series], view=view))
        strip.grab()
        drag(strip, (250, 20), (300, 20))
        for key in (Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_PageDown):
            QTest.keyClick(strip, key)
    strip.resize(1, 78)
    strip.grab()
    QApplication.processEvents()
    assert strip.isVisible()
