"""Commands: the timeline after each edit, and edits that do not fit."""

import pytest

from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import TakenIdError, UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.commands import (
    AddEvent,
    Command,
    DeleteEvent,
    DuplicateEvent,
    EditEvent,
    MoveEvent,
)

STORY = timeline_of(event_of("one"), event_of("two"), event_of("three"))


def valid(timeline: Timeline) -> Timeline:
    """Return the timeline, validated from scratch."""
    return Timeline.model_validate_json(timeline.model_dump_json())


@pytest.mark.parametrize(
    ("command", "ids", "label"),
    [
        (AddEvent(event_of("four", "Fourth")), ["one", "two", "three", "four"], "Add “Fourth”"),
        (EditEvent(event_of("two", "Second")), ["one", "two", "three"], "Edit “Second”"),
        (
            EditEvent(event_of("two", "Second"), "summary"),
            ["one", "two", "three"],
            "Edit summary of “Second”",
        ),
        (DeleteEvent("two", "Event two"), ["one", "three"], "Delete “Event two”"),
        (DeleteEvent("one"), ["two", "three"], "Delete “one”"),
        (MoveEvent("two", EventDate("2025-04"), "B"), ["one", "two", "three"], "Move “B”"),
        (DuplicateEvent("two", "new", "B"), ["one", "two", "new", "three"], "Duplicate “B”"),
    ],
    ids=["add", "edit", "edit a part", "delete", "delete without a title", "move", "duplicate"],
)
def test_a_command_gives_a_valid_timeline_and_says_its_name(
    command: Command, ids: list[str], label: str
) -> None:
    after = command.apply(STORY)
    assert [event.id for event in after.events] == ids
    assert valid(after) == after
    assert command.label == label


def test_untouched_branches_keep_their_identity() -> None:
    after = EditEvent(event_of("two", "Second")).apply(STORY)
    assert after.categories is STORY.categories
    assert after.events[0] is STORY.events[0]
    assert after.event("two").title == "Second"
    assert STORY.event("two").title == "Event two"


def test_an_edit_that_changes_nothing_gives_the_same_timeline() -> None:
    assert EditEvent(event_of("two")).apply(STORY) is STORY
    assert MoveEvent("two", EventDate("2025-03-06")).apply(STORY) is STORY


def test_a_copy_is_the_event_but_for_its_id() -> None:
    after = DuplicateEvent("two", "copy").apply(STORY)
    assert after.event("copy") == event_of("copy", "Event two")
    assert after.events[1] is STORY.events[1]


def test_a_moved_event_is_on_its_new_date() -> None:
    after = MoveEvent("two", EventDate("2025-04-01")).apply(STORY)
    assert after.event("two") == event_of("two", when="2025-04-01")


@pytest.mark.parametrize(
    ("command", "error", "sentence"),
    [
        (AddEvent(event_of("one")), TakenIdError, "there is an event 'one' already"),
        (AddEvent(event_of("new", category="x")), UnknownIdError, "there is no category 'x'"),
        (EditEvent(event_of("one", category="x")), UnknownIdError, "there is no category 'x'"),
        (EditEvent(event_of("none")), UnknownIdError, "there is no event 'none'"),
        (DeleteEvent("none"), UnknownIdError, "there is no event 'none'"),
        (MoveEvent("none", EventDate("2025")), UnknownIdError, "there is no event 'none'"),
        (DuplicateEvent("none", "new"), UnknownIdError, "there is no event 'none'"),
        (DuplicateEvent("one", "two"), TakenIdError, "there is an event 'two' already"),
    ],
)
def test_a_command_that_does_not_fit_says_why(
    command: Command, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        command.apply(STORY)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_event_may_be_put_anywhere(place: int) -> None:
    after = STORY.with_event(event_of("new"), place=place)
    assert after.event_place("new") == place
    assert after.has_event("three")
    assert after.edited_place(STORY) == place
    assert after.edited_place(after) is None
    assert valid(after) == after


def test_the_index_of_a_timeline_follows_every_edit() -> None:
    timeline = STORY
    for step in (
        AddEvent(event_of("four")),
        EditEvent(event_of("four", "Fourth")),
        DeleteEvent("one"),
        AddEvent(event_of("one")),
    ):
        timeline = step.apply(timeline)
        found: list[Event] = [timeline.event(event.id) for event in timeline.events]
        assert tuple(found) == timeline.events
    assert not STORY.has_event("four")
