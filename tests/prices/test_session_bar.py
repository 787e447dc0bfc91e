"""Sessions of a series: their days, and one bar for each."""

import datetime as dt
import math

import numpy as np
import pytest

from helpers.bars import bars_of
from helpers.exchange import new_york
from helpers.intraday import (
    CLOCKS_CHANGE,
    FIRST_DAY,
    HALF_DAY,
    LAST_DAY,
    long_bars,
    minute_bars,
    session_times,
    walk,
)
from helpers.intraday import new_york as real_new_york
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.session_bar import session_bars, session_days
from tickertale.prices.time_scale import day_ns, day_start_ns

ZONE = "America/New_York"


def test_the_sessions_of_daily_bars_are_their_dates() -> None:
    bars = bars_of([1.0, 2.0, 3.0])
    assert session_days(bars, zone="Asia/Hong_Kong") == tuple(bars.dates.tolist())


def test_the_sessions_of_intraday_bars_are_told_on_the_exchange_s_clock() -> None:
    # 01:30 UTC is 09:30 in Hong Kong; 16:30 UTC is the next day there.
    hour = NS_PER_DAY // 24
    start = day_ns(dt.date(2025, 3, 6))
    times = np.array([start + hour, start + 2 * hour, start + 17 * hour], dtype=np.int64)
    nothing = np.ones(3)
    bars = Bars(times, nothing, nothing, nothing, nothing, nothing, Interval.HOUR)
    assert session_days(bars, zone="Asia/Hong_Kong") == (
        dt.date(2025, 3, 6),
        dt.date(2025, 3, 7),
    )


def test_sessions_keep_their_dates_when_the_clocks_change() -> None:
    days = session_days(minute_bars(), zone=ZONE)
    length = (LAST_DAY - FIRST_DAY).days + 1
    every = [FIRST_DAY + dt.timedelta(days=number) for number in range(length)]
    assert days == tuple(day for day in every if real_new_york().is_session(day))


def test_bars_around_the_hour_that_comes_twice_keep_their_day() -> None:
    # A market that never closes: that Sunday has 25 hours.
    hour = NS_PER_DAY // 24
    start = day_start_ns(CLOCKS_CHANGE, ZONE)
    times = start + np.arange(-1, 26, dtype=np.int64) * hour
    bars = session_bars(walk(times, Interval.HOUR), zone=ZONE)
    assert bars.dates.tolist() == [CLOCKS_CHANGE + dt.timedelta(days=by) for by in (-1, 0, 1)]
    assert bars.open[1] == walk(times, Interval.HOUR).open[1]
    assert bars.close[1] == walk(times, Interval.HOUR).close[25]


def test_a_session_bar_holds_what_its_bars_hold() -> None:
    minutes = minute_bars()
    bars = session_bars(minutes, zone=ZONE)
    assert bars.interval is Interval.DAY
    times = session_times(HALF_DAY, Interval.MINUTE)
    assert len(times) == 210
    inside = slice(*np.searchsorted(minutes.time_ns, [times[0], times[-1] + 1]).tolist())
    index = bars.dates.tolist().index(HALF_DAY)
    assert bars.time_ns[index] == day_ns(HALF_DAY)
    assert bars.open[index] == minutes.open[inside][0]
    assert bars.high[index] == minutes.high[inside].max()
    assert bars.low[index] == minutes.low[inside].min()
    assert bars.close[index] == minutes.close[inside][-1]
    assert bars.volume[index] == pytest.approx(minutes.volume[inside].sum())


def test_what_no_bar_of_a_session_has_is_missing() -> None:
    times = session_times(FIRST_DAY, Interval.HOUR)
    known = np.arange(1.0, len(times) + 1.0)
    gap = np.where(known == 1.0, math.nan, known)
    nothing = np.full(len(times), math.nan)
    bars = session_bars(Bars(times, gap, known, known, known, nothing, Interval.HOUR), zone=ZONE)
    assert bars.open.tolist() == [2.0]
    assert np.isnan(bars.volume).all()


def test_bars_of_a_day_or_more_stay_as_they_are() -> None:
    bars = bars_of([1.0, 2.0])
    assert session_bars(bars, zone=ZONE) is bars


def test_the_sessions_of_a_week_are_the_exchange_s() -> None:
    weeks = long_bars(Interval.WEEK, [dt.date(2025, 1, 13), dt.date(2025, 1, 20)])
    days = session_days(weeks, zone=ZONE, exchange=new_york())
    # 20 January 2025 was a holiday.
    expected = [13, 14, 15, 16, 17, 21, 22, 23, 24]
    assert days == tuple(dt.date(2025, 1, day) for day in expected)


def test_the_sessions_of_a_month_reach_to_its_end() -> None:
    months = long_bars(Interval.MONTH, [dt.date(2025, 2, 1)])
    days = session_days(months, zone=ZONE)
    assert (days[0], days[-1], len(days)) == (dt.date(2025, 2, 3), dt.date(2025, 2, 28), 20)


def test_no_bars_have_no_sessions() -> None:
    empty = np.empty(0, np.int64)
    for interval in (Interval.MINUTE, Interval.WEEK, Interval.DAY):
        assert session_days(walk(empty, interval), zone=ZONE) == ()
        assert len(session_bars(walk(empty, interval), zone=ZONE)) == 0
