"""Edits of several events at once: one step, and what is not named stays as it is."""

import pytest

from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import InvalidTimelineError, UnknownIdError
from tickertale.domain.event import SessionOverride
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.bulk_commands import ChangeEvents, DeleteEvents, MergeEvents, MoveEvents
from tickertale.session.commands import Command

STORY = timeline_of(
    event_of("one", tags=["Apple", "deal"]),
    event_of("two", when="2025-02"),
    event_of("three", importance=5),
)


def valid(timeline: Timeline) -> Timeline:
    """Return the timeline, validated from scratch."""
    return Timeline.model_validate_json(timeline.model_dump_json())


@pytest.mark.parametrize(
    ("command", "label"),
    [
        (DeleteEvents(("one", "two")), "Delete 2 events"),
        (DeleteEvents(("one",)), "Delete 1 event"),
        (MoveEvents((("one", EventDate("2025-03-07")),)), "Move 1 event"),
        (
            MergeEvents("one", ("two", "three"), event_of("one", "All")),
            "Merge 3 events into “All”",
        ),
        (ChangeEvents(("one", "two"), category="results"), "Change category of 2 events"),
        (ChangeEvents(("one", "two"), importance=1), "Change importance of 2 events"),
        (ChangeEvents(("one", "two"), added_tags=("x",)), "Tag 2 events “x”"),
        (ChangeEvents(("one", "two"), removed_tags=("deal",)), "Untag 2 events “deal”"),
        (ChangeEvents(("one", "two"), shift_days=2), "Shift 2 events"),
        (ChangeEvents(("one", "two"), importance=1, shift_days=2), "Change 2 events"),
    ],
)
def test_a_command_gives_a_valid_timeline_and_says_its_name(command: Command, label: str) -> None:
    after = command.apply(STORY)
    assert after != STORY
    assert valid(after) == after
    assert command.label == label


def test_deleted_events_are_gone_and_the_rest_are_the_very_same() -> None:
    after = DeleteEvents(("one", "three")).apply(STORY)
    assert after.events == (STORY.events[1],)
    assert after.events[0] is STORY.events[1]
    assert after.categories is STORY.categories


def test_a_merged_event_takes_the_place_of_the_one_that_is_kept() -> None:
    after = MergeEvents("two", ("one",), event_of("two", "Both")).apply(STORY)
    assert [event.title for event in after.events] == ["Both", "Event three"]


def test_events_are_changed_where_something_is_named() -> None:
    command = ChangeEvents(
        ("one", "two"),
        category="results",
        added_tags=("Apple", "new"),
        removed_tags=("DEAL",),
        importance=1,
        shift_days=31,
    )
    one, two, three = command.apply(STORY).events
    assert (one.category, one.importance, one.when.edtf) == ("results", 1, "2025-04-06")
    assert one.tags == ("Apple", "new")
    assert two.tags == ("Apple", "new")
    assert two.when.edtf == "2025-03"
    assert three is STORY.events[2]


def test_a_date_moved_takes_no_session_chosen_by_hand_along() -> None:
    override = SessionOverride(mic="XNYS", session="2025-03-07", reason="rumor")
    story = timeline_of(event_of("one", session_override=(override,)), event_of("two"))
    after = MoveEvents((("one", EventDate("2025-03-10")),)).apply(story)
    assert after.event("one").session_override == ()
    assert MoveEvents((("one", story.events[0].when),)).apply(story) is story


@pytest.mark.parametrize(
    "command",
    [
        DeleteEvents(()),
        MoveEvents(()),
        ChangeEvents(("one", "two")),
        ChangeEvents(("one",), category="policy"),
        ChangeEvents(("one",), added_tags=("apple",)),
        ChangeEvents(("three",), importance=5),
        ChangeEvents(("two",), shift_days=1),
    ],
)
def test_what_changes_nothing_gives_the_same_timeline(command: Command) -> None:
    assert command.apply(STORY) is STORY


@pytest.mark.parametrize(
    ("command", "error", "sentence"),
    [
        (DeleteEvents(("one", "none")), UnknownIdError, "no event 'none'"),
        (MoveEvents((("none", EventDate("2025")),)), UnknownIdError, "no event 'none'"),
        (ChangeEvents(("one", "two"), category="x"), UnknownIdError, "no category 'x'"),
        (ChangeEvents(("one", "two"), importance=9), InvalidTimelineError, "importance: .*5"),
        (ChangeEvents(("one",), added_tags=("",)), InvalidTimelineError, "tags.2: .*1 char"),
        (MergeEvents("one", ("none",), event_of("one")), UnknownIdError, "no event 'none'"),
        (MergeEvents("one", ("two",), event_of("x")), UnknownIdError, "'one' was expected"),
    ],
)
def test_a_command_that_does_not_fit_says_why(
    command: Command, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        command.apply(STORY)
