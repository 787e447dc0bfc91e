"""The lanes of a chart picture: marks, clusters, bands and connectors of each category."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.lane_layout import LaneRun, keep_badges_clear, place_lane_marks
from tickertale.viewmodels.anchor import FOLDED, AnchorRow, EventAnchor
from tickertale.viewmodels.chart import ChartState, Lane
from tickertale.viewmodels.geometry import LANE_HEIGHT_PX, PlotFrame, Rect, TextWidth

LANE_TEXT_PX = 11
LANE_RADIUS_PX = 4.0
LANE_SELECTED_RADIUS_PX = 5.0
BAND_HEIGHT_PX = 8.0
COARSE_BAND_HEIGHT_PX = 14.0
DIGITS_TEXT_PX = 10
BADGE_RADIUS_PX = 7.0
"""Half of the height of a badge, and least half of its width."""
MARK_EDGE_PX = 1.5
"""Width of the edge of marks and badges; half of it lies outside."""
MIXED_COLOR = "#7F8791"
"""Of what stands for events of several categories."""
MOST_IN_LANE = 200
"""Events of a lane in view from which on they are drawn by part of the axis, not one by one."""
_DIGITS_INSET_PX = 6.0
_BADGE_PADDING_PX = 4.5
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
    half_width : float
        Of a badge with a count, which is as high as a disc and wider; 0 for all other marks.
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
    half_width: float = 0.0

    @property
    def reach(self) -> float:
        """Return how far it reaches to either side."""
        return max(self.radius, self.half_width)

    def distance_to(self, x: float, y: float) -> float:
        """Return how far a point lies from its edge; negative inside."""
        beside = max(abs(x - self.x) - (self.reach - self.radius), 0.0)
        return math.hypot(beside, y - self.y) - self.radius


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
    marks = _lane_marks(state, frame, lane=lane, row=row, y=y, measure=measure)
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
            band.text_x - mark.reach < mark.x < right + mark.reach for mark in marks
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
    state: ChartState,
    frame: PlotFrame,
    *,
    lane: Lane,
    row: AnchorRow,
    y: float,
    measure: TextWidth,
) -> tuple[Mark, ...]:
    hidden = state.anchors.dimmed(row, state.dimmed)
    current = row.number(state.anchors.by_id.get(state.selected or ""))
    selected = state.anchors.selected(row, state.selected_ids)
    is_shared = lane.category == FOLDED
    marks = []
    for run in _runs(state, frame, row=row, measure=measure):
        start, end = run.first, run.after
        is_selected = current is not None and start <= current < end
        if selected is not None:
            is_selected = is_selected or bool(selected[start:end].any())
        is_badge = run.count > 1
        is_mixed = is_shared and not row.is_of_one_color(start, end)
        dot = LANE_SELECTED_RADIUS_PX if is_selected else LANE_RADIUS_PX
        marks.append(
            Mark(
                event_ids=row.ids_between(start, end),
                color=MIXED_COLOR if is_mixed else row.anchors[start].color,
                x=run.x_px,
                y=y,
                radius=BADGE_RADIUS_PX if is_badge else dot,
                is_hollow=row.is_all_coarse(start, end),
                is_selected=is_selected,
                is_dimmed=hidden is not None and bool(hidden[start:end].all()),
                half_width=badge_half_px(run.count, measure=measure) if is_badge else 0.0,
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))


def badge_half_px(count: int, *, measure: TextWidth) -> float:
    """Return half of the width of the badge for so many events."""
    text = measure(str(count), size_px=DIGITS_TEXT_PX, weight=600)
    return max(text / 2 + _BADGE_PADDING_PX, BADGE_RADIUS_PX)


def _runs(
    state: ChartState, frame: PlotFrame, *, row: AnchorRow, measure: TextWidth
) -> list[LaneRun]:
    """Return the marks of a lane, no badge of which touches another mark."""
    first, last = row.between(state.view.start, state.view.end)
    x = frame.panes.plot.x + (row.places[first:last] - frame.view_start) * frame.slot_px
    if last - first <= MOST_IN_LANE:
        clusters = [
            LaneRun(cluster.x_px, cluster.members[0], cluster.members[-1] + 1)
            for cluster in place_lane_marks(x, radius_px=LANE_RADIUS_PX)
        ]
    else:
        clusters = _cells(x, starts=row.cells(first, last, width=_CELL_PX / frame.slot_px) - first)

    def half_width(count: int) -> float:
        # As if selected: a selection must not change what is merged.
        half = badge_half_px(count, measure=measure) if count > 1 else LANE_SELECTED_RADIUS_PX
        return half + MARK_EDGE_PX / 2

    runs = keep_badges_clear(clusters, x, half_width=half_width)
    return [LaneRun(run.x_px, first + run.first, first + run.after) for run in runs]


def _cells(x: NDArray[np.float64], *, starts: NDArray[np.int64]) -> list[LaneRun]:
    """Return one mark for each cell, between the first and the last event in it."""
    ends = np.append(starts[1:], len(x))
    centers = (x[starts] + x[ends - 1]) / 2
    rows = zip(centers.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [LaneRun(*row) for row in rows]
