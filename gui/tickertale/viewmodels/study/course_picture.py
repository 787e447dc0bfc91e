"""The cumulated abnormal return around an event as a small picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tickertale.session.study_detail import CoursePoint
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.plot import (
    Axes,
    PlotBand,
    PlotDot,
    PlotLine,
    PlotPicture,
    PlotText,
    Tone,
    rule,
    value_range,
)
from tickertale.viewmodels.study.impact_study import offset_text
from tickertale.viewmodels.text.wording import percent

_FOOT_PX = 18.0
_HEAD_PX = 24.0
_SIDE_PX = 3.0
_SWITCH_ROOM_PX = 72.0
_BAND_STRENGTH = 0.16
_WINDOW_STRENGTH = 0.06
_LABEL_ROOM_PX = 44.0
"""Labels of the axis nearer to each other than this would touch."""


@dataclass(frozen=True, slots=True)
class Course:
    """What the picture is made from.

    Parameters
    ----------
    points : tuple of CoursePoint
        Ascending by session.
    window : (int, int)
        The event window.
    """

    points: tuple[CoursePoint, ...]
    window: tuple[int, int]


def resolve_course(
    course: Course, *, width: float, height: float, hovered: int | None = None
) -> PlotPicture:
    """Return the picture of an event's course at a size.

    Parameters
    ----------
    course : Course
    width, height : float
        In logical pixels.
    hovered : int or None
        The session whose value is told, by its place in `points`.
    """
    points = course.points
    if not points:
        return PlotPicture()
    axes = course_axes(course, width=width, height=height)
    x = axes.xs_of(np.array([float(point.offset) for point in points]))
    y = axes.ys_of(np.array([point.car for point in points]))
    return PlotPicture(
        bands=(_window_band(course, axes), *_bands(points, axes)),
        lines=(
            rule((axes.box.x, axes.y_of(0.0)), (axes.box.right, axes.y_of(0.0)), tone=Tone.GRID),
            rule(
                (axes.x_of(0.0), axes.box.y),
                (axes.x_of(0.0), axes.box.bottom),
                tone=Tone.MUTED,
                is_dashed=True,
            ),
            PlotLine(x, y, Tone.ACCENT, width_px=1.6),
        ),
        dots=_dots(course, axes, hovered=hovered),
        texts=(*_labels(course, axes), *_told(course, hovered, width=width)),
        description=course_text(course),
    )


def course_axes(course: Course, *, width: float, height: float) -> Axes:
    """Return the mapping of sessions and returns to pixels."""
    points = course.points
    car = np.array([point.car for point in points])
    half = np.array([point.half_width for point in points])
    low, high = value_range(car, car - half, car + half)
    box = Rect(
        _SIDE_PX,
        _HEAD_PX,
        max(width - 2 * _SIDE_PX, 1.0),
        max(height - _HEAD_PX - _FOOT_PX, 1.0),
    )
    first, last = float(points[0].offset), float(points[-1].offset)
    return Axes(box, first, max(last, first + 1.0), low, high)


def nearest_point(course: Course, x: float, *, width: float) -> int | None:
    """Return the place of the session that is nearest to a pixel; None without any."""
    if not course.points:
        return None
    axes = course_axes(course, width=width, height=1.0)
    return min(
        range(len(course.points)),
        key=lambda place: abs(axes.x_of(float(course.points[place].offset)) - x),
    )


def point_text(point: CoursePoint) -> str:
    """Return one session's value, ``+1: +2.3% (−3.1% to +7.8%)``."""
    name = "day 0" if point.offset == 0 else offset_text(point.offset)
    if not math.isfinite(point.half_width):
        return f"{name}: {percent(point.car)}"
    low, high = point.car - point.half_width, point.car + point.half_width
    return f"{name}: {percent(point.car)} ({percent(low)} to {percent(high)})"


def course_text(course: Course) -> str:
    """Return the picture in words."""
    told = "; ".join(point_text(point) for point in course.points)
    return f"Cumulated abnormal return by session, with its 95% interval: {told}"


def _window_band(course: Course, axes: Axes) -> PlotBand:
    # From the close before the window, where the course is zero, to its last close.
    left = max(axes.x_of(course.window[0] - 1.0), axes.box.x)
    right = min(axes.x_of(float(course.window[1])), axes.box.right)
    x, ends = np.array((left, max(left, right))), np.ones(2)
    return PlotBand(x, axes.box.y * ends, axes.box.bottom * ends, Tone.ACCENT, _WINDOW_STRENGTH)


def _bands(points: Sequence[CoursePoint], axes: Axes) -> tuple[PlotBand, ...]:
    known = [point for point in points if math.isfinite(point.half_width)]
    # The band opens where the course is zero for certain.
    before = [point for point in points if point not in known][-1:]
    rows = [*((point.offset, point.car, 0.0) for point in before)]
    rows += [(point.offset, point.car, point.half_width) for point in known]
    if len(rows) < 2:
        return ()
    offset, car, half = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    top, bottom = axes.ys_of(car + half), axes.ys_of(car - half)
    return (PlotBand(axes.xs_of(offset), top, bottom, Tone.ACCENT, _BAND_STRENGTH),)


def _dots(course: Course, axes: Axes, *, hovered: int | None) -> tuple[PlotDot, ...]:
    shown = [point for point in course.points if point.offset == course.window[1]]
    if hovered is not None:
        shown = [course.points[hovered]]
    return tuple(
        PlotDot(axes.x_of(float(point.offset)), axes.y_of(point.car), 3.0, Tone.ACCENT)
        for point in shown
    )


def _labels(course: Course, axes: Axes) -> tuple[PlotText, ...]:
    middle = axes.box.bottom + _FOOT_PX / 2 + 1.0
    first, last = course.points[0].offset, course.points[-1].offset
    rows = [PlotText("day 0", axes.x_of(0.0), middle, align=0)]
    if axes.x_of(0.0) - axes.box.x > _LABEL_ROOM_PX:
        rows.append(PlotText(offset_text(first), 0.0, middle))
    if axes.box.right - axes.x_of(0.0) > _LABEL_ROOM_PX:
        rows.append(PlotText(offset_text(last), axes.box.right + _SIDE_PX, middle, align=1))
    return tuple(rows)


def _told(course: Course, hovered: int | None, *, width: float) -> tuple[PlotText, ...]:
    text = "CAR by session, 95% interval"
    if hovered is not None:
        text = point_text(course.points[hovered])
    tone = Tone.MUTED if hovered is None else Tone.TEXT
    # The switch stands to the right.
    room = max(width - _SWITCH_ROOM_PX, 1.0)
    return (PlotText(text, 0.0, _HEAD_PX / 2 + 1.0, tone=tone, room_px=room),)
