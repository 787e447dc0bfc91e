"""Our errors speak in sentences."""

import pytest

from tickertale.domain import errors
from tickertale.domain.errors import InvalidTimelineError, Problem, TickertaleError, UnknownIdError


def test_every_error_of_ours_is_in_one_tree() -> None:
    ours = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert len(ours) > 5
    assert all(issubclass(error, TickertaleError) for error in ours)


def test_an_unknown_id_is_shown_without_quotes_around_the_sentence() -> None:
    assert str(UnknownIdError("there is no event 'x'")) == "there is no event 'x'"
    assert not str(UnknownIdError())


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem("events[3].when", "is not a date"), "events[3].when: is not a date"),
        (Problem("", "is empty"), "is empty"),
    ],
)
def test_a_problem_names_its_place(problem: Problem, expected: str) -> None:
    assert str(problem) == expected


def test_an_invalid_timeline_names_the_first_problem_and_counts_the_rest() -> None:
    one, other = Problem("id", "is missing"), Problem("title", "is missing")
    assert str(InvalidTimelineError("a.json", [one])) == "a.json: id: is missing"
    error = InvalidTimelineError("a.json", [one, other])
    assert str(error) == "a.json: id: is missing (and 1 more)"
    assert error.problems == (one, other)
