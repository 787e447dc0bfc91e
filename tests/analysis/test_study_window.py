"""The windows of a study: what they are and which are refused."""

from typing import Any

import pytest

from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError


def test_the_usual_windows_are_those_of_the_literature() -> None:
    window = StudyWindow()
    assert (window.event_first, window.event_last, window.event_length) == (-1, 1, 3)
    assert (window.estimation_first, window.estimation_last) == (-130, -11)
    assert (window.estimation_length, window.least_sessions) == (120, 60)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"event_first": 1, "event_last": 2}, r"\[1, 2\]; one that holds day 0"),
        ({"event_first": -3, "event_last": -1}, r"\[-3, -1\]; one that holds day 0"),
        ({"estimation_first": -10}, "its first session was expected before its last"),
        ({"estimation_last": -1}, "its end was expected before -1"),
        ({"least_sessions": 4}, "is 4; one from 5 to 120"),
        ({"least_sessions": 121}, "is 121; one from 5 to 120"),
    ],
)
def test_windows_that_cannot_be_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        StudyWindow(**fields)
