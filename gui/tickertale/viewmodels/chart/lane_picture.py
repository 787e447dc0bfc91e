"""The lanes of a chart picture: marks, clusters, bands and connectors of each category."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.lane_layout import LaneRun
from tickertale.viewmodels.chart.anchor import FOLDED, AnchorRow, EventAnchor
from tickertale.viewmodels.chart.chart import ChartState, Lane
from tickertale.viewmodels.chart.geometry import (
    LANE_HEIGHT_PX,
    THIN_LANE_PX,
    PlotFrame,
    Rect,
    TextWidth,
)
from tickertale.viewmodels.chart.lane_run import (
    BADGE_RADIUS_PX,
    DIGITS_TEXT_PX,
    LANE_RADIUS_PX,
    LANE_SELECTED_RADIUS_PX,
    MOST_IN_LANE,
    TICK_PX,
    HalfWidth,
    badge_half_px,
    mark_runs,
    tick_runs,
)

LANE_TEXT_PX = 11
THIN_LANE_TEXT_PX = 9
MOST_NAME_PX = 96.0
"""Width from which on the name of a lane is cut."""
BAND_HEIGHT_PX = 8.0
COARSE_BAND_HEIGHT_PX = 14.0
MIXED_COLOR = "#7F8791"
"""Of what stands for events of several categories."""
_DIGITS_INSET_PX = 6.0
TICK_HEIGHT_PX = 6.0
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
class LaneLabel:
    """The name of a lane as it is painted beside it.

    Parameters
    ----------
    text : str
        Cut where the name is long.
    size_px : int
    width : float
        Of the text, in logical pixels.
    """

    text: str
    size_px: int
    width: float


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane: its label and all that stands in it.

    Parameters
    ----------
    category, name : str
        Of the category; the name in full.
    label : LaneLabel
    y, height : float
        Its middle, and what it takes.
    bands : tuple of Band
    connectors : tuple of Connector
    marks : tuple of Mark
        Ticks where the lane is thin.
    is_thin : bool
        It is collapsed.
    """

    category: str
    name: str
    label: LaneLabel
    y: float
    height: float
    bands: tuple[Band, ...] = ()
    connectors: tuple[Connector, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_thin: bool = False

    @property
    def is_cut(self) -> bool:
        """Return whether the label is not the whole name."""
        return self.label.text != self.name


def lane_height_px(lane: Lane) -> float:
    """Return the height of a lane."""
    return THIN_LANE_PX if lane.is_collapsed else LANE_HEIGHT_PX


def lane_label(lane: Lane, *, measure: TextWidth) -> LaneLabel:
    """Return the name of a lane, cut to `MOST_NAME_PX` so that the plot keeps its room."""
    size_px = THIN_LANE_TEXT_PX if lane.is_collapsed else LANE_TEXT_PX

    def width(text: str) -> float:
        return measure(text, size_px=size_px, weight=400)

    text = lane.name
    if width(text) > MOST_NAME_PX:
        fitting = bisect_right(
            range(len(text)), MOST_NAME_PX, key=lambda count: width(_cut(text, count))
        )
        text = _cut(text, max(fitting - 1, 0))
    return LaneLabel(text, size_px, width(text))


def _cut(text: str, count: int) -> str:
    return f"{text[:count].rstrip()}…"


def resolve_lane_rows(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth
) -> tuple[LaneRow, ...]:
    """Return the lanes from top to bottom; none where their pane has no height."""
    pane = frame.panes.lanes
    if pane.height <= 0:
        return ()
    rows = []
    top = pane.y + 6.0
    for lane in state.lanes:
        height = lane_height_px(lane)
        row = LaneRow(
            category=lane.category,
            name=lane.name,
            label=lane_label(lane, measure=measure),
            y=top + height / 2,
            height=height,
            is_thin=lane.is_collapsed,
        )
        anchors = state.anchors.lane(lane.category, left_out=lane.left_out)
        if anchors is not None and lane.is_collapsed:
            runs = tick_runs(frame, anchors, view=state.view)
            row = replace(row, marks=_marks(state, row, anchors=anchors, runs=runs))
        elif anchors is not None:
            row = _with_marks(row, state, frame=frame, anchors=anchors, measure=measure)
        rows.append(row)
        top += height
    return tuple(rows)


def _with_marks(
    lane: LaneRow,
    state: ChartState,
    *,
    frame: PlotFrame,
    anchors: AnchorRow,
    measure: TextWidth,
) -> LaneRow:
    half_width = partial(badge_half_px, measure=measure)
    runs = mark_runs(frame, anchors, view=state.view, half_width=half_width)
    marks = _marks(state, lane, anchors=anchors, runs=runs, half_width=half_width)
    bands = _bands(state, frame, row=anchors, y=lane.y)
    return replace(
        lane,
        bands=tuple(_with_fitting_digits(bands, marks=marks, measure=measure)),
        connectors=_connectors(state, frame, row=anchors, y=lane.y),
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


def _marks(
    state: ChartState,
    lane: LaneRow,
    *,
    anchors: AnchorRow,
    runs: Sequence[LaneRun],
    half_width: HalfWidth | None = None,
) -> tuple[Mark, ...]:
    """Return one mark a run, the selected ones last; ticks without a width of badges."""
    hidden = state.anchors.dimmed(anchors, state.dimmed)
    current = anchors.number(state.anchors.by_id.get(state.selected or ""))
    selected = state.anchors.selected(anchors, state.selected_ids)
    marks = []
    for run in runs:
        start, end = run.first, run.after
        is_selected = current is not None and start <= current < end
        if selected is not None:
            is_selected = is_selected or bool(selected[start:end].any())
        is_badge = half_width is not None and run.count > 1
        is_mixed = lane.category == FOLDED and not anchors.is_of_one_color(start, end)
        dot = LANE_SELECTED_RADIUS_PX if is_selected else LANE_RADIUS_PX
        marks.append(
            Mark(
                event_ids=anchors.ids_between(start, end),
                color=MIXED_COLOR if is_mixed else anchors.anchors[start].color,
                x=run.x_px,
                y=lane.y,
                radius=TICK_PX / 2 if half_width is None else BADGE_RADIUS_PX if is_badge else dot,
                is_hollow=anchors.is_all_coarse(start, end),
                is_selected=is_selected,
                is_dimmed=hidden is not None and bool(hidden[start:end].all()),
                half_width=half_width(run.count) if half_width is not None and is_badge else 0.0,
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))
