"""The chart as a picture: every mark with its place in pixels, resolved by one pure function.

The screen and every export paint the same `ChartPicture`; hit-testing reads it too.
"""

from dataclasses import dataclass

import numpy as np

from tickertale.analysis.value_ticks import log_ticks, percent_ticks, value_ticks
from tickertale.prices.pyramid import Extremes
from tickertale.prices.time_ticks import TimeTick, time_ticks
from tickertale.viewmodels.chart import ChartState
from tickertale.viewmodels.compare import (
    BASE_REACH,
    BasePoint,
    ComparedLine,
    base_point,
    compared_label,
    compared_range,
    resolve_compared,
)
from tickertale.viewmodels.flag_picture import (
    Flag,
    curve_area,
    resolve_flag_layout,
    resolve_flags,
    resolve_marks,
)
from tickertale.viewmodels.geometry import PlotFrame, Rect, TextWidth, resolve_panes
from tickertale.viewmodels.lane_picture import LANE_TEXT_PX, LaneRow, Mark, resolve_lane_rows
from tickertale.viewmodels.price_scale import PriceRange, PriceScale, ScaleKind, spread
from tickertale.viewmodels.price_shape import (
    LINES,
    PriceShape,
    edge_prices,
    resolve_price_shape,
    view_columns,
)
from tickertale.viewmodels.study_picture import StudyPicture, resolve_study
from tickertale.viewmodels.volume_picture import VolumeColumns, resolve_volume
from tickertale.viewmodels.wording import percent

AXIS_TEXT_PX = 12
PRICE_GAP_PX = 40.0
"""Least distance of two grid lines."""
TIME_GAP_PX = 84.0
"""Least gap between two labels of the time axis."""
_GUTTER_PADDING_PX = 16.0


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A tick of either axis: its pixel, its text, and whether a new year or month opens there."""

    at: float
    text: str
    is_major: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ChartPicture:
    """Every mark of the chart with its place in logical pixels.

    Parameters
    ----------
    frame : PlotFrame
        Panes, and the mapping between data and pixels.
    price : PriceShape
        Line, spans, bars or candles, cut at the pane's edges.
    compared : tuple of ComparedLine
        Other instruments.
    price_labels, time_labels : tuple of AxisLabel
        Ticks of the axes; prices also have a grid line.
    flags : tuple of Flag
    marks : tuple of Mark
        Dots on the curve; the selected one is last.
    lanes : tuple of LaneRow
    volume : VolumeColumns or None
    last_price : AxisLabel or None
        The last close in view.
    study : StudyPicture or None
        The event window of the current event, or all windows of its study.
    message : str
        What to say where there is nothing to draw.
    mark_note : str
        What the marks on the curve say, where they are no plain dots.
    """

    frame: PlotFrame
    price: PriceShape
    compared: tuple[ComparedLine, ...]
    price_labels: tuple[AxisLabel, ...]
    time_labels: tuple[AxisLabel, ...]
    flags: tuple[Flag, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[LaneRow, ...]
    volume: VolumeColumns | None
    last_price: AxisLabel | None
    study: StudyPicture | None
    message: str
    mark_note: str = ""

    @property
    def window(self) -> Rect | None:
        """Return the shaded event window of the current event."""
        return self.study.event if self.study else None

    def has_flag(self, event_id: str) -> bool:
        """Return whether that event has a flag here."""
        return any(flag.event_id == event_id for flag in self.flags)


def resolve_picture(
    state: ChartState,
    *,
    width: float,
    height: float,
    measure: TextWidth,
    detail: float = 1.0,
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
    detail : float
        Device pixels for each logical one; what is thinner than one is summed up.
    kept : frozenset of str
        Events whose flags were shown a frame ago; they win ties, so that panning never flickers.
    """
    first, last = state.visible_bars()
    seen = state.pyramid.extremes(first, last)
    panes = resolve_panes(
        width,
        height,
        gutter=_gutter_px(state, measure),
        lane_count=len(state.lanes),
        has_volume=bool(np.isfinite(seen.peak_volume)),
    )
    slot_px = panes.plot.width / state.view.span
    layout = resolve_flag_layout(state, panes.price, slot_px=slot_px, measure=measure, kept=kept)
    curve = curve_area(panes.price, layout)
    base = base_point(state)
    is_percent = state.scale_kind in {ScaleKind.PERCENT_FIRST, ScaleKind.PERCENT_EVENT}
    prices = PriceScale(
        range=state.locked or _price_range(state, base, seen=seen),
        top_px=curve.y,
        bottom_px=curve.bottom,
        is_log=state.scale_kind is ScaleKind.LOG,
        base=base.price if base is not None and is_percent else None,
    )
    frame = PlotFrame(panes, curve, prices, state.view.start, slot_px)
    last_price = _last_price(state, frame)
    flags = resolve_flags(state, frame, layout=layout)
    # Price and volume share what they read of each column.
    columns = view_columns(state, frame, detail=detail)
    return ChartPicture(
        frame=frame,
        price=resolve_price_shape(state, frame, columns=columns, detail=detail),
        compared=resolve_compared(
            state,
            frame,
            base=base,
            taken=last_price.at if last_price else None,
            detail=detail,
        ),
        price_labels=_price_labels(frame, has_prices=bool(np.isfinite(seen.highest_close))),
        time_labels=_time_labels(state, frame, measure=measure),
        flags=flags,
        marks=resolve_marks(state, frame),
        lanes=resolve_lane_rows(state, frame, measure=measure),
        volume=resolve_volume(state, frame, columns=columns, peak=seen.peak_volume, detail=detail),
        last_price=last_price,
        study=resolve_study(state, frame, measure=measure),
        message=_message(state, lowest=seen.low),
        mark_note=state.mark_style.note,
    )


