"""The line above the chart: the bar under the crosshair in words, and the crosshair's tags."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from tickertale.analysis.value_ticks import compact_text
from tickertale.domain.instrument import Instrument, Interval
from tickertale.domain.series_choice import series_choices
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import NS_PER_SECOND, TimeScale
from tickertale.viewmodels.chart.price_scale import price_text
from tickertale.viewmodels.text.wording import (
    clock_text,
    day_text,
    interval_text,
    month_text,
    percent,
    zone_text,
)


@dataclass(frozen=True, slots=True)
class Readout:
    """The bar under the crosshair.

    Parameters
    ----------
    date, move, volume : str
        Ready to show; empty where the series has no value.
    prices : tuple of str
        Open, high, low and close, of those that there are: ``C 140.80``.
    is_up : bool or None
        Whether the close is at or above the previous close; none where that cannot be said.
    """

    date: str = ""
    prices: tuple[str, ...] = ()
    move: str = ""
    volume: str = ""
    is_up: bool | None = None


def resolve_readout(bars: Bars, scale: TimeScale, *, index: int | None) -> Readout:
    """Return the bar at `index` in words; empty where there is none."""
    if index is None or not 0 <= index < len(bars):
        return Readout()
    values = zip("OHLC", (bars.open, bars.high, bars.low, bars.close), strict=True)
    prices = tuple(
        f"{letter} {price_text(float(column[index]))}"
        for letter, column in values
        if math.isfinite(column[index])
    )
    before = float(bars.close[index - 1]) if index else math.nan
    move = float(bars.close[index]) / before - 1 if before else math.nan
    volume = float(bars.volume[index])
    return Readout(
        date=bar_text(scale, index, has_zone=True),
        prices=prices,
        move=percent(move, decimals=2) if math.isfinite(move) else "",
        volume=f"Vol {compact_text(volume)}" if math.isfinite(volume) else "",
        is_up=move >= 0 if math.isfinite(move) else None,
    )


def shortened_readout(readout: Readout) -> Readout | None:
    """Return the readout without what matters least; None where date, close and move are left.

    The volume goes first, then the open, the high and the low.
    """
    if readout.volume:
        return replace(readout, volume="")
    return replace(readout, prices=readout.prices[1:]) if len(readout.prices) > 1 else None


def bar_text(scale: TimeScale, index: int, *, has_zone: bool = False) -> str:
    """Return when a bar was: ``3 Nov 2025``, with the hour where it has one, or its week or month.

    Parameters
    ----------
    scale : TimeScale
    index : int
        Of an existing bar.
    has_zone : bool
        Name the clock that an hour is told on: ``3 Nov 2025, 09:30 EST``.
    """
    text = bar_date(scale, index)
    if scale.interval is Interval.WEEK:
        return f"week of {text}"
    if has_zone and scale.interval.is_intraday:
        return f"{text} {zone_text(_instant(scale, index), scale.zone)}"
    return text


def bar_date(scale: TimeScale, index: int) -> str:
    """Return the date of a bar as it can be typed: day, month, or day and time of day."""
    instant = _instant(scale, index)
    if scale.interval is Interval.MONTH:
        return month_text(instant.date())
    day = day_text(instant.date())
    if not scale.interval.is_intraday:
        return day
    is_second = scale.interval is Interval.SECOND
    clock = f"{instant:%H:%M:%S}" if is_second else clock_text(instant)
    return f"{day}, {clock}"


def _instant(scale: TimeScale, index: int) -> dt.datetime:
    seconds = int(scale.time_ns[index]) // NS_PER_SECOND
    return dt.datetime.fromtimestamp(seconds, tz=ZoneInfo(scale.zone))


def instrument_line(instrument: Instrument, *, exchange_name: str) -> str:
    """Return ``9988.HK · HKEX · HKD``, and ``daily`` where there are no other bars to choose."""
    choices = series_choices(instrument)
    interval = interval_text(choices[0].interval) if len(choices) == 1 else ""
    parts = (instrument.symbol, exchange_name, instrument.currency or "points", interval)
    return " · ".join(part for part in parts if part)
