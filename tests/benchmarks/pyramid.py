"""How long the pyramid of a long series takes to build, and how much memory it adds."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from benchmarks.series import generated_bars
from tickertale.prices.bars import Bars
from tickertale.prices.pyramid import Pyramid

BAR_COUNT = 10_000_000
RUNS = 21
BUILD_BAR = 6.0
MEMORY_BAR = 0.25


def pyramid_build_vs_max() -> Figure:
    """Return the median time to build it, over that of ``np.max`` of each of the five arrays."""
    bars = generated_bars(BAR_COUNT)
    builds, passes = [], []
    for _ in range(RUNS):
        passes.append(_seconds(lambda: [values.max() for values in _values(bars)]))
        builds.append(_seconds(lambda: Pyramid(bars)))
    build, one_pass = statistics.median(builds), statistics.median(passes)
    return Figure(
        name="pyramid_build_vs_max",
        value=build / one_pass,
        bar=BUILD_BAR,
        note=f"{BAR_COUNT:.0e} bars: {build * 1e3:.0f} ms, np.max of five arrays "
        f"{one_pass * 1e3:.0f} ms; medians of {RUNS} runs in turn",
    )


def pyramid_memory() -> Figure:
    """Return the memory that it adds, over that of the five arrays of values."""
    bars = generated_bars(BAR_COUNT)
    # Gaps need a little more.
    bars.open[:100], bars.close[:100] = np.nan, np.nan
    added = Pyramid(bars).nbytes
    raw = sum(values.nbytes for values in _values(bars))
    return Figure(
        name="pyramid_memory",
        value=added / raw,
        bar=MEMORY_BAR,
        note=f"{BAR_COUNT:.0e} bars: {added / 1e6:.0f} MB on top of {raw / 1e6:.0f} MB",
    )


def _values(bars: Bars) -> tuple[NDArray[np.float64], ...]:
    return bars.open, bars.high, bars.low, bars.close, bars.volume


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
