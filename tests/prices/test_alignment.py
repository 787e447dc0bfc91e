"""Series side by side: different calendars, one moment at which all are rebased."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from helpers.bars import bars_of
from helpers.exchange import new_york
from tickertale.domain.instrument import Interval
from tickertale.prices.alignment import AlignedSeries, align, matched_times, rebase_index
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.time_scale import day_ns

NAN = float("nan")


def _at(times: NDArray[np.int64], close: list[float], interval: Interval) -> Bars:
    values = np.array(close, dtype=np.float64)
    return Bars(times, values, values, values, values, values, interval)


def _on(days: list[int], close: list[float], interval: Interval = Interval.DAY) -> Bars:
    times = [day_ns(dt.date(2025, 1, 1) + dt.timedelta(days=day)) for day in days]
    return _at(np.array(times, dtype=np.int64), close, interval)


def _aligned(base: Bars, other: Bars) -> AlignedSeries:
    return align(base, other, name="BABA", currency="USD")


def test_a_series_repeats_its_close_while_its_market_rests() -> None:
    found = _aligned(_on([0, 1, 2, 5], [1.0] * 4), _on([1, 3, 5], [10.0, 11.0, 12.0]))
    np.testing.assert_array_equal(found.close, [NAN, 10.0, 10.0, 12.0])
    assert found.is_own.tolist() == [False, True, False, True]


def test_a_long_gap_stays_a_gap() -> None:
    found = _aligned(_on([0, 10, 11, 12], [1.0] * 4), _on([0, 12], [5.0, 6.0]))
    np.testing.assert_array_equal(found.close, [5.0, 5.0, NAN, 6.0])


def test_monthly_closes_reach_to_the_next_month() -> None:
    base = _on([20, 35, 70, 200], [1.0] * 4)
    found = _aligned(base, _on([0, 31], [5.0, 6.0], Interval.MONTH))
    np.testing.assert_array_equal(found.close, [NAN, 5.0, 6.0, NAN])


def test_a_missing_close_is_no_close() -> None:
    found = _aligned(_on([0, 1, 2], [1.0] * 3), _on([0, 1, 2], [5.0, NAN, 6.0]))
    assert found.close.tolist() == [5.0, 5.0, 6.0]
    assert found.is_own.tolist() == [True, False, True]


def test_intraday_bars_meet_by_the_instants_at_which_they_end() -> None:
    minute_ns = 60_000_000_000
    base = _at(np.arange(4, dtype=np.int64) * 15 * minute_ns, [1.0] * 4, Interval.QUARTER_HOUR)
    fives = np.arange(6, dtype=np.int64) * 5 * minute_ns
    found = _aligned(base, _at(fives, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], Interval.FIVE_MINUTES))
    assert found.close.tolist() == [2.0, 5.0, 5.0, 5.0]


@pytest.mark.parametrize("close", [[], [NAN, NAN]])
def test_a_series_without_prices_is_a_gap(close: list[float]) -> None:
    found = _aligned(bars_of([1.0, 2.0]), bars_of(close))
    assert np.isnan(found.close).all()
    assert np.isnan(found.rebased(0)).all()
    assert rebase_index([found], 0) is None


def test_rebased_series_are_at_zero_where_they_start() -> None:
    base = _on([0, 1, 2, 3], [1.0] * 4)
    one, other = _aligned(base, _on([1, 2, 3], [10.0, 11.0, 12.0])), _aligned(base, base)
    start = rebase_index([one, other], 0)
    assert start == 1
    np.testing.assert_allclose(one.rebased(start), [NAN, 0.0, 0.1, 0.2])
    assert other.rebased(start)[start] == 0.0
    assert rebase_index([], 3) == 3


@pytest.mark.parametrize("index", [-1, 0, 9])
def test_a_base_without_a_positive_price_has_no_percentages(index: int) -> None:
    bars = bars_of([-3.0, 4.0])
    assert np.isnan(_aligned(bars, bars).rebased(index)).all()


def test_the_currency_is_named() -> None:
    bars = bars_of([1.0])
    assert _aligned(bars, bars).label == "BABA (USD)"
    assert align(bars, bars, name="HSI", currency="").label == "HSI"


DAYS = st.lists(st.integers(0, 60), min_size=1, max_size=30, unique=True).map(sorted)


@given(DAYS, DAYS)
def test_each_bar_has_the_last_close_at_or_before_it(base: list[int], other: list[int]) -> None:
    found = _aligned(_on(base, [1.0] * len(base)), _on(other, [float(day) for day in other]))
    for day, close in zip(base, found.close.tolist(), strict=True):
        earlier = [past for past in other if day - 10 <= past <= day]
        assert close == earlier[-1] if earlier else np.isnan(close)


def test_bars_of_one_interval_stand_at_their_own_times() -> None:
    bars = _on([0, 1], [1.0, 2.0])
    assert matched_times(bars, Interval.DAY) is bars.time_ns


def test_a_daily_close_stands_on_the_last_minute_before_it() -> None:
    bars = _on([1], [1.0])
    (time,) = matched_times(bars, Interval.MINUTE, exchange=new_york()).tolist()
    closes = dt.datetime(2025, 1, 2, 20, 59, tzinfo=dt.UTC)
    assert time == round(closes.timestamp()) * 1_000_000_000


def test_without_hours_a_daily_close_stands_at_the_end_of_its_date() -> None:
    (time,) = matched_times(_on([1], [1.0]), Interval.HOUR).tolist()
    assert time == day_ns(dt.date(2025, 1, 3)) - NS_PER_DAY // 24


def test_a_weekly_close_stands_on_the_last_day_of_its_week() -> None:
    (time,) = matched_times(_on([0], [1.0], Interval.WEEK), Interval.DAY).tolist()
    assert time == day_ns(dt.date(2025, 1, 7))
