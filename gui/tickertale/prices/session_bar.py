"""The sessions of a series: their days, and one bar for each."""

import calendar
import datetime as dt

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.longer_bar import joined_bars, span_starts
from tickertale.prices.time_scale import offset_ns

_NS_PER_HOUR = NS_PER_DAY // 24
_FRIDAY = 4


def session_days(bars: Bars, *, zone: str, exchange: Exchange | None = None) -> tuple[dt.date, ...]:
    """Return the days of trading that a series covers, ascending, on the clock of a zone.

    Parameters
    ----------
    bars : Bars
    zone : str
        IANA zone of the exchange; bars of a day or more carry their date already.
    exchange : Exchange or None
        Knows the days within weekly and monthly bars; every weekday counts without it.
    """
    if bars.interval in {Interval.WEEK, Interval.MONTH}:
        return _days_within(bars, exchange)
    if not bars.interval.is_intraday:
        return tuple(bars.dates.tolist())
    # Not np.unique: it would import numpy.ma, which start-up does not need.
    days = _local_days(bars, zone=zone)
    return tuple(days[span_starts(days)].astype("datetime64[D]").tolist())


def session_bars(bars: Bars, *, zone: str) -> Bars:
    """Return one bar for each session of an intraday series, and any other series as it is.

    Parameters
    ----------
    bars : Bars
    zone : str
        IANA zone of the exchange, on whose clock a session has one date.

    Returns
    -------
    Bars
        As `joined_bars` makes them.
    """
    if not bars.interval.is_intraday or not len(bars):
        return bars
    days = _local_days(bars, zone=zone)
    starts = span_starts(days)
    labels = days[starts] * NS_PER_DAY
    return joined_bars(bars, starts, time_ns=labels, interval=Interval.DAY)


def _local_days(bars: Bars, *, zone: str) -> NDArray[np.int64]:
    """Return the day of each bar on the clock of a zone, since 1970, (n,) int64."""
    hours = bars.time_ns // _NS_PER_HOUR
    firsts = np.flatnonzero(np.diff(hours, prepend=hours[:1] - 1))
    # Clocks are changed on the hour, and most hours of a day are as far ahead as its first.
    ahead = _offsets(hours[firsts], zone=zone)
    counts = np.diff(np.append(firsts, len(hours)))
    return (bars.time_ns + np.repeat(ahead, counts)) // NS_PER_DAY


def _offsets(hours: NDArray[np.int64], *, zone: str) -> NDArray[np.int64]:
    """Return how far clocks are ahead of UTC in hours since 1970, in ns, (n,) int64."""
    known: dict[int, int] = {}

    def ahead(hour: int) -> int:
        day = hour // 24
        start = known.setdefault(day, offset_ns(day * NS_PER_DAY, zone))
        after = known.setdefault(day + 1, offset_ns((day + 1) * NS_PER_DAY, zone))
        return start if start == after else offset_ns(hour * _NS_PER_HOUR, zone)

    return np.array([ahead(hour) for hour in hours.tolist()], dtype=np.int64)


def _days_within(bars: Bars, exchange: Exchange | None) -> tuple[dt.date, ...]:
    if not len(bars):
        return ()
    first, last = (day.item() for day in bars.dates[[0, -1]])
    length = 7
    if bars.interval is Interval.MONTH:
        length = calendar.monthrange(last.year, last.month)[1] - last.day + 1
    count = (last - first).days + length
    days = (first + dt.timedelta(days=number) for number in range(count))
    if exchange is None:
        return tuple(day for day in days if day.weekday() <= _FRIDAY)
    return tuple(day for day in days if exchange.is_session(day))
