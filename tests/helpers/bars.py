"""Bars for tests: weekdays, with prices made from the closes."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import day_ns


def weekday_times(first: dt.date, count: int) -> NDArray[np.int64]:
    """Return the labels of `count` weekdays from a date on."""
    days = [first + dt.timedelta(days=number) for number in range(count * 7 // 5 + 7)]
    return np.array([day_ns(day) for day in days if day.weekday() < 5][:count], dtype=np.int64)


def bars_of(
    close: Sequence[float],
    *,
    opens: Sequence[float] | None = None,
    volume: Sequence[float] | None = None,
    first: dt.date = dt.date(2024, 1, 1),
) -> Bars:
    """Return daily bars on weekdays; each opens at its close unless told."""
    closes = np.array(close, dtype=np.float64)
    opened = closes if opens is None else np.array(opens, dtype=np.float64)
    return Bars(
        time_ns=weekday_times(first, len(closes)),
        open=opened,
        high=np.fmax(opened, closes),
        low=np.fmin(opened, closes),
        close=closes,
        volume=np.full(len(closes), 100.0) if volume is None else np.array(volume, np.float64),
    )
