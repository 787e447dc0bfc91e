"""Long and random bars: walks with gaps, flats and spikes."""

import numpy as np
from hypothesis import strategies as st

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY, Bars


def long_series(count: int, *, seed: int = 1) -> Bars:
    """Return a random walk of hourly bars with runs of gaps, flats and single spikes."""
    random = np.random.default_rng(seed)
    close = 100.0 + np.cumsum(random.standard_normal(count))
    volume = np.floor(random.random(count) * 1e6)
    spikes = random.random(count) < 0.001
    close[spikes] *= 5.0
    opened = np.concatenate((close[:1], close[:-1]))
    for place in random.integers(0, max(count, 1), count // 2_000):
        length = int(random.integers(1, 300))
        gap = slice(int(place), int(place) + length)
        if length % 3:
            close[gap] = opened[gap] = np.nan
        else:
            close[gap] = close[place]
        if length % 2:
            volume[gap] = np.nan
    return Bars(
        time_ns=np.arange(count, dtype=np.int64) * (NS_PER_DAY // 24),
        open=opened,
        high=np.fmax(opened, close) + 1.0,
        low=np.fmin(opened, close) - 1.0,
        close=close,
        volume=volume,
        interval=Interval.HOUR,
    )


@st.composite
def random_series(draw: st.DrawFn) -> Bars:
    """Up to 400 bars; any share of any column is missing, and values repeat."""
    count = draw(st.integers(0, 400))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    steps = draw(st.sampled_from((1, 3, 1_000)))
    columns = []
    for _ in range(5):
        values = random.integers(-steps, steps + 1, count).astype(np.float64)
        share = draw(st.sampled_from((0.0, 0.1, 0.7, 1.0)))
        values[random.random(count) < share] = np.nan
        columns.append(values)
    opened, high, low, close, volume = columns
    times = np.arange(count, dtype=np.int64) * NS_PER_DAY
    return Bars(times, opened, high, low, close, volume)
