"""The least or greatest value of any range of a long array, in a time that hardly grows with it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.bucket import BUCKET, CHUNK, merged

_FIRST_STEP, _STEP = 4, 8
_AT_ENDS = np.arange(BUCKET)[:, None]


@dataclass(frozen=True, slots=True)
class Level:
    """Windows of one length: window i covers bars ``i * grid`` to ``i * grid + window``.

    Parameters
    ----------
    grid, window : int
        Distance of two windows and their length, in bars; powers of two.
    offset, count : int
        Where the windows of this level stand in a `WindowTable`, and how many there are.
    """

    grid: int
    window: int
    offset: int
    count: int

    @property
    def overlap(self) -> int:
        """Return how many windows of the level begin within one."""
        return self.window // self.grid


def levels_of(count: int) -> tuple[Level, ...]:
    """Return the levels for so many bars, shortest windows first; all lie within the bars.

    The window of one level is the grid of the next, so that one window of a level reaches from
    wherever a range begins to where the next level takes over. Windows overlap: for a minimum it
    does no harm to read a bar twice, and nothing has to be masked.
    """
    levels: list[Level] = []
    grid, window, offset = BUCKET, BUCKET * _FIRST_STEP, 0
    while window <= count:
        levels.append(Level(grid, window, offset, (count - window) // grid + 1))
        offset += levels[-1].count
        grid, window = window, window * _STEP
    return tuple(levels)


class Ranges:
    """Ranges of bars to be looked up in the tables of one series.

    Parameters
    ----------
    starts, ends : (m,) int64
        Half-open, ascending, not empty, and of about the same length.
    levels : tuple of Level
        Those of the tables.
    """

    def __init__(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64], *, levels: tuple[Level, ...]
    ) -> None:
        self.starts, self.ends = starts, ends
        lengths = ends - starts
        self._most = int(lengths.max())
        least = int(lengths.min())
        self.levels = tuple(row for row in levels if row.window + row.grid - 1 <= least)
        self._at_ends: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None

    @cached_property
    def end_bars(self) -> NDArray[np.int64]:
        """Return the bars at both ends that no window reaches, (2 * BUCKET, m) int64.

        Only bars of the buckets in which a range begins and ends are among them, some of them
        twice: what is not read need not come from memory, which takes longer than all the rest.
        """
        bars = np.empty((2 * BUCKET, len(self.starts)), np.int64)
        firsts, lasts = bars[:BUCKET], bars[BUCKET:]
        np.minimum(self.starts + _AT_ENDS, self.starts | (BUCKET - 1), out=firsts)
        ends = self.ends - 1
        np.maximum(ends - _AT_ENDS, ends & -BUCKET, out=lasts)
        return bars

    @cached_property
    def windows(self) -> NDArray[np.int64]:
        """Return the windows that cover the rest, as indices into a table, (k, m) int64."""
        *lower, top = self.levels
        steps = -(-self._most // top.window)
        windows = np.empty((2 * len(lower) + steps, len(self.starts)), np.int64)
        for row, level in enumerate(lower):
            first, last = self._outer(level)
            windows[2 * row], windows[2 * row + 1] = first, last
        first, last = self._outer(top)
        within = first + np.arange(steps)[:, None] * top.overlap
        np.minimum(within, last, out=windows[2 * len(lower) :])
        return windows

    def _outer(self, level: Level) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first and the last window of a level that lie within each range."""
        shift = level.grid.bit_length() - 1
        first = ((self.starts + (level.grid - 1)) >> shift) + level.offset
        last = (self.ends >> shift) + (level.offset - level.overlap)
        return first, last

    def at_ends(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values of the end bars, (2 * BUCKET, m) float64; the last ones are kept."""
        if self._at_ends is None or self._at_ends[0] is not values:
            self._at_ends = values, values.take(self.end_bars)
        return self._at_ends[1]


class WindowTable:
    """Least or greatest values of windows over an array; NaN counts as no value.

    Parameters
    ----------
    values : (n,) float64
        Read at every look-up, never copied.
    pick : numpy.ufunc
        ``np.fmin`` or ``np.fmax``.
    """

    def __init__(self, values: NDArray[np.float64], *, pick: np.ufunc) -> None:
        self._values, self._pick = values, pick
        self.levels = levels_of(len(values))
        size = self.levels[-1].offset + self.levels[-1].count if self.levels else 0
        self._table = np.empty(size)
        self._fill()

    @property
    def nbytes(self) -> int:
        """Return the memory that the table takes on top of the values."""
        return self._table.nbytes

    def look_up(self, ranges: Ranges) -> NDArray[np.float64]:
        """Return the extreme value of each range, (m,) float64; NaN where all are NaN."""
        if not ranges.levels:
            return self._read(ranges)
        at_ends = self._pick.reduce(ranges.at_ends(self._values), axis=0)
        within = self._pick.reduce(self._table.take(ranges.windows), axis=0)
        result: NDArray[np.float64] = self._pick(at_ends, within)
        return result

    def _read(self, ranges: Ranges) -> NDArray[np.float64]:
        """Return the extreme value of each range, read bar by bar."""
        starts, ends = ranges.starts, ranges.ends
        if np.array_equal(starts[1:], ends[:-1]):
            first = int(starts[0])
            return self._pick.reduceat(self._values[first : int(ends[-1])], starts - first)
        lengths = ends - starts
        places = np.cumsum(lengths) - lengths
        bars = np.arange(int(lengths.sum())) + np.repeat(starts - places, lengths)
        return self._pick.reduceat(self._values.take(bars), places)

    def _fill(self) -> None:
        if not self.levels:
            return
        slide = _Slide(self._pick, most=CHUNK + _STEP)
        level = self.levels[0]
        lowest, ahead = self._windows(level), level.overlap - 1
        for start, buckets in merged(self._values, self._pick, ahead=ahead):
            slide.write(buckets, lowest[start : start + len(buckets) - ahead])
        for below, level in pairwise(self.levels):
            coarser = self._windows(below)[:: below.overlap]
            windows, ahead = self._windows(level), level.overlap - 1
            for start in range(0, level.count, CHUNK):
                part = coarser[start : start + CHUNK + ahead].copy()
                slide.write(part, windows[start : start + len(part) - ahead])

    def _windows(self, level: Level) -> NDArray[np.float64]:
        return self._table[level.offset : level.offset + level.count]


class _Slide:
    """Extremes of runs of values, in memory that is used again."""

    def __init__(self, pick: np.ufunc, *, most: int) -> None:
        self._pick = pick
        self._scratch = np.empty((2, most))

    def write(self, values: NDArray[np.float64], result: NDArray[np.float64]) -> None:
        """Write the extreme of each run of values, as long as leaves room for the result."""
        count, width, turn = len(values) - len(result) + 1, 1, 0
        while 2 * width < count:
            paired = self._scratch[turn, : len(values) - width]
            self._pick(values[:-width], values[width:], out=paired)
            values, width, turn = paired, 2 * width, 1 - turn
        self._pick(values[: len(result)], values[count - width :][: len(result)], out=result)
