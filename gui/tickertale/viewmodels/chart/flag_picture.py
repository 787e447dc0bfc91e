"""The flags of a chart picture, and the dots on its curve."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tickertale.analysis.flag_layout import FlagCandidate, FlagPlacement, KeptFlags, place_flags
from tickertale.viewmodels.chart.anchor import EventAnchor
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import (
    FLAG_HEIGHT_PX,
    FLAG_ROW_PX,
    PlotFrame,
    Rect,
    TextWidth,
)
from tickertale.viewmodels.chart.lane_picture import Mark

FLAG_TEXT_PX = 11
MARK_RADIUS_PX = 4.5
SELECTED_RADIUS_PX = 6.0
FLAG_SHARE = 0.45
"""Largest share of the price pane that flags may take from the curve."""
MAX_MARKS = 200
"""Events in view from which on each few pixels show only the one that matters most."""
_MARK_CELL_PX = 8.0
_FLAG_CELL_PX = 16.0
CURVE_MARGIN_PX = 14.0
"""Free room between the flags and the curve, and below it."""
_FLAG_PADDING_PX = 7.0
_FLAG_GAP_PX = 3.0
_LEAST_TEXT_PX = 160.0
"""No text is shortened to less than this, or to a third of a wide pane."""


@dataclass(frozen=True, slots=True)
class Flag:
    """The label of an event, with its stem.

    Parameters
    ----------
    event_id, text, color : str
        Identity, text as drawn (shortened where it would not fit), category color.
    box : Rect
        The label's box.
    stem_x, stem_bottom : float
        The stem runs from the box's bottom edge down to the mark on the curve.
    is_selected : bool
    row : int
        0 is the lowest.
    """

    event_id: str
    text: str
    color: str
    box: Rect
    stem_x: float
    stem_bottom: float
    is_selected: bool
    row: int


@dataclass(frozen=True, slots=True)
class FlagLayout:
    """Which flags are shown, and where; the curve gets the room below them.

    Parameters
    ----------
    placements : tuple of FlagPlacement
    texts : dict of str to str
        Text as drawn, by event id.
    row_count : int
        Rows that the flags have for themselves, used or not.
    """

    placements: tuple[FlagPlacement, ...]
    texts: dict[str, str]
    row_count: int

    @property
    def height_px(self) -> float:
        """Return the height that the flags take."""
        return self.row_count * FLAG_ROW_PX

    def kept(self) -> KeptFlags:
        """Return what the next layout may keep."""
        return KeptFlags({place.key: place.row for place in self.placements}, self.row_count)


def resolve_flag_layout(
    state: ChartState,
    pane: Rect,
    *,
    slot_px: float,
    measure: TextWidth,
    kept: KeptFlags,
) -> FlagLayout:
    """Return which flags fit into the price pane.

    Parameters
    ----------
    state : ChartState
    pane : Rect
        The price pane.
    slot_px : float
        Pixels for one unit of position.
    measure : TextWidth
    kept : KeptFlags
        The flags of a frame ago.
    """
    texts: dict[str, str] = {}
    candidates = []
    for anchor in in_view(state, cell=_FLAG_CELL_PX / slot_px):
        if anchor.event_id in state.dimmed or anchor.position is None:
            continue
        text = shortened(
            anchor.text,
            min(max(pane.width / 3, _LEAST_TEXT_PX), pane.width - 2 * _FLAG_PADDING_PX),
            width_of=lambda part: measure(part, size_px=FLAG_TEXT_PX, weight=600),
        )
        texts[anchor.event_id] = text
        candidates.append(
            FlagCandidate(
                key=anchor.event_id,
                anchor_x=pane.x + (anchor.position - state.view.start) * slot_px,
                width=measure(text, size_px=FLAG_TEXT_PX, weight=600) + 2 * _FLAG_PADDING_PX,
                # Equal ones are ties, so that those shown before can win them.
                priority=_priority(state, anchor),
                is_required=state.is_selected(anchor.event_id),
            )
        )
    max_rows = max(int((pane.height * FLAG_SHARE - CURVE_MARGIN_PX) // FLAG_ROW_PX), 0)
    placements = place_flags(
        candidates,
        left=pane.x,
        right=pane.right,
        max_rows=max_rows,
        gap=_FLAG_GAP_PX,
        kept=kept,
    )
    return FlagLayout(placements, texts, min(kept.rows_for(placements), max_rows))


def is_continued(before: ChartState, after: ChartState) -> bool:
    """Return whether a view is the next of a pan or a zoom, so that flags stay on their rows."""
    one, other = before.view, after.view
    if before.scale is not after.scale or one == other:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= max(one.span, other.span) / 2


def _priority(state: ChartState, anchor: EventAnchor) -> tuple[float, ...]:
    is_current, is_selected = anchor.event_id == state.selected, state.is_selected(anchor.event_id)
    return float(is_current), float(is_selected), float(anchor.importance)


def curve_area(pane: Rect, layout: FlagLayout) -> Rect:
    """Return the part of the price pane below the flags."""
    head = min(layout.height_px + CURVE_MARGIN_PX, pane.height / 2)
    foot = min(CURVE_MARGIN_PX, pane.height / 4)
    return Rect(pane.x, pane.y + head, pane.width, max(pane.height - head - foot, 1.0))


def in_view(state: ChartState, *, cell: float) -> list[EventAnchor]:
    """Return the anchors whose reaction session is in view, from left to right.

    Parameters
    ----------
    state : ChartState
    cell : float
        Where there are more than `MAX_MARKS`, only the one that matters most is returned of each
        part of the axis that is about as wide, and the selected one. The parts stay where they
        are while the view moves.
    """
    row = state.anchors.on_curve
    first, last = row.between(state.view.start, state.view.end)
    if last - first <= MAX_MARKS:
        return list(row.anchors[first:last])
    hidden = state.anchors.dimmed(row, state.dimmed)
    picked = state.anchors.selected(row, state.selected_ids)
    chosen = row.best(first, last, width=cell, hidden=hidden, raised=picked)
    selected = row.number(state.anchors.by_id.get(state.selected or ""))
    if selected is not None and first <= selected < last and selected not in chosen:
        chosen = sorted([*chosen, selected])
    return [row.anchors[number] for number in chosen]


def resolve_flags(state: ChartState, frame: PlotFrame, *, layout: FlagLayout) -> tuple[Flag, ...]:
    """Return the flags of a layout, each with its box and its stem."""
    anchors = state.anchors.by_id
    floor = frame.curve.y - CURVE_MARGIN_PX
    shown = [anchors[place.key] for place in layout.placements]
    flags = []
    for place, anchor, curve_y in zip(
        layout.placements, shown, _curve_ys(state, frame, anchors=shown), strict=True
    ):
        top = floor - (place.row + 1) * FLAG_ROW_PX + (FLAG_ROW_PX - FLAG_HEIGHT_PX)
        flags.append(
            Flag(
                event_id=place.key,
                text=layout.texts[place.key],
                color=anchor.color,
                box=Rect(place.left, top, place.right - place.left, FLAG_HEIGHT_PX),
                stem_x=frame.x_of(anchor.position or 0.0),
                stem_bottom=curve_y,
                is_selected=state.is_selected(place.key),
                row=place.row,
            )
        )
    return tuple(flags)


def resolve_marks(state: ChartState, frame: PlotFrame) -> tuple[Mark, ...]:
    """Return the dots on the curve; those of one session stand on each other."""
    anchors = in_view(state, cell=_MARK_CELL_PX / frame.slot_px)
    stacked: dict[float, float] = {}
    style = state.mark_style
    marks = []
    for anchor, y in zip(anchors, _curve_ys(state, frame, anchors=anchors), strict=True):
        position = anchor.position or 0.0
        is_selected = state.is_selected(anchor.event_id)
        radius = style.radius(anchor.event_id, usual=MARK_RADIUS_PX)
        below = stacked.get(position)
        rise = 0.0 if below is None else below + radius
        stacked[position] = rise + radius
        marks.append(
            Mark(
                event_ids=(anchor.event_id,),
                color=anchor.color,
                x=frame.x_of(position),
                y=max(y - rise, min(y, frame.panes.price.y + MARK_RADIUS_PX)),
                radius=radius + (SELECTED_RADIUS_PX - MARK_RADIUS_PX if is_selected else 0.0),
                sign=style.sign(anchor.event_id),
                is_selected=is_selected,
                is_dimmed=anchor.event_id in state.dimmed,
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))


def shortened(text: str, width_px: float, *, width_of: Callable[[str], float]) -> str:
    """Return `text`, or its longest beginning that fits, with an ellipsis."""
    if width_of(text) <= width_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…") <= width_px:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _curve_ys(
    state: ChartState, frame: PlotFrame, *, anchors: Sequence[EventAnchor]
) -> list[float]:
    """Return the pixels of the reaction sessions' closes, the curve's bottom for none."""
    indices = [state.scale.nearest_index(anchor.position or 0.0) for anchor in anchors]
    known = [index for index in indices if index is not None]
    ys = frame.prices.ys_of(state.bars.close[known])
    inside = np.minimum(np.maximum(ys, frame.curve.y), frame.panes.price.bottom)
    places = np.full(len(anchors), frame.curve.bottom)
    if known:
        places[:] = np.where(np.isfinite(ys), inside, frame.curve.bottom)
    result: list[float] = places.tolist()
    return result
