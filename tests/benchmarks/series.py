"""Bars to measure with: a random walk, always the same."""

import numpy as np

from benchmarks.walk import random_walk
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars

_MINUTE_NS = 60_000_000_000


def generated_bars(count: int) -> Bars:
    """Return so many one-minute bars."""
    times = np.arange(count, dtype=np.int64)
    times *= _MINUTE_NS
    return Bars(time_ns=times, **random_walk(count), interval=Interval.MINUTE)
