"""The lanes of a chart picture: marks, clusters, bands and connectors of each category."""

from dataclasses import dataclass, replace

import numpy as np

from tickertale.analysis.lane_layout import place_lane_marks
from tickertale.viewmodels.chart import ChartState, EventAnchor, Lane
from tickertale.viewmodels.geometry import LANE_HEIGHT_PX, PlotFrame, Rect, TextWidth

LANE_TEXT_PX = 11
LANE_RADIUS_PX = 4.0
LANE_SELECTED_RADIUS_PX = 5.0
BAND_HEIGHT_PX = 8.0
COARSE_BAND_HEIGHT_PX = 14.0
DIGITS_TEXT_PX = 10
_DIGITS_INSET_PX = 6.0
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
    """

    event_ids: tuple[str, ...]
    color: str
    x: float
    y: float
    radius: float
    is_hollow: bool = False
    is_selected: bool = False
    is_dimmed: bool = False


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
    members: dict[str, list[EventAnchor]] = {lane.category: [] for lane in state.lanes}
    view = state.view
    for anchor in state.anchors:
        if anchor.last >= view.start and anchor.first <= view.end:
            members[anchor.category].append(anchor)
    return tuple(
        _lane_row(
            state,
            frame,
            lane=lane,
            anchors=members[lane.category],
            y=pane.y + 6.0 + (row + 0.5) * LANE_HEIGHT_PX,
            measure=measure,
        )
        for row, lane in enumerate(state.lanes)
    )


def _lane_row(
    state: ChartState,
    frame: PlotFrame,
    *,
    lane: Lane,
    anchors: list[EventAnchor],
    y: float,
    measure: TextWidth,
) -> LaneRow:
    marks = _lane_marks(state, frame, anchors=anchors, y=y)
    return LaneRow(
        category=lane.category,
        name=lane.name,
        y=y,
        bands=tuple(
            replace(
                _band(anchor, frame, y=y, marks=marks, measure=measure),
                is_dimmed=anchor.event_id in state.dimmed,
            )
            for anchor in anchors
            if anchor.last > anchor.first
        ),
        connectors=tuple(
            replace(link, is_dimmed=anchor.event_id in state.dimmed)
            for anchor in anchors
            for link in _connectors(anchor, frame, y=y)
        ),
        marks=marks,
    )


def _band(
    anchor: EventAnchor,
    frame: PlotFrame,
    *,
    y: float,
    marks: tuple[Mark, ...],
    measure: TextWidth,
) -> Band:
    plot = frame.panes.plot
    left = max(frame.x_of(anchor.first - 0.5), plot.x)
    right = min(frame.x_of(anchor.last + 0.5), plot.right)
    height = COARSE_BAND_HEIGHT_PX if anchor.is_coarse else BAND_HEIGHT_PX
    box = Rect(left, y - height / 2, max(right - left, 0.0), height)
    text_x = left + _DIGITS_INSET_PX
    text_right = text_x + measure(anchor.digits, size_px=DIGITS_TEXT_PX, weight=500)
    is_free = text_right <= right - _DIGITS_INSET_PX and not any(
        text_x - mark.radius < mark.x < text_right + mark.radius for mark in marks
    )
    text = anchor.digits if is_free else ""
    return Band(anchor.event_id, anchor.color, box, anchor.is_coarse, text, text_x)


def _connectors(anchor: EventAnchor, frame: PlotFrame, *, y: float) -> tuple[Connector, ...]:
    if anchor.position is None:
        return ()
    plot = frame.panes.plot
    start_x, end_x = (
        min(max(frame.x_of(place), plot.x), plot.right) for place in (anchor.first, anchor.position)
    )
    is_seen = abs(end_x - start_x) >= _MIN_CONNECTOR_PX
    return (Connector(anchor.event_id, anchor.color, start_x, end_x, y),) if is_seen else ()


def _lane_marks(
    state: ChartState, frame: PlotFrame, *, anchors: list[EventAnchor], y: float
) -> tuple[Mark, ...]:
    view = state.view
    shown = [row for row in anchors if view.start <= _mark_position(row) <= view.end]
    if not shown:
        return ()
    centers = np.array([frame.x_of(_mark_position(anchor)) for anchor in shown])
    marks = []
    for cluster in place_lane_marks(centers, radius_px=LANE_RADIUS_PX):
        inside = [shown[index] for index in cluster.members]
        ids = tuple(anchor.event_id for anchor in inside)
        is_selected = state.selected in ids
        marks.append(
            Mark(
                event_ids=ids,
                color=inside[0].color,
                x=cluster.x_px,
                y=y,
                radius=LANE_SELECTED_RADIUS_PX if is_selected else LANE_RADIUS_PX,
                is_hollow=all(anchor.is_coarse for anchor in inside),
                is_selected=is_selected,
                is_dimmed=all(event_id in state.dimmed for event_id in ids),
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))


def _mark_position(anchor: EventAnchor) -> float:
    return (anchor.first + anchor.last) / 2 if anchor.is_coarse else anchor.first
