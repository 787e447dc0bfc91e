"""Bars as arrays from the columns that a document holds, and back."""

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.store.bar_table import BarColumns


def to_columns(bars: Bars) -> BarColumns:
    """Return the bars as little-endian columns."""
    values = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    return BarColumns(
        bars.time_ns.astype("<i8").tobytes(), *(column.astype("<f8").tobytes() for column in values)
    )


def to_bars(columns: BarColumns, interval: Interval) -> Bars:
    """Return the columns as read-only arrays."""
    return Bars(
        time_ns=np.frombuffer(columns.time_ns, "<i8").astype(np.int64, copy=False),
        open=_floats(columns.open),
        high=_floats(columns.high),
        low=_floats(columns.low),
        close=_floats(columns.close),
        volume=_floats(columns.volume),
        interval=interval,
    )


def _floats(column: bytes) -> NDArray[np.float64]:
    return np.frombuffer(column, "<f8").astype(np.float64, copy=False)
