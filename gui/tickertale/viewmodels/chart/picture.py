"""The chart as a picture: every mark with its place in pixels, resolved by one pure function.

The screen and every export paint the same `ChartPicture`; hit-testing reads it too.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from tickertale.analysis.flag_layout import NOTHING_KEPT, KeptFlags
from tickertale.analysis.value_ticks import log_ticks, percent_ticks, value_ticks
from tickertale.prices.time_ticks import TimeTick, time_ticks
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.compare import (
    BASE_REACH,
    ComparedLine,
    base_point,
    compared_label,
    resolve_compared,
)
from tickertale.viewmodels.chart.flag_picture import (
    Flag,
    curve_area,
    resolve_flag_layout,
    resolve_flags,
    resolve_marks,
)
from tickertale.viewmodels.chart.geometry import PlotFrame, Rect, TextWidth, resolve_panes
from tickertale.viewmodels.chart.label_column import LEAST_TICKS, spread_labels, told_ticks
from tickertale.viewmodels.chart.lane_picture import (
    LANE_TEXT_PX,
    LaneRow,
    Mark,
    lane_height_px,
    lane_label,
    resolve_lane_rows,
)
from tickertale.viewmodels.chart.price_axis import (
    PERCENT_KINDS,
    base_note,
    has_unshown_prices,
    resolve_price_range,
)
from tickertale.viewmodels.chart.price_scale import PriceScale, ScaleKind, price_text, spread
from tickertale.viewmodels.chart.price_shape import PriceShape, resolve_price_shape, view_columns
from tickertale.viewmodels.chart.study_picture import StudyPicture, resolve_study
from tickertale.viewmodels.chart.volume_picture import VolumeColumns, resolve_volume
from tickertale.viewmodels.text.wording import percent

AXIS_TEXT_PX = 12
PRICE_GAP_PX = 40.0
"""Least distance of two grid lines."""
TIME_GAP_PX = 44.0
"""Least gap between two labels of the time axis; a narrow one has less air."""
_LEAST_TIME_GAP_PX = 16.0
_GUTTER_PADDING_PX = 16.0
_LABEL_INSET_PX = 8.0
_LEFT_OUT = "Prices at or below zero have no place on a logarithmic scale"


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A tick of either axis.

    Parameters
    ----------
    at : float
        Its pixel.
    text : str
    is_major : bool
        A new year or month opens there.
    is_told : bool
        There is room for its text.
    """

    at: float
    text: str
    is_major: bool = False
    is_told: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class ChartPicture:
    """Every mark of the chart with its place in logical pixels.

    Parameters
    ----------
    frame : PlotFrame
        Panes, and the mapping between data and pixels.
    kept : KeptFlags
        What the next picture may keep of the flags.
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
    base_note : str
        Which close is 0 per cent, on a scale that tells changes.
    warning : str
        What is in view and cannot be drawn.
    """

    frame: PlotFrame
    kept: KeptFlags
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
    base_note: str = ""
    warning: str = ""

    @property
    def window(self) -> Rect | None:
        """Return the shaded event window of the current event."""
        return self.study.event if self.study else None

    @property
    def shown_price_labels(self) -> tuple[AxisLabel, ...]:
        """Return the price labels that there is room for."""
        return tuple(label for label in self.price_labels if label.is_told)

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
    kept: KeptFlags = NOTHING_KEPT,
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
    kept : KeptFlags
        The flags of a frame ago, so that panning never flickers.
    """
    first, last = state.visible_bars()
    seen = state.pyramid.extremes(first, last)
    panes = resolve_panes(
        width,
        height,
        gutter=_gutter_px(state, measure),
        lanes_px=sum(lane_height_px(lane) for lane in state.lanes),
        has_volume=bool(np.isfinite(seen.peak_volume)),
    )
    slot_px = panes.plot.width / state.view.span
    layout = resolve_flag_layout(state, panes.price, slot_px=slot_px, measure=measure, kept=kept)
    curve = curve_area(panes.price, layout)
    base = base_point(state)
    is_percent = state.scale_kind in PERCENT_KINDS
    prices = PriceScale(
        range=resolve_price_range(state, base, seen=seen),
        top_px=curve.y,
        bottom_px=curve.bottom,
        is_log=state.scale_kind is ScaleKind.LOG,
        base=base.price if base is not None and is_percent else None,
    )
    frame = PlotFrame(panes, curve, prices, state.view.start, slot_px)
    last_price = _last_price(state, frame)
    flags = resolve_flags(state, frame, layout=layout)
    lines = resolve_compared(state, frame, base=base, detail=detail)
    has_prices = math.isfinite(frame.y_of(seen.highest_close))
    compared, price_labels = _right_column(
        frame, lines, last_price=last_price, has_prices=has_prices
    )
    # Price and volume share what they read of each column.
    columns = view_columns(state, frame, detail=detail)
    return ChartPicture(
        frame=frame,
        kept=layout.kept(),
        price=resolve_price_shape(state, frame, columns=columns, detail=detail),
        compared=compared,
        price_labels=price_labels,
        time_labels=_time_labels(state, frame, measure=measure),
        flags=flags,
        marks=resolve_marks(state, frame),
        lanes=resolve_lane_rows(state, frame, measure=measure),
        volume=resolve_volume(state, frame, columns=columns, peak=seen.peak_volume, detail=detail),
        last_price=last_price,
        study=resolve_study(state, frame, measure=measure),
        message="" if len(state.bars) else "This instrument has no prices yet",
        mark_note=state.mark_style.note,
        base_note=base_note(state, base),
        warning=_LEFT_OUT if has_unshown_prices(state, seen) else "",
    )


def _gutter_px(state: ChartState, measure: TextWidth) -> float:
    whole = state.pyramid.whole
    prices = spread(whole.low, whole.high)
    texts = [price_text(prices.low), price_text(prices.high)]
    widths = [measure(text, size_px=AXIS_TEXT_PX, weight=600) for text in texts]
    labels = [compared_label(row.symbol, "+000.0%") for row in state.compared]
    widths += [measure(text, size_px=LANE_TEXT_PX, weight=600) for text in labels]
    widths += [lane_label(lane, measure=measure).width for lane in state.lanes]
    return max(widths) + _GUTTER_PADDING_PX


def _price_labels(frame: PlotFrame, *, gap_px: float) -> tuple[AxisLabel, ...]:
    low, high, base = frame.prices.range.low, frame.prices.range.high, frame.prices.base
    height = frame.curve.height
    if base is not None:
        ticks = percent_ticks(low / base - 1, high / base - 1, height_px=height, min_gap_px=gap_px)
        values = [(base * (1 + tick.value), tick.text) for tick in ticks]
    else:
        find = log_ticks if frame.prices.is_log else value_ticks
        ticks = find(low, high, height_px=height, min_gap_px=gap_px)
        values = [(tick.value, tick.text) for tick in ticks]
    return tuple(AxisLabel(frame.y_of(value), text) for value, text in values)


def _right_column(
    frame: PlotFrame,
    lines: tuple[ComparedLine, ...],
    *,
    last_price: AxisLabel | None,
    has_prices: bool,
) -> tuple[tuple[ComparedLine, ...], tuple[AxisLabel, ...]]:
    """Return the labels of lines and prices with the places that they have beside each other.

    Where the lines leave less than two prices told, more are looked for.
    """
    tag = last_price.at if last_price else math.nan
    ticks = _price_labels(frame, gap_px=PRICE_GAP_PX) if has_prices else ()
    labels = _beside_each_other(frame, lines, ticks=ticks, tag=tag)
    if lines and has_prices and sum(tick.is_told for tick in labels[1]) < LEAST_TICKS:
        ticks = _price_labels(frame, gap_px=PRICE_GAP_PX / 2)
        labels = _beside_each_other(frame, lines, ticks=ticks, tag=tag)
    return labels


def _beside_each_other(
    frame: PlotFrame,
    lines: tuple[ComparedLine, ...],
    *,
    ticks: tuple[AxisLabel, ...],
    tag: float,
) -> tuple[tuple[ComparedLine, ...], tuple[AxisLabel, ...]]:
    pane, places = frame.panes.price, [tick.at for tick in ticks]
    heights = spread_labels(
        [line.label_y for line in lines],
        ticks=places,
        tag=tag,
        top=pane.y + _LABEL_INSET_PX,
        bottom=max(pane.bottom - _LABEL_INSET_PX, pane.y + _LABEL_INSET_PX),
    )
    told = set(told_ticks(places, heights, tag=tag))
    return (
        tuple(replace(line, label_y=y) for line, y in zip(lines, heights, strict=True)),
        tuple(
            tick if row in told else replace(tick, is_told=False) for row, tick in enumerate(ticks)
        ),
    )


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
        min_gap_px=min(TIME_GAP_PX, max(frame.panes.plot.width / 16, _LEAST_TIME_GAP_PX)),
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
    finite = seen[np.isfinite(frame.prices.ys_of(seen))]
    if not len(finite):
        return None
    price = float(finite[-1])
    at = min(max(frame.y_of(price), frame.curve.y), frame.panes.price.bottom)
    return AxisLabel(at, axis_text(frame.prices, price))


def axis_text(prices: PriceScale, price: float) -> str:
    """Return a price as the axis tells it: itself, or its change from the base in per cent."""
    return price_text(price) if prices.base is None else percent(price / prices.base - 1)
