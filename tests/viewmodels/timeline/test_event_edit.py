"""Edits of the selected events: each is one step, and what cannot be done is said."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from helpers.story import event_of, story
from tickertale.session.opening import create_document, new_session, open_session
from tickertale.session.session import Session
from tickertale.viewmodels.event.bulk import BulkState, TagCount, resolve_bulk
from tickertale.viewmodels.timeline.event_edit import EventEditViewModel
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


@pytest.fixture
def model(session: Session) -> TimelineViewModel:
    return TimelineViewModel(session)


def dates(session: Session, *event_ids: str) -> list[str]:
    return [session.timeline.event(event_id).when.edtf for event_id in event_ids]


def test_all_selected_events_are_deleted_in_one_step(
    model: TimelineViewModel, session: Session
) -> None:
    model.selection.select_all(("first", "second"))
    model.editing.delete()
    assert [event.id for event in session.timeline.events] == ["third", "vague"]
    assert session.undo_label == "Delete 2 events"
    assert model.selection.ids == ()
    session.undo()
    assert len(session.timeline.events) == 4


def test_one_deleted_event_is_named(model: TimelineViewModel, session: Session) -> None:
    model.select("second")
    model.editing.delete()
    assert session.undo_label == "Delete “Second”"
    model.editing.delete()
    assert len(session.timeline.events) == 3


def test_a_copy_is_selected_and_named_apart(model: TimelineViewModel, session: Session) -> None:
    model.select("second")
    model.editing.duplicate()
    assert model.selection.ids == ("second-2",)
    assert session.undo_label == "Duplicate “Second”"
    model.select(None)
    model.editing.duplicate()
    assert len(session.timeline.events) == 5


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda edit: edit.set_category("policy"), "Change category of 2 events"),
        (lambda edit: edit.set_importance(5), "Change importance of 2 events"),
        (lambda edit: edit.add_tags("  big   deal "), "Tag 2 events “big deal”"),
        (lambda edit: edit.shift_by_days(-3), "Shift 2 events"),
        (lambda edit: edit.shift_by_sessions(2), "Move 2 events"),
        (lambda edit: edit.step(1), "Move 2 events"),
    ],
    ids=["category", "importance", "tag", "days", "sessions", "step"],
)
def test_a_change_of_several_is_one_step_that_undo_takes_back(
    model: TimelineViewModel,
    session: Session,
    change: Callable[[EventEditViewModel], None],
    label: str,
) -> None:
    before = session.timeline
    model.selection.select_all(("first", "third"))
    change(model.editing)
    assert session.timeline != before
    assert session.undo_label == label
    assert model.selection.ids == ("first", "third")
    session.undo()
    assert session.timeline == before


def test_a_tag_is_taken_away(model: TimelineViewModel, session: Session) -> None:
    model.selection.select_all(("first", "third"))
    model.editing.add_tags("deal")
    model.editing.add_tags("   ")
    model.editing.remove_tag("deal")
    assert session.timeline.event("first").tags == ()
    assert session.undo_label == "Untag 2 events “deal”"


def test_several_tags_are_given_in_one_step(model: TimelineViewModel, session: Session) -> None:
    model.selection.select_all(("first", "third"))
    model.editing.add_tags("deal, open weights，AI")
    assert session.timeline.event("third").tags == ("deal", "open weights", "AI")
    model.history.undo()
    assert session.timeline.event("third").tags == ()


def test_the_most_frequent_tags_are_known_first(model: TimelineViewModel) -> None:
    model.selection.select_all(("first", "third"))
    model.editing.add_tags("rare")
    model.selection.select_all(("first", "second", "third"))
    model.editing.add_tags("deal")
    assert model.editing.known_tags() == ("deal", "rare")


def test_steps_go_from_session_to_session_or_from_month_to_month(
    model: TimelineViewModel, session: Session
) -> None:
    # 2025-03-06 is a Thursday, 2025-02-17 a Monday.
    model.selection.select_all(("third", "second", "vague"))
    model.editing.step(2)
    assert dates(session, "third", "second", "vague") == ["2025-03-10", "2025-02-19", "2025-04"]
    model.editing.step(-3)
    assert dates(session, "third", "second", "vague") == ["2025-03-05", "2025-02-14", "2025-01"]


def test_one_moved_event_is_named(model: TimelineViewModel, session: Session) -> None:
    model.select("second")
    model.editing.step(-1)
    assert dates(session, "second") == ["2025-02-14"]
    assert session.undo_label == "Move “Second”"


def test_no_step_is_made_where_nothing_moves(model: TimelineViewModel, session: Session) -> None:
    model.select("second")
    model.editing.shift_by_days(0)
    model.editing.shift_by_sessions(0)
    assert not session.can_undo


def test_without_prices_weekdays_count(qtbot: QtBot) -> None:
    with closing(new_session(story())) as session:
        model = TimelineViewModel(session)
        model.select("second")
        model.editing.step(-1)
        assert dates(session, "second") == ["2025-02-14"]


def test_what_leaves_the_calendar_is_refused_with_one_sentence(qtbot: QtBot) -> None:
    with closing(open_story(events=(event_of("last", when="9999-12"),))) as session:
        model = TimelineViewModel(session)
        model.select("last")
        for change in (model.editing.step, model.editing.shift_by_days):
            with qtbot.waitSignal(model.history.refused) as refused:
                change(40)
            assert "leave the calendar" in str(refused.args[0])
        assert not session.can_undo


def test_a_merged_event_is_selected_alone(model: TimelineViewModel, session: Session) -> None:
    model.selection.select_all(("first", "second"))
    model.editing.merge(event_of("first", title="Both"), ("second",))
    assert model.selection.ids == ("first",)
    assert not session.timeline.has_event("second")
    assert session.undo_label == "Merge 2 events into “Both”"


def test_a_document_that_is_only_read_says_why(tmp_path: Path, qtbot: QtBot) -> None:
    with (
        closing(create_document(tmp_path / "a.tale", story())),
        closing(open_session(tmp_path / "a.tale")) as reader,
    ):
        model = TimelineViewModel(reader)
        model.select_all()
        assert not model.editing.can_edit
        assert "another window" in model.editing.bulk_state().refusal
        with qtbot.waitSignal(model.history.refused):
            model.editing.delete()
        assert len(reader.timeline.events) == 4


# What the right panel shows


def test_several_selected_events_are_shown_together(model: TimelineViewModel) -> None:
    model.select_all()
    state = model.details_state()
    assert isinstance(state, BulkState)
    assert state.title == "4 events selected"
    assert state.lines == ("First", "Vague", "Second", "Third")
    assert (state.category, state.importance) == (None, None)
    assert [row.id for row in state.categories] == ["models", "policy"]
    assert state.coarse_text.startswith("1 of them is not known to the day")
    assert model.editing.can_edit


def test_what_all_have_in_common_is_told() -> None:
    events = [
        event_of(f"e{number}", tags=("all", "some")[: 1 + number % 2], importance=2)
        for number in range(7)
    ]
    timeline = story().model_copy(update={"events": tuple(events)})
    state = resolve_bulk(timeline, [event.id for event in events])
    assert (state.category, state.importance) == ("models", 2)
    assert state.tags == (TagCount("all", 7, True), TagCount("some", 3, False))
    assert [tag.text for tag in state.tags] == ["all", "some (3)"]
    assert state.lines[-1] == "and 2 more"
    assert state.coarse_text == ""
