"""The lanes of the chart: marks, clusters, bands and connectors."""

from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chart import (
    LANES,
    anchor_of,
    chart_of,
    charts,
    coarse_anchor,
    do_overlap,
    picture_of,
    sizes,
)
from tickertale.viewmodels.chart.anchor import EventAnchor
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.lane_choice import LaneChoice
from tickertale.viewmodels.chart.lane_picture import MIXED_COLOR, MOST_NAME_PX, LaneRow
from tickertale.viewmodels.chart.lane_run import MARK_EDGE_PX, TICK_PX

EDGE = 1e-6


def first_lane(*anchors: EventAnchor, width: float = 900.0, **fields: Any) -> LaneRow:
    return picture_of(chart_of(*anchors, **fields), width=width).lanes[0]


def test_there_is_one_row_a_lane_from_top_to_bottom() -> None:
    rows = picture_of(chart_of(anchor_of("a"))).lanes
    assert [row.category for row in rows] == [lane.category for lane in LANES]
    assert [row.name for row in rows] == [lane.name for lane in LANES]
    assert [row.y for row in rows] == sorted(row.y for row in rows)


def test_there_are_no_rows_where_there_is_no_room() -> None:
    assert picture_of(chart_of(anchor_of("a")), height=90).lanes == ()


@given(charts(), sizes())
def test_everything_of_a_lane_lies_in_the_pane_of_the_lanes(
    state: ChartState, size: tuple[float, float]
) -> None:
    picture = picture_of(state, width=size[0], height=size[1])
    pane = picture.frame.panes.lanes
    for row in picture.lanes:
        for mark in row.marks:
            assert pane.contains(mark.x, mark.y, margin=EDGE)
        for link in row.connectors:
            assert pane.contains(link.start_x, link.y, margin=EDGE)
            assert pane.contains(link.end_x, link.y, margin=EDGE)
        for band in row.bands:
            assert pane.contains(band.box.x, band.box.y, margin=EDGE)
            assert pane.contains(band.box.right, band.box.bottom, margin=EDGE)


@given(charts())
def test_no_event_stands_in_two_marks_of_a_lane(state: ChartState) -> None:
    for row in picture_of(state).lanes:
        ids = [event_id for mark in row.marks for event_id in mark.event_ids]
        assert len(ids) == len(set(ids))


@given(charts(), sizes(), st.booleans())
def test_what_is_painted_of_a_badge_covers_no_other_mark(
    state: ChartState, size: tuple[float, float], is_folded: bool
) -> None:
    lanes = LaneChoice(is_folded=is_folded).arranged(LANES)
    rows = picture_of(replace(state, lanes=lanes), width=size[0], height=size[1]).lanes
    for row in rows:
        for one, other in combinations(row.marks, 2):
            reach = one.reach + other.reach + MARK_EDGE_PX
            is_badge = len(one.event_ids) > 1 or len(other.event_ids) > 1
            assert not is_badge or abs(one.x - other.x) >= reach - EDGE


def test_in_a_crowd_no_two_badges_overlap() -> None:
    rows = [anchor_of(f"e{number}", number * 0.018) for number in range(1_000)]
    marks = sorted(first_lane(*rows).marks, key=lambda mark: mark.x)
    assert len(marks) > 5
    for one, other in pairwise(marks):
        assert other.x - one.x >= one.reach + other.reach + MARK_EDGE_PX


def test_a_badge_for_several_categories_has_a_color_of_its_own() -> None:
    other = anchor_of("b", 5.01, category=LANES[1].category, color=LANES[1].color)
    state = chart_of(anchor_of("a", 5.0), other, anchor_of("c", 12.0), anchor_of("d", 12.01))
    lanes = LaneChoice(is_folded=True).arranged(LANES)
    (row,) = picture_of(replace(state, lanes=lanes)).lanes
    assert [mark.color for mark in row.marks] == [MIXED_COLOR, LANES[0].color]


@given(charts(), sizes())
def test_the_digits_of_a_band_touch_no_mark(state: ChartState, size: tuple[float, float]) -> None:
    for row in picture_of(state, width=size[0], height=size[1]).lanes:
        marks = [Rect(mark.x - mark.reach, mark.y - 4, 2 * mark.reach, 8) for mark in row.marks]
        for band in row.bands:
            box = Rect(band.text_x, row.y - 5, len(band.text) * 5.5, 10)
            assert not band.text or not any(do_overlap(box, mark) for mark in marks)
            assert not band.text or box.right <= band.box.right


