"""Lanes can be hidden, moved, collapsed, and folded into one."""

from hypothesis import given
from hypothesis import strategies as st

from helpers.chart import LANES, anchor_of, chart_of, picture_of
from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.lane_choice import LaneChoice

NAMES = [lane.category for lane in LANES]


def shown(choice: LaneChoice) -> list[str]:
    return [lane.category for lane in choice.arranged(LANES)]


def test_without_a_choice_all_lanes_stand_in_their_own_order() -> None:
    assert shown(LaneChoice()) == NAMES


def test_a_hidden_lane_comes_back_to_its_place() -> None:
    hidden = LaneChoice().with_hidden(NAMES[1], is_hidden=True)
    assert shown(hidden) == [NAMES[0], NAMES[2]]
    assert shown(hidden.with_hidden(NAMES[1], is_hidden=False)) == NAMES


def test_a_lane_moves_down_and_up_and_stops_at_the_ends() -> None:
    choice = LaneChoice().moved(NAMES[0], 1, lanes=LANES)
    assert shown(choice) == [NAMES[1], NAMES[0], NAMES[2]]
    assert shown(choice.moved(NAMES[0], -1, lanes=LANES)) == NAMES
    assert shown(LaneChoice().moved(NAMES[0], -1, lanes=LANES)) == NAMES
    assert shown(LaneChoice().moved(NAMES[2], 9, lanes=LANES)) == NAMES


def test_a_lane_moves_past_hidden_ones() -> None:
    choice = LaneChoice().with_hidden(NAMES[1], is_hidden=True).moved(NAMES[0], 1, lanes=LANES)
    assert shown(choice) == [NAMES[2], NAMES[0]]


def test_a_lane_that_is_not_shown_does_not_move() -> None:
    choice = LaneChoice().with_hidden(NAMES[1], is_hidden=True)
    assert choice.moved(NAMES[1], 1, lanes=LANES) == choice


def test_folded_lanes_are_one_with_all_events() -> None:
    lanes = LaneChoice(is_folded=True).arranged(LANES)
    assert [lane.category for lane in lanes] == [FOLDED]
    state = chart_of(anchor_of("a", 3.0), anchor_of("b", 12.0, category=NAMES[1]), lanes=lanes)
    (row,) = picture_of(state).lanes
    assert [mark.event_ids for mark in row.marks] == [("a",), ("b",)]


def test_without_lanes_there_is_nothing_to_fold() -> None:
    assert LaneChoice(is_folded=True).arranged(()) == ()


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-3, 3)), max_size=12))
def test_moving_loses_no_lane(moves: list[tuple[str, int]]) -> None:
    choice = LaneChoice()
    for name, by in moves:
        choice = choice.moved(name, by, lanes=LANES)
    assert sorted(shown(choice)) == sorted(NAMES)


def test_the_one_lane_of_all_leaves_hidden_events_out() -> None:
    choice = LaneChoice(is_folded=True).with_hidden(NAMES[0], is_hidden=True)
    lanes = choice.arranged(LANES)
    state = chart_of(anchor_of("a", 3.0), anchor_of("b", 12.0, category=NAMES[1]), lanes=lanes)
    (row,) = picture_of(state).lanes
    assert [mark.event_ids for mark in row.marks] == [("b",)]


def test_with_every_lane_hidden_there_is_nothing_to_fold() -> None:
    assert LaneChoice(hidden=frozenset(NAMES), is_folded=True).arranged(LANES) == ()


def test_a_lane_is_collapsed_by_itself_and_comes_back() -> None:
    choice = LaneChoice().toggled(NAMES[1])
    assert [lane.is_collapsed for lane in choice.arranged(LANES)] == [False, True, False]
    assert choice.toggled(NAMES[1]) == LaneChoice()


def test_the_one_lane_of_all_is_unfolded_by_the_same_gesture() -> None:
    assert LaneChoice(is_folded=True).toggled(FOLDED) == LaneChoice()


def test_a_collapsed_lane_stays_so_where_it_is_moved() -> None:
    choice = LaneChoice().toggled(NAMES[0]).moved(NAMES[0], 1, lanes=LANES)
    assert [lane.is_collapsed for lane in choice.arranged(LANES)] == [False, True, False]
