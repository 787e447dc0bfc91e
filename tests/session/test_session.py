"""The session: one writer, who is told, and undo as the inverse of do."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.edtf import single_dates
from helpers.intraday import minute_bars, story_of
from helpers.open_story import open_story
from helpers.timeline import event_of, events, timeline_of, titles
from tickertale.domain.category import Category
from tickertale.domain.errors import (
    DocumentError,
    PriceDataError,
    ReadOnlyDocumentError,
    TickertaleError,
    UnknownIdError,
)
from tickertale.domain.event_date import EventDate
from tickertale.domain.instrument import Instrument, Interval, Series
from tickertale.domain.series_choice import SeriesChoice
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.session_bar import session_bars
from tickertale.session.bulk_commands import ChangeEvents, DeleteEvents, MergeEvents, MoveEvents
from tickertale.session.category_commands import (
    AddCategory,
    DeleteCategory,
    EditCategory,
    MergeCategories,
    MoveCategory,
)
from tickertale.session.change import Change
from tickertale.session.commands import (
    AddEvent,
    Command,
    DeleteEvent,
    DuplicateEvent,
    EditEvent,
    MoveEvent,
)
from tickertale.session.opening import create_document, new_session, open_session
from tickertale.session.session import Session
from tickertale.store.event_store import EventStore

STORY = timeline_of(event_of("one"), event_of("two"), event_of("three"))

DAYS = (dt.date(2025, 3, 5), dt.date(2025, 3, 6), dt.date(2025, 3, 7))
COLUMN = np.array([1.0, 2.0, np.nan])
BARS = Bars(
    time_ns=np.array([(day - dt.date(1970, 1, 1)).days * NS_PER_DAY for day in DAYS]),
    open=COLUMN,
    high=COLUMN,
    low=COLUMN,
    close=COLUMN,
    volume=COLUMN,
)

ADD = AddEvent(event_of("four"))


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(new_session(STORY, {"BABA-1d": BARS})) as session:
        yield session


# Changing


def test_an_edit_is_told_once_with_before_and_after(session: Session) -> None:
    told: list[Change] = []
    session.subscribe(told.append)
    session.do(ADD, initiator=told)
    assert told == [Change(STORY, session.timeline, told)]
    assert session.timeline.has_event("four")


def test_going_back_to_an_earlier_point_is_one_edit_that_is_told(session: Session) -> None:
    session.do(ADD)
    first = session.timeline
    session.do(DeleteEvent("one"))
    seq = session.history()[0].seq
    assert session.timeline_at(seq) == first
    assert session.timeline_at(0) == STORY
    told: list[Change] = []
    session.subscribe(told.append)
    session.revert_to(seq, initiator=told)
    assert (session.timeline, len(told)) == (first, 1)
    assert told[0].initiator is told
    assert session.undo_label == "Revert to Add “Event four”"
    session.undo()
    assert not session.timeline.has_event("one")


def test_the_edits_of_one_visit_are_one_step(session: Session) -> None:
    visit = object()
    for title in ("A", "Al", "All"):
        session.do(EditEvent(event_of("two", title), "title"), visit=visit)
        assert session.is_last(visit)
    assert [step.label for step in session.history()] == ["Edit title of “All”"]
    session.undo()
    assert session.timeline == STORY
    assert not session.is_last(visit)
    session.redo()
    session.do(EditEvent(event_of("two", "Alone"), "title"), visit=visit)
    assert len(session.history()) == 2


@pytest.mark.parametrize("visit", [None, "another"])
def test_another_edit_ends_a_visit(session: Session, visit: str | None) -> None:
    session.do(EditEvent(event_of("two", "A")), visit="one")
    session.do(EditEvent(event_of("one", "Between")), visit=visit)
    session.do(EditEvent(event_of("two", "B")), visit="one")
    assert len(session.history()) == 3


def test_a_visit_that_changes_nothing_in_the_end_leaves_no_step(session: Session) -> None:
    for title in ("A", "Event two"):
        session.do(EditEvent(event_of("two", title)), visit="one")
    assert session.timeline == STORY
    assert not session.history()
    assert not session.is_last("one")


def test_undo_and_redo_are_told_too(session: Session) -> None:
    session.do(ADD)
    told: list[Change] = []
    session.subscribe(told.append)
    session.undo()
    session.redo(initiator="menu")
    assert [len(change.after.events) for change in told] == [3, 4]
    assert told[1].initiator == "menu"


def test_labels_say_what_undo_and_redo_would_do(session: Session) -> None:
    assert (session.can_undo, session.undo_label) == (False, "")
    assert (session.can_redo, session.redo_label) == (False, "")
    session.do(ADD)
    assert (session.can_undo, session.undo_label) == (True, "Add “Event four”")
    session.undo()
    assert (session.can_redo, session.redo_label) == (True, "Add “Event four”")
    assert [step.is_undone for step in session.history()] == [True]


def test_nothing_to_undo_or_redo_tells_nobody(session: Session) -> None:
    listener = Mock()
    session.subscribe(listener)
    session.undo()
    session.redo()
    session.do(EditEvent(STORY.events[0]))
    listener.assert_not_called()
    assert session.timeline == STORY


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.do(DeleteEvent("none")),
        lambda session: session.do(AddEvent(event_of("new", category="none"))),
    ],
    ids=["unknown event", "unknown category"],
)
def test_a_failed_command_changes_nothing(
    session: Session, change: Callable[[Session], None]
) -> None:
    listener = Mock()
    session.subscribe(listener)
    with pytest.raises(UnknownIdError):
        change(session)
    listener.assert_not_called()
    assert session.timeline == STORY
    assert not session.can_undo


def test_a_failed_commit_changes_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.do(ADD)
    before = session.timeline
    listener = Mock()
    session.subscribe(listener)
    for name in ("commit", "undo", "redo"):
        monkeypatch.setattr(EventStore, name, Mock(side_effect=DocumentError("the disk is full")))
    with pytest.raises(DocumentError, match="full"):
        session.do(DeleteEvent("one"))
    for change in (session.undo, session.redo):
        with pytest.raises(DocumentError, match="full"):
            change()
    assert session.timeline is before
    listener.assert_not_called()


# Telling


def test_a_listener_that_fails_harms_nobody(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Mock()
    session.subscribe(Mock(side_effect=ZeroDivisionError))
    session.subscribe(listener)
    session.do(ADD)
    session.undo()
    assert listener.call_count == 2
    assert session.timeline == STORY
    assert "a listener failed" in caplog.text
    caplog.clear()


def test_an_edit_by_a_listener_is_told_after_the_one_it_answers(session: Session) -> None:
    told: list[list[str]] = []

    def answer(change: Change) -> None:
        if change.after.has_event("four") and change.after.has_event("one"):
            session.do(DeleteEvent("one"))

    session.subscribe(answer)
    session.subscribe(lambda change: told.append([event.id for event in change.after.events]))
    session.do(ADD)
    assert told == [["one", "two", "three", "four"], ["two", "three", "four"]]


def test_who_has_stopped_is_told_no_more(session: Session) -> None:
    listener = Mock()
    stop = session.subscribe(listener)
    stop()
    stop()
    session.do(ADD)
    listener.assert_not_called()


# Undo after do is identity

IDS = st.sampled_from(["one", "two", "three", "four", "five"])
SOME_IDS = st.lists(IDS, max_size=3, unique=True).map(tuple)
DATES = single_dates().map(EventDate)
CATEGORIES = st.sampled_from(["policy", "results", "deals"])
NEW_CATEGORIES = st.builds(
    lambda name, title, color: Category(id=name, name=title, color=color),
    CATEGORIES,
    titles(),
    st.sampled_from(["#0072B2", "#D55E00"]),
)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(AddEvent, events(IDS)),
    st.builds(EditEvent, events(IDS)),
    st.builds(DeleteEvent, IDS),
    st.builds(MoveEvent, IDS, DATES),
    st.builds(DuplicateEvent, IDS, IDS),
    st.builds(MoveEvents, st.lists(st.tuples(IDS, DATES), max_size=3).map(tuple)),
    st.builds(DeleteEvents, SOME_IDS),
    st.builds(lambda row, others: MergeEvents(row.id, others, row), events(IDS), SOME_IDS),
    st.builds(
        ChangeEvents,
        SOME_IDS,
        category=st.none() | CATEGORIES,
        added_tags=st.lists(titles(), max_size=2).map(tuple),
        removed_tags=st.lists(titles(), max_size=2).map(tuple),
        importance=st.none() | st.integers(0, 6),
        shift_days=st.integers(-400, 400),
    ),
    st.builds(AddCategory, NEW_CATEGORIES),
    st.builds(EditCategory, NEW_CATEGORIES),
    st.builds(MoveCategory, CATEGORIES, st.integers(-1, 4)),
    st.builds(MergeCategories, CATEGORIES, CATEGORIES),
    st.builds(DeleteCategory, CATEGORIES, st.none() | CATEGORIES),
)


@settings(max_examples=40)
@given(st.lists(st.one_of(COMMANDS, st.sampled_from(["undo", "redo", "reopen"])), max_size=12))
def test_undo_after_any_edits_gives_each_timeline_back(steps: list[Command | str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.tale"
        session = create_document(path, STORY)
        past: list[Timeline] = [STORY]
        future: list[Timeline] = []
        try:
            for step in steps:
                if step == "reopen":
                    session.close()
                    session = open_session(path)
                else:
                    take(step, session, past=past, future=future)
                assert session.timeline == past[-1]
                found = search_anew(session.timeline, "event")
                assert sorted(session.search("event")) == sorted(found)
            while session.can_undo:
                session.undo()
                past.pop()
                assert session.timeline == past[-1]
            assert past == [STORY]
        finally:
            session.close()


def take(
    step: Command | str, session: Session, *, past: list[Timeline], future: list[Timeline]
) -> None:
    """Take a step, and write down what the timeline must be after it."""
    if step == "undo":
        session.undo()
        if len(past) > 1:
            future.append(past.pop())
    elif step == "redo":
        session.redo()
        if future:
            past.append(future.pop())
    elif not isinstance(step, str):
        before = session.timeline
        try:
            after = step.apply(before)
        except TickertaleError as error:
            with pytest.raises(type(error)):
                session.do(step)
            return
        session.do(step)
        if after is not before:
            past.append(after)
            future.clear()


def search_anew(timeline: Timeline, text: str) -> tuple[str, ...]:
    """Return what a search finds in a document made just now."""
    with closing(new_session(timeline)) as session:
        return session.search(text)


# Read-only, and following


def test_a_session_that_only_reads_refuses_every_change(tmp_path: Path) -> None:
    with (
        closing(create_document(tmp_path / "story.tale", STORY)) as writer,
        closing(open_session(tmp_path / "story.tale")) as reader,
    ):
        writer.do(ADD)
        assert reader.is_read_only
        assert "another window" in reader.read_only_reason
        assert not (reader.can_undo)
        assert not (reader.can_redo)
        with pytest.raises(ReadOnlyDocumentError, match="another window"):
            reader.do(ADD)
        for change in (reader.undo, reader.redo):
            with pytest.raises(ReadOnlyDocumentError, match="another window"):
                change()


def test_a_second_session_follows_the_first(tmp_path: Path) -> None:
    with (
        closing(create_document(tmp_path / "story.tale", STORY)) as writer,
        closing(open_session(tmp_path / "story.tale")) as reader,
    ):
        told: list[Change] = []
        reader.subscribe(told.append)
        assert not reader.refresh()
        writer.do(ADD)
        assert reader.refresh()
        assert reader.timeline == writer.timeline
        assert len(told) == 1
        assert not writer.refresh()


# Prices


def test_bars_are_those_of_the_first_series(session: Session) -> None:
    bars = session.bars("BABA")
    np.testing.assert_array_equal(bars.time_ns, BARS.time_ns)
    np.testing.assert_array_equal(bars.close, BARS.close)
    assert bars.time_ns.dtype == np.int64
    assert bars.close.dtype == np.float64
    assert session.bars("BABA") is bars


def test_an_unknown_instrument_has_no_bars(session: Session) -> None:
    with pytest.raises(UnknownIdError, match="'NONE'"):
        session.bars("NONE")


def test_an_instrument_without_bars_says_so() -> None:
    bare = Instrument(id="HSI", symbol="HSI", name="Hang Seng", mic="XHKG")
    timeline = timeline_of(instruments=(*STORY.instruments, bare))
    with closing(new_session(timeline)) as session:
        with pytest.raises(PriceDataError, match="BABA has no prices in this document"):
            session.bars("BABA")
        with pytest.raises(PriceDataError, match="HSI has no price series"):
            session.bars("HSI")


def test_the_reaction_is_a_session_of_the_instrument(session: Session) -> None:
    assert session.reaction("one", "BABA").session == dt.date(2025, 3, 6)


def test_the_timing_of_another_exchange_counts() -> None:
    timing = {"mic": "XHKG", "phase": "before_open"}
    timeline = timeline_of(event_of("one", timing=timing))
    with closing(new_session(timeline, {"BABA-1d": BARS})) as session:
        # Before the open of Hong Kong on the 6th it is the evening of the 5th in New York.
        assert session.reaction("one", "BABA").session == dt.date(2025, 3, 6)


def test_an_exchange_without_a_calendar_reacts_by_date() -> None:
    instrument = STORY.instruments[0].model_copy(update={"mic": "XXXX"})
    timeline = timeline_of(event_of("one"), instruments=(instrument,))
    with closing(new_session(timeline, {"BABA-1d": BARS})) as session:
        assert session.reaction("one", "BABA").session == dt.date(2025, 3, 6)


def test_search_finds_by_text(session: Session) -> None:
    assert session.search("two") == ("two",)


def test_a_document_in_memory_has_no_path(session: Session) -> None:
    assert session.path is None
    assert session.quarantined == ()
    assert session.read_only_reason == ""


def test_a_session_knows_the_bar_of_a_day() -> None:
    with closing(open_story()) as session:
        days = session.bars("9988.HK").dates.tolist()
        assert session.bar_of("9988.HK", days[0]) == 0
        assert session.bar_of("9988.HK", days[-1]) == len(days) - 1
        assert session.bar_of("9988.HK", days[-1] + dt.timedelta(days=1)) is None


def test_weeks_are_made_once_of_the_sessions() -> None:
    weeks = SeriesChoice(series="9988.HK-1d", interval=Interval.WEEK)
    with closing(open_story()) as session:
        bars = session.bars("9988.HK", weeks)
        assert bars.interval is Interval.WEEK
        assert bars is session.bars("9988.HK", weeks)
        assert bars.close[-1] == session.bars("9988.HK").close[-1]


def test_what_an_instrument_has_not_got_is_its_first_series() -> None:
    other = SeriesChoice(series="nobody", interval=Interval.HOUR)
    with closing(open_story()) as session:
        assert session.bars("9988.HK", other) is session.bars("9988.HK")


def test_sessions_are_those_of_the_daily_series_behind_one_of_minutes() -> None:
    minutes = minute_bars()
    daily = session_bars(minutes, zone="America/New_York")
    timeline = story_of(minutes.interval)
    share = timeline.instruments[0]
    both = share.model_copy(update={"series": (*share.series, Series(id="days"))})
    story = timeline.model_copy(update={"instruments": (both,)})
    with closing(new_session(story, {"BABA": minutes, "days": daily})) as session:
        assert len(session.bars("BABA")) == len(minutes)
        assert session.session_bars("BABA").time_ns.tolist() == daily.time_ns.tolist()
        assert session.session_dates("BABA") == tuple(daily.dates.tolist())
        assert session.bar_of("BABA", daily.dates[3].item()) == 3
