"""The status line."""

import datetime as dt
from contextlib import closing

import pytest

from helpers.intraday import long_bars, minute_bars, open_intraday
from helpers.open_story import open_story, priced_story
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.session.opening import new_session
from tickertale.viewmodels.timeline.reading import Reading, resolve_reading
from tickertale.viewmodels.window.status import status_line

PRICES = "9988.HK 150 sessions, 1 Oct 2024 – 28 Apr 2025"


@pytest.fixture
def reading() -> Reading:
    with closing(open_story()) as session:
        return resolve_reading(session)


def test_it_says_when_it_was_saved_and_how_much_there_is(reading: Reading) -> None:
    saved_at = dt.datetime(2025, 3, 6, 14, 2).astimezone()
    line = status_line(reading, saved_at=saved_at)
    assert line == f"Saved 14:02 · 4 events · {PRICES}"


def test_before_the_first_edit_it_names_no_time(reading: Reading) -> None:
    assert status_line(reading, saved_at=None) == f"Saved · 4 events · {PRICES}"


def test_a_document_that_cannot_be_changed_is_read_only(reading: Reading) -> None:
    line = status_line(reading, saved_at=None, read_only_reason="It is locked.")
    assert line.startswith("Read-only · 4 events")


def test_a_document_that_cannot_be_written_is_not_said_to_be_saved(reading: Reading) -> None:
    saved_at = dt.datetime(2025, 3, 6, 14, 2).astimezone()
    line = status_line(reading, saved_at=saved_at, unsaved_reason="the disk is full")
    assert line.startswith("Not saved: the disk is full · 4 events")


def test_without_prices_it_names_none() -> None:
    with closing(new_session(priced_story())) as session:
        line = status_line(resolve_reading(session), saved_at=None)
    assert line == "Saved · 4 events"


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        pytest.param(minute_bars(), "BABA 11,130 bars, 27 Oct 2025 – 5 Dec 2025", id="minutes"),
        pytest.param(
            long_bars(Interval.WEEK, [dt.date(2025, 1, 6), dt.date(2025, 1, 13)]),
            "BABA 2 weeks, 6 Jan 2025 – 13 Jan 2025",
            id="weeks",
        ),
        pytest.param(
            long_bars(Interval.MONTH, [dt.date(2025, 1, 1)]),
            "BABA 1 month, 1 Jan 2025 – 1 Jan 2025",
            id="a-month",
        ),
    ],
)
def test_bars_are_counted_as_what_they_are(bars: Bars, expected: str) -> None:
    with closing(open_intraday(bars)) as session:
        line = status_line(resolve_reading(session), saved_at=None)
    assert line == f"Saved · 5 events · {expected}"
