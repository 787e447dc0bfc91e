"""The table that finds the events in view."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chart import anchor_of, chart_of, coarse_anchor, picture_of
from tickertale.viewmodels.chart.anchor import AnchorRow, AnchorTable
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.lane_run import MOST_IN_LANE

PLACES = st.lists(st.integers(0, 400), min_size=1, max_size=80)


def row_of(places: list[int], importances: list[int] | None = None) -> AnchorRow:
    ranks = importances or [3] * len(places)
    anchors = [
        anchor_of(f"e{number}", float(place), importance=rank)
        for number, (place, rank) in enumerate(zip(places, ranks, strict=True))
    ]
    return AnchorTable(anchors).on_curve


def crowd(count: int = 4 * MOST_IN_LANE) -> AnchorTable:
    """Return more events of one lane than can be drawn one by one."""
    return AnchorTable(anchor_of(f"e{number:04}", number / 10) for number in range(count))


@given(PLACES, st.integers(-5, 405), st.integers(0, 300))
def test_what_lies_between_two_places_is_found(places: list[int], start: int, span: int) -> None:
    row = row_of(places)
    first, last = row.between(start, start + span)
    found = [place for place in places if start <= place <= start + span]
    assert row.places[first:last].tolist() == sorted(found)


@given(PLACES, st.floats(0.3, 90.0))
def test_cells_part_the_anchors_at_places_that_do_not_depend_on_the_view(
    places: list[int], width: float
) -> None:
    row = row_of(places)
    whole = set(row.cells(0, len(row), width=width).tolist())
    for first in range(len(row)):
        part = row.cells(first, len(row), width=width).tolist()
        assert part[0] == first
        assert set(part[1:]) == {start for start in whole if start > first}


@given(PLACES.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_of_a_cell_the_most_important_is_chosen(case: tuple[list[int], list[int]]) -> None:
    row = row_of(case[0], list(case[1]))
    starts = row.cells(0, len(row), width=16.0).tolist()
    ends = [*starts[1:], len(row)]
    best = [
        max(range(start, end), key=lambda number: row.anchors[number].importance)
        for start, end in zip(starts, ends, strict=True)
    ]
    assert row.best(0, len(row), width=16.0) == best


def test_what_is_hidden_stands_back_behind_all_others() -> None:
    row = row_of([0, 1, 40], [5, 1, 2])
    hidden = np.array([True, False, True])
    assert row.best(0, 3, width=16.0, hidden=hidden) == [1, 2]


def test_nothing_is_chosen_of_nothing() -> None:
    assert row_of([1]).best(0, 0, width=1.0) == []


def test_an_event_without_a_reaction_is_not_on_the_curve() -> None:
    table = AnchorTable([anchor_of("a"), anchor_of("b", None)])
    assert table.on_curve.ids == ("a",)
    assert set(table.by_id) == {"a", "b"}


def test_dimmed_events_are_told_along_a_row() -> None:
    table = AnchorTable([anchor_of("a"), anchor_of("b"), anchor_of("c")])
    for ids in ({"b"}, {"b", "c"}, {"b"}):
        told = table.dimmed(table.on_curve, frozenset(ids))
        assert told is not None
        assert told.tolist() == [name in ids for name in "abc"]
    assert table.dimmed(table.on_curve, frozenset()) is None


def test_a_crowded_lane_has_few_marks_that_stand_for_all_its_events() -> None:
    table = crowd()
    marks = picture_of(chart_of(*table, close=[1.0] * 81)).lanes[0].marks
    assert len(marks) < 60
    ids = [event_id for mark in marks for event_id in mark.event_ids]
    assert sorted(ids) == [anchor.event_id for anchor in table]


def test_marks_of_a_crowded_lane_stay_while_the_view_moves() -> None:
    table = crowd()
    inner = []
    for start in (0.0, 0.05, 0.21):
        view = ViewRange(start, start + 70.0)
        marks = picture_of(chart_of(*table, close=[1.0] * 81, view=view)).lanes[0].marks
        inner.append({mark.event_ids for mark in marks[2:-3]})
    assert inner[0] == inner[1]
    assert len(inner[0] & inner[2]) > 10


def test_a_crowded_lane_shows_the_selected_event_and_pale_marks() -> None:
    table = crowd()
    dimmed = frozenset(anchor.event_id for anchor in table[:400])
    state = chart_of(*table, close=[1.0] * 81, selected="e0500", dimmed=dimmed)
    marks = picture_of(state).lanes[0].marks
    assert "e0500" in marks[-1].event_ids
    assert marks[0].is_dimmed
    assert not marks[-1].is_dimmed


def test_bands_of_a_crowded_lane_are_drawn_as_one_where_they_touch() -> None:
    months = [
        coarse_anchor(f"e{number}", number / 100 + (30 if number > 300 else 0), number / 100 + 1)
        for number in range(300)
    ]
    later = [
        coarse_anchor(f"l{number}", 50 + number / 100, 52 + number / 100) for number in range(9)
    ]
    state = chart_of(*months, *later, close=[1.0] * 81)
    bands = picture_of(state).lanes[0].bands
    assert [band.event_id for band in bands] == ["e0", "l0"]
    assert bands[1].box.x > bands[0].box.right


@pytest.mark.parametrize("count", [MOST_IN_LANE, MOST_IN_LANE + 1])
def test_each_event_of_a_lane_has_a_mark_however_many_there_are(count: int) -> None:
    marks = picture_of(chart_of(*crowd(count), close=[1.0] * 30)).lanes[0].marks
    assert sum(len(mark.event_ids) for mark in marks) == count


def test_selected_events_stand_before_those_that_matter_more() -> None:
    table = AnchorTable(anchor_of(str(n), float(n), importance=5 - n % 5) for n in range(8))
    row = table.on_curve
    assert table.selected(row, frozenset({"3"})) is None
    chosen = table.selected(row, frozenset({"3", "6"}))
    assert chosen is not None
    assert np.flatnonzero(chosen).tolist() == [3, 6]
    assert table.selected(row, frozenset({"3", "6"})) is chosen
    assert row.best(0, 8, width=4.0) == [0, 5]
    assert row.best(0, 8, width=4.0, raised=chosen) == [3, 6]
    hidden = np.array([True] * 7 + [False])
    assert row.best(0, 8, width=4.0, hidden=hidden) == [0, 7]
    assert row.best(0, 8, width=4.0, hidden=hidden, raised=chosen) == [3, 6]
