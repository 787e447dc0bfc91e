"""Where bars come from, seen from the chart: a range in full, or as much as pixels can show."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from tickertale.prices.bars import Bars


class PriceSource(Protocol):
    """The bars of one series, asked for by time."""

    def bars(self, start_ns: int, end_ns: int) -> Bars:
        """Return every bar that starts at or after `start_ns` and before `end_ns`."""

    def overview(self, start_ns: int, end_ns: int, *, width_px: int) -> Bars:
        """Return the same range in at most `width_px` bars."""


class ArraySource(PriceSource):
    """A source whose bars are all in memory.

    Parameters
    ----------
    bars : Bars
        The whole series.
    """

    def __init__(self, bars: Bars) -> None:
        self._bars = bars

    @override
    def bars(self, start_ns: int, end_ns: int) -> Bars:
        first, last = np.searchsorted(self._bars.time_ns, (start_ns, end_ns), side="left")
        return _slice(self._bars, slice(int(first), max(int(first), int(last))))

    @override
    def overview(self, start_ns: int, end_ns: int, *, width_px: int) -> Bars:
        return merge_bars(self.bars(start_ns, end_ns), width_px)


def merge_bars(bars: Bars, most: int) -> Bars:
    """Return bars merged into at most `most` groups of equal count (to one).

    A group opens at its first price and closes at its last, NaN left out; its high, low and volume
    are those of all its bars, and it starts where its first bar does.
    """
    count = len(bars)
    if count <= max(most, 1):
        return bars
    starts = np.arange(max(most, 1), dtype=np.int64) * count // max(most, 1)
    has_volume = np.isfinite(bars.volume)
    volume = np.add.reduceat(np.where(has_volume, bars.volume, 0.0), starts)
    return Bars(
        time_ns=bars.time_ns[starts],
        open=_first_known(bars.open, starts),
        high=np.fmax.reduceat(bars.high, starts),
        low=np.fmin.reduceat(bars.low, starts),
        close=_last_known(bars.close, starts),
        volume=np.where(np.logical_or.reduceat(has_volume, starts), volume, np.nan),
        interval=bars.interval,
    )


def _slice(bars: Bars, rows: slice) -> Bars:
    return Bars(
        time_ns=bars.time_ns[rows],
        open=bars.open[rows],
        high=bars.high[rows],
        low=bars.low[rows],
        close=bars.close[rows],
        volume=bars.volume[rows],
        interval=bars.interval,
    )


def _first_known(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the first value of each group that is not NaN, NaN where there is none."""
    count = len(values)
    known = np.where(np.isnan(values), count, np.arange(count))
    first = np.minimum.reduceat(known, starts)
    return np.append(values, np.nan)[first]


def _last_known(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the last value of each group that is not NaN, NaN where there is none."""
    known = np.where(np.isnan(values), -1, np.arange(len(values)))
    last = np.maximum.reduceat(known, starts)
    return np.append(values, np.nan)[last]
