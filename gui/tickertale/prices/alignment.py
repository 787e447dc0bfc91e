"""Where the bars of one series stand beside those of another.

A series that is compared is drawn through its own bars at their own times. No close is repeated
while its market rests, for a line shows where prices were paid; what is not known in between, it
need not say. Whoever needs its value at a moment takes the last close at or before.
"""

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import NS_PER_SECOND, instant_ns


def matched_times(
    bars: Bars, base: Interval, *, exchange: Exchange | None = None
) -> NDArray[np.int64]:
    """Return where bars stand among those of another interval, in ns, (n,) int64.

    Bars of one interval stand at their own times. Others stand where a bar of the base would begin
    that ends when they do, so that none shows a close from its future.

    Parameters
    ----------
    bars : Bars
        The series that is laid beside another.
    base : Interval
        Of the series beside which it is laid.
    exchange : Exchange or None
        Says when the sessions of `bars` close; their dates end at midnight UTC without it.
    """
    if bars.interval is base:
        return bars.time_ns
    ends = _ends(bars)
    if base.is_intraday and bars.interval is Interval.DAY and exchange is not None:
        closes = (exchange.closes_at(day) for day in bars.dates.tolist())
        ends = np.array([instant_ns(close) for close in closes], dtype=np.int64)
    return ends - base.seconds * NS_PER_SECOND


def _ends(bars: Bars) -> NDArray[np.int64]:
    return bars.time_ns + bars.interval.seconds * NS_PER_SECOND