def test_an_event_stands_on_the_day_of_its_news() -> None:
    picture = picture_of(chart_of(anchor_of("a", 9.0, first=7.0, last=7.0)))
    (mark,) = picture.lanes[0].marks
    assert mark.x == pytest.approx(picture.frame.x_of(7.0))
    assert mark.y == picture.lanes[0].y
    assert not mark.is_hollow


def test_events_that_would_touch_become_a_cluster() -> None:
    rows = [anchor_of(f"e{at}", at / 100) for at in range(4)]
    (cluster,) = first_lane(*rows).marks
    assert cluster.event_ids == ("e0", "e1", "e2", "e3")


def test_events_of_other_lanes_do_not_join_a_cluster() -> None:
    other = anchor_of("b", category=LANES[1].category, color=LANES[1].color)
    rows = picture_of(chart_of(anchor_of("a"), other)).lanes
    assert [[mark.event_ids for mark in row.marks] for row in rows] == [[("a",)], [("b",)], []]


def test_a_cluster_with_the_selected_event_is_selected() -> None:
    rows = [anchor_of("a", 5.0), anchor_of("b", 5.01), anchor_of("c", 12.0)]
    marks = first_lane(*rows, selected="b").marks
    assert [(mark.event_ids, mark.is_selected) for mark in marks] == [
        (("c",), False),
        (("a", "b"), True),
    ]


@pytest.mark.parametrize(
    ("dimmed", "expected"),
    [
        pytest.param({"a"}, False, id="a-part"),
        pytest.param({"a", "b"}, True, id="all"),
    ],
)
def test_a_cluster_is_pale_when_all_of_it_is(dimmed: set[str], expected: bool) -> None:
    rows = [anchor_of("a", 5.0), anchor_of("b", 5.01)]
    (mark,) = first_lane(*rows, dimmed=frozenset(dimmed)).marks
    assert mark.is_dimmed is expected


def test_a_connector_runs_from_the_news_to_the_session() -> None:
    picture = picture_of(chart_of(anchor_of("a", 9.0, first=7.0, last=7.0)))
    (link,) = picture.lanes[0].connectors
    assert link.start_x == pytest.approx(picture.frame.x_of(7.0))
    assert link.end_x == pytest.approx(picture.frame.x_of(9.0))


@pytest.mark.parametrize(
    "anchor",
    [
        pytest.param(anchor_of("a", 7.0), id="same-day"),
        pytest.param(anchor_of("a", 7.1, first=7.0, last=7.0), id="under-the-mark"),
        pytest.param(anchor_of("a", None, first=7.0, last=7.0), id="no-session"),
    ],
)
def test_there_is_no_connector_where_none_could_be_seen(anchor: EventAnchor) -> None:
    assert first_lane(anchor).connectors == ()


def test_a_coarse_date_is_a_soft_band_with_a_hollow_mark_in_its_middle() -> None:
    picture = picture_of(chart_of(coarse_anchor("a", 2.0, 16.0)))
    (band,), (mark,) = picture.lanes[0].bands, picture.lanes[0].marks
    assert band.is_coarse
    assert mark.is_hollow
    assert mark.x == pytest.approx(picture.frame.x_of(9.0))
    assert band.box.x == pytest.approx(picture.frame.x_of(1.5))
    assert band.box.right == pytest.approx(picture.frame.x_of(16.5))


def test_a_coarse_band_shows_the_digits_known_where_they_fit() -> None:
    wide = first_lane(coarse_anchor("a", 2.0, 16.0), width=300).bands[0]
    narrow = first_lane(coarse_anchor("a", 2.0, 4.0), width=300).bands[0]
    assert (wide.text, narrow.text) == ("Feb 2025", "")


def test_the_digits_give_way_to_a_mark() -> None:
    rows = first_lane(coarse_anchor("a", 2.0, 16.0), anchor_of("b", 2.5))
    assert [band.text for band in rows.bands] == [""]


def test_a_period_is_a_band_with_a_full_mark_on_its_first_day() -> None:
    picture = picture_of(chart_of(anchor_of("a", 4.0, first=4.0, last=8.0)))
    (band,), (mark,) = picture.lanes[0].bands, picture.lanes[0].marks
    assert not band.is_coarse
    assert not band.text
    assert not mark.is_hollow
    assert mark.x == pytest.approx(picture.frame.x_of(4.0))


