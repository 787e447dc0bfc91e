"""Marks of a lane: those that would touch become one cluster with a count."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LaneMark:
    """One badge in a lane, for one event or for several.

    Parameters
    ----------
    x_px : float
        Center. Of a single event exactly its own place; of a cluster between its members' ends.
    members : tuple of int
        Indices into the places given, from left to right.
    """

    x_px: float
    members: tuple[int, ...]

    @property
    def is_cluster(self) -> bool:
        """Whether the badge stands for more than one event."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class LaneRun:
    """A mark in a lane that stands for a run of the events along it.

    Parameters
    ----------
    x_px : float
        Center.
    first, after : int
        Half-open range of places.
    """

    x_px: float
    first: int
    after: int

    @property
    def count(self) -> int:
        """Return the number of events."""
        return self.after - self.first


def keep_badges_clear(
    runs: Iterable[LaneRun], x_px: NDArray[np.float64], *, half_width: Callable[[int], float]
) -> list[LaneRun]:
    """Return the marks, merged until no badge touches another mark.

    Marks of single events stay as they are among themselves: a line of dots is read as one.

    Parameters
    ----------
    runs : iterable of LaneRun
        From left to right, each beginning where the last one ended.
    x_px : (n,) float64
        Where the events stand, ascending.
    half_width : callable
        Returns half of the width of a mark for so many events, as it is painted.
    """
    kept: list[LaneRun] = []
    for coming in runs:
        run = coming
        # A merged badge is wider than its parts, and may meet the one before.
        while kept and _do_touch(kept[-1], run, half_width=half_width):
            first, after = kept.pop().first, run.after
            run = LaneRun(float(x_px[first] + x_px[after - 1]) / 2, first, after)
        kept.append(run)
    return kept


def _do_touch(one: LaneRun, other: LaneRun, *, half_width: Callable[[int], float]) -> bool:
    if one.count == 1 and other.count == 1:
        return False
    return other.x_px - one.x_px < half_width(one.count) + half_width(other.count)


def place_lane_marks(
    x_px: Sequence[float] | NDArray[np.float64], *, radius_px: float
) -> tuple[LaneMark, ...]:
    """Return the badges of a lane from left to right, no two centers closer than a diameter.

    A cluster takes what lies within a diameter of its first member. A gap of a diameter always
    starts a new one, so what comes into view at one end changes nothing beyond such a gap.

    Parameters
    ----------
    x_px : (n,) float64
        Centers of the events' marks, in any order; NaN and infinite ones are left out.
    radius_px : float
        Radius of a mark.
    """
    places = np.asarray(x_px, dtype=np.float64)
    order = np.argsort(places, kind="stable")
    order = order[np.isfinite(places[order])]
    # A few dozen numbers are searched faster as a list than as an array.
    ordered = places[order].tolist()
    starts = _cluster_starts(ordered, 2.0 * radius_px)
    stops = [*starts, len(ordered)][1:]
    centers = _centers(ordered, starts, diameter=2.0 * radius_px)
    return tuple(
        LaneMark(center, tuple(order[start:stop].tolist()))
        for center, start, stop in zip(centers, starts, stops, strict=True)
    )


def _cluster_starts(ordered: Sequence[float], diameter: float) -> list[int]:
    starts: list[int] = []
    start = 0
    while start < len(ordered):
        starts.append(start)
        start = max(bisect_left(ordered, ordered[start] + diameter, start), start + 1)
    return starts


def _centers(ordered: Sequence[float], starts: list[int], *, diameter: float) -> list[float]:
    """Return the middle of each cluster, pushed left where the next badge needs the room."""
    centers: list[float] = []
    stop, limit = len(ordered), np.inf
    for start in reversed(starts):
        first, last = ordered[start], ordered[stop - 1]
        center = max(first, min((first + last) / 2, limit))
        centers.append(center)
        stop, limit = start, center - diameter
    return centers[::-1]
