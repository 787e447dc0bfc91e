"""How long the pyramid of a long series takes to build, and how much memory it adds."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from tickertale.domain.instrument import Interval
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


def generated_bars(count: int) -> Bars:
    """Return a random walk of one-minute bars, always the same."""
    random = np.random.default_rng(20250306)
    close = 100.0 + np.cumsum(random.standard_normal(count)) * 0.01
    reach = random.random(count) * 0.02
    return Bars(
        time_ns=np.arange(count, dtype=np.int64) * 60_000_000_000,
        open=close - reach / 2,
        high=close + reach,
        low=close - reach,
        close=close,
        volume=np.floor(random.random(count) * 1e6),
        interval=Interval.MINUTE,
    )


def _values(bars: Bars) -> tuple[NDArray[np.float64], ...]:
    return bars.open, bars.high, bars.low, bars.close, bars.volume


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
