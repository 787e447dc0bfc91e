"""Where an event can be taken hold of."""

import pytest

from helpers.chart import anchor_of, chart_of, coarse_anchor, picture_of
from tickertale.viewmodels.chart.event_grip import EventGrip, EventPart, grip_at
from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.lane_picture import Band, Mark
from tickertale.viewmodels.chart.picture import ChartPicture

PICTURE = picture_of(
    chart_of(
        anchor_of("one", 3.0),
        anchor_of("period", 8.0, first=8.0, last=11.0, category="policy"),
        anchor_of("late", 18.0, first=18.0, last=40.0, category="policy"),
        anchor_of("near", 15.0, category="results"),
        anchor_of("nearer", 15.01, category="results"),
        coarse_anchor("month", 5.0, 15.0),
    )
)


def band_of(event_id: str, picture: ChartPicture = PICTURE) -> Band:
    bands = (band for lane in picture.lanes for band in lane.bands)
    return next(band for band in bands if band.event_id == event_id)


def mark_of(event_id: str) -> Mark:
    marks = (mark for lane in PICTURE.lanes for mark in lane.marks)
    return next(mark for mark in marks if event_id in mark.event_ids)


def middle_of(event_id: str) -> Point:
    box = band_of(event_id).box
    return Point(box.x + box.width / 2, box.y + box.height / 2)


@pytest.mark.parametrize("event_id", ["one", "period", "month"])
def test_a_mark_in_its_lane_takes_hold_of_the_whole_event(event_id: str) -> None:
    mark = mark_of(event_id)
    assert grip_at(PICTURE, Point(mark.x, mark.y)) == EventGrip(event_id)


def test_a_flag_and_a_mark_on_the_curve_take_hold_of_the_whole_event() -> None:
    flag = next(flag for flag in PICTURE.flags if flag.event_id == "one")
    assert grip_at(PICTURE, Point(flag.box.x + 2, flag.box.y + 2)) == EventGrip("one")
    mark = next(mark for mark in PICTURE.marks if mark.event_ids == ("one",))
    assert grip_at(PICTURE, Point(mark.x, mark.y)) == EventGrip("one")


@pytest.mark.parametrize("way", [-3.0, 0.0, 3.0])
def test_the_ends_of_a_period_are_taken_hold_of_alone(way: float) -> None:
    box, y = band_of("period").box, middle_of("period").y
    assert grip_at(PICTURE, Point(box.x + way, y)) == EventGrip("period", EventPart.START)
    assert grip_at(PICTURE, Point(box.right + way, y)) == EventGrip("period", EventPart.END)


def test_a_period_is_taken_hold_of_as_a_whole_between_its_ends() -> None:
    assert grip_at(PICTURE, middle_of("period")) == EventGrip("period")


def test_an_end_beyond_the_view_cannot_be_taken_hold_of() -> None:
    box, y = band_of("late").box, middle_of("late").y
    assert grip_at(PICTURE, Point(box.right - 1, y)) == EventGrip("late")


def test_a_soft_band_is_not_in_the_way_of_panning() -> None:
    box = band_of("month").box
    assert grip_at(PICTURE, Point(box.x + 1, box.y + 2)) is None
    assert grip_at(PICTURE, Point(box.x + 40, box.y + 2)) is None


def test_a_badge_for_several_events_cannot_be_dragged() -> None:
    mark = mark_of("near")
    assert mark.event_ids == ("near", "nearer")
    assert grip_at(PICTURE, Point(mark.x, mark.y)) is None


def test_an_empty_place_has_nothing_to_take_hold_of() -> None:
    assert grip_at(PICTURE, Point(2.0, PICTURE.frame.panes.price.bottom - 2)) is None
