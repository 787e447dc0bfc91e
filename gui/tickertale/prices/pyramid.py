"""Bars at any level of detail: exact open, high, low, close and volume of every pixel column.

Memory, for n bars: the bars themselves are six arrays of 8 n bytes (4.8 GB for 10**8 bars). The
pyramid refers to them and adds 6.6 n bytes, 16 % of the five value arrays: five tables of extremes
of 1.29 n each and running volumes of 0.13 n; and 0.13 n for each of open and close where 64 bars in
a row have no price. It is built in pieces of 131,072 bars, for which each core needs
2 MB meanwhile.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.bars import Bars
from tickertale.prices.known_value import KnownValues
from tickertale.prices.running_total import RunningTotal
from tickertale.prices.window_table import Ranges, WindowTable

_READ_WITHOUT_TABLES = 40
"""Columns of fewer bars are read bar by bar."""
_BUILT_AT_ONCE = 1_000_000
"""Series of fewer bars are not worth a thread."""


@dataclass(frozen=True, slots=True)
class Extremes:
    """The extreme values of a range of bars; NaN where no bar has a value.

    Parameters
    ----------
    low, high : float
        Lowest low and highest high.
    lowest_close, highest_close : float
    peak_volume : float
        The largest volume of one bar.
    """

    low: float
    high: float
    lowest_close: float
    highest_close: float
    peak_volume: float


class Pyramid:
    """Answers what each pixel column of a chart shows, reading a few values a column.

    The answers are those that reading every bar would give, bit for bit; only sums of volumes
    that are not whole numbers may differ in the last digits.

    Parameters
    ----------
    bars : Bars
        The series; referred to and not copied.
    """

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        tables, self.volume = _built(bars)
        self.lowest_close, self.highest_close, self.low, self.high, self.peak_volume = tables
        self.open = KnownValues(bars.open)
        self.close = KnownValues(bars.close)

    @cached_property
    def positive_close(self) -> WindowTable:
        """Return the table of the lowest closes above zero; built when it is first asked for."""
        return _above_zero(self.bars.close)

    @cached_property
    def positive_low(self) -> WindowTable:
        """Return the table of the lowest lows above zero; built when it is first asked for."""
        return _above_zero(self.bars.low)

    @property
    def nbytes(self) -> int:
        """Return the memory that the pyramid takes on top of the bars."""
        tables = (self.lowest_close, self.highest_close, self.low, self.high, self.peak_volume)
        others = (self.open, self.close, self.volume)
        return sum(row.nbytes for row in tables) + sum(row.nbytes for row in others)

    def columns(self, start: float, end: float, *, width_px: int) -> "PixelColumns":
        """Return what each pixel column shows of the positions from `start` to `end`.

        Parameters
        ----------
        start, end : float
            Bar positions at the left edge of the first and the right edge of the last column; bar
            i is centered on i. They may lie outside the series.
        width_px : int
            Number of columns: device pixels, which are logical ones times the pixel ratio.
        """
        edges = column_edges(start, end, width_px=width_px, bar_count=len(self.bars))
        return PixelColumns(self, edges)

    def columns_between(self, edges: NDArray[np.int64]) -> "PixelColumns":
        """Return what columns show whose bars are told: those of a time scale, for example.

        Parameters
        ----------
        edges : (width + 1,) int64
            Ascending; column i holds the bars from ``edges[i]`` to ``edges[i + 1]``, the latter
            excluded.
        """
        return PixelColumns(self, edges)

    @cached_property
    def whole(self) -> Extremes:
        """Return the extreme values of all bars."""
        return self.extremes(0, len(self.bars))

    def lowest_positive(self, first: int, last: int, *, is_close: bool) -> float:
        """Return the lowest close, or low, above zero of bars `first` to `last`; NaN for none."""
        first, last = max(first, 0), min(last, len(self.bars))
        if first >= last:
            return float("nan")
        table = self.positive_close if is_close else self.positive_low
        ranges = Ranges(np.array([first]), np.array([last]), levels=table.levels)
        return float(table.look_up(ranges)[0])

    def extremes(self, first: int, last: int) -> Extremes:
        """Return the extreme values of bars `first` to `last`, the latter excluded."""
        first, last = max(first, 0), min(last, len(self.bars))
        if first >= last:
            return Extremes(*[np.nan] * 5)
        ranges = Ranges(np.array([first]), np.array([last]), levels=self.low.levels)
        return Extremes(
            low=self.low.look_up(ranges).item(),
            high=self.high.look_up(ranges).item(),
            lowest_close=self.lowest_close.look_up(ranges).item(),
            highest_close=self.highest_close.look_up(ranges).item(),
            peak_volume=self.peak_volume.look_up(ranges).item(),
        )


def _above_zero(values: NDArray[np.float64]) -> WindowTable:
    return WindowTable(np.where(values > 0.0, values, np.nan), pick=np.fmin)


def _built(bars: Bars) -> tuple[list[WindowTable], RunningTotal]:
    """Return the tables, lowest close first, and the volumes; long ones are built side by side."""
    columns = (
        (bars.close, np.fmin),
        (bars.close, np.fmax),
        (bars.low, np.fmin),
        (bars.high, np.fmax),
        (bars.volume, np.fmax),
    )
    if len(bars) < _BUILT_AT_ONCE:
        tables = [WindowTable(values, pick=pick) for values, pick in columns]
        return tables, RunningTotal(bars.volume)
    from concurrent.futures import ThreadPoolExecutor

    # numpy lets go of the interpreter while it works, so threads use more than one core.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(columns) + 1)) as pool:
        total = pool.submit(RunningTotal, bars.volume)
        works = [pool.submit(WindowTable, values, pick=pick) for values, pick in columns]
        return [work.result() for work in works], total.result()


def column_edges(start: float, end: float, *, width_px: int, bar_count: int) -> NDArray[np.int64]:
    """Return the first bar of each pixel column, and the bar after the last, (width + 1,) int64.

    Bar i is in column ``floor((i - start) * (width_px / (end - start)))``, computed as floats are:
    whoever draws bar by bar and uses the same expression meets the same columns.
    """
    per_bar = width_px / (end - start)
    columns = np.arange(width_px + 1, dtype=np.float64)
    edges = np.ceil(start + columns / per_bar)
    # Rounding may have put a bar that stands on an edge on its wrong side.
    edges -= (edges - 1.0 - start) * per_bar >= columns
    edges += (edges - start) * per_bar < columns
    return np.clip(edges, 0, bar_count).astype(np.int64)


class PixelColumns:
    """Open, high, low, close and volume of each pixel column, read when they are first asked for.

    Every array is (width,) float64, and NaN where the column has no bar or no value.

    Parameters
    ----------
    pyramid : Pyramid
        Where they are read.
    edges : (width + 1,) int64
        Column i holds the bars from ``edges[i]`` to ``edges[i + 1]``, the latter excluded.
    """

    def __init__(self, pyramid: Pyramid, edges: NDArray[np.int64]) -> None:
        self.edges = edges
        self._pyramid = pyramid
        self._filled = np.flatnonzero(np.diff(edges))

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.edges) - 1

    @cached_property
    def first_close(self) -> NDArray[np.float64]:
        """Return the first known close."""
        return self._known(self._pyramid.close.first)

    @cached_property
    def last_close(self) -> NDArray[np.float64]:
        """Return the last known close."""
        return self._known(self._pyramid.close.last)

    @cached_property
    def lowest_close(self) -> NDArray[np.float64]:
        """Return the lowest close."""
        return self._extreme(self._pyramid.lowest_close)

    @cached_property
    def lowest_positive_close(self) -> NDArray[np.float64]:
        """Return the lowest close above zero."""
        is_one = np.any(self.lowest_close <= 0.0)
        return self._extreme(self._pyramid.positive_close) if is_one else self.lowest_close

    @cached_property
    def highest_close(self) -> NDArray[np.float64]:
        """Return the highest close."""
        return self._extreme(self._pyramid.highest_close)

    @cached_property
    def open(self) -> NDArray[np.float64]:
        """Return the first known open."""
        return self._known(self._pyramid.open.first)

    @cached_property
    def high(self) -> NDArray[np.float64]:
        """Return the highest high."""
        return self._extreme(self._pyramid.high)

    @cached_property
    def low(self) -> NDArray[np.float64]:
        """Return the lowest low."""
        return self._extreme(self._pyramid.low)

    @cached_property
    def lowest_positive_low(self) -> NDArray[np.float64]:
        """Return the lowest low above zero."""
        is_one = np.any(self.low <= 0.0)
        return self._extreme(self._pyramid.positive_low) if is_one else self.low

    @cached_property
    def volume(self) -> NDArray[np.float64]:
        """Return the sum of the volumes."""
        before = self._pyramid.volume.before(self.edges)
        return np.where(np.isnan(self.peak_volume), np.nan, np.diff(before))

    @cached_property
    def peak_volume(self) -> NDArray[np.float64]:
        """Return the largest volume of one bar: what volume bars drawn over each other show."""
        return self._extreme(self._pyramid.peak_volume)

    @cached_property
    def _blocks(self) -> tuple[tuple[NDArray[np.int64], Ranges], ...]:
        """Return the columns with bars, as blocks of columns with about as many bars each."""
        return tuple((columns, self._ranges(columns)) for columns in self._even_columns())

    def _even_columns(self) -> Iterator[NDArray[np.int64]]:
        """Yield columns that hold about as many bars: one may have twice as many as another."""
        counts = np.diff(self.edges)[self._filled]
        few = counts < _READ_WITHOUT_TABLES
        if few.any():
            yield self._filled[few]
        rest, counts = self._filled[~few], counts[~few]
        while len(rest):
            is_even = counts > counts.max() // 2
            yield rest[is_even]
            rest, counts = rest[~is_even], counts[~is_even]

    def _ranges(self, columns: NDArray[np.int64]) -> Ranges:
        starts, ends = self.edges[columns], self.edges[columns + 1]
        return Ranges(starts, ends, levels=self._pyramid.low.levels)

    def _extreme(self, table: WindowTable) -> NDArray[np.float64]:
        result = np.full(len(self), np.nan)
        for columns, ranges in self._blocks:
            result[columns] = table.look_up(ranges)
        return result

    def _known(
        self, search: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        result = np.full(len(self), np.nan)
        if len(self._filled):
            filled = self._filled
            result[filled] = search(self.edges[filled], self.edges[filled + 1])
        return result
