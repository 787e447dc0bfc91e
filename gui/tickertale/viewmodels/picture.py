"""The chart as a picture: every mark with its place in pixels, resolved by one pure function.

The screen and every export paint the same `ChartPicture`; hit-testing reads it too.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.flag_layout import FlagCandidate, FlagPlacement, place_flags
from tickertale.analysis.value_ticks import compact_text, value_ticks
from tickertale.prices.time_ticks import TimeTick, time_ticks
from tickertale.viewmodels.chart import ChartState, EventAnchor
from tickertale.viewmodels.geometry import (
    FLAG_HEIGHT_PX,
    FLAG_ROW_PX,
    PlotFrame,
    Rect,
    TextWidth,
    resolve_panes,
)
from tickertale.viewmodels.lane_picture import LANE_TEXT_PX, LaneRow, Mark, resolve_lane_rows

AXIS_TEXT_PX = 12
FLAG_TEXT_PX = 11
MARK_RADIUS_PX = 4.5
SELECTED_RADIUS_PX = 6.0
FLAG_SHARE = 0.45
"""Largest share of the price pane that flags may take from the curve."""
MAX_MARKS = 1_000
"""Marks drawn on the curve at most; the more important ones stay."""
PRICE_GAP_PX = 40.0
"""Least distance of two grid lines."""
TIME_GAP_PX = 84.0
"""Least gap between two labels of the time axis."""
EVENT_WINDOW = (-1.5, 1.5)
"""The shaded slots around the reaction session: one session before to one after."""
_FLAG_PADDING_PX = 7.0
_FLAG_GAP_PX = 3.0
_CURVE_MARGIN_PX = 14.0
_GUTTER_PADDING_PX = 16.0


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A tick of either axis: its pixel, its text, and whether a new year or month opens there."""

    at: float
    text: str
    is_major: bool = False


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
    """

    event_id: str
    text: str
    color: str
    box: Rect
    stem_x: float
    stem_bottom: float
    is_selected: bool


@dataclass(frozen=True, slots=True, eq=False)
class VolumeColumns:
    """The volume bars in view.

    Parameters
    ----------
    left, right, top : (n,) float64
        Edges in logical pixels, cut at the pane.
    is_up : (n,) bool
        Whether the close is at or above the previous close.
    label : str
        The largest volume in view, shortened.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    top: NDArray[np.float64]
    is_up: NDArray[np.bool_]
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class ChartPicture:
    """Every mark of the chart with its place in logical pixels.

    Parameters
    ----------
    frame : PlotFrame
        Panes, and the mapping between data and pixels.
    line_x, line_y : (n,) float64
        The price line, cut at the pane's edges; NaN in `line_y` where there is no price.
    price_labels, time_labels : tuple of AxisLabel
        Ticks of the axes; prices also have a grid line.
    flags : tuple of Flag
    marks : tuple of Mark
        Dots on the curve; the selected one is last.
    lanes : tuple of LaneRow
    volume : VolumeColumns or None
    last_price : AxisLabel or None
        The last close in view.
    window : Rect or None
        The shaded event window of the selected event.
    message : str
        What to say where there is nothing to draw.
    """

    frame: PlotFrame
    line_x: NDArray[np.float64]
    line_y: NDArray[np.float64]
    price_labels: tuple[AxisLabel, ...]
    time_labels: tuple[AxisLabel, ...]
    flags: tuple[Flag, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[LaneRow, ...]
    volume: VolumeColumns | None
    last_price: AxisLabel | None
    window: Rect | None
    message: str

    def has_flag(self, event_id: str) -> bool:
        """Return whether that event has a flag here."""
        return any(flag.event_id == event_id for flag in self.flags)


def resolve_picture(
    state: ChartState,
    *,
    width: float,
    height: float,
    measure: TextWidth,
    kept: frozenset[str] = frozenset(),
) -> ChartPicture:
    """Return the picture of a chart at a size; the same input gives the same picture.

    Parameters
    ----------
    state : ChartState
        What to show.
    width, height : float
        Size in logical pixels.
    measure : TextWidth
        Measures texts as they will be drawn.
    kept : frozenset of str
        Events whose flags were shown a frame ago; they win ties, so that panning never flickers.
    """
    first, last = visible_bars(state)
    panes = resolve_panes(
        width,
        height,
        gutter=_gutter_px(state, measure),
        lane_count=len(state.lanes),
        has_volume=bool(np.isfinite(state.bars.volume[first:last]).any()),
    )
    slot_px = panes.plot.width / state.view.span
    texts, placements = _place_flags(
        state, panes.price, slot_px=slot_px, measure=measure, kept=kept
    )
    positions, prices = _cut_line(state)
    # The line may come from a bar beyond the edge, at quite another price.
    low, high = _price_range(np.concatenate((state.bars.close[first:last], prices)))
    frame = PlotFrame(
        panes=panes,
        curve=_curve_area(panes.price, placements),
        price_low=low,
        price_high=high,
        view_start=state.view.start,
        slot_px=slot_px,
    )
    line_y = frame.curve.bottom - (prices - low) / (high - low) * frame.curve.height
    return ChartPicture(
        frame=frame,
        line_x=panes.plot.x + (positions - state.view.start) * slot_px,
        line_y=line_y,
        price_labels=_price_labels(frame, has_prices=bool(np.isfinite(line_y).any())),
        time_labels=_time_labels(state, frame, measure=measure),
        flags=_flags(state, frame, texts=texts, placements=placements),
        marks=_marks(state, frame),
        lanes=resolve_lane_rows(state, frame, measure=measure),
        volume=_volume_columns(state, frame),
        last_price=_last_price(state, frame),
        window=_event_window(state, frame),
        message="" if len(state.bars) else "This instrument has no prices yet",
    )


def visible_bars(state: ChartState) -> tuple[int, int]:
    """Return the half-open range of bars of which a part is in view."""
    count = len(state.bars)
    # A slot that only touches the edge of the view has no part in it.
    first = int(np.clip(np.floor(state.view.start - 0.5) + 1, 0, count))
    last = int(np.clip(np.ceil(state.view.end + 0.5), first, count))
    return first, last


def _gutter_px(state: ChartState, measure: TextWidth) -> float:
    prices = (f"{price:,.2f}" for price in _price_range(state.bars.close))
    widths = [measure(text, size_px=AXIS_TEXT_PX, weight=600) for text in prices]
    widths += [measure(lane.name, size_px=LANE_TEXT_PX, weight=400) for lane in state.lanes]
    return max(widths) + _GUTTER_PADDING_PX


def _price_range(prices: NDArray[np.float64]) -> tuple[float, float]:
    finite = prices[np.isfinite(prices)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    if low == high:
        margin = abs(low) * 0.01 or 1.0
        return low - margin, high + margin
    return low, high


def _curve_area(pane: Rect, placements: tuple[FlagPlacement, ...]) -> Rect:
    rows = 1 + max((row.row for row in placements), default=-1)
    head = min(rows * FLAG_ROW_PX + _CURVE_MARGIN_PX, pane.height / 2)
    foot = min(_CURVE_MARGIN_PX, pane.height / 4)
    return Rect(pane.x, pane.y + head, pane.width, max(pane.height - head - foot, 1.0))


def _in_view(state: ChartState) -> list[EventAnchor]:
    view = state.view
    return [
        anchor
        for anchor in state.anchors
        if anchor.position is not None and view.start <= anchor.position <= view.end
    ]


def _place_flags(
    state: ChartState,
    pane: Rect,
    *,
    slot_px: float,
    measure: TextWidth,
    kept: frozenset[str],
) -> tuple[dict[str, str], tuple[FlagPlacement, ...]]:
    texts: dict[str, str] = {}
    candidates = []
    for anchor in _in_view(state):
        if anchor.event_id in state.dimmed or anchor.position is None:
            continue
        text = shortened(
            anchor.text,
            pane.width / 3,
            width_of=lambda part: measure(part, size_px=FLAG_TEXT_PX, weight=600),
        )
        texts[anchor.event_id] = text
        candidates.append(
            FlagCandidate(
                key=anchor.event_id,
                anchor_x=pane.x + (anchor.position - state.view.start) * slot_px,
                width=measure(text, size_px=FLAG_TEXT_PX, weight=600) + 2 * _FLAG_PADDING_PX,
                # Equal ones are ties, so that those shown before can win them.
                priority=(float(anchor.event_id == state.selected), float(anchor.importance)),
            )
        )
    placements = place_flags(
        candidates,
        left=pane.x,
        right=pane.right,
        max_rows=int((pane.height * FLAG_SHARE - _CURVE_MARGIN_PX) // FLAG_ROW_PX),
        gap=_FLAG_GAP_PX,
        kept=kept,
    )
    return texts, placements


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


def _flags(
    state: ChartState,
    frame: PlotFrame,
    *,
    texts: dict[str, str],
    placements: tuple[FlagPlacement, ...],
) -> tuple[Flag, ...]:
    anchors = {anchor.event_id: anchor for anchor in state.anchors}
    floor = frame.curve.y - _CURVE_MARGIN_PX
    flags = []
    for place in placements:
        anchor = anchors[place.key]
        position = anchor.position or 0.0
        top = floor - (place.row + 1) * FLAG_ROW_PX + (FLAG_ROW_PX - FLAG_HEIGHT_PX)
        flags.append(
            Flag(
                event_id=place.key,
                text=texts[place.key],
                color=anchor.color,
                box=Rect(place.left, top, place.right - place.left, FLAG_HEIGHT_PX),
                stem_x=frame.x_of(position),
                stem_bottom=_curve_y(state, frame, index=int(position)),
                is_selected=place.key == state.selected,
            )
        )
    return tuple(flags)


def _curve_y(state: ChartState, frame: PlotFrame, *, index: int) -> float:
    """Return the pixel of a bar's close; the bottom of the curve where it has none."""
    close = float(state.bars.close[index])
    return frame.y_of(close) if np.isfinite(close) else frame.curve.bottom


def _marks(state: ChartState, frame: PlotFrame) -> tuple[Mark, ...]:
    anchors = _in_view(state)
    if len(anchors) > MAX_MARKS:
        anchors = sorted(anchors, key=lambda row: -row.importance)[:MAX_MARKS]
    stacked: Counter[float] = Counter()
    marks = []
    for anchor in anchors:
        position = anchor.position or 0.0
        is_selected = anchor.event_id == state.selected
        rise = stacked[position] * 2 * MARK_RADIUS_PX
        stacked[position] += 1
        y = _curve_y(state, frame, index=int(position))
        marks.append(
            Mark(
                event_ids=(anchor.event_id,),
                color=anchor.color,
                x=frame.x_of(position),
                y=max(y - rise, min(y, frame.panes.price.y + MARK_RADIUS_PX)),
                radius=SELECTED_RADIUS_PX if is_selected else MARK_RADIUS_PX,
                is_selected=is_selected,
                is_dimmed=anchor.event_id in state.dimmed,
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.is_selected))


def _cut_line(state: ChartState) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return positions and prices of the line, cut where the view ends."""
    close = state.bars.close
    first = max(int(np.floor(state.view.start)), 0)
    last = min(int(np.ceil(state.view.end)) + 1, len(close))
    if first >= last:
        return np.empty(0), np.empty(0)
    positions = np.arange(first, last, dtype=np.float64)
    prices = close[first:last]
    inside = np.clip(positions, state.view.start, state.view.end)
    # The two outer bars may lie beyond the edges: cut the line there instead of clipping it.
    cut = np.interp(inside, positions, prices)
    return inside, np.where(inside == positions, prices, cut)


def _price_labels(frame: PlotFrame, *, has_prices: bool) -> tuple[AxisLabel, ...]:
    if not has_prices:
        return ()
    ticks = value_ticks(
        frame.price_low, frame.price_high, height_px=frame.curve.height, min_gap_px=PRICE_GAP_PX
    )
    return tuple(AxisLabel(frame.y_of(tick.value), tick.text) for tick in ticks)


def _time_labels(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth
) -> tuple[AxisLabel, ...]:
    ticks = time_ticks(
        state.scale,
        start=state.view.start,
        end=state.view.end,
        px_per_bar=frame.slot_px,
        min_gap_px=TIME_GAP_PX,
        width_of=lambda text: measure(text, size_px=AXIS_TEXT_PX, weight=600),
    )
    return tuple(_time_label(tick, frame, measure=measure) for tick in ticks)


def _time_label(tick: TimeTick, frame: PlotFrame, *, measure: TextWidth) -> AxisLabel:
    plot = frame.panes.plot
    half = measure(tick.text, size_px=AXIS_TEXT_PX, weight=600 if tick.is_major else 400) / 2
    center = min(max(frame.x_of(tick.position), plot.x + half), plot.right - half)
    return AxisLabel(center, tick.text, tick.is_major)


def _volume_columns(state: ChartState, frame: PlotFrame) -> VolumeColumns | None:
    pane = frame.panes.volume
    first, last = visible_bars(state)
    volume = state.bars.volume[first:last]
    if pane.height <= 0 or not np.isfinite(volume).any():
        return None
    most = float(np.nanmax(volume)) or 1.0
    half = max(frame.slot_px * 0.36, 0.4)
    center = pane.x + (np.arange(first, last) - state.view.start) * frame.slot_px
    close = state.bars.close
    before = (
        close[max(first - 1, 0) : last - 1] if first else np.append(close[:1], close[: last - 1])
    )
    return VolumeColumns(
        left=np.clip(center - half, pane.x, pane.right),
        right=np.clip(center + half, pane.x, pane.right),
        top=pane.bottom - np.nan_to_num(volume) / most * (pane.height - 12.0),
        is_up=close[first:last] >= before,
        label=compact_text(most),
    )


def _last_price(state: ChartState, frame: PlotFrame) -> AxisLabel | None:
    first, last = visible_bars(state)
    seen = state.bars.close[first:last]
    finite = seen[np.isfinite(seen)]
    if not len(finite):
        return None
    price = float(finite[-1])
    return AxisLabel(frame.y_of(price), price_text(price))


def price_text(price: float) -> str:
    """Return a price with as many decimals as its size asks for."""
    return f"{price:,.2f}" if abs(price) < 10_000 else f"{price:,.0f}"


def _event_window(state: ChartState, frame: PlotFrame) -> Rect | None:
    chosen = [row.position for row in state.anchors if row.event_id == state.selected]
    if not chosen or chosen[0] is None:
        return None
    plot = frame.panes.plot
    left = max(frame.x_of(chosen[0] + EVENT_WINDOW[0]), plot.x)
    right = min(frame.x_of(chosen[0] + EVENT_WINDOW[1]), plot.right)
    return Rect(left, plot.y, right - left, plot.height) if right > left else None
