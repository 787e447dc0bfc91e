"""Events, their figures and sources, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from helpers import edtf
from tickertale.domain.event import Event, Figure, Source

MINIMAL: dict[str, Any] = {
    "id": "deepseek-r1",
    "title": "DeepSeek-R1 released",
    "when": "2025-01-20",
    "zone": "Asia/Hong_Kong",
    "category": "ai-models",
}


def test_a_minimal_event_has_empty_details() -> None:
    event = Event(**MINIMAL)
    assert (event.importance, event.tags, event.figures, event.timing) == (3, (), (), None)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", "", "at least 1 character"),
        ("id", "with space", "match pattern"),
        ("id", "line\n", "match pattern"),
        ("id", "a" * 101, "at most 100 characters"),
        ("title", "", "at least 1 character"),
        ("title", "   ", "at least 1 character"),
        ("short_title", "x" * 81, "at most 80 characters"),
        ("when", "2025-02-30", "a day that exists was expected"),
        ("when", 2025, "valid string"),
        ("zone", "Hong Kong", "'Hong Kong' is not a time zone"),
        ("zone", "", "'' is not a time zone"),
        ("zone", "../../etc/passwd", "is not a time zone"),
        ("zone", "America", "is not a time zone"),
        ("zone", "Asia/Hong_Kong\x00", "is not a time zone"),
        ("importance", 0, "greater than or equal to 1"),
        ("importance", 6, "less than or equal to 5"),
        ("timing", {"mic": "HKEX1", "phase": "before_open"}, "match pattern"),
        ("timing", {"mic": "XHKG", "phase": "at_noon"}, "'before_open', 'in_session'"),
        ("nonsense", 1, "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    field: str, value: object, expected: str
) -> None:
    with pytest.raises(ValidationError, match=expected) as refusal:
        Event(**{**MINIMAL, field: value})
    assert [error["loc"][0] for error in refusal.value.errors()] == [field]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org", "example.org"]
)
def test_a_source_has_a_web_address_or_none(url: str) -> None:
    with pytest.raises(ValidationError):
        Source(title="Page", url=url)
    assert Source(title="Page").url is None


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "many"])
def test_a_figure_is_a_finite_number(value: str) -> None:
    with pytest.raises(ValidationError):
        Figure(name="Market value", value=value)


def test_a_figure_keeps_its_digits_through_json() -> None:
    figure = Figure(name="Market value", value=Decimal("317.70"), unit="USD bn")
    assert str(Figure.model_validate_json(figure.model_dump_json()).value) == "317.70"


def test_the_flag_shows_the_short_title_where_there_is_one() -> None:
    assert Event(**MINIMAL).flag_text == "DeepSeek-R1 released"
    assert Event(**MINIMAL, short_title="R1").flag_text == "R1"


def test_a_second_override_on_one_exchange_is_refused() -> None:
    override = {"mic": "XHKG", "session": "2025-03-10", "reason": "Known late"}
    with pytest.raises(ValidationError, match="two overrides are for the exchange 'XHKG'"):
        Event(**MINIMAL, session_override=[override, override])


@given(edtf.texts(), st.sampled_from(["Asia/Hong_Kong", "America/New_York", "UTC"]))
def test_an_event_survives_json(when: str, zone: str) -> None:
    event = Event(
        **{**MINIMAL, "when": when, "zone": zone},
        timing={"mic": "XNYS", "phase": "before_open"},
        figures=[{"name": "Rise", "value": "7.5", "unit": "%", "qualifier": "up to"}],
        sources=[{"title": "Page", "url": "https://example.org/a?b=c", "accessed": "2025-03-07"}],
    )
    again = Event.model_validate_json(event.model_dump_json())
    assert again == event
    assert Event.model_validate(event.model_dump()) == event
