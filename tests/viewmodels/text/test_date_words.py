"""Dates as one may type them again."""

import pytest
from hypothesis import given

from helpers import edtf
from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.text.date_words import date_words, precision_words


@given(edtf.texts())
def test_the_words_are_read_as_the_same_date(text: str) -> None:
    when = EventDate(text)
    assert parse_date_phrase(date_words(when)).when == when


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-03-06T03:48+08:00", "6 Mar 2025 03:48 +08:00"),
        ("2025-03-06", "6 Mar 2025"),
        ("2025-01~", "about Jan 2025"),
        ("2025-02-11/2025-02-13", "11–13 Feb 2025"),
        ("2024-24", "Winter 2024–25"),
        ("2025-01-XX", "2025-01-XX"),
        ("20XX", "20XX"),
    ],
)
def test_a_date_is_in_words_where_they_say_all(text: str, words: str) -> None:
    assert date_words(EventDate(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-03-06T03:48", "known to the minute"),
        ("2025-01~", "known to the month, approximate"),
        ("2025?", "known to the year, uncertain"),
        ("2025-02-11/2025-02-13", "a span of time, its ends known to the day"),
        ("2025/..", "known to the year"),
    ],
)
def test_it_is_said_how_exactly_a_date_is_known(text: str, words: str) -> None:
    assert precision_words(EventDate(text)) == words
