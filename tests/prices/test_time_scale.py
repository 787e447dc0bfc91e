"""The trading-time scale: bars at whole numbers, and would-be sessions beyond them."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from helpers.bars import weekday_times
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.time_scale import (
    CalendarTimeScale,
    TimeScale,
    TradingTimeScale,
    converted_range,
    date_of,
    day_ns,
)

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


NEW_YORK = "America/New_York"


def _sessions(*days: dt.date, minutes: int) -> NDArray[np.int64]:
    """Return the starts of the bars of sessions from 9:30 on, by the clock of New York."""
    parts = []
    for day in days:
        first, last = (
            dt.datetime.combine(day, time, tzinfo=ZoneInfo(NEW_YORK)).timestamp()
            for time in (dt.time(9, 30), dt.time(16))
        )
        seconds = np.arange(int(first), int(last), minutes * 60, dtype=np.int64)
        parts.append(seconds * 1_000_000_000)
    return np.concatenate(parts)


WEEK_OF_DST = tuple(dt.date(2025, 3, day) for day in (6, 7, 10, 11))
"""The clocks of New York went forward on 9 March 2025."""


def _intraday(kind: type[TradingTimeScale] | type[CalendarTimeScale]) -> TimeScale:
    return kind(_sessions(*WEEK_OF_DST, minutes=30), Interval.HOUR, zone=NEW_YORK)


KINDS = pytest.mark.parametrize("kind", [TradingTimeScale, CalendarTimeScale])


@KINDS
def test_a_date_is_one_on_the_clock_of_the_exchange(
    kind: type[TradingTimeScale] | type[CalendarTimeScale],
) -> None:
    scale = _intraday(kind)
    assert [scale.index_of(day) for day in WEEK_OF_DST] == [0, 13, 26, 39]
    assert scale.index_of(dt.date(2025, 3, 9)) is None
    for index in (0, 12, 13, 25, 26, 51):
        position = float(scale.bar_positions(index, index + 1)[0])
        assert scale.nearest_index(position) == index
        assert scale.date_at(position) == WEEK_OF_DST[index // 13]
    opens = float(scale.bar_positions(26, 27)[0])
    assert scale.local_time_at(opens).isoformat() == "2025-03-10T09:30:00"
    assert scale.local_time_at(float(scale.bar_positions(0, 1)[0])).time() == dt.time(9, 30)


def test_a_date_begins_late_in_the_day_before_in_utc() -> None:
    evening = int(dt.datetime(2025, 3, 6, 23, 0, tzinfo=dt.UTC).timestamp()) * 1_000_000_000
    scale = TradingTimeScale(np.array([evening]), Interval.HOUR, zone="Asia/Hong_Kong")
    assert scale.index_of(dt.date(2025, 3, 7)) == 0
    assert scale.index_of(dt.date(2025, 3, 6)) is None
    assert scale.time_at(1.0) - scale.time_at(0.0) == HOUR_NS


def test_outside_an_intraday_series_time_goes_on_at_its_pace() -> None:
    scale = _intraday(TradingTimeScale)
    pace_ns = (scale.time_ns[-1] - scale.time_ns[0]) / 51
    assert scale.time_at(61.0) == pytest.approx(scale.time_ns[-1] + 10 * pace_ns)
    assert scale.position_of(scale.time_at(-10.0)) == pytest.approx(-10.0)
    assert scale.least_step(sessions=2.0, days=2.0) == 26.0
    assert 1678 <= date_of(scale.time_at(1e30)).year <= 2262


def test_intraday_weekends_are_those_of_the_exchange() -> None:
    sunday_in_utc = np.array([day_ns(dt.date(2025, 3, 9)) + 23 * HOUR_NS], dtype=np.int64)
    sydney = TradingTimeScale(sunday_in_utc, Interval.HOUR, zone="Australia/Sydney")
    assert sydney.least_step(sessions=1.0, days=2.0) == 1.0
    assert TradingTimeScale(sunday_in_utc, Interval.HOUR).days_per_week == 7


@pytest.mark.parametrize(
    ("interval", "step", "per_quarter"), [(Interval.WEEK, 7, 90 / 7), (Interval.MONTH, 30, 3.0)]
)
def test_a_long_bar_holds_all_its_dates(interval: Interval, step: int, per_quarter: float) -> None:
    first = dt.date(2025, 1, 6)
    days = [first + dt.timedelta(days=step * number) for number in range(4)]
    scale = TradingTimeScale(np.array([day_ns(day) for day in days]), interval)
    assert scale.index_of(first + dt.timedelta(days=step + 3)) == 1
    assert scale.index_of(first - dt.timedelta(days=1)) is None
    assert scale.index_of(days[-1] + dt.timedelta(days=40)) is None
    assert scale.least_step(sessions=60.0, days=90.0) == pytest.approx(per_quarter)
    assert scale.least_step(sessions=1.0, days=1.0) == 1.0
    assert scale.position_of(day_ns(days[-1] + dt.timedelta(days=step))) == pytest.approx(4.0)
    single = TradingTimeScale(np.array([day_ns(first)]), interval)
    assert single.least_step(sessions=60.0, days=90.0) == pytest.approx(per_quarter, rel=0.02)


def test_calendar_time_shows_weekends() -> None:
    scale = CalendarTimeScale(np.array([day_ns(FRIDAY), day_ns(MONDAY)]))
    assert scale.bar_positions(0, 2).tolist() == [0.0, 3.0]
    assert (scale.last_position, len(scale)) == (3.0, 2)
    assert scale.least_step(sessions=5.0, days=7.0) == 7.0
    assert scale.position_of(day_ns(dt.date(2025, 3, 1))) == 1.0
    assert scale.date_at(1.4) == dt.date(2025, 3, 1)
    assert [scale.nearest_index(place) for place in (-9.0, 1.4, 1.6, 9.0)] == [0, 0, 1, 1]
    assert scale.index_of(MONDAY) == 1


def test_calendar_time_without_bars_begins_in_1970() -> None:
    scale = CalendarTimeScale(np.array([], dtype=np.int64))
    assert scale.date_at(0.0) == dt.date(1970, 1, 1)
    assert scale.nearest_index(0.0) is None
    assert scale.column_edges(0.0, 5.0, width_px=3).tolist() == [0, 0, 0, 0]
    assert scale.index_of(FRIDAY) is None


@given(SCALES, st.floats(-100, 400), st.floats(0.5, 400), st.integers(1, 50), st.booleans())
def test_a_bar_is_in_the_column_of_its_pixel(
    trading: TradingTimeScale, start: float, span: float, width_px: int, is_calendar: bool
) -> None:
    scale: TimeScale = CalendarTimeScale(trading.time_ns) if is_calendar else trading
    end = start + span
    edges = scale.column_edges(start, end, width_px=width_px)
    positions = scale.bar_positions(0, len(scale))
    columns = np.floor((positions - start) * (width_px / (end - start)))
    expected = [np.count_nonzero(columns == column) for column in range(width_px)]
    assert np.diff(edges).tolist() == expected


@given(SCALES, st.floats(-50, 90), st.floats(0.5, 100), st.floats(0, 1))
def test_the_time_under_the_cursor_keeps_its_pixel(
    trading: TradingTimeScale, start: float, span: float, share: float
) -> None:
    calendar = CalendarTimeScale(trading.time_ns)
    cursor = start + share * span
    for source, target in ((trading, calendar), (calendar, trading)):
        left, right = converted_range(source, target, start=start, end=start + span, cursor=cursor)
        found = target.time_at(left + share * (right - left))
        assert found == pytest.approx(source.time_at(cursor), abs=2e-6 * NS_PER_DAY)


@given(SCALES, st.floats(-100, 500))
def test_calendar_positions_and_instants_are_inverse(
    trading: TradingTimeScale, position: float
) -> None:
    scale = CalendarTimeScale(trading.time_ns)
    assert scale.position_of(scale.time_at(position)) == pytest.approx(position, abs=1e-9)
