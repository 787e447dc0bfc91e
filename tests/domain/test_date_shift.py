"""Dates moved along the calendar keep how precisely they are known and how they are written."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.edtf import intervals, single_dates
from tickertale.domain.date_shift import (
    days_to_session,
    shifted,
    step_unit,
    stepped,
    with_finish,
    with_start,
)
from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import EventDate, Precision

HONG_KONG, NEW_YORK = "Asia/Hong_Kong", "America/New_York"


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("2025-02-17", 3, "2025-02-20"),
        ("2025-02-28", 1, "2025-03-01"),
        ("2025-02-17~", -17, "2025-01-31~"),
        ("2025-03-06T03:48+08:00", 4, "2025-03-10T03:48+08:00"),
        ("2025-03-06T03:48:10", 4, "2025-03-10T03:48:10"),
        ("2025-02-11/2025-02-13", 2, "2025-02-13/2025-02-15"),
        ("2025-02-11/..", 2, "2025-02-13/.."),
        ("../2025-02-11", 2, "../2025-02-13"),
        ("2025-01~", 20, "2025-02~"),
        ("2025-01~", 10, "2025-01~"),
        ("2025-01-XX", 31, "2025-02-XX"),
        ("2025-12", 31, "2026-01"),
        ("2025-21", 92, "2025-22"),
        ("2025-24", 92, "2026-21"),
        ("2025", 366, "2026"),
        ("2025-XX", -366, "2024-XX"),
        ("2025-XX-XX?", 366, "2026-XX-XX?"),
        ("201X", 3653, "202X"),
        ("19XX", 36525, "20XX"),
        ("2025-01/2025-03", 31, "2025-02/2025-04"),
        ("2025-01-31/2025-03", 31, "2025-03-31/2025-05"),
        ("2025-01-30/2025-03", 31, "2025-03-30/2025-05"),
    ],
)
def test_a_date_moves_in_its_own_units(text: str, days: int, expected: str) -> None:
    assert shifted(EventDate(text), days, zone=HONG_KONG).edtf == expected


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("2025-02-17", -1, "2025-02-16"),
        ("2025-01", 12, "2026-01"),
        ("2025-24", 1, "2026-21"),
        ("2025-21", -1, "2024-24"),
        ("201X", -2, "199X"),
        ("2024/2025-03", 1, "2025/2026-03"),
        ("2024-02-29/2025", 1, "2025-02-28/2026"),
        ("2024-21/2025", 1, "2025-21/2026"),
        ("201X/20XX", 1, "211X/21XX"),
    ],
)
def test_a_step_is_one_unit_of_the_coarser_end(text: str, steps: int, expected: str) -> None:
    assert stepped(EventDate(text), steps, zone=HONG_KONG).edtf == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-17T10:00", Precision.DAY),
        ("2025-02", Precision.MONTH),
        ("2025-02-11/2025-04", Precision.MONTH),
        ("2025-22/..", Precision.SEASON),
    ],
)
def test_the_unit_is_that_of_the_coarsest_end(text: str, expected: Precision) -> None:
    assert step_unit(EventDate(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-06T16:30-05:00", "2025-03-16T16:30-04:00"),
        ("2025-03-06T16:30-05", "2025-03-16T16:30-04"),
        ("2025-03-06T16:30", "2025-03-16T16:30"),
        ("2025-03-06T21:30Z", "2025-03-16T21:30Z"),
        ("2025-03-06T16:30+08:00", "2025-03-16T16:30+08:00"),
    ],
    ids=["own offset", "short", "none", "UTC", "of another zone"],
)
def test_a_time_of_day_stays_where_clocks_were_changed(text: str, expected: str) -> None:
    assert shifted(EventDate(text), 10, zone=NEW_YORK).edtf == expected


def test_greenwich_time_gives_way_to_summer_time() -> None:
    moved = shifted(EventDate("2025-03-28T09:00+00:00"), 3, zone="Europe/London")
    assert moved.edtf == "2025-03-31T09:00+01:00"


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("2025-02-11/2025-02-13", -3, "2025-02-08/2025-02-13"),
        ("2025-02-11/2025-02-13", 9, "2025-02-13/2025-02-13"),
        ("2025-02-11/..", 9, "2025-02-20/.."),
        ("2025-01/2025-03", 40, "2025-02/2025-03"),
        ("2025-01/2025-02-11", 90, "2025-02/2025-02-11"),
    ],
)
def test_the_start_of_a_period_moves_alone_up_to_its_end(
    text: str, days: int, expected: str
) -> None:
    assert with_start(EventDate(text), days, zone=HONG_KONG).edtf == expected


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("2025-02-11/2025-02-13", 3, "2025-02-11/2025-02-16"),
        ("2025-02-11/2025-02-13", -9, "2025-02-11/2025-02-11"),
        ("../2025-02-11", 9, "../2025-02-20"),
        ("2025-01/2025-03", -90, "2025-01/2025-01"),
    ],
)
def test_the_end_of_a_period_moves_alone_back_to_its_start(
    text: str, days: int, expected: str
) -> None:
    assert with_finish(EventDate(text), days, zone=HONG_KONG).edtf == expected


@pytest.mark.parametrize("text", ["2025-02-11", "../2025-02-11", "/2025"])
def test_what_has_no_start_cannot_have_it_moved(text: str) -> None:
    with pytest.raises(InvalidDateError, match="not a period whose start is known"):
        with_start(EventDate(text), 1, zone=HONG_KONG)


@pytest.mark.parametrize(
    ("text", "days"),
    [("9999-12-31", 1), ("0001-01-01", -1), ("9999-12", 31), ("9999", 400), ("0001", -400)],
)
def test_no_date_leaves_the_calendar(text: str, days: int) -> None:
    with pytest.raises(InvalidDateError):
        shifted(EventDate(text), days, zone=HONG_KONG)


@given(single_dates() | intervals(), st.integers(-5000, 5000))
def test_a_moved_date_is_as_precise_and_comes_back(text: str, steps: int) -> None:
    when = EventDate(text)
    try:
        there = stepped(when, steps, zone="UTC")
    except InvalidDateError:
        assume(False)
    assert there.precision is when.precision
    assert (there.is_approximate, there.is_uncertain) == (when.is_approximate, when.is_uncertain)
    assert stepped(there, -steps, zone="UTC") == when


SESSIONS = [dt.date(2025, 2, day) for day in (3, 4, 6, 7, 10)]


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        (4, 1, 6),
        (4, -1, 3),
        (5, 1, 6),
        (5, -1, 4),
        (3, 4, 10),
        (10, 1, 11),
        (10, 5, 17),
        (8, 1, 10),
        (8, -1, 7),
        (6, 0, 6),
    ],
)
def test_days_lead_to_a_session(day: int, by: int, expected: int) -> None:
    assert day + days_to_session(dt.date(2025, 2, day), by, sessions=SESSIONS) == expected


def test_without_sessions_weekdays_count() -> None:
    assert days_to_session(dt.date(2025, 2, 7), 1, sessions=[]) == 3
    assert days_to_session(dt.date(2025, 2, 10), -1, sessions=[]) == -3


def test_before_the_first_session_weekdays_count() -> None:
    assert days_to_session(dt.date(2025, 2, 3), -1, sessions=SESSIONS) == -3
    assert days_to_session(dt.date(2025, 1, 30), 1, sessions=SESSIONS) == 1