def _gutter_px(state: ChartState, measure: TextWidth) -> float:
    whole = state.pyramid.whole
    prices = spread(whole.low, whole.high)
    texts = [price_text(prices.low), price_text(prices.high)]
    widths = [measure(text, size_px=AXIS_TEXT_PX, weight=600) for text in texts]
    labels = [compared_label(row.symbol, "+000.0%") for row in state.compared]
    widths += [measure(text, size_px=LANE_TEXT_PX, weight=600) for text in labels]
    widths += [measure(lane.name, size_px=LANE_TEXT_PX, weight=400) for lane in state.lanes]
    return max(widths) + _GUTTER_PADDING_PX


def _price_range(state: ChartState, base: BasePoint | None, *, seen: Extremes) -> PriceRange:
    low, high = seen.low, seen.high
    if state.kind in LINES:
        # The line may come from a bar beyond the edge, at quite another price.
        ends = edge_prices(state)
        low = float(np.fmin.reduce((seen.lowest_close, *ends)))
        high = float(np.fmax.reduce((seen.highest_close, *ends)))
    others = compared_range(state, base)
    if others is not None:
        low, high = float(np.fmin(low, others.low)), float(np.fmax(high, others.high))
    return spread(low, high, is_log=state.scale_kind is ScaleKind.LOG)


def _price_labels(frame: PlotFrame, *, has_prices: bool) -> tuple[AxisLabel, ...]:
    if not has_prices:
        return ()
    low, high, base = frame.prices.range.low, frame.prices.range.high, frame.prices.base
    height = frame.curve.height
    if base is not None:
        ticks = percent_ticks(
            low / base - 1, high / base - 1, height_px=height, min_gap_px=PRICE_GAP_PX
        )
        values = [(base * (1 + tick.value), tick.text) for tick in ticks]
    else:
        find = log_ticks if frame.prices.is_log else value_ticks
        ticks = find(low, high, height_px=height, min_gap_px=PRICE_GAP_PX)
        values = [(tick.value, tick.text) for tick in ticks]
    return tuple(AxisLabel(frame.y_of(value), text) for value, text in values)


def _time_labels(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth
) -> tuple[AxisLabel, ...]:
    if not len(state.bars):
        return ()
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


def _last_price(state: ChartState, frame: PlotFrame) -> AxisLabel | None:
    first, last = state.visible_bars()
    # The last bar with a price; a halt longer than this leaves the tag out.
    seen = state.bars.close[max(first, last - BASE_REACH) : last]
    finite = seen[np.isfinite(seen)]
    if not len(finite):
        return None
    price = float(finite[-1])
    at = min(max(frame.y_of(price), frame.curve.y), frame.panes.price.bottom)
    return AxisLabel(at, axis_text(frame.prices, price))


def axis_text(prices: PriceScale, price: float) -> str:
    """Return a price as the axis tells it: itself, or its change from the base in per cent."""
    return price_text(price) if prices.base is None else percent(price / prices.base - 1)


def price_text(price: float) -> str:
    """Return a price with as many decimals as its size asks for."""
    return f"{price:,.2f}" if abs(price) < 10_000 else f"{price:,.0f}"


def _message(state: ChartState, *, lowest: float) -> str:
    if not len(state.bars):
        return "This instrument has no prices yet"
    if state.scale_kind is ScaleKind.LOG and lowest <= 0:
        return "Prices at or below zero have no place on a logarithmic scale"
    return ""
