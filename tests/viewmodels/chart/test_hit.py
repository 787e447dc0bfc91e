"""What lies under a point: flags before marks before lanes before panes."""

from dataclasses import replace

import pytest
from hypothesis import given

from helpers.chart import LANES, anchor_of, chart_of, charts, coarse_anchor, picture_of
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import Point, Rect
from tickertale.viewmodels.chart.hit import REACH_PX, Hit, Target, hit_test
from tickertale.viewmodels.chart.picture import ChartPicture

STATE = chart_of(
    anchor_of("a", 5.0, first=4.0, last=4.0),
    coarse_anchor("month", 8.0, 18.0),
    anchor_of("b", 12.0, category=LANES[1].category),
    anchor_of("c", 12.1, category=LANES[1].category),
)


@pytest.fixture
def picture() -> ChartPicture:
    return picture_of(STATE)


def middle(box: Rect) -> Point:
    return Point(box.x + box.width / 2, box.y + box.height / 2)


def test_a_flag_is_hit_inside_its_box(picture: ChartPicture) -> None:
    for flag in picture.flags:
        assert hit_test(picture, middle(flag.box)) == Hit(Target.FLAG, (flag.event_id,))


def test_a_mark_is_hit_a_little_beyond_its_edge(picture: ChartPicture) -> None:
    mark = next(mark for mark in picture.marks if mark.event_ids == ("a",))
    edge = mark.x + mark.radius
    assert hit_test(picture, Point(edge + REACH_PX - 0.1, mark.y)) == Hit(Target.MARK, ("a",))
    assert hit_test(picture, Point(edge + REACH_PX + 0.1, mark.y)) == Hit(Target.PRICE_PANE)


def test_a_lane_mark_is_hit(picture: ChartPicture) -> None:
    mark = next(mark for mark in picture.lanes[0].marks if mark.event_ids == ("a",))
    assert hit_test(picture, Point(mark.x, mark.y)) == Hit(Target.LANE_MARK, ("a",))


def test_a_cluster_is_hit_as_all_its_members(picture: ChartPicture) -> None:
    (mark,) = picture.lanes[1].marks
    assert hit_test(picture, Point(mark.x, mark.y)) == Hit(Target.LANE_MARK, ("b", "c"))


def test_a_band_is_hit_beside_its_mark(picture: ChartPicture) -> None:
    (band,) = picture.lanes[0].bands
    at = Point(band.box.x + 2, band.box.y + 2)
    assert hit_test(picture, at) == Hit(Target.BAND, ("month",))


def test_the_mark_in_a_band_comes_before_the_band(picture: ChartPicture) -> None:
    mark = next(mark for mark in picture.lanes[0].marks if mark.event_ids == ("month",))
    assert hit_test(picture, Point(mark.x, mark.y)).target is Target.LANE_MARK


def test_a_flag_comes_before_a_mark_under_it(picture: ChartPicture) -> None:
    flag = picture.flags[0]
    at = middle(flag.box)
    mark = replace(picture.marks[0], event_ids=("under",), x=at.x, y=at.y)
    covered = replace(picture, marks=(mark,))
    assert hit_test(covered, at) == Hit(Target.FLAG, (flag.event_id,))


def test_a_mark_comes_before_a_lane_mark_under_it(picture: ChartPicture) -> None:
    lane_mark = picture.lanes[0].marks[0]
    mark = replace(picture.marks[0], event_ids=("over",), x=lane_mark.x, y=lane_mark.y)
    covered = replace(picture, marks=(mark,))
    at = Point(mark.x, mark.y)
    assert hit_test(covered, at) == Hit(Target.MARK, ("over",))


def test_of_two_marks_the_nearer_is_hit(picture: ChartPicture) -> None:
    one, other = (
        replace(picture.marks[0], event_ids=(name,), x=x, y=300.0)
        for name, x in (("one", 400.0), ("other", 406.0))
    )
    crowded = replace(picture, marks=(one, other))
    assert hit_test(crowded, Point(402.0, 300.0)).event_ids == ("one",)
    assert hit_test(crowded, Point(404.0, 300.0)).event_ids == ("other",)


def test_of_two_marks_in_one_place_the_one_painted_last_is_hit(picture: ChartPicture) -> None:
    marks = tuple(
        replace(picture.marks[0], event_ids=(name,), x=400.0, y=300.0) for name in ("low", "top")
    )
    stacked = replace(picture, marks=marks)
    assert hit_test(stacked, Point(400.0, 300.0)).event_ids == ("top",)


@pytest.mark.parametrize("pane", ["price", "lanes", "volume", "axis"])
def test_where_there_is_no_event_the_pane_is_hit(pane: str) -> None:
    picture = picture_of(chart_of())
    expected = {
        "price": Target.PRICE_PANE,
        "lanes": Target.LANE_PANE,
        "volume": Target.VOLUME_PANE,
        "axis": Target.TIME_AXIS,
    }
    assert hit_test(picture, middle(getattr(picture.frame.panes, pane))) == Hit(expected[pane])


def test_beside_the_price_pane_is_the_price_axis() -> None:
    picture = picture_of(chart_of())
    price = picture.frame.panes.price
    assert hit_test(picture, Point(price.right + 10, 50)) == Hit(Target.PRICE_AXIS)
    below = picture.frame.panes.volume.y + 5
    assert hit_test(picture, Point(price.right + 10, below)) == Hit(Target.NOTHING)


@given(charts())
def test_every_flag_can_be_hit(state: ChartState) -> None:
    picture = picture_of(state)
    for flag in picture.flags:
        assert hit_test(picture, middle(flag.box)) == Hit(Target.FLAG, (flag.event_id,))


@given(charts())
def test_every_lane_mark_can_be_hit(state: ChartState) -> None:
    picture = picture_of(state)
    for row in picture.lanes:
        for mark in row.marks:
            assert hit_test(picture, Point(mark.x, mark.y)) == Hit(Target.LANE_MARK, mark.event_ids)


def test_beside_a_lane_is_its_name() -> None:
    picture = picture_of(chart_of())
    right = picture.frame.panes.lanes.right + 10
    for lane in picture.lanes:
        assert hit_test(picture, Point(right, lane.y)) == Hit(Target.LANE_NAME)
    below = picture.frame.panes.lanes.bottom - 1
    assert hit_test(picture, Point(right, below)) == Hit(Target.NOTHING)
