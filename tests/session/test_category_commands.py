"""Edits of categories: events always have one, and lanes keep their order."""

import pytest

from helpers.timeline import event_of, timeline_of
from tickertale.domain.category import Category
from tickertale.domain.errors import TakenIdError, UnknownIdError
from tickertale.domain.timeline import Timeline
from tickertale.session.category_commands import (
    AddCategory,
    DeleteCategory,
    EditCategory,
    MergeCategories,
    MoveCategory,
    in_lane_order,
)
from tickertale.session.commands import Command


def category_of(category_id: str, **fields: object) -> Category:
    standard: dict[str, object] = {
        "id": category_id,
        "name": category_id.title(),
        "color": "#0072B2",
    }
    return Category.model_validate(standard | fields)


STORY = timeline_of(
    event_of("one", category="policy"),
    event_of("two", category="results"),
    event_of("three", category="policy"),
    categories=(
        category_of("results", order=2),
        category_of("policy", order=1),
        category_of("models", order=1),
    ),
)


def lanes(timeline: Timeline) -> list[str]:
    return [row.id for row in in_lane_order(timeline.categories)]


def valid(timeline: Timeline) -> Timeline:
    """Return the timeline, validated from scratch."""
    return Timeline.model_validate_json(timeline.model_dump_json())


@pytest.mark.parametrize(
    ("command", "label", "expected"),
    [
        (
            AddCategory(category_of("deals")),
            "Add category “Deals”",
            ["models", "policy", "results", "deals"],
        ),
        (
            EditCategory(category_of("models", name="AI", color="#D55E00")),
            "Edit category “AI”",
            ["models", "policy", "results"],
        ),
        (
            MoveCategory("results", 0, "Results"),
            "Move category “Results”",
            ["results", "models", "policy"],
        ),
        (
            MoveCategory("models", 99),
            "Move category “models”",
            ["policy", "results", "models"],
        ),
        (
            MergeCategories("policy", "results", "Results"),
            "Merge category into “Results”",
            ["models", "results"],
        ),
        (
            DeleteCategory("policy", "models", "Policy"),
            "Delete category “Policy”",
            ["models", "results"],
        ),
        (DeleteCategory("models"), "Delete category “models”", ["policy", "results"]),
    ],
)
def test_a_command_gives_a_valid_timeline_and_says_its_name(
    command: Command, label: str, expected: list[str]
) -> None:
    after = command.apply(STORY)
    assert lanes(after) == expected
    assert valid(after) == after
    assert command.label == label


def test_events_go_where_they_are_sent() -> None:
    for command in (MergeCategories("policy", "models"), DeleteCategory("policy", "models")):
        after = command.apply(STORY)
        assert [event.category for event in after.events] == ["models", "results", "models"]
        assert after.events[1] is STORY.events[1]


def test_events_stay_the_very_same_while_only_categories_change() -> None:
    for command in (AddCategory(category_of("deals")), MoveCategory("results", 0)):
        assert command.apply(STORY).events is STORY.events


def test_an_edit_leaves_the_place_among_the_lanes() -> None:
    after = EditCategory(category_of("results", name="Figures", order=0)).apply(STORY)
    assert after.category("results") == category_of("results", name="Figures", order=2)


@pytest.mark.parametrize(
    "command",
    [
        EditCategory(category_of("results", order=0)),
        MoveCategory("models", 0),
        MoveCategory("models", -3),
        MoveCategory("results", 2),
    ],
)
def test_what_changes_nothing_gives_the_same_timeline(command: Command) -> None:
    assert command.apply(STORY) is STORY


@pytest.mark.parametrize(
    ("command", "error", "sentence"),
    [
        (AddCategory(category_of("models")), TakenIdError, "a category 'models' already"),
        (EditCategory(category_of("x")), UnknownIdError, "no category 'x'"),
        (MoveCategory("x", 0), UnknownIdError, "no category 'x'"),
        (MergeCategories("x", "models"), UnknownIdError, "no category 'x'"),
        (MergeCategories("models", "x"), UnknownIdError, "no category 'x'"),
        (MergeCategories("models", "models"), UnknownIdError, "'Models' cannot go into itself"),
        (DeleteCategory("policy"), UnknownIdError, "'Policy' has 2 events; a category"),
        (DeleteCategory("x"), UnknownIdError, "no category 'x'"),
    ],
)
def test_a_command_that_does_not_fit_says_why(
    command: Command, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        command.apply(STORY)
