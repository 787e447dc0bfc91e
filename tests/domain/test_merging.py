"""Events that are united say all that each of them said, and nothing twice."""

import pytest

from helpers.timeline import event_of
from tickertale.domain.event import Event
from tickertale.domain.merging import united

PAGE = {"title": "Page", "url": "https://example.org/a"}
PRINT = {"title": "Print", "publisher": "Daily"}
RISE = {"name": "Rise", "value": "8.4", "unit": "%"}

FIRST = event_of(
    "first",
    "Deal with Apple",
    summary="A deal.",
    tags=["apple", "AI"],
    people=["Joe Tsai"],
    figures=[RISE],
    sources=[PAGE],
    importance=2,
)
SECOND = event_of(
    "second",
    "Apple deal confirmed",
    short_title="Confirmed",
    when="2025-02-13T09:30",
    zone="Asia/Dubai",
    category="results",
    summary="Tsai confirmed it.\n\nA deal.",
    tags=["Apple", "deal"],
    people=["Joe Tsai"],
    organisations=["Apple"],
    figures=[RISE, RISE | {"value": "9"}],
    sources=[PAGE | {"title": "Same page"}, PRINT],
    importance=4,
)


def test_lists_are_united_without_repetition() -> None:
    merged = united([FIRST, SECOND])
    assert merged.tags == ("apple", "AI", "deal")
    assert merged.people == ("Joe Tsai",)
    assert merged.organisations == ("Apple",)
    assert [str(figure.value) for figure in merged.figures] == ["8.4", "9"]
    assert [source.title for source in merged.sources] == ["Page", "Print"]
    assert merged.importance == 4


def test_a_summary_that_another_holds_is_not_repeated() -> None:
    assert united([FIRST, SECOND]).summary == "Tsai confirmed it.\n\nA deal."
    third = event_of("third", summary="More.")
    assert united([FIRST, third, event_of("fourth")]).summary == "A deal.\n\nMore."
    assert united([FIRST, FIRST]).summary == "A deal."


def test_title_date_and_category_are_of_the_first_unless_chosen() -> None:
    merged = united([FIRST, SECOND])
    assert (merged.id, merged.title, merged.when) == ("first", FIRST.title, FIRST.when)
    chosen = united([FIRST, SECOND], title_of="second", date_of="second", category="results")
    assert (chosen.id, chosen.title, chosen.short_title) == ("first", SECOND.title, "Confirmed")
    assert (chosen.when, chosen.zone, chosen.category) == (SECOND.when, "Asia/Dubai", "results")


def test_the_united_event_is_valid() -> None:
    merged = united([FIRST, SECOND], title_of="second")
    assert Event.model_validate_json(merged.model_dump_json()) == merged


@pytest.mark.parametrize("count", [1, 2])
def test_an_event_united_with_itself_is_itself(count: int) -> None:
    assert united([FIRST] * count) == FIRST
