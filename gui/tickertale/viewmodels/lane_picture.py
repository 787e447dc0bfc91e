"""The lanes of a chart picture: marks, clusters, bands and connectors of each category."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.lane_layout import place_lane_marks
from tickertale.viewmodels.anchor import AnchorRow, EventAnchor
from tickertale.viewmodels.chart import ChartState, Lane
from tickertale.viewmodels.geometry import LANE_HEIGHT_PX, PlotFrame, Rect, TextWidth

LANE_TEXT_PX = 11
LANE_RADIUS_PX = 4.0
LANE_SELECTED_RADIUS_PX = 5.0
BAND_HEIGHT_PX = 8.0
COARSE_BAND_HEIGHT_PX = 14.0
DIGITS_TEXT_PX = 10
MOST_IN_LANE = 200
"""Events of a lane in view from which on they are drawn by part of the axis, not one by one."""
_DIGITS_INSET_PX = 6.0
_CELL_PX = 48.0
_MIN_CONNECTOR_PX = 2 * LANE_RADIUS_PX


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot: on the curve, or in a lane, alone or for several events.

    Parameters
    ----------
    event_ids : tuple of str
        One id, or the members of a cluster.
    color : str
        Category color.
    x, y, radius : float
        Logical pixels.
    is_hollow, is_selected, is_dimmed : bool
        Hollow says that the date is coarse.
    sign : int
        1 and −1 for a mark that points up or down, in the colors of rises and falls.
    """

    event_ids: tuple[str, ...]
    color: str
    x: float
    y: float
    radius: float
    is_hollow: bool = False
    is_selected: bool = False
    is_dimmed: bool = False
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """The days that a period or a coarse date covers, in its lane.

    Parameters
    ----------
    event_id, color : str
    box : Rect
    is_coarse : bool
        Soft, for a date known to the month or less.
    text : str
        The known digits, where they fit without touching a mark; else empty.
    text_x : float
        Left edge of `text`.
    is_dimmed : bool
        Search or chips leave the event out.
    """

    event_id: str
    color: str
    box: Rect
    is_coarse: bool
    text: str
    text_x: float
    is_dimmed: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """From the day of the news to the reaction session."""

    event_id: str
    color: str
    start_x: float
    end_x: float
    y: float
    is_dimmed: bool = False


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane: its label and all that stands in it."""

    category: str
    name: str
    y: float
    bands: tuple[Band, ...]
    connectors: tuple[Connector, ...]
    marks: tuple[Mark, ...]


def resolve_lane_rows(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth
) -> tuple[LaneRow, ...]:
    """Return the lanes from top to bottom; none where their pane has no height."""
    pane = frame.panes.lanes
    if pane.height <= 0:
        return ()
    return tuple(
        _lane_row(
            state,
            frame,
            lane=lane,
            row=state.anchors.lane(lane.category),
            y=pane.y + 6.0 + (number + 0.5) * LANE_HEIGHT_PX,
            measure=measure,
        )
        for number, lane in enumerate(state.lanes)
    )


def _lane_row(
    state: ChartState,
    frame: PlotFrame,
    *,
    lane: Lane,
    row: AnchorRow | None,
    y: float,
    measure: TextWidth,
) -> LaneRow:
    if row is None:
        return LaneRow(lane.category, lane.name, y, (), (), ())
    marks = _lane_marks(state, frame, row=row, y=y)
    bands = _bands(state, frame, row=row, y=y)
    return LaneRow(
        category=lane.category,
        name=lane.name,
        y=y,
        bands=tuple(_with_fitting_digits(bands, marks=marks, measure=measure)),
        connectors=_connectors(state, frame, row=row, y=y),
        marks=marks,
    )


def _bands(state: ChartState, frame: PlotFrame, *, row: AnchorRow, y: float) -> list[Band]:
    numbers = _in_view(state, row, numbers=row.spans)
    if not len(numbers):
        return []
    plot = frame.panes.plot
    left, right = (
        plot.x + (edges[numbers] + side - state.view.start) * frame.slot_px
        for edges, side in ((row.first, -0.5), (row.last, 0.5))
    )
    left, right = np.maximum(left, plot.x), np.minimum(right, plot.right)
    if len(numbers) > MOST_IN_LANE:
        # So many lie over each other: what they cover together is all that can be seen.
        reach = np.maximum.accumulate(right)
        starts = np.flatnonzero(np.append(True, left[1:] > reach[:-1] + 1.0))
        numbers, left, right = (
            numbers[starts],
            left[starts],
            reach[np.append(starts[1:], len(reach)) - 1],
        )
    return [
        _band(row.anchors[number], left=start, right=end, y=y, dimmed=state.dimmed)
        for number, start, end in zip(numbers.tolist(), left.tolist(), right.tolist(), strict=True)
    ]


def _band(
    anchor: EventAnchor, *, left: float, right: float, y: float, dimmed: frozenset[str]
) -> Band:
    height = COARSE_BAND_HEIGHT_PX if anchor.is_coarse else BAND_HEIGHT_PX
    return Band(
        event_id=anchor.event_id,
        color=anchor.color,
        box=Rect(left, y - height / 2, max(right - left, 0.0), height),
        is_coarse=anchor.is_coarse,
        text=anchor.digits,
        text_x=left + _DIGITS_INSET_PX,
        is_dimmed=anchor.event_id in dimmed,
    )


def _with_fitting_digits(
    bands: Iterable[Band], *, marks: tuple[Mark, ...], measure: TextWidth
) -> Iterator[Band]:
    """Yield bands from left to right, with digits only where they meet no mark nor other digits."""
    free_from = -math.inf
    for band in bands:
        if not band.text:
            yield band
            continue
        right = band.text_x + measure(band.text, size_px=DIGITS_TEXT_PX, weight=500)
        fits = free_from <= band.text_x and right <= band.box.right - _DIGITS_INSET_PX
        is_free = fits and not any(
            band.text_x - mark.radius < mark.x < right + mark.radius for mark in marks
        )
        if is_free:
            free_from = right + _DIGITS_INSET_PX
        yield band if is_free else replace(band, text="")


def _connectors(
    state: ChartState, frame: PlotFrame, *, row: AnchorRow, y: float
) -> tuple[Connector, ...]:
    numbers = _in_view(state, row, numbers=row.delayed)
    if not len(numbers):
        return ()
    plot = frame.panes.plot
    starts, ends = (
        np.clip(plot.x + (places[numbers] - state.view.start) * frame.slot_px, plot.x, plot.right)
        for places in (row.first, row.reaction)
    )
    is_long = np.abs(ends - starts) >= _MIN_CONNECTOR_PX
    places = np.column_stack((starts, ends))[is_long][:MOST_IN_LANE]
    return tuple(
        Connector(
            row.ids[number],
            row.anchors[number].color,
            start,
            end,
            y,
            row.ids[number] in state.dimmed,
        )
        for number, (start, end) in zip(numbers[is_long].tolist(), places.tolist(), strict=False)
    )


def _in_view(state: ChartState, row: AnchorRow, *, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of the numbers whose events cover a part of the view."""
    if not len(numbers):
        return numbers
    is_seen = (row.last[numbers] >= state.view.start) & (row.first[numbers] <= state.view.end)
    return numbers[is_seen]


