"""Where the bars of one series stand beside those of another."""

import datetime as dt

import numpy as np

from helpers.exchange import new_york
from tickertale.domain.instrument import Interval
from tickertale.prices.alignment import matched_times
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.time_scale import day_ns


def _on(days: list[int], close: list[float], interval: Interval = Interval.DAY) -> Bars:
    times = [day_ns(dt.date(2025, 1, 1) + dt.timedelta(days=day)) for day in days]
    values = np.array(close, dtype=np.float64)
    return Bars(np.array(times, np.int64), values, values, values, values, values, interval)


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
