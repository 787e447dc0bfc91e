"""The line above the chart: the bar under the crosshair in words, and the crosshair's tags."""

import math
from dataclasses import dataclass

from tickertale.analysis.value_ticks import compact_text
from tickertale.domain.instrument import Instrument
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import TimeScale
from tickertale.viewmodels.picture import price_text
from tickertale.viewmodels.wording import day_text, interval_text, percent


@dataclass(frozen=True, slots=True)
class Readout:
    """The bar under the crosshair.

    Parameters
    ----------
    date, prices, move, volume : str
        Ready to show; empty where the series has no value.
    is_up : bool or None
        Whether the close is at or above the previous close; none where that cannot be said.
    """

    date: str = ""
    prices: str = ""
    move: str = ""
    volume: str = ""
    is_up: bool | None = None


def resolve_readout(bars: Bars, scale: TimeScale, *, index: int | None) -> Readout:
    """Return the bar at `index` in words; empty where there is none."""
    if index is None or not 0 <= index < len(bars):
        return Readout()
    values = zip("OHLC", (bars.open, bars.high, bars.low, bars.close), strict=True)
    prices = "  ".join(
        f"{letter} {price_text(float(column[index]))}"
        for letter, column in values
        if math.isfinite(column[index])
    )
    before = float(bars.close[index - 1]) if index else math.nan
    move = float(bars.close[index]) / before - 1 if before else math.nan
    volume = float(bars.volume[index])
    return Readout(
        date=day_text(scale.date_at(float(scale.bar_positions(index, index + 1)[0]))),
        prices=prices,
        move=percent(move, decimals=2) if math.isfinite(move) else "",
        volume=f"Vol {compact_text(volume)}" if math.isfinite(volume) else "",
        is_up=move >= 0 if math.isfinite(move) else None,
    )


def instrument_line(instrument: Instrument, *, exchange_name: str) -> str:
    """Return ``9988.HK · HKEX · HKD · daily``."""
    interval = interval_text(instrument.series[0].interval) if instrument.series else ""
    parts = (instrument.symbol, exchange_name, instrument.currency or "points", interval)
    return " · ".join(part for part in parts if part)
