"""The price axis of a picture: its range, what its base is, and what it cannot show."""

import numpy as np

from tickertale.prices.pyramid import Extremes
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.compare import BasePoint, compared_range
from tickertale.viewmodels.chart.price_scale import PriceRange, ScaleKind, spread
from tickertale.viewmodels.chart.price_shape import LINES, edge_prices
from tickertale.viewmodels.chart.readout import bar_text
from tickertale.viewmodels.text.wording import one_line

PERCENT_KINDS = frozenset({ScaleKind.PERCENT_FIRST, ScaleKind.PERCENT_EVENT})
"""The scales that tell changes from a base."""


def resolve_price_range(state: ChartState, base: BasePoint | None, *, seen: Extremes) -> PriceRange:
    """Return the prices at the ends of the axis: those that were locked, else those in view.

    Parameters
    ----------
    state : ChartState
    base : BasePoint or None
        Where other instruments meet the chart's own price.
    seen : Extremes
        Of the bars in view.
    """
    is_log = state.scale_kind is ScaleKind.LOG
    locked = state.locked
    if locked is not None and (locked.low > 0.0 or not is_log):
        return locked
    low, high = _ends_in_view(state, seen)
    others = compared_range(state, base)
    if others is not None:
        low, high = float(np.fmin(low, others.low)), float(np.fmax(high, others.high))
    if locked is not None and low < locked.high:
        # Of a range that was locked on another scale, the part that this one can show.
        high = locked.high
    return spread(low, high, is_log=is_log)


def has_unshown_prices(state: ChartState, seen: Extremes) -> bool:
    """Return whether there are prices in view that a logarithmic scale leaves out."""
    lowest = seen.lowest_close if state.kind in LINES else seen.low
    return state.scale_kind is ScaleKind.LOG and lowest <= 0.0


def base_note(state: ChartState, base: BasePoint | None) -> str:
    """Return which close is 0 per cent, and why it is not that before the event if it should be.

    Empty on a scale of prices.
    """
    if base is None or state.scale_kind not in PERCENT_KINDS:
        return ""
    index = state.scale.nearest_index(base.position) or 0
    note = f"0% = close of {bar_text(state.scale, index, has_zone=True)}"
    if state.scale_kind is ScaleKind.PERCENT_FIRST or state.selected_anchor() is not None:
        return note
    event = state.anchors.by_id.get(state.selected or "")
    if event is None:
        return f"{note}, the first in view: no event is selected"
    return f"{note}, the first in view: “{one_line(event.text)}” stands on no bar"


def _ends_in_view(state: ChartState, seen: Extremes) -> tuple[float, float]:
    """Return the lowest and the highest price to be drawn; NaN without any."""
    is_line = state.kind in LINES
    low, high = (seen.lowest_close, seen.highest_close) if is_line else (seen.low, seen.high)
    if has_unshown_prices(state, seen):
        first, last = state.visible_bars()
        low = state.pyramid.lowest_positive(first, last, is_close=is_line)
        high = high if high > 0.0 else float("nan")
    # The line may come from a bar beyond the edge, at quite another price.
    ends = edge_prices(state) if is_line else ()
    return float(np.fmin.reduce((low, *ends))), float(np.fmax.reduce((high, *ends)))
