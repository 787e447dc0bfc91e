"""The small chart of the cumulated abnormal return."""

import math

import numpy as np
import pytest

from tickertale.session.study_detail import CoursePoint
from tickertale.viewmodels.study.course_picture import (
    Course,
    course_axes,
    course_text,
    nearest_point,
    point_text,
    resolve_course,
)

NAN = math.nan
COURSE = Course(
    points=(
        CoursePoint(-3, 0.01, NAN),
        CoursePoint(-2, 0.0, NAN),
        CoursePoint(-1, -0.02, 0.03),
        CoursePoint(0, 0.02, 0.04),
        CoursePoint(1, 0.023, 0.05),
        CoursePoint(2, 0.01, 0.06),
    ),
    window=(-1, 1),
)
WIDTH, HEIGHT = 260.0, 110.0


def test_the_line_runs_through_every_session() -> None:
    picture = resolve_course(COURSE, width=WIDTH, height=HEIGHT)
    axes = course_axes(COURSE, width=WIDTH, height=HEIGHT)
    line = picture.lines[-1]
    assert line.x == pytest.approx([axes.x_of(float(point.offset)) for point in COURSE.points])
    assert line.y == pytest.approx([axes.y_of(point.car) for point in COURSE.points])
    assert all(0.0 <= y <= HEIGHT for y in line.y)


def test_the_band_opens_where_the_course_is_zero_and_holds_the_line() -> None:
    window, band = resolve_course(COURSE, width=WIDTH, height=HEIGHT).bands
    axes = course_axes(COURSE, width=WIDTH, height=HEIGHT)
    assert band.x[0] == window.x[0] == pytest.approx(axes.x_of(-2.0))
    assert band.top[0] == band.bottom[0] == pytest.approx(axes.y_of(0.0))
    assert window.x[1] == pytest.approx(axes.x_of(1.0))
    assert np.all(band.top <= band.bottom)
    assert band.top.min() >= axes.box.y
    assert band.bottom.max() <= axes.box.bottom


def test_the_last_session_of_the_window_has_a_dot_until_another_is_read() -> None:
    axes = course_axes(COURSE, width=WIDTH, height=HEIGHT)
    (dot,) = resolve_course(COURSE, width=WIDTH, height=HEIGHT).dots
    assert dot.x == pytest.approx(axes.x_of(1.0))
    (dot,) = resolve_course(COURSE, width=WIDTH, height=HEIGHT, hovered=0).dots
    assert dot.x == pytest.approx(axes.x_of(-3.0))


def test_what_is_read_takes_the_place_of_the_legend() -> None:
    texts = [text.text for text in resolve_course(COURSE, width=WIDTH, height=HEIGHT).texts]
    assert texts == ["day 0", "−3", "+2", "CAR by session, 95% interval"]
    assert resolve_course(COURSE, width=WIDTH, height=HEIGHT, hovered=4).texts[-1].text == (
        "+1: +2.3% (−2.7% to +7.3%)"
    )


def test_labels_that_would_touch_are_left_out() -> None:
    texts = [text.text for text in resolve_course(COURSE, width=90.0, height=110.0).texts]
    assert texts[:1] == ["day 0"]
    assert "+2" not in texts


def test_the_nearest_session_is_read() -> None:
    axes = course_axes(COURSE, width=WIDTH, height=HEIGHT)
    for place, point in enumerate(COURSE.points):
        x = axes.x_of(float(point.offset))
        assert nearest_point(COURSE, x + 5.0, width=WIDTH) == place
    assert nearest_point(Course((), (0, 0)), 10.0, width=100.0) is None


def test_the_picture_can_be_told_in_words() -> None:
    text = course_text(COURSE)
    assert resolve_course(COURSE, width=WIDTH, height=HEIGHT).description == text
    assert "−3: +1.0%; −2: 0.0%" in text
    assert point_text(COURSE.points[3]) == "day 0: +2.0% (−2.0% to +6.0%)"


def test_one_session_alone_and_none_can_be_drawn() -> None:
    alone = Course((CoursePoint(0, 0.02, 0.01),), (0, 0))
    assert len(resolve_course(alone, width=WIDTH, height=HEIGHT).lines) == 3
    assert resolve_course(Course((), (0, 0)), width=WIDTH, height=HEIGHT).lines == ()
