"""Longer bars made of shorter ones: sessions of minutes, weeks and months of sessions."""

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.prices.known_value import KnownValues

_DAYS_FROM_MONDAY = 3
"""1 January 1970 was a Thursday."""


def longer_bars(bars: Bars, interval: Interval) -> Bars:
    """Return one bar for each week, from Monday on, or month that has sessions.

    Parameters
    ----------
    bars : Bars
        One for each session.
    interval : Interval
        `WEEK` or `MONTH`.

    Returns
    -------
    Bars
        As `joined_bars` makes them, each labeled by its first session.
    """
    days = bars.dates.astype(np.int64)
    if interval is Interval.MONTH:
        spans = bars.dates.astype("datetime64[M]").astype(np.int64)
    else:
        spans = (days + _DAYS_FROM_MONDAY) // 7
    starts = span_starts(spans)
    return joined_bars(bars, starts, time_ns=bars.time_ns[starts], interval=interval)


def span_starts(spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the index of the first bar of each span, for the span of each bar, ascending."""
    return np.flatnonzero(np.diff(spans, prepend=spans[:1] - 1))


def joined_bars(
    bars: Bars, starts: NDArray[np.int64], *, time_ns: NDArray[np.int64], interval: Interval
) -> Bars:
    """Return one bar for each run of bars.

    Parameters
    ----------
    bars : Bars
    starts : (m,) int64
        Index of the first bar of each run, ascending from 0.
    time_ns : (m,) int64
        Labels of the runs.
    interval : Interval
        Span of a run.

    Returns
    -------
    Bars
        First open, highest high, lowest low, last close and the sum of the volumes; what no bar
        of a run has is NaN.
    """
    if not len(bars):
        nothing = np.empty(0)
        return Bars(time_ns, nothing, nothing, nothing, nothing, nothing, interval)
    ends = np.append(starts[1:], len(bars))
    is_known = np.isfinite(bars.volume)
    volume = np.add.reduceat(np.where(is_known, bars.volume, 0.0), starts)
    return Bars(
        time_ns=time_ns,
        open=KnownValues(bars.open).first(starts, ends),
        high=np.fmax.reduceat(bars.high, starts),
        low=np.fmin.reduceat(bars.low, starts),
        close=KnownValues(bars.close).last(starts, ends),
        volume=np.where(np.logical_or.reduceat(is_known, starts), volume, np.nan),
        interval=interval,
    )