def _lane_marks(
    state: ChartState, frame: PlotFrame, *, row: AnchorRow, y: float
) -> tuple[Mark, ...]:
    first, last = row.between(state.view.start, state.view.end)
    clusters = _clusters(frame, row, first=first, last=last)
    hidden = state.anchors.dimmed(row, state.dimmed)
    current = row.number(state.anchors.by_id.get(state.selected or ""))
    selected = state.anchors.selected(row, state.selected_ids)
    marks = []
    for x, start, end in clusters:
        is_selected = current is not None and start <= current < end
        if selected is not None:
            is_selected = is_selected or bool(selected[start:end].any())
        marks.append(
            Mark(
                event_ids=row.ids_between(start, end),
                color=row.anchors[start].color,
                x=x,
                y=y,
                radius=LANE_SELECTED_RADIUS_PX if is_selected else LANE_RADIUS_PX,
                is_hollow=row.is_all_coarse(start, end),
                is_selected=is_selected,
                is_dimmed=hidden is not None and bool(hidden[start:end].all()),
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))


def _clusters(
    frame: PlotFrame, row: AnchorRow, *, first: int, last: int
) -> list[tuple[float, int, int]]:
    """Return the center of each mark, and the half-open range of the anchors it stands for."""
    plot = frame.panes.plot
    x = plot.x + (row.places[first:last] - frame.view_start) * frame.slot_px
    if last - first <= MOST_IN_LANE:
        return [
            (cluster.x_px, first + cluster.members[0], first + cluster.members[-1] + 1)
            for cluster in place_lane_marks(x, radius_px=LANE_RADIUS_PX)
        ]
    starts = row.cells(first, last, width=_CELL_PX / frame.slot_px)
    ends = np.append(starts[1:], last)
    centers = (x[starts - first] + x[ends - 1 - first]) / 2
    return list(zip(centers.tolist(), starts.tolist(), ends.tolist(), strict=True))
