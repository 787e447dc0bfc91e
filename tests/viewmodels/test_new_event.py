"""A new event while it is being described."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.open_story import open_story, priced_story
from helpers.timeline import CATEGORY_IDS, event_of, timeline_of, titles
from tickertale.session.opening import new_session
from tickertale.viewmodels.new_event import (
    LONGEST_TITLE,
    NewEventDraft,
    blank_draft,
    free_id,
    resolve_new_event,
)
from tickertale.viewmodels.reading import Reading, resolve_reading

TIMELINE = timeline_of(event_of("results"), event_of("results-2"))


@pytest.fixture
def reading() -> Iterator[Reading]:
    with closing(open_story()) as session:
        yield resolve_reading(session)


def draft(title: str = "Results", date_text: str = "2025-03-06") -> NewEventDraft:
    return NewEventDraft(title, date_text, zone="Asia/Hong_Kong", category=CATEGORY_IDS[1])


def test_a_draft_begins_on_the_clock_of_the_exchange_in_the_first_lane(reading: Reading) -> None:
    blank = blank_draft(reading)
    first = min(reading.timeline.categories, key=lambda row: (row.order, row.id))
    assert (blank.title, blank.date_text) == ("", "")
    assert (blank.zone, blank.category) == ("Asia/Hong_Kong", first.id)


def test_what_was_pointed_at_is_in_the_draft(reading: Reading) -> None:
    blank = blank_draft(reading, day=dt.date(2025, 3, 6), category="results")
    assert (blank.date_text, blank.category) == ("2025-03-06", "results")


def test_without_an_instrument_the_clock_is_that_of_utc() -> None:
    with closing(new_session(priced_story(instruments=(), primary=None))) as session:
        assert blank_draft(resolve_reading(session)).zone == "UTC"


def test_a_title_a_date_and_a_category_make_an_event() -> None:
    state = resolve_new_event(draft("  Third \n quarter "), timeline=TIMELINE)
    assert state.event is not None
    assert (state.event.id, state.event.title) == ("third-quarter", "Third quarter")
    assert (state.event.category, state.event.importance) == (CATEGORY_IDS[1], 3)
    assert "6 March 2025" in state.date_line
    assert not state.problem


@pytest.mark.parametrize(
    ("title", "date_text"), [pytest.param("", "2025-03", id="title"), ("Results", "  ")]
)
def test_what_is_missing_is_no_problem_yet(title: str, date_text: str) -> None:
    state = resolve_new_event(draft(title, date_text), timeline=TIMELINE)
    assert state.event is None
    assert not state.problem


def test_without_a_category_there_is_no_event() -> None:
    none = NewEventDraft("Results", "2025-03-06", zone="UTC", category="")
    assert resolve_new_event(none, timeline=TIMELINE).event is None


@pytest.mark.parametrize("date_text", ["2025-13", "yesterday", "2025-02-29"])
def test_a_date_that_is_none_is_told_in_a_sentence(date_text: str) -> None:
    state = resolve_new_event(draft(date_text=date_text), timeline=TIMELINE)
    assert state.event is None
    assert date_text in state.problem
    assert not state.date_line


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Results", "results-3", id="taken"),
        pytest.param("Über 5 % — good!", "uber-5-good", id="marks"),
        pytest.param("阿里巴巴", "event", id="no-letters"),
        pytest.param("x" * 100, "x" * 60, id="long"),
        pytest.param("a" * 59 + " b", "a" * 59, id="cut-at-a-hyphen"),
    ],
)
def test_an_id_is_made_from_the_title(title: str, expected: str) -> None:
    assert free_id(title, TIMELINE) == expected


@given(titles() | st.text(min_size=1))
def test_any_title_makes_an_event_with_a_free_id(title: str) -> None:
    state = resolve_new_event(draft(title), timeline=TIMELINE)
    if not title.strip():
        assert state.event is None
        return
    assert state.event is not None
    assert not TIMELINE.has_event(state.event.id)
    assert len(state.event.title) <= LONGEST_TITLE
