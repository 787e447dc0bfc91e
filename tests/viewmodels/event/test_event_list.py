"""The event list: order, filters, chips and messages."""

import pytest

from helpers.story import MOVES, event_of, list_state, story
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.event.event_list import EventListState, EventOrder, event_rows


def ids(state: EventListState) -> list[str]:
    return [row.id for row in state.rows]


def test_events_are_listed_by_date() -> None:
    assert ids(list_state()) == ["first", "vague", "second", "third"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (EventOrder.IMPORTANCE, ["first", "third", "vague", "second"]),
        (EventOrder.MOVE, ["third", "first", "second", "vague"]),
        (EventOrder.CATEGORY, ["first", "vague", "third", "second"]),
    ],
)
def test_the_user_chooses_the_order(order: EventOrder, expected: list[str]) -> None:
    assert ids(list_state(order=order)) == expected


def test_only_what_the_search_found_is_listed() -> None:
    state = list_state(search_text="s", matching=frozenset({"second", "third"}))
    assert ids(state) == ["second", "third"]
    assert state.header == "2 of 4 events"


def test_a_category_that_is_off_is_not_listed_and_keeps_its_count() -> None:
    state = list_state(hidden=frozenset({"models"}))
    assert ids(state) == ["second"]
    assert [(chip.name, chip.count, chip.is_on) for chip in state.chips] == [
        ("AI models", 3, False),
        ("Policy", 1, True),
    ]


def test_the_header_counts() -> None:
    assert list_state().header == "4 events"
    one = story().model_copy(update={"events": (event_of(),)})
    assert list_state(one).header == "1 event"


def test_an_empty_list_says_why_and_what_to_do() -> None:
    empty = story().model_copy(update={"events": ()})
    both = frozenset({"models", "policy"})
    nothing: frozenset[str] = frozenset()
    found = frozenset({"first"})
    assert list_state().message == ""
    assert "Ctrl+Shift+N" in list_state(empty).message
    assert "switched off" in list_state(hidden=both).message
    assert "“foo”. Esc" in list_state(search_text="foo", matching=nothing).message
    hidden = list_state(search_text="foo", matching=found, hidden=both)
    assert "“foo” is in categories" in hidden.message


def test_a_row_tells_date_and_move() -> None:
    rows = {row.id: row for row in list_state().rows}
    assert rows["second"].date_text == "17 Feb 2025"
    assert rows["second"].move_text == "−2.0%"
    assert rows["second"].spoken_text == "Second, 17 Feb 2025, Policy, −2.0%"
    assert rows["vague"].move_text == ""


def test_a_date_without_a_day_has_a_hollow_dot() -> None:
    assert [row.id for row in list_state().rows if row.is_hollow] == ["vague"]


def test_the_short_title_is_listed_on_one_line() -> None:
    event = event_of(short_title="Short\ntitle", when=EventDate("2025-03-06"))
    rows = event_rows(story().model_copy(update={"events": (event,)}), MOVES)
    assert rows[0].title_text == "Short title"
