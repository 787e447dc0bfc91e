"""What lies under a point of the chart: a pure reading of its picture."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.lane_picture import LaneRow, Mark
from tickertale.viewmodels.chart.picture import ChartPicture

REACH_PX = 4.0
"""How far beyond a mark's edge a point still counts as on it."""


class Target(StrEnum):
    """The kinds of things under a point, in the order in which they are looked for."""

    FLAG = "flag"
    MARK = "mark"
    LANE_MARK = "lane_mark"
    BAND = "band"
    PRICE_PANE = "price_pane"
    LANE_PANE = "lane_pane"
    LANE_NAME = "lane_name"
    VOLUME_PANE = "volume_pane"
    TIME_AXIS = "time_axis"
    PRICE_AXIS = "price_axis"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Hit:
    """The thing under a point, and the events that it stands for.

    Parameters
    ----------
    target : Target
        Its kind.
    event_ids : tuple of str
        One id, the members of a cluster, or none.
    """

    target: Target
    event_ids: tuple[str, ...] = ()


def hit_test(picture: ChartPicture, at: Point) -> Hit:
    """Return what lies under a point: flags first, then marks, lanes, and the panes themselves.

    Parameters
    ----------
    picture : ChartPicture
        What is painted.
    at : Point
        Measured from the picture's origin.
    """
    for look in _PASSES:
        hit = look(picture, at)
        if hit is not None:
            return hit
    return Hit(_pane_at(picture, at))


def lane_at(picture: ChartPicture, y: float) -> LaneRow | None:
    """Return the lane at a height, or none where there is no lane."""
    near = (lane for lane in picture.lanes if abs(lane.y - y) <= lane.height / 2)
    return next(near, None)


def _flag_at(picture: ChartPicture, at: Point) -> Hit | None:
    for flag in picture.flags:
        if flag.box.contains(at.x, at.y):
            return Hit(Target.FLAG, (flag.event_id,))
    return None


def _mark_at(picture: ChartPicture, at: Point) -> Hit | None:
    mark = _nearest(reversed(picture.marks), at)
    return Hit(Target.MARK, mark.event_ids) if mark else None


def _lane_mark_at(picture: ChartPicture, at: Point) -> Hit | None:
    mark = _nearest((mark for lane in picture.lanes for mark in lane.marks), at)
    return Hit(Target.LANE_MARK, mark.event_ids) if mark else None


def _band_at(picture: ChartPicture, at: Point) -> Hit | None:
    for lane in picture.lanes:
        for band in lane.bands:
            if band.box.contains(at.x, at.y, margin=1.0):
                return Hit(Target.BAND, (band.event_id,))
    return None


_PASSES: tuple[Callable[[ChartPicture, Point], Hit | None], ...] = (
    _flag_at,
    _mark_at,
    _lane_mark_at,
    _band_at,
)


def _nearest(marks: Iterable[Mark], at: Point) -> Mark | None:
    best, least = None, math.inf
    for mark in marks:
        distance = mark.distance_to(at.x, at.y)
        if distance <= REACH_PX and distance < least:
            best, least = mark, distance
    return best


def _pane_at(picture: ChartPicture, at: Point) -> Target:
    panes = picture.frame.panes
    for rect, target in (
        (panes.price, Target.PRICE_PANE),
        (panes.lanes, Target.LANE_PANE),
        (panes.volume, Target.VOLUME_PANE),
        (panes.axis, Target.TIME_AXIS),
    ):
        if rect.height > 0 and rect.contains(at.x, at.y):
            return target
    if at.x <= panes.price.right:
        return Target.NOTHING
    if panes.price.y <= at.y <= panes.price.bottom:
        return Target.PRICE_AXIS
    return Target.LANE_NAME if lane_at(picture, at.y) else Target.NOTHING
