"""Lanes: marks that would touch become clusters."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.analysis.lane_layout import (
    LaneMark,
    LaneRun,
    keep_badges_clear,
    place_lane_marks,
)

RADIUS = 5.0
DIAMETER = 2 * RADIUS
PLACES = st.lists(st.integers(0, 4000).map(lambda quarters: quarters / 4), max_size=60)


def test_a_mark_alone_stays_at_its_place() -> None:
    marks = place_lane_marks([30.5, 10.0], radius_px=RADIUS)
    assert marks == (LaneMark(10.0, (1,)), LaneMark(30.5, (0,)))
    assert not any(mark.is_cluster for mark in marks)


def test_marks_closer_than_a_diameter_merge_in_their_middle() -> None:
    (mark,) = place_lane_marks([10.0, 16.0], radius_px=RADIUS)
    assert mark == LaneMark(13.0, (0, 1))
    assert mark.is_cluster


def test_marks_just_a_diameter_apart_stay_apart() -> None:
    assert len(place_lane_marks([10.0, 20.0], radius_px=RADIUS)) == 2


def test_a_cluster_gives_way_to_a_mark_at_its_right() -> None:
    marks = place_lane_marks([10.0, 18.0, 20.0], radius_px=RADIUS)
    assert marks == (LaneMark(10.0, (0, 1)), LaneMark(20.0, (2,)))


def test_places_that_are_not_finite_are_left_out() -> None:
    marks = place_lane_marks([math.nan, 5.0, math.inf, -math.inf], radius_px=RADIUS)
    assert marks == (LaneMark(5.0, (1,)),)


def test_no_places_give_no_marks() -> None:
    assert place_lane_marks([], radius_px=RADIUS) == ()


@pytest.mark.parametrize("radius", [0.0, -1.0])
def test_without_a_radius_only_equal_places_can_share_a_mark(radius: float) -> None:
    assert len(place_lane_marks([1.0, 2.0, 3.0], radius_px=radius)) == 3


def test_a_hundred_thousand_events_on_one_session_are_one_cluster() -> None:
    (mark,) = place_lane_marks(np.full(100_000, 7.0), radius_px=RADIUS)
    assert mark.x_px == 7.0
    assert len(mark.members) == 100_000


@given(PLACES)
def test_every_event_is_in_exactly_one_mark(places: list[float]) -> None:
    marks = place_lane_marks(places, radius_px=RADIUS)
    assert sorted(member for mark in marks for member in mark.members) == list(range(len(places)))


@given(PLACES)
def test_no_two_marks_touch_and_each_lies_among_its_members(places: list[float]) -> None:
    marks = place_lane_marks(places, radius_px=RADIUS)
    for mark, following in pairwise(marks):
        assert following.x_px - mark.x_px >= DIAMETER
    for mark in marks:
        own = [places[member] for member in mark.members]
        assert own == sorted(own)
        assert own[0] <= mark.x_px <= own[-1] < own[0] + DIAMETER


@given(PLACES, st.integers(-500, 500))
def test_panning_keeps_the_clusters(places: list[float], shift: int) -> None:
    before = place_lane_marks(places, radius_px=RADIUS)
    after = place_lane_marks([place + shift for place in places], radius_px=RADIUS)
    assert [mark.members for mark in after] == [mark.members for mark in before]


@given(PLACES, PLACES)
def test_events_beyond_a_gap_change_nothing(near: list[float], far: list[float]) -> None:
    distance = 1000.0 + DIAMETER
    alone = place_lane_marks([place + distance for place in near], radius_px=RADIUS)
    both = place_lane_marks([place + distance for place in near] + far, radius_px=RADIUS)
    assert both[len(both) - len(alone) :] == alone


def half_width(count: int) -> float:
    return RADIUS if count == 1 else 5.0 + 3.0 * len(str(count))


def runs_of(places: list[float]) -> list[LaneRun]:
    """Return the marks of places that are in order, as a lane has them."""
    marks = place_lane_marks(places, radius_px=RADIUS)
    return [LaneRun(mark.x_px, mark.members[0], mark.members[-1] + 1) for mark in marks]


@given(PLACES)
def test_no_badge_touches_another_mark(places: list[float]) -> None:
    x = np.sort(np.array(places))
    kept = keep_badges_clear(runs_of(x.tolist()), x, half_width=half_width)
    for one, other in pairwise(kept):
        gap = other.x_px - one.x_px
        assert gap >= half_width(one.count) + half_width(other.count) or (
            one.count == other.count == 1
        )
    ranges = [(run.first, run.after) for run in kept]
    assert [after for _, after in ranges[:-1]] == [first for first, _ in ranges[1:]]
    assert sum(run.count for run in kept) == len(places)


def test_a_badge_takes_in_what_it_would_cover() -> None:
    x = np.array([10.0, 11.0, 22.0, 60.0])
    kept = keep_badges_clear(runs_of(x.tolist()), x, half_width=half_width)
    assert kept == [LaneRun(16.0, 0, 3), LaneRun(60.0, 3, 4)]


def test_single_marks_stand_side_by_side() -> None:
    x = np.array([10.0, 20.0, 30.0])
    runs = runs_of(x.tolist())
    assert keep_badges_clear(runs, x, half_width=lambda _: 8.0) == runs
