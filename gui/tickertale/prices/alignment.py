"""Series side by side: others on the bars of one, and all rebased at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.prices.time_scale import instant_ns

_NS_PER_SECOND = 1_000_000_000
_LONGEST_GAP = {Interval.WEEK: 21, Interval.MONTH: 93}
_LONGEST_GAP_DAYS = 10


@dataclass(frozen=True, slots=True, eq=False)
class AlignedSeries:
    """Closes of a series on the bars of another.

    Parameters
    ----------
    name : str
        What the legend says: the symbol.
    currency : str
        ISO 4217 code, as quoted: nothing is converted; empty for points.
    close : (n,) float64
        The last close known when each bar of the base series ends; NaN before the first, and
        after a gap that is longer than holidays last.
    is_own : (n,) bool
        Whether the series has a bar of its own there; elsewhere its last close is repeated.
    """

    name: str
    currency: str
    close: NDArray[np.float64]
    is_own: NDArray[np.bool_]

    @property
    def label(self) -> str:
        """Return ``BABA (USD)``, or the name alone where there is no currency."""
        return f"{self.name} ({self.currency})" if self.currency else self.name

    def rebased(self, index: int) -> NDArray[np.float64]:
        """Return the change since a bar, (n,) float64: 0.05 is five per cent.

        NaN throughout where the series has no price there yet: take a later bar, such as
        `rebase_index` finds. A base that is not positive has no percentages either.
        """
        base = float(self.close[index]) if 0 <= index < len(self.close) else np.nan
        if not base > 0.0:
            return np.full(len(self.close), np.nan)
        return self.close / base - 1.0


def align(base: Bars, other: Bars, *, name: str, currency: str) -> AlignedSeries:
    """Return the closes of a series on the bars of another, by the last value at or before.

    Bars of one interval are matched by their times: daily ones by date, though markets close at
    different hours. Bars of two intervals are matched by when they end, a date at midnight UTC, so
    that no bar shows a close from its future.

    A close is repeated while a market rests, at most ten days (21 days for weekly and 93 for
    monthly bars); after that the series has a gap until its next bar. A NaN close is no close.

    Parameters
    ----------
    base, other : Bars
        The series on whose bars, and the one whose closes.
    name, currency : str
        How the other series is named, and what it is quoted in.
    """
    known = np.flatnonzero(~np.isnan(other.close))
    if not len(known):
        gaps = np.full(len(base), np.nan)
        return AlignedSeries(name, currency, gaps, np.zeros(len(base), np.bool_))
    are_alike = base.interval is other.interval
    wanted = base.time_ns if are_alike else _ends(base)
    times = (other.time_ns if are_alike else _ends(other))[known]
    latest = np.searchsorted(times, wanted, side="right") - 1
    found = np.maximum(latest, 0)
    age_ns = wanted - times[found]
    longest_ns = _LONGEST_GAP.get(other.interval, _LONGEST_GAP_DAYS) * NS_PER_DAY
    has_close = (latest >= 0) & (age_ns <= longest_ns)
    before = np.concatenate(([-1], latest[:-1]))
    return AlignedSeries(
        name=name,
        currency=currency,
        close=np.where(has_close, other.close[known[found]], np.nan),
        # Its bar is new here if it ended after the bar of the base series before this one.
        is_own=has_close & (latest > before),
    )


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
    return ends - base.seconds * _NS_PER_SECOND


def rebase_index(series: Sequence[AlignedSeries], first: int) -> int | None:
    """Return the first bar at or after `first` at which every series has a positive close.

    None where there is no such bar. Series rebased there are at zero together.
    """
    if not series:
        return first
    have_base = np.logical_and.reduce([row.close[max(first, 0) :] > 0.0 for row in series])
    places = np.flatnonzero(have_base)
    return max(first, 0) + int(places[0]) if len(places) else None


def _ends(bars: Bars) -> NDArray[np.int64]:
    return bars.time_ns + bars.interval.seconds * _NS_PER_SECOND
