"""The legend of a comparison: each instrument with its values at the crosshair."""

import math
from dataclasses import dataclass

import numpy as np

from tickertale.domain.instrument import Instrument
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.compare import (
    BASE_REACH,
    BasePoint,
    base_point,
    price_at,
    rebasing_factor,
)
from tickertale.viewmodels.chart.price_scale import price_text
from tickertale.viewmodels.text.wording import percent, sign_of

OWN_STYLE = -1
"""The style of the chart's own instrument: a solid line."""


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One instrument of a comparison.

    Parameters
    ----------
    name : str
        Symbol with currency.
    price : str
        In that currency, at the crosshair or at the end of the view; empty where it has none.
    change : str
        Since the base, there.
    sign : int
    style : int
        Number of its color and dash.
    """

    name: str
    price: str
    change: str
    sign: int
    style: int


def resolve_legend(
    state: ChartState, *, cursor: int | None, own: Instrument | None = None
) -> tuple[LegendItem, ...]:
    """Return the instruments of a comparison with their values, the chart's own first.

    Parameters
    ----------
    state : ChartState
    cursor : int or None
        Bar under the crosshair; none stands for the end of the view.
    own : Instrument or None
        The instrument on the chart; without one, only those beside it are told.
    """
    if not state.compared:
        return ()
    base = base_point(state)
    position = state.view.end
    if cursor is not None:
        position = float(state.scale.bar_positions(cursor, cursor + 1)[0])
    items = []
    if own is not None:
        name, price = _named(own.symbol, own.currency), _own_price(state, cursor)
        items.append(_item(name, base, price=price, factor=1.0, style=OWN_STYLE))
    for series in state.compared:
        name, price = _named(series.symbol, series.currency), price_at(series, position)
        factor = rebasing_factor(series, base)
        items.append(_item(name, base, price=price, factor=factor, style=series.style))
    return tuple(items)


def _named(symbol: str, currency: str) -> str:
    return " ".join(part for part in (symbol, currency) if part)


def _item(
    name: str, base: BasePoint | None, *, price: float, factor: float, style: int
) -> LegendItem:
    change = math.nan if base is None else price * factor / base.price - 1
    return LegendItem(
        name=name,
        price=price_text(price) if math.isfinite(price) else "",
        change=percent(change),
        sign=sign_of(change),
        style=style,
    )


def _own_price(state: ChartState, cursor: int | None) -> float:
    _, last = state.visible_bars()
    after = last if cursor is None else cursor + 1
    closes = state.bars.close[max(after - BASE_REACH, 0) : after]
    known = closes[np.isfinite(closes)]
    return float(known[-1]) if len(known) else math.nan
