"""Weeks and months, made of sessions."""

import datetime as dt
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.prices.longer_bar import longer_bars
from tickertale.prices.time_scale import TradingTimeScale, day_ns

PRICE = st.floats(0.01, 1e6) | st.just(math.nan)
LONGER = st.sampled_from([Interval.WEEK, Interval.MONTH])


@st.composite
def sessions(draw: st.DrawFn) -> Bars:
    """Sessions on any days of some years, with prices and volumes that may be missing."""
    days = draw(st.sets(st.dates(dt.date(2019, 12, 20), dt.date(2022, 1, 10)), max_size=60))
    count = len(days)
    columns = st.lists(PRICE, min_size=count, max_size=count).map(np.array)
    times = np.array([day_ns(day) for day in sorted(days)], dtype=np.int64)
    return Bars(
        times,
        open=draw(columns),
        high=draw(columns),
        low=draw(columns),
        close=draw(columns),
        volume=draw(columns),
    )


def span_of(day: dt.date, interval: Interval) -> tuple[int, int]:
    return day.isocalendar()[:2] if interval is Interval.WEEK else (day.year, day.month)


def known(values: NDArray[np.float64]) -> list[float]:
    return [value for value in values.tolist() if not math.isnan(value)]


@given(sessions(), LONGER)
def test_a_longer_bar_holds_what_its_sessions_hold(bars: Bars, interval: Interval) -> None:
    longer = longer_bars(bars, interval)
    days = bars.dates.tolist()
    spans = list(dict.fromkeys(span_of(day, interval) for day in days))
    assert longer.interval is interval
    assert len(longer) == len(spans)
    for number, span in enumerate(spans):
        inside = np.array([span_of(day, interval) == span for day in days])
        first = days[int(np.flatnonzero(inside)[0])]
        assert longer.dates[number].item() == first
        for column, read in (
            ("open", lambda values: values[0]),
            ("high", max),
            ("low", min),
            ("close", lambda values: values[-1]),
            ("volume", math.fsum),
        ):
            values = known(getattr(bars, column)[inside])
            expected = read(values) if values else math.nan
            found = float(getattr(longer, column)[number])
            assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)


@given(sessions(), LONGER)
def test_longer_bars_are_in_order_and_hold_each_session(bars: Bars, interval: Interval) -> None:
    longer = longer_bars(bars, interval)
    assert all(one < other for one, other in pairwise(longer.time_ns.tolist()))
    scale = TradingTimeScale(longer.time_ns, longer.interval)
    for day in bars.dates.tolist():
        index = scale.index_of(day)
        assert index is not None
        assert span_of(longer.dates[index].item(), interval) == span_of(day, interval)


@given(sessions())
def test_a_month_is_the_same_by_way_of_itself(bars: Bars) -> None:
    once = longer_bars(bars, Interval.MONTH)
    twice = longer_bars(once, Interval.MONTH)
    assert np.array_equal(once.time_ns, twice.time_ns)
    assert np.array_equal(once.close, twice.close, equal_nan=True)


def test_a_week_begins_on_monday_across_the_year() -> None:
    days = [dt.date(2024, 12, 30), dt.date(2024, 12, 31), dt.date(2025, 1, 2), dt.date(2025, 1, 6)]
    times = np.array([day_ns(day) for day in days], dtype=np.int64)
    close = np.array([1.0, 2.0, 3.0, 4.0])
    weeks = longer_bars(Bars(times, close, close, close, close, close), Interval.WEEK)
    assert weeks.dates.tolist() == [days[0], days[3]]
    assert weeks.close.tolist() == [3.0, 4.0]
    assert weeks.volume.tolist() == [6.0, 4.0]