def test_a_cluster_of_coarse_dates_is_hollow_and_a_mixed_one_is_not() -> None:
    hollow = first_lane(coarse_anchor("a", 2.0, 6.0), coarse_anchor("b", 3.0, 5.0)).marks
    mixed = first_lane(coarse_anchor("a", 2.0, 6.0), anchor_of("b", 4.0)).marks
    assert [mark.is_hollow for mark in (*hollow, *mixed)] == [True, False]


def test_a_coarse_mark_whose_middle_is_out_of_view_leaves_its_band_alone() -> None:
    state = chart_of(coarse_anchor("a", 0.0, 12.0), view=ViewRange(9.5, 19.5))
    lane = picture_of(state).lanes[0]
    assert not lane.marks
    assert [band.event_id for band in lane.bands] == ["a"]


def test_an_event_out_of_view_is_not_in_its_lane() -> None:
    rows = first_lane(anchor_of("before", 2.0), anchor_of("in", 12.0), view=ViewRange(9.5, 19.5))
    assert [mark.event_ids for mark in rows.marks] == [("in",)]


def test_of_digits_that_would_overlap_only_the_first_are_shown() -> None:
    state = chart_of(coarse_anchor("one", 2.0, 12.0), coarse_anchor("two", 3.0, 13.0))
    lane = picture_of(state).lanes[0]
    assert [band.text for band in lane.bands] == ["Feb 2025", ""]


THIN = (replace(LANES[0], is_collapsed=True), *LANES[1:])


def test_a_collapsed_lane_is_a_thin_row_of_ticks() -> None:
    near = [anchor_of(f"e{number}", 5.0 + number * 0.1) for number in range(4)]
    rows = picture_of(chart_of(*near, coarse_anchor("month", 8.0, 12.0), lanes=THIN)).lanes
    assert rows[0].is_thin
    assert rows[0].height < rows[1].height / 1.5
    assert rows[0].label.size_px < rows[1].label.size_px
    assert (rows[0].bands, rows[0].connectors) == ((), ())
    # Beside each other, where dots would have made a badge.
    assert [mark.event_ids for mark in rows[0].marks] == [
        *[(f"e{number}",) for number in range(4)],
        ("month",),
    ]


def test_lanes_stand_one_under_another_whatever_their_heights() -> None:
    rows = picture_of(chart_of(anchor_of("a"), lanes=THIN)).lanes
    for upper, lower in pairwise(rows):
        assert upper.y + upper.height / 2 == pytest.approx(lower.y - lower.height / 2)


@given(charts(), sizes())
def test_ticks_of_a_collapsed_lane_have_gaps(state: ChartState, size: tuple[float, float]) -> None:
    lanes = [replace(lane, is_collapsed=True) for lane in LANES]
    for row in picture_of(replace(state, lanes=tuple(lanes)), width=size[0], height=size[1]).lanes:
        places = sorted(mark.x for mark in row.marks)
        assert all(after - place > TICK_PX for place, after in pairwise(places))


def test_a_crowd_in_a_collapsed_lane_is_ticks_too() -> None:
    rows = [anchor_of(f"e{number}", number * 0.0019) for number in range(10_000)]
    marks = first_lane(*rows, lanes=THIN).marks
    assert 100 < len(marks) < 400
    assert sum(len(mark.event_ids) for mark in marks) == 10_000


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Regulation of platforms and antitrust in the European Union", id="latin"),
        pytest.param("反垄断调查与平台经济监管政策以及处罚决定和整改措施", id="cjk"),
    ],
)
def test_a_long_name_is_cut_and_leaves_the_plot_its_room(name: str) -> None:
    lanes = (replace(LANES[0], name=name), *LANES[1:])
    usual = picture_of(chart_of(anchor_of("a"))).frame.panes.plot.width
    picture = picture_of(chart_of(anchor_of("a"), lanes=lanes))
    row = picture.lanes[0]
    assert row.is_cut
    assert row.label.text.endswith("…")
    assert name.startswith(row.label.text[:-1].rstrip())
    assert MOST_NAME_PX - 12 < row.label.width <= MOST_NAME_PX
    assert picture.frame.panes.plot.width >= usual - MOST_NAME_PX
    assert row.name == name


def test_a_name_that_fits_is_not_cut() -> None:
    assert not any(row.is_cut for row in picture_of(chart_of(anchor_of("a"))).lanes)
