"""Bars as a struct of arrays: the one form in which prices travel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval

NS_PER_DAY = 86_400_000_000_000
"""Nanoseconds in a day of 24 hours."""


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Open, high, low, close and volume, one row a bar, ascending in time.

    Parameters
    ----------
    time_ns : (n,) int64
        Start of the bar. Daily bars carry their session's date as midnight UTC (a label, not an
        instant); intraday bars carry the instant in ns since 1970-01-01 UTC.
    open, high, low, close : (n,) float64
        Prices in the instrument's currency; NaN where the source has none.
    volume : (n,) float64
        Units traded; NaN where the source has none.
    interval : Interval
        Span of one bar.
    """

    time_ns: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    interval: Interval = Interval.DAY

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.time_ns)

    @property
    def dates(self) -> NDArray[np.datetime64]:
        """Return the session of each bar, (n,) datetime64[D]."""
        return self.time_ns.astype("datetime64[ns]").astype("datetime64[D]")
