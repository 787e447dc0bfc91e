"""Where an event can be taken hold of: a pure reading of the chart's picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.hit import Target, hit_test
from tickertale.viewmodels.chart.lane_picture import Band
from tickertale.viewmodels.chart.picture import ChartPicture

EDGE_REACH_PX = 4.0
"""How far from the end of a period a point still takes hold of it."""


class EventPart(StrEnum):
    """What of an event is moved."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class EventGrip:
    """An event, or an end of a period, that can be dragged."""

    event_id: str
    part: EventPart = EventPart.WHOLE


@dataclass(frozen=True, slots=True)
class EventPull:
    """How far something has been dragged.

    Parameters
    ----------
    grip : EventGrip
    by : float
        Positions of the time axis between where the pointer took hold and where it is.
    is_free : bool
        The date shall not snap to sessions.
    """

    grip: EventGrip
    by: float
    is_free: bool = False


def grip_at(picture: ChartPicture, at: Point) -> EventGrip | None:
    """Return what a point takes hold of; none on a badge for several events, or beside a mark.

    Parameters
    ----------
    picture : ChartPicture
        What is painted.
    at : Point
        Measured from the picture's origin.
    """
    edge = _edge_at(picture, at)
    if edge is not None:
        return edge
    hit = hit_test(picture, at)
    if len(hit.event_ids) != 1:
        return None
    event_id = hit.event_ids[0]
    # The soft band of a month is as wide as the view: who drags there wants to pan.
    is_soft = hit.target is Target.BAND and event_id in {
        band.event_id for lane in picture.lanes for band in lane.bands if band.is_coarse
    }
    return None if is_soft else EventGrip(event_id)


def _edge_at(picture: ChartPicture, at: Point) -> EventGrip | None:
    """Return the end of a period that is nearer than any mark in its lane."""
    for lane in picture.lanes:
        nearest = min((abs(mark.x - at.x) for mark in lane.marks), default=float("inf"))
        for band in lane.bands:
            for part, x in _edges(picture, band):
                is_beside = abs(x - at.x) <= EDGE_REACH_PX and abs(x - at.x) < nearest
                if is_beside and band.box.y <= at.y <= band.box.bottom:
                    return EventGrip(band.event_id, part)
    return None


def _edges(picture: ChartPicture, band: Band) -> Iterator[tuple[EventPart, float]]:
    """Return the ends of a period that are in view; a coarse date has none of its own."""
    plot = picture.frame.panes.plot
    if band.is_coarse:
        return
    if band.box.x > plot.x:
        yield EventPart.START, band.box.x
    if band.box.right < plot.right:
        yield EventPart.END, band.box.right
