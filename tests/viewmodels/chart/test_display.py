"""How the chart is drawn, and the ranges of its price axis."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis
from tickertale.viewmodels.chart.display import DisplayViewModel, panned_prices, zoomed_prices
from tickertale.viewmodels.chart.price_scale import PriceRange, PriceScale, ScaleKind

PRICES = PriceRange(50.0, 200.0)


def scale_of(prices: PriceRange = PRICES, *, is_log: bool = False) -> PriceScale:
    return PriceScale(prices, top_px=20.0, bottom_px=420.0, is_log=is_log)


def told_by(model: DisplayViewModel) -> list[None]:
    told: list[None] = []
    model.changed.connect(lambda: told.append(None))
    return told


def test_each_choice_is_told_once() -> None:
    model = DisplayViewModel()
    told = told_by(model)
    for _ in range(2):
        model.draw_as(ChartKind.CANDLES)
        model.scale_as(ScaleKind.LOG)
        model.lock(PRICES)
        model.compare("HSI", is_on=True)
        model.count_time_as(TimeAxis.CALENDAR)
    assert len(told) == 5
    assert (model.kind, model.scale_kind) == (ChartKind.CANDLES, ScaleKind.LOG)
    assert (model.locked, model.compared) == (PRICES, ("HSI",))


def test_what_is_chosen_already_is_told_to_nobody() -> None:
    model = DisplayViewModel()
    told = told_by(model)
    model.draw_as(model.kind)
    model.scale_as(model.scale_kind)
    model.lock(None)
    model.count_time_as(model.time_axis)
    assert not told


def test_positions_change_their_meaning_before_anything_is_shown(qtbot: QtBot) -> None:
    model = DisplayViewModel()
    with qtbot.waitSignals([model.time_axis_changed, model.changed], order="strict"):
        model.count_time_as(TimeAxis.CALENDAR)


def test_another_scale_keeps_a_lock() -> None:
    model = DisplayViewModel()
    model.lock(PRICES)
    model.scale_as(ScaleKind.LOG)
    assert model.locked == PRICES


@pytest.mark.parametrize("is_log", [False, True])
@given(st.floats(0.0, 1.0), st.floats(0.5, 2.0))
def test_a_zoom_keeps_the_price_under_the_pointer(
    is_log: bool, share: float, factor: float
) -> None:
    scale = scale_of(is_log=is_log)
    y = 20.0 + 400.0 * share
    about = scale.price_at(y)
    after = zoomed_prices(scale, about=about, factor=factor)
    assert after is not None
    assert scale_of(after, is_log=is_log).y_of(about) == pytest.approx(y, abs=1e-6)
    if not is_log:
        assert after.high - after.low == pytest.approx(150.0 * factor)


@pytest.mark.parametrize("is_log", [False, True])
@given(st.floats(-300.0, 300.0))
def test_a_pan_takes_every_price_along(is_log: bool, pixels: float) -> None:
    scale = scale_of(is_log=is_log)
    after = panned_prices(scale, pixels=pixels)
    assert after is not None
    y = scale_of(after, is_log=is_log).y_of(100.0)
    assert y == pytest.approx(scale.y_of(100.0) + pixels, abs=1e-6)


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_zooming_on_and_on_ends(is_log: bool, factor: float) -> None:
    seen = [PRICES]
    while len(seen) < 1000:
        after = zoomed_prices(scale_of(seen[-1], is_log=is_log), about=100.0, factor=factor)
        if after is None:
            break
        seen.append(after)
    assert len(seen) < 1000
    assert all(-math.inf < row.low < row.high < math.inf for row in seen)


def test_a_range_locked_below_zero_can_be_zoomed_on_a_log_scale() -> None:
    scale = scale_of(PriceRange(-1.0, 5.0), is_log=True)
    after = zoomed_prices(scale, about=2.0, factor=0.5)
    assert after is not None
    assert 0 < after.low < 2.0 < after.high < 5.0


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12), st.floats(0.0, 1e9), st.booleans())
def test_any_zoom_gives_a_usable_range_or_none(
    low: float, width: float, factor: float, is_log: bool
) -> None:
    if low + width <= low:
        return
    scale = scale_of(PriceRange(low, low + width), is_log=is_log)
    for after in (
        zoomed_prices(scale, about=low + width / 2, factor=factor),
        panned_prices(scale, pixels=factor),
    ):
        assert after is None or -math.inf < after.low < after.high < math.inf
