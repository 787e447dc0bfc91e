"""A random walk of prices, always the same; needs numpy only."""

import numpy as np
from numpy.typing import NDArray

_CHUNK = 1 << 20


def random_walk(count: int) -> dict[str, NDArray[np.float64]]:
    """Return open, high, low, close and volume, made piece by piece to save memory."""
    random = np.random.default_rng(20250306)
    result = {name: np.empty(count) for name in ("open", "high", "low", "close", "volume")}
    last = 100.0
    for start in range(0, count, _CHUNK):
        part = slice(start, min(start + _CHUNK, count))
        size = part.stop - start
        # The walk is drawn back to 100, so that no length of it meets zero.
        walk = last + np.cumsum(random.standard_normal(size) * 0.01 + (100.0 - last) / _CHUNK)
        reach = random.random(size) * 0.02
        last = float(walk[-1])
        result["close"][part] = walk
        result["open"][part] = walk + (random.random(size) - 0.5) * reach
        result["high"][part], result["low"][part] = walk + reach, walk - reach
        result["volume"][part] = np.floor(random.random(size) * 1e6)
    return result
