"""Going to a typed date or range."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bars import bars_of
from helpers.intraday import minute_bars
from tickertale.domain.instrument import Interval
from tickertale.prices.time_scale import CalendarTimeScale, TimeScale, TradingTimeScale, day_ns
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.go_to import GoToState, resolve_go_to

# Weekdays from Monday, 1 January 2024, to Friday, 13 December 2024.
TIMES = bars_of([100.0] * 250).time_ns
SCALE = TradingTimeScale(TIMES)
VIEW = ViewRange(100.0, 120.0)


def go_to(start: str, end: str = "", *, scale: TimeScale = SCALE) -> GoToState:
    return resolve_go_to(start, end, scale=scale, view=VIEW)


def test_a_day_is_centered_and_gets_the_crosshair() -> None:
    state = go_to("2024-01-05")
    assert state.view == ViewRange(-6.0, 14.0)
    assert state.position == 4.0
    assert "5 January 2024" in state.line
    assert not state.problem


def test_a_day_without_a_session_goes_to_the_next_and_says_so() -> None:
    state = go_to("2024-01-06")
    assert state.position == 5.0
    assert state.line.endswith("no session; the next is 8 Jan 2024")


@pytest.mark.parametrize("text", ["20240105", "2024-W01-5", " 2024-01-05 ", "2024-01-05T10:00"])
def test_other_forms_of_a_day_are_understood(text: str) -> None:
    assert go_to(text).position == 4.0


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2024-02", "", (22.5, 43.5), id="a-month"),
        pytest.param("2024-01-06/2024-01-09", "", (4.5, 6.5), id="an-interval"),
        pytest.param("2024-01-03", "2024-01-05", (1.5, 4.5), id="two-days"),
        pytest.param("2024-01", "2024-02", (-0.5, 43.5), id="two-months"),
        pytest.param("", "2024-01-05", (-0.5, 4.5), id="no-beginning"),
        pytest.param("2023", "2030", (-0.5, 249.5), id="more-than-there-is"),
        pytest.param("2024-12-01/..", "", (239.5, 249.5), id="open-end"),
        pytest.param("../2024-01-05", "", (-0.5, 4.5), id="open-beginning"),
    ],
)
def test_a_range_is_shown_from_its_first_bar_to_its_last(
    start: str, end: str, expected: tuple[float, float]
) -> None:
    state = go_to(start, end)
    assert not state.problem
    assert state.view == ViewRange(*expected)
    assert state.position is None
    assert state.line


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        pytest.param("2031-01-01", "", "lies after the prices, which end on 13 Dec", id="late"),
        pytest.param("1990", "", "lies before the prices, which begin on 1 Jan", id="early"),
        pytest.param("2024-03-01", "2024-02-01", "before it begins on 1 Mar 2024", id="reversed"),
        pytest.param("2024-01-06", "2024-01-07", "no session between 6 Jan", id="a-weekend"),
        pytest.param("soon", "", "soon", id="no-date"),
        pytest.param("2024-01-05", "later", "later", id="no-end"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(
    start: str, end: str, sentence: str
) -> None:
    state = go_to(start, end)
    assert state.view is None
    assert sentence in state.problem
    assert state.problem.endswith(".") or "'" in state.problem
    assert "\n" not in state.problem


def test_nothing_typed_is_no_problem() -> None:
    assert go_to("", "  ") == GoToState()


def test_without_prices_there_is_nowhere_to_go() -> None:
    state = go_to("2024", scale=TradingTimeScale(np.empty(0, np.int64)))
    assert state.view is None
    assert state.problem


def test_in_calendar_time_the_same_bars_are_shown() -> None:
    scale = CalendarTimeScale(TIMES)
    assert go_to("2024-01-09", scale=scale).position == 8.0
    assert go_to("2024-01-06/2024-01-09", scale=scale).view == ViewRange(6.5, 8.5)


def test_of_weekly_bars_the_one_that_the_day_is_in_is_shown() -> None:
    mondays = np.array([day_ns(dt.date(2024, 1, 1 + 7 * week)) for week in range(4)], np.int64)
    scale = TradingTimeScale(mondays, Interval.WEEK)
    assert go_to("2024-01-11", scale=scale).position == 1.0
    assert go_to("2024-01-11", "2024-01-24", scale=scale).view == ViewRange(0.5, 3.5)


def test_of_intraday_bars_the_one_at_that_time_is_shown() -> None:
    minute = 60 * 10**9
    start = day_ns(dt.date(2024, 1, 5)) + 10 * 60 * minute
    times = start + np.arange(60, dtype=np.int64) * minute
    scale = TradingTimeScale(times, Interval.MINUTE, zone="UTC")
    assert go_to("2024-01-05T10:30", scale=scale).position == 30.0
    assert go_to("2024-01-05T09:00Z", scale=scale).position == 0.0
    assert go_to("2024-01-05", scale=scale).position == 0.0


@given(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 13)))
def test_every_day_of_the_series_can_be_gone_to(day: dt.date) -> None:
    state = go_to(day.isoformat())
    assert state.view is not None
    assert state.position is not None
    assert (state.view.start + state.view.end) / 2 == pytest.approx(state.position)
    assert SCALE.date_at(state.position) >= day


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_either_understood_or_refused(start: str, end: str) -> None:
    state = go_to(start, end)
    assert state == GoToState() or (state.view is None) is bool(state.problem)


MINUTES = minute_bars()
MINUTE_SCALE = TradingTimeScale(MINUTES.time_ns, MINUTES.interval, zone="America/New_York")


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        pytest.param("2025-11-28", "2025-11-28", "11-28 09:30", "11-28 12:59", id="half-day"),
        pytest.param("2025-11-03T10:00", "2025-11-03T11:00", "11-03 10:00", "11-03 11:00", id="h"),
        pytest.param("2025-11-03T12:00", "2025-11-04", "11-03 12:00", "11-04 15:59", id="from"),
        pytest.param("2025-11-03T20:00", "2025-11-05", "11-04 09:30", "11-05 15:59", id="closed"),
        pytest.param("2025-10-31", "2025-11-03", "10-31 09:30", "11-03 15:59", id="clocks-change"),
        pytest.param("", "2025-10-27T09:59", "10-27 09:30", "10-27 09:59", id="to"),
    ],
)
def test_a_range_of_minutes_may_have_hours(start: str, end: str, first: str, last: str) -> None:
    state = go_to(start, end, scale=MINUTE_SCALE)
    assert state.view is not None, state.problem
    ends = (state.view.start + 0.5, state.view.end - 0.5)
    clocks = [f"{MINUTE_SCALE.local_time_at(end):%m-%d %H:%M}" for end in ends]
    assert clocks == [first, last]


def test_an_hour_while_the_market_is_closed_goes_to_the_next_bar() -> None:
    state = go_to("2025-11-28T15:00", scale=MINUTE_SCALE)
    assert state.position is not None
    assert f"{MINUTE_SCALE.local_time_at(state.position)}" == "2025-12-01 09:30:00"


def test_hours_without_a_bar_are_said() -> None:
    state = go_to("2025-11-03T17:00", "2025-11-03T18:00", scale=MINUTE_SCALE)
    assert state.problem == "There is no bar between 3 Nov 2025 and 3 Nov 2025."
