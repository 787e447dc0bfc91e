"""The trading-time scale: bars at whole numbers, and would-be sessions beyond them."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bars import weekday_times
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.time_scale import TradingTimeScale, date_of, day_ns

FRIDAY = dt.date(2025, 2, 28)
MONDAY = dt.date(2025, 3, 3)
HOUR_NS = NS_PER_DAY // 24


def _scale(*days: dt.date) -> TradingTimeScale:
    return TradingTimeScale(np.array([day_ns(day) for day in days], dtype=np.int64))


def _random_scale(steps: list[int]) -> TradingTimeScale:
    days = np.cumsum(np.array([20_000, *steps], dtype=np.int64))
    return TradingTimeScale(days * NS_PER_DAY)


SCALES = st.lists(st.integers(1, 12), max_size=40).map(_random_scale)


def test_a_weekend_takes_no_room() -> None:
    scale = _scale(FRIDAY, MONDAY)
    assert scale.position_of(day_ns(FRIDAY)) == 0.0
    assert scale.position_of(day_ns(MONDAY)) == 1.0
    assert scale.position_of(day_ns(FRIDAY) + 36 * HOUR_NS) == 0.5


def test_outside_the_series_a_weekday_is_a_bar() -> None:
    scale = _scale(dt.date(2025, 2, 27), FRIDAY)
    assert scale.position_of(day_ns(MONDAY)) == 2.0
    assert scale.position_of(day_ns(dt.date(2025, 3, 10))) == 7.0
    assert scale.position_of(day_ns(dt.date(2025, 2, 21))) == -4.0
    assert scale.date_at(7.2) == dt.date(2025, 3, 10)


def test_a_series_with_weekend_bars_goes_on_through_weekends() -> None:
    scale = _scale(FRIDAY, dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    assert scale.days_per_week == 7
    assert scale.position_of(day_ns(dt.date(2025, 3, 9))) == 9.0
    assert scale.time_at(9.5) == day_ns(dt.date(2025, 3, 9)) + 12 * HOUR_NS


@pytest.mark.parametrize("days", [(), (FRIDAY,)], ids=["no bar", "one bar"])
def test_hardly_any_bars_still_make_a_scale(days: tuple[dt.date, ...]) -> None:
    scale = _scale(*days)
    first = days[0] if days else dt.date(1970, 1, 1)
    assert len(scale) == len(days)
    assert scale.position_of(day_ns(first)) == 0.0
    assert scale.time_at(0.0) == day_ns(first)
    assert scale.date_at(-5.0) == first - dt.timedelta(days=7)
    assert scale.nearest_index(3.0) == (0 if days else None)


@pytest.mark.parametrize("position", [-1e30, -1e6, 1e6, 1e30])
def test_no_position_is_too_far_for_64_bits(position: float) -> None:
    assert 1678 <= date_of(_scale(FRIDAY, MONDAY).time_at(position)).year <= 2261


def test_a_date_is_found_only_if_it_has_a_bar() -> None:
    scale = _scale(FRIDAY, MONDAY)
    assert scale.index_of(MONDAY) == 1
    assert scale.index_of(dt.date(2025, 3, 1)) is None
    assert scale.index_of(dt.date(2025, 3, 4)) is None


def test_the_first_bar_of_a_day_is_found_in_an_intraday_series() -> None:
    times = day_ns(MONDAY) + HOUR_NS * np.array([2, 3, 26], dtype=np.int64)
    assert TradingTimeScale(times).index_of(MONDAY) == 0
    assert TradingTimeScale(times).index_of(dt.date(2025, 3, 4)) == 2


@pytest.mark.parametrize(("position", "index"), [(-9.0, 0), (0.4, 0), (0.6, 1), (9.0, 1)])
def test_the_nearest_bar_is_always_one_of_the_series(position: float, index: int) -> None:
    assert _scale(FRIDAY, MONDAY).nearest_index(position) == index


def test_a_hundred_thousand_instants_are_placed_at_once() -> None:
    scale = TradingTimeScale(weekday_times(dt.date(2024, 1, 1), 300))
    positions = scale.positions_of(np.repeat(scale.time_ns[100], 100_000))
    assert np.all(positions == 100.0)


@given(SCALES)
def test_every_bar_lies_at_its_index(scale: TradingTimeScale) -> None:
    assert scale.positions_of(scale.time_ns).tolist() == list(range(len(scale)))
    assert [scale.time_at(float(index)) for index in range(len(scale))] == scale.time_ns.tolist()


@given(SCALES, st.floats(-300, 300))
def test_position_and_time_are_inverse(scale: TradingTimeScale, position: float) -> None:
    assert scale.position_of(scale.time_at(position)) == pytest.approx(position, abs=1e-6)


@given(SCALES, st.lists(st.integers(0, 40_000 * 24), min_size=2, max_size=20))
def test_later_never_lies_further_left(scale: TradingTimeScale, hours: list[int]) -> None:
    times = np.array(sorted(hours), dtype=np.int64) * HOUR_NS
    assert np.all(np.diff(scale.positions_of(times)) >= -1e-9)
