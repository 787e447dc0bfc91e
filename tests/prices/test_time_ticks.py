"""Ticks of the time axis: the finest periods whose labels have room, steady under panning."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from helpers.bars import weekday_times
from helpers.intraday import minute_bars
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.time_scale import CalendarTimeScale, TimeScale, TradingTimeScale, day_ns
from tickertale.prices.time_ticks import TimeTick, estimated_width, overview_ticks, time_ticks

GAP_PX = 24.0
SCALE = TradingTimeScale(weekday_times(dt.date(2024, 1, 2), 400))


def _ticks(
    px_per_bar: float,
    *,
    scale: TimeScale = SCALE,
    start: float = -0.5,
    width_px: float = 800.0,
    gap_px: float = GAP_PX,
) -> tuple[TimeTick, ...]:
    end = start + width_px / px_per_bar
    return time_ticks(scale, start=start, end=end, px_per_bar=px_per_bar, min_gap_px=gap_px)


def _texts(ticks: tuple[TimeTick, ...]) -> str:
    return "  ".join(f"*{tick.text}*" if tick.is_major else tick.text for tick in ticks)


@pytest.mark.parametrize(
    ("px_per_bar", "start", "texts"),
    [
        pytest.param(70.0, 19.5, "30  31  *1 Feb*  2  5  6  7  8  9  12", id="days"),
        pytest.param(13.0, 9.5, "22  29  *5 Feb*  12  19  26  *4 Mar*  11  18  25", id="weeks"),
        pytest.param(6.0, 9.5, "16  *Feb*  16  *Mar*  18  *Apr*  16  *May*  16", id="half"),
        pytest.param(4.0, 200.5, "Nov  Dec  *Jan 2025*  Feb  Mar  Apr  May  Jun  Jul", id="months"),
        pytest.param(1.5, -0.5, "*Jan 2024*  Apr  Jul  Oct  *Jan 2025*  Apr  Jul", id="quarters"),
        pytest.param(0.5, -0.5, "*2024*  Jul  *2025*  Jul  *2026*  Jul  *2027*", id="half-years"),
        pytest.param(0.25, -0.5, "2024  2025  2026  2027  2028  2029", id="years"),
        pytest.param(0.025, -0.5, "2030  2040  2050", id="decades"),
    ],
)
def test_the_finest_periods_that_have_room_are_named(
    px_per_bar: float, start: float, texts: str
) -> None:
    assert _texts(_ticks(px_per_bar, start=start)).startswith(texts)


def test_the_months_of_the_picture_are_named() -> None:
    start = float(np.searchsorted(SCALE.time_ns, day_ns(dt.date(2024, 11, 22)))) - 0.5
    assert _texts(_ticks(10.0, start=start, gap_px=110)) == "Dec  *Jan 2025*  Feb  Mar"


def test_a_tick_stands_on_the_first_bar_of_its_period() -> None:
    for tick in _ticks(4.0, start=0.5):
        here, before = SCALE.date_at(tick.position), SCALE.date_at(tick.position - 1)
        assert here.month != before.month


def test_a_new_year_among_days_is_written_out() -> None:
    start = float(np.searchsorted(SCALE.time_ns, day_ns(dt.date(2024, 12, 20))))
    assert "*1 Jan 2025*" in _texts(_ticks(90.0, start=start, width_px=1600))


def test_a_month_without_bars_gives_its_place_to_the_next() -> None:
    times = weekday_times(dt.date(2024, 1, 2), 200)
    halted = times[(times < day_ns(dt.date(2024, 3, 20))) | (times >= day_ns(dt.date(2024, 5, 6)))]
    ticks = _ticks(4.0, scale=TradingTimeScale(halted), width_px=600)
    assert _texts(ticks) == "*Jan 2024*  Feb  Mar  May  Jun  Jul  Aug  Sep"


def test_a_year_skipped_by_the_series_still_turns() -> None:
    first = weekday_times(dt.date(2024, 1, 2), 258)
    later = weekday_times(dt.date(2025, 2, 3), 200)
    ticks = _ticks(4.0, scale=TradingTimeScale(np.concatenate((first, later))), start=200)
    assert "Dec  *Feb 2025*  Mar" in _texts(ticks)


def test_a_short_week_gives_way_to_the_new_month() -> None:
    times = weekday_times(dt.date(2025, 1, 2), 60)
    new_year = [day_ns(dt.date(2025, 1, day)) for day in (29, 30, 31)]
    scale = TradingTimeScale(times[~np.isin(times, new_year)])
    assert "20  *3 Feb*  10" in _texts(_ticks(13.0, scale=scale, width_px=700))


def test_a_tick_is_named_as_long_as_it_is_in_the_pane() -> None:
    (january,) = (tick for tick in _ticks(4.0, start=200.5) if tick.is_major)
    assert january in _ticks(4.0, start=january.position)
    assert january not in _ticks(4.0, start=january.position + 0.01)
    whole = (january.position - 200.5) * 4.0
    assert january in _ticks(4.0, start=200.5, width_px=whole + 0.01)
    assert january not in _ticks(4.0, start=200.5, width_px=whole - 0.01)


def test_a_label_wider_than_the_pane_is_left_out() -> None:
    (january,) = (tick for tick in _ticks(4.0, start=200.5) if tick.is_major)
    width = estimated_width(january.text)
    assert january in _ticks(4.0, start=january.position, width_px=width + 0.01)
    assert january not in _ticks(4.0, start=january.position, width_px=width - 0.01)


def test_the_font_that_is_asked_decides_what_has_room() -> None:
    narrow = time_ticks(
        SCALE, start=0, end=200, px_per_bar=4.0, min_gap_px=0, width_of=lambda _text: 5.0
    )
    wide = time_ticks(
        SCALE, start=0, end=200, px_per_bar=4.0, min_gap_px=0, width_of=lambda _text: 200.0
    )
    assert len(narrow) > 4 * max(len(wide), 1)


def test_a_series_with_weekends_has_weeks_of_seven_bars() -> None:
    days = day_ns(dt.date(2024, 1, 1)) + NS_PER_DAY * np.arange(400, dtype=np.int64)
    ticks = _ticks(13.0, scale=TradingTimeScale(days), start=20)
    steps = np.diff([tick.position for tick in ticks])
    assert set(steps.tolist()) == {7.0}


def test_without_bars_there_are_ticks_of_would_be_sessions() -> None:
    scale = TradingTimeScale(np.array([], dtype=np.int64))
    assert _texts(_ticks(4.0, scale=scale, width_px=400)) == "*Jan 1970*  Feb  Mar  Apr  May"


@pytest.mark.parametrize(
    ("start", "end", "px_per_bar"),
    [
        (0.0, 0.0, 1.0),
        (1.0, 0.0, 1.0),
        (0.0, 9.0, 0.0),
        (float("nan"), 9.0, 1.0),
        (0.0, 1e999, 1.0),
    ],
)
def test_an_impossible_pane_has_no_ticks(start: float, end: float, px_per_bar: float) -> None:
    assert time_ticks(SCALE, start=start, end=end, px_per_bar=px_per_bar) == ()
    assert overview_ticks(SCALE, start=start, end=end, px_per_bar=px_per_bar) == ()


@pytest.mark.parametrize("px_per_bar", [1e-6, 1e-3, 0.01])
def test_centuries_in_view_stay_few_labels(px_per_bar: float) -> None:
    ticks = _ticks(px_per_bar, start=-400 / px_per_bar)
    assert len(ticks) <= 10


def test_the_overview_names_its_first_year_at_the_border() -> None:
    ticks = overview_ticks(SCALE, start=-0.5, end=399.5, px_per_bar=1.8)
    assert [(tick.text, tick.position) for tick in ticks] == [("2024", 0.0), ("2025", 261.0)]


def test_the_overview_leaves_out_a_year_that_it_would_cut() -> None:
    ticks = overview_ticks(SCALE, start=-0.5, end=270.0, px_per_bar=1.8)
    assert [tick.text for tick in ticks] == ["2024"]


def overview_texts(scale: TimeScale, *, px_per_bar: float) -> list[str]:
    ticks = overview_ticks(scale, start=-0.5, end=scale.last_position + 0.5, px_per_bar=px_per_bar)
    return [tick.text for tick in ticks]


@pytest.mark.parametrize("kind", [TradingTimeScale, CalendarTimeScale])
@pytest.mark.parametrize("first", [dt.date(2024, 1, 2), dt.date(2024, 6, 12)])
def test_the_overview_names_the_year_in_which_it_begins(
    kind: type[TradingTimeScale | CalendarTimeScale], first: dt.date
) -> None:
    scale = kind(weekday_times(first, 400))
    assert overview_texts(scale, px_per_bar=700 / scale.last_position) == ["2024", "2025"]


def test_the_overview_drops_a_beginning_that_has_no_room() -> None:
    scale = TradingTimeScale(weekday_times(dt.date(2023, 12, 20), 400))
    assert overview_texts(scale, px_per_bar=1.8) == ["2024", "2025"]


def test_the_overview_of_minutes_names_what_lies_within_a_year() -> None:
    bars = minute_bars()
    scale = TradingTimeScale(bars.time_ns, bars.interval, zone="America/New_York")
    assert overview_texts(scale, px_per_bar=700 / len(bars)) == ["Oct 2025", "Nov", "Dec"]
    day = TradingTimeScale(bars.time_ns[:390], bars.interval, zone="America/New_York")
    assert overview_texts(day, px_per_bar=700 / 390) == ["27 Oct 2025", "12:00"]


ZOOMS = st.floats(-7, 5.5).map(lambda power: float(2.0**power))


@given(ZOOMS, st.floats(-500, 700), st.floats(1, 4000))
def test_labels_pushed_into_the_pane_never_collide(
    px_per_bar: float, start: float, width_px: float
) -> None:
    ticks = _ticks(px_per_bar, start=start, width_px=width_px)
    free_from = 0.0
    for tick in ticks:
        center, half = (tick.position - start) * px_per_bar, estimated_width(tick.text) / 2
        pushed = min(max(center, half), width_px - half)
        assert pushed - half >= max(free_from, 0.0) - 1e-6
        free_from = pushed + half
    assert free_from <= width_px + 1e-6


@given(ZOOMS, st.floats(-300, 500), st.floats(-200, 200))
def test_panning_moves_ticks_and_never_exchanges_them(
    px_per_bar: float, start: float, pan_px: float
) -> None:
    shift = pan_px / px_per_bar
    one, other = _ticks(px_per_bar, start=start), _ticks(px_per_bar, start=start + shift)
    margin = 80.0 / px_per_bar
    low = max(start, start + shift) + margin
    high = min(start, start + shift) + 800.0 / px_per_bar - margin
    assert [t for t in one if low <= t.position <= high] == [
        t for t in other if low <= t.position <= high
    ]


NEW_YORK = "America/New_York"


def _session(day: dt.date, *, step: int, closes: dt.time = dt.time(16)) -> NDArray[np.int64]:
    """Return the starts of the bars of a session in New York, `step` seconds apart."""
    first, last = (
        int(dt.datetime.combine(day, time, tzinfo=ZoneInfo(NEW_YORK)).timestamp())
        for time in (dt.time(9, 30), closes)
    )
    return np.arange(first, last, step, dtype=np.int64) * 1_000_000_000


def _minutes(kind: type[TradingTimeScale] | type[CalendarTimeScale], *days: dt.date) -> TimeScale:
    times = np.concatenate([_session(day, step=60) for day in days])
    return kind(times, Interval.MINUTE, zone=NEW_YORK)


# The clocks go forward on the ninth.
MARCH = tuple(dt.date(2025, 3, day) for day in (5, 6, 7, 10, 11))


@pytest.mark.parametrize(
    ("px_per_bar", "start", "texts"),
    [
        pytest.param(2.0, 200.0, "13:00  14:00  15:00  *6 Mar*  10:00  11:00  12:00", id="hours"),
        pytest.param(10.0, 1150.0, "15:40  15:50  *10 Mar*  09:40", id="ten minutes"),
        pytest.param(0.5, 200.0, "*6 Mar*  12:00  *7 Mar*  12:00", id="noons"),
        pytest.param(70.0, 5.5, "09:36  09:37  09:38  09:39", id="minutes"),
    ],
)
def test_hours_are_those_of_the_exchange(px_per_bar: float, start: float, texts: str) -> None:
    scale = _minutes(TradingTimeScale, *MARCH)
    assert _texts(_ticks(px_per_bar, scale=scale, start=start, width_px=700)).startswith(texts)


def test_a_new_month_or_year_among_hours_is_named() -> None:
    scale = _minutes(TradingTimeScale, dt.date(2024, 12, 31), dt.date(2025, 1, 2))
    assert "15:00  *2 Jan 2025*  11:00" in _texts(_ticks(2.0, scale=scale, start=250))


def test_the_first_session_of_minutes_has_its_date() -> None:
    scale = _minutes(TradingTimeScale, *MARCH)
    assert _texts(_ticks(1.0, scale=scale)).startswith("*5 Mar 2025*  12:00  14:00  *6 Mar*")


def test_seconds_are_written_out() -> None:
    times = _session(MARCH[0], step=1, closes=dt.time(9, 40))
    scale = TradingTimeScale(times, Interval.SECOND, zone=NEW_YORK)
    texts = "09:30:20  09:30:30  09:30:40  09:30:50  09:31:00"
    assert _texts(_ticks(10.0, scale=scale, start=20.0, width_px=700)).startswith(texts)


def test_calendar_time_has_hours_at_night_and_the_hour_that_the_clocks_skip_is_missing() -> None:
    scale = _minutes(CalendarTimeScale, *MARCH)
    night = scale.position_of(scale.start_of(dt.date(2025, 3, 9))) - 100.0
    texts = _texts(_ticks(2.0, scale=scale, start=night, width_px=900))
    assert texts == "23:00  *9 Mar*  01:00  03:00  04:00  05:00  06:00"


def test_calendar_days_are_where_they_begin() -> None:
    scale = CalendarTimeScale(SCALE.time_ns)
    ticks = _ticks(90.0, scale=scale, start=-0.5, width_px=900)
    assert [tick.position for tick in ticks] == [float(number) for number in range(len(ticks))]


@given(ZOOMS, st.floats(0, 1900), st.floats(-200, 200), st.booleans())
def test_panning_moves_hours_and_never_exchanges_them(
    px_per_bar: float, start: float, pan_px: float, is_calendar: bool
) -> None:
    scale = _minutes(CalendarTimeScale if is_calendar else TradingTimeScale, *MARCH)
    shift = pan_px / px_per_bar
    one = _ticks(px_per_bar, scale=scale, start=start)
    other = _ticks(px_per_bar, scale=scale, start=start + shift)
    margin = 80.0 / px_per_bar
    low = max(start, start + shift) + margin
    high = min(start, start + shift) + 800.0 / px_per_bar - margin
    assert [t for t in one if low <= t.position <= high] == [
        t for t in other if low <= t.position <= high
    ]


def _long(
    interval: Interval, step: str, kind: type[TradingTimeScale | CalendarTimeScale]
) -> TimeScale:
    labels = np.arange("1995-01", "2025-01", dtype=f"datetime64[{step}]")
    return kind(labels.astype("datetime64[ns]").astype(np.int64), interval)


KINDS = (TradingTimeScale, CalendarTimeScale)
SERIES = {
    f"{name}, {kind.__name__}": (scale, steps)
    for kind in KINDS
    for name, scale, steps in (
        ("days", kind(weekday_times(dt.date(2004, 1, 2), 5000)), 2.0),
        ("weeks", _long(Interval.WEEK, "W", kind), 2.0 if kind is TradingTimeScale else 14.0),
        ("months", _long(Interval.MONTH, "M", kind), 2.0 if kind is TradingTimeScale else 62.0),
        (
            "minutes",
            kind(minute_bars().time_ns, Interval.MINUTE, zone=NEW_YORK),
            2.0,
        ),
    )
}


@pytest.mark.parametrize("name", SERIES)
@given(share=st.floats(0.0, 1.0), place=st.floats(0.0, 1.0), width_px=st.floats(780.0, 2000.0))
@example(share=0.0, place=0.3, width_px=800.0)
def test_at_any_zoom_at_least_two_times_are_told_and_a_pixel_of_panning_keeps_them(
    name: str, share: float, place: float, width_px: float
) -> None:
    scale, least = SERIES[name]
    extent = scale.last_position + 1.0
    span = least * (extent / least) ** share
    start = -0.5 + (extent - span) * place
    px_per_bar = width_px / span
    one, other = (
        _ticks(px_per_bar, scale=scale, start=begin, width_px=width_px, gap_px=44.0)
        for begin in (start, start + 1.0 / px_per_bar)
    )
    assert len(one) >= 2
    changed = set(one) ^ set(other)
    reach = 1.0 / px_per_bar + 1e-9
    edges = (start, start + span, start + span + reach)
    assert all(min(abs(tick.position - edge) for edge in edges) <= reach for tick in changed)


def test_ten_calendar_days_are_told_every_second_day() -> None:
    scale = CalendarTimeScale(SCALE.time_ns)
    ticks = _ticks(80.0, scale=scale, start=19.5, width_px=900, gap_px=60.0)
    assert _texts(ticks) == "23  25  27  29  *1 Feb*"


def test_two_days_of_minutes_have_hours() -> None:
    scale = _minutes(TradingTimeScale, *MARCH)
    texts = _texts(_ticks(1.0, scale=scale, start=389.5, width_px=780, gap_px=44.0))
    assert texts == "*6 Mar*  12:00  14:00  *7 Mar*  12:00  14:00"


def test_four_days_of_minutes_have_middays() -> None:
    scale = _minutes(TradingTimeScale, *MARCH)
    texts = _texts(_ticks(0.6, scale=scale, start=389.5, width_px=900, gap_px=44.0))
    assert texts == "*6 Mar*  12:00  *7 Mar*  12:00  *10 Mar*  12:00  *11 Mar*  12:00"
