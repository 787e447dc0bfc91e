"""The form of an event: what is written, and what waits."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from tickertale.domain.errors import TickertaleError
from tickertale.domain.event_date import EventDate
from tickertale.session.session import Session
from tickertale.store.unfinished import UnfinishedEvent
from tickertale.viewmodels.editor import editor as editor_module
from tickertale.viewmodels.editor.editor import EditorViewModel
from tickertale.viewmodels.editor.editor_state import EditorState
from tickertale.viewmodels.editor.event_draft import EditorField
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


@pytest.fixture
def model(session: Session, qtbot: QtBot) -> TimelineViewModel:
    return TimelineViewModel(session)


@pytest.fixture
def editor(model: TimelineViewModel) -> EditorViewModel:
    editor = EditorViewModel(model)
    editor.edit("first")
    return editor


def shown(editor: EditorViewModel) -> EditorState:
    state = editor.state()
    assert state is not None
    return state


def type_text(editor: EditorViewModel, name: EditorField, text: str) -> None:
    """Type a text and leave the field."""
    editor.type_text(name, text)
    editor.finish(name)


def labels(session: Session) -> list[str]:
    return [step.label for step in session.history()]


def test_a_field_is_one_named_edit_when_it_is_left(
    editor: EditorViewModel, session: Session
) -> None:
    for text in ("N", "Ne", "New"):
        editor.type_text(EditorField.TITLE, text)
    assert session.timeline.event("first").title == "First"
    editor.finish(EditorField.TITLE)
    assert session.timeline.event("first").title == "New"
    assert labels(session) == ["Edit title of “New”"]


def test_a_date_alone_is_a_move(editor: EditorViewModel, session: Session) -> None:
    type_text(editor, EditorField.DATE, "2025年1月21日")
    assert session.timeline.event("first").when == EventDate("2025-01-21")
    assert labels(session) == ["Move “First”"]


def test_what_has_not_changed_is_no_edit(editor: EditorViewModel, session: Session) -> None:
    type_text(editor, EditorField.TITLE, " First ")
    type_text(editor, EditorField.DATE, "2025-01-20")
    assert not labels(session)
    assert shown(editor).draft.text(EditorField.DATE) == "20 Jan 2025"


def test_a_pause_writes_what_was_typed(
    editor: EditorViewModel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = EditorViewModel(editor._model)
    quick._pause.setInterval(1)
    quick.edit("second")
    with qtbot.waitSignal(editor._model.reading_changed):
        quick.type_text(EditorField.SUMMARY, "Because")
    assert session.timeline.event("second").summary == "Because"
    assert editor_module.PAUSE_MS >= 1000


def test_what_is_not_understood_waits_for_each_event(
    editor: EditorViewModel, session: Session, model: TimelineViewModel
) -> None:
    type_text(editor, EditorField.DATE, "31 Feb 2025")
    assert "no calendar has" in shown(editor).problems[EditorField.DATE]
    model.select("second")
    assert shown(editor).event_id == "second"
    assert EditorField.DATE not in shown(editor).problems
    model.select("first")
    assert shown(editor).draft.text(EditorField.DATE) == "31 Feb 2025"
    assert not labels(session)
    editor.revert(EditorField.DATE)
    assert shown(editor).draft.text(EditorField.DATE) == "20 Jan 2025"
    assert EditorField.DATE not in shown(editor).problems


def test_another_event_is_shown_when_all_is_written(
    editor: EditorViewModel, session: Session, model: TimelineViewModel
) -> None:
    editor.type_text(EditorField.TITLE, "Written")
    model.select("second")
    assert session.timeline.event("first").title == "Written"


def test_a_stay_in_a_field_is_one_step(editor: EditorViewModel, session: Session) -> None:
    for text in ("B", "Be", "Because"):
        editor.type_text(EditorField.SUMMARY, text)
        editor.write()
        assert session.timeline.event("first").summary == text
    editor.finish(EditorField.SUMMARY)
    type_text(editor, EditorField.SUMMARY, "Because of it")
    assert labels(session) == ["Edit summary of “First”"] * 2
    session.undo()
    assert session.timeline.event("first").summary == "Because"


def test_a_date_is_moved_once_in_a_stay(editor: EditorViewModel, session: Session) -> None:
    for text in ("21 Jan 2025", "21 Jan 2025 10:30"):
        editor.type_text(EditorField.DATE, text)
        editor.write()
    assert labels(session) == ["Move “First”"]


def test_giving_up_a_field_takes_back_what_the_pauses_wrote(
    editor: EditorViewModel, session: Session
) -> None:
    before = session.timeline
    for text in ("B", "Because"):
        editor.type_text(EditorField.SUMMARY, text)
        editor.write()
    editor.type_text(EditorField.SUMMARY, "Because of")
    editor.revert(EditorField.SUMMARY)
    assert session.timeline == before
    assert shown(editor).draft.text(EditorField.SUMMARY) == before.event("first").summary
    assert not session.can_undo
    assert session.can_redo


def test_giving_up_a_field_leaves_what_was_undone_or_edited_since(
    editor: EditorViewModel, session: Session
) -> None:
    type_text(editor, EditorField.TITLE, "Kept")
    editor.type_text(EditorField.SUMMARY, "Because")
    editor.write()
    session.undo()
    editor.type_text(EditorField.SUMMARY, "Why")
    editor.revert(EditorField.SUMMARY)
    assert session.timeline.event("first").title == "Kept"
    assert [step.label for step in session.history() if not step.is_undone] == [
        "Edit title of “Kept”"
    ]


def test_giving_up_a_field_shows_the_text_that_waited_there(
    editor: EditorViewModel, session: Session
) -> None:
    type_text(editor, EditorField.DATE, "31 Feb 2025")
    editor.type_text(EditorField.DATE, "21 Jan 2025")
    editor.write()
    editor.revert(EditorField.DATE)
    assert shown(editor).draft.text(EditorField.DATE) == "31 Feb 2025"
    assert session.timeline.event("first").when == EventDate("2025-01-20")


def test_a_date_is_understood_at_once_with_its_session(editor: EditorViewModel) -> None:
    editor.type_text(EditorField.DATE, "6 Mar 2025 03:48")
    date = shown(editor).date
    assert date.line == "Thu 6 March 2025, 03:48 HKT · known to the minute"
    assert date.reaction == "Before the open → first session 6 Mar (HKEX)"
    editor.type_text(EditorField.DATE, "mid-Feb 2025")
    date = shown(editor).date
    assert "approximate" in date.line
    assert date.reaction == "Not placed: the date is known only to the month"
    assert [row.key for row in date.choices] == ["11–20 Feb 2025"]


def test_a_date_with_two_readings_is_asked_about(editor: EditorViewModel, session: Session) -> None:
    type_text(editor, EditorField.DATE, "02/03/2025")
    date = shown(editor).date
    assert date.question == "Which one is meant?"
    assert [row.words for row in date.choices] == ["Sun 2 March 2025", "Mon 3 February 2025"]
    assert not labels(session)
    editor.choose_date(date.choices[1].key)
    assert session.timeline.event("first").when == EventDate("2025-02-03")


def test_what_the_form_shows_of_an_instant_can_be_typed(editor: EditorViewModel) -> None:
    editor.type_text(EditorField.DATE, "Thu 6 March 2025, 03:48 HKT")
    assert shown(editor).date.line == "Thu 6 March 2025, 03:48 HKT · known to the minute"


def test_a_zone_is_that_of_an_exchange_of_the_document(editor: EditorViewModel) -> None:
    # A share is listed in New York, and the event is on the clock of Hong Kong.
    editor.type_text(EditorField.DATE, "6 Mar 2025 9:30 ET")
    assert shown(editor).date.line == "Thu 6 March 2025, 22:30 HKT · known to the minute"


def test_a_day_without_a_year_is_offered_near_the_event_first(editor: EditorViewModel) -> None:
    type_text(editor, EditorField.DATE, "4 Nov 2024")
    editor.type_text(EditorField.DATE, "5 March")
    first, *others = (row.key for row in shown(editor).date.choices)
    assert first == "5 Mar 2025"
    type_text(editor, EditorField.DATE, "4 Mar 2025")
    editor.type_text(EditorField.DATE, "5 Nov")
    first, *others = (row.key for row in shown(editor).date.choices)
    assert first == "5 Nov 2024"
    assert len(others) == 2


def test_a_new_event_without_a_year_is_offered_near_the_middle_of_the_view(
    editor: EditorViewModel,
) -> None:
    editor.begin()
    editor.type_text(EditorField.DATE, "5 March")
    assert shown(editor).date.choices[0].key == "5 Mar 2025"


def test_a_session_is_chosen_with_a_reason(editor: EditorViewModel, session: Session) -> None:
    type_text(editor, EditorField.SESSION, "22 Jan 2025")
    assert not session.timeline.event("first").session_override
    type_text(editor, EditorField.SESSION_REASON, "it was told late")
    (chosen,) = session.timeline.event("first").session_override
    assert (chosen.mic, chosen.session) == ("XHKG", dt.date(2025, 1, 22))
    assert "chosen by hand" in shown(editor).date.reaction.lower()


def test_a_table_keeps_its_blank_row_until_it_is_left(
    editor: EditorViewModel, session: Session, model: TimelineViewModel
) -> None:
    rows = (("Value", "", "1.5", "bn", "", ""), ("",) * 6)
    editor.type_rows(EditorField.FIGURES, rows)
    editor.finish(EditorField.FIGURES)
    assert len(session.timeline.event("first").figures) == 1
    assert shown(editor).draft.rows[EditorField.FIGURES] == rows


def test_a_table_with_a_problem_is_not_written(editor: EditorViewModel, session: Session) -> None:
    editor.type_rows(EditorField.FIGURES, (("Value", "", "many", "", "", ""),))
    editor.finish(EditorField.FIGURES)
    (problem,) = shown(editor).row_problems[EditorField.FIGURES]
    assert problem is not None
    assert "no number" in problem.text
    assert problem.column == 2
    assert not labels(session)


def test_what_the_disk_refuses_stays_in_the_form(
    editor: EditorViewModel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    editor._model.history.refused.connect(told.append)
    monkeypatch.setattr(session, "_read_only_reason", "the disk is full")
    type_text(editor, EditorField.TITLE, "Kept")
    assert told == ["the disk is full"]
    assert shown(editor).draft.text(EditorField.TITLE) == "Kept"
    monkeypatch.setattr(session, "_read_only_reason", "")
    editor.finish(EditorField.TITLE)
    assert session.timeline.event("first").title == "Kept"


def test_a_new_event_needs_title_and_date(editor: EditorViewModel, session: Session) -> None:
    editor.begin(dt.date(2025, 2, 3), category="policy")
    state = shown(editor)
    assert state.is_new
    assert not state.problems
    assert state.draft.text(EditorField.CATEGORY) == "policy"
    assert state.event is None
    editor.add()
    assert shown(editor).is_new
    editor.type_text(EditorField.TITLE, "Tariffs")
    editor.add()
    assert session.timeline.event("tariffs").when == EventDate("2025-02-03")
    assert session.timeline.event("tariffs").zone == "Asia/Hong_Kong"
    assert editor._model.selected == "tariffs"
    assert not editor.is_open


def test_an_unfinished_new_event_is_kept_and_can_be_given_up(
    editor: EditorViewModel, model: TimelineViewModel
) -> None:
    editor.begin()
    editor.type_text(EditorField.TITLE, "Half")
    model.select("second")
    assert not shown(editor).is_new
    editor.begin(dt.date(2025, 2, 3))
    assert shown(editor).draft.text(EditorField.TITLE) == "Half"
    assert shown(editor).draft.text(EditorField.DATE) == "3 Feb 2025"
    editor.discard()
    editor.begin()
    assert not shown(editor).draft.text(EditorField.TITLE)
    assert not shown(editor).draft.text(EditorField.DATE)


def test_a_new_event_that_was_given_up_can_be_had_again(editor: EditorViewModel) -> None:
    told: list[bool] = []
    editor.discarded.connect(lambda: told.append(True))
    editor.begin(dt.date(2025, 2, 3))
    editor.discard()
    assert not told
    editor.begin()
    editor.type_text(EditorField.TITLE, "Half")
    editor.discard()
    assert told
    editor.begin()
    editor.type_text(EditorField.TITLE, "Other")
    editor.restore_discarded()
    assert shown(editor).draft.text(EditorField.TITLE) == "Half"
    editor.restore_discarded()
    assert shown(editor).draft.text(EditorField.TITLE) == "Other"


def test_what_stands_in_the_way_of_a_new_event_is_told_when_it_is_added(
    editor: EditorViewModel,
) -> None:
    told: list[EditorField] = []
    editor.stuck.connect(told.append)
    editor.begin()
    assert not shown(editor).problems
    editor.add()
    assert shown(editor).problems[EditorField.TITLE] == "There is no title yet."
    editor.type_text(EditorField.TITLE, "Tariffs")
    editor.add()
    assert "There is no date" in shown(editor).date.problem
    editor.type_text(EditorField.DATE, "3 Feb 2025")
    editor.type_text(EditorField.SESSION, "4 Feb 2025")
    editor.add()
    assert told == [EditorField.TITLE, EditorField.DATE, EditorField.SESSION_REASON]
    editor.discard()
    editor.begin()
    assert not shown(editor).problems


def test_a_similar_event_is_named_and_takes_what_is_new(
    editor: EditorViewModel, session: Session
) -> None:
    editor.begin()
    editor.type_text(EditorField.TITLE, "second")
    editor.type_text(EditorField.DATE, "17 Feb 2025 10:30")
    editor.type_text(EditorField.TAGS, "meeting")
    (similar,) = shown(editor).similar
    assert similar.words == "Second (17 Feb 2025)"
    editor.merge_into(similar.key)
    merged = session.timeline.event("second")
    assert merged.tags == ("meeting",)
    assert merged.when == EventDate("2025-02-17T10:30")
    assert labels(session) == ["Edit “Second”"]
    assert len(session.timeline.events) == 4


def test_an_event_that_is_gone_leaves_the_form(editor: EditorViewModel, session: Session) -> None:
    editor._model.history.delete("first")
    assert not editor.is_open
    assert editor.state() is None


def test_names_of_other_events_are_suggested(editor: EditorViewModel) -> None:
    type_text(editor, EditorField.TAGS, "b, a")
    editor.edit("second")
    type_text(editor, EditorField.TAGS, "b")
    assert editor.suggestions(EditorField.TAGS) == ("b", "a")
    assert editor.suggestions(EditorField.TITLE) == ()


def test_timings_name_the_exchanges_of_the_timeline(
    editor: EditorViewModel, session: Session
) -> None:
    words = [row.words for row in shown(editor).timings]
    assert words[0] == "Not known"
    assert "Before the HKEX open" in words
    type_text(editor, EditorField.TIMING, "XHKG:after_close")
    assert "After the close → first session 21 Jan" in shown(editor).date.reaction


class Shelf:
    """A shelf in memory, which may refuse."""

    def __init__(self) -> None:
        self.events: Mapping[str, UnfinishedEvent] = {}
        self.is_full = False

    def read(self) -> Mapping[str, UnfinishedEvent]:
        return self.events

    def write(self, events: Mapping[str, UnfinishedEvent], /) -> None:
        if self.is_full:
            raise TickertaleError("the shelf is full")
        self.events = events


def test_what_is_unfinished_is_kept_when_a_field_is_left(
    editor: EditorViewModel, model: TimelineViewModel
) -> None:
    shelf = Shelf()
    editor.keep_in(shelf)
    type_text(editor, EditorField.DATE, "31 Feb 2025")
    assert shelf.events["first"].texts == {"date": "31 Feb 2025"}
    editor.begin(dt.date(2025, 2, 3))
    assert list(shelf.events) == ["first"]
    editor.type_text(EditorField.TITLE, "Half")
    editor.type_rows(EditorField.FIGURES, (("Value", "", "lots", "", "", ""),))
    editor.write()
    later = EditorViewModel(model)
    later.keep_in(shelf)
    assert later.unfinished() == (None, "first")
    later.edit("first")
    assert "no calendar has" in shown(later).problems[EditorField.DATE]
    later.begin()
    assert shown(later).draft == shown(editor).draft
    later.discard()
    later.edit("first")
    type_text(later, EditorField.DATE, "21 Jan 2025")
    assert not shelf.events


def test_a_finished_event_is_kept_no_more(editor: EditorViewModel) -> None:
    shelf = Shelf()
    editor.keep_in(shelf)
    editor.begin(dt.date(2025, 2, 3))
    editor.type_text(EditorField.TITLE, "Tariffs")
    editor.close()
    assert list(shelf.events) == [""]
    editor.begin()
    editor.add()
    assert not shelf.events


def test_blank_rows_are_nothing_unfinished(editor: EditorViewModel, session: Session) -> None:
    rows = (("Value", "", "1.5", "bn", "", ""), ("",) * 6)
    editor.type_rows(EditorField.FIGURES, rows)
    editor.leave()
    assert not editor.unfinished()
    assert len(session.timeline.event("first").figures) == 1


def test_only_what_the_form_can_hold_is_taken_from_the_shelf(
    editor: EditorViewModel, model: TimelineViewModel
) -> None:
    shelf = Shelf()
    texts = {"category": "gone", "importance": "9", "timing": "XHKG:noon", "color": "red"}
    rows = {"figures": (("Value",),), "title": (("x",),)}
    shelf.events = {
        "": UnfinishedEvent(texts={**texts, "figures": "x", "title": "Half"}, rows=rows),
        "gone": UnfinishedEvent(texts={"title": "Half"}),
    }
    editor.keep_in(shelf)
    assert editor.unfinished() == (None,)
    editor.begin()
    draft = shown(editor).draft
    assert draft.text(EditorField.TITLE) == "Half"
    assert draft.text(EditorField.IMPORTANCE) == "3"
    assert not draft.rows.get(EditorField.FIGURES)


def test_a_shelf_that_refuses_is_told_once(editor: EditorViewModel) -> None:
    told: list[str] = []
    editor._model.history.refused.connect(told.append)
    shelf = Shelf()
    shelf.is_full = True
    editor.keep_in(shelf)
    editor.begin()
    editor.type_text(EditorField.TITLE, "Half")
    editor.write()
    editor.write()
    assert told == ["the shelf is full"]
    shelf.is_full = False
    editor.type_text(EditorField.TITLE, "Half of it")
    editor.write()
    assert shelf.events[""].texts["title"] == "Half of it"
