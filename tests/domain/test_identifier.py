"""Ids made from titles."""

from time import perf_counter

import pytest

from tickertale.domain.event_date import EventDate
from tickertale.domain.identifier import (
    LONGEST_SLUG,
    FreeIdentifiers,
    event_identifier,
    free_identifier,
    identifier_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek-R1 released", "deepseek-r1-released"),
        ("Nestlé: résultats", "nestle-resultats"),
        ("../../etc/passwd", "etc-passwd"),
        ("阿里巴巴", "event"),
        ("", "event"),
        ("x" * 500, "x" * LONGEST_SLUG),
    ],
)
def test_an_id_is_what_is_left_of_a_title(text: str, expected: str) -> None:
    assert identifier_of(text) == expected


@pytest.mark.parametrize(
    ("title", "when", "expected"),
    [
        ("阿里巴巴", "2025-03-06T03:48", "event-2025-03-06"),
        ("阿里巴巴 Q3", "2025-03-06", "q3"),
        ("阿里巴巴", "../2025-02", "event-2025-02-28"),
    ],
)
def test_the_id_of_an_event_without_latin_letters_is_its_date(
    title: str, when: str, expected: str
) -> None:
    assert event_identifier(title, EventDate(when)) == expected


def test_a_taken_id_is_counted_on() -> None:
    taken = {"talks", "talks-2"}
    assert free_identifier("talks", is_taken=taken.__contains__) == "talks-3"
    assert free_identifier("other", is_taken=taken.__contains__) == "other"


def test_no_id_is_given_out_twice() -> None:
    free = FreeIdentifiers(["talks", "talks-3"])
    assert [free.take("talks") for _ in range(3)] == ["talks-2", "talks-4", "talks-5"]
    assert free.take("talks-2") == "talks-2-2"


def test_a_hundred_thousand_ids_of_one_kind_take_no_time() -> None:
    free = FreeIdentifiers([])
    start = perf_counter()
    for _ in range(100_000):
        free.take("event")
    assert perf_counter() - start < 2
