"""The sum of any range of a long array, from the totals before each block."""

import numpy as np
from numpy.typing import NDArray

_BLOCK = 64
"""Values for which one total is kept."""
_CHUNK = 1 << 14
_STEPS = np.arange(_BLOCK)[:, None]


class RunningTotal:
    """Sums of ranges; NaN counts as nothing.

    A sum is the difference of two running totals. It is exact for whole numbers whose total stays
    below 2**53 (any real volume); otherwise its error is about 1e-16 of that total.

    Parameters
    ----------
    values : (n,) float64
        Read now and at every look-up, never copied.
    """

    def __init__(self, values: NDArray[np.float64]) -> None:
        self._values = values
        rows = values[: len(values) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
        self._totals = np.zeros(len(rows) + 1)
        # Twice as fast as `np.sum` for short rows.
        np.einsum("ij->i", rows, out=self._totals[1:])
        with_gaps = np.flatnonzero(np.isnan(self._totals[1:]))
        for start in range(0, len(with_gaps), _CHUNK):
            chosen = with_gaps[start : start + _CHUNK]
            self._totals[1 + chosen] = np.nansum(rows[chosen], axis=1)
        np.cumsum(self._totals, out=self._totals)

    @property
    def nbytes(self) -> int:
        """Return the memory taken on top of the values."""
        return self._totals.nbytes

    def before(self, edges: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the sum of all values before each edge, (m,) float64."""
        if not len(self._values):
            return np.zeros(len(edges))
        block = edges // _BLOCK
        places = block * _BLOCK + _STEPS
        rest = self._values.take(np.minimum(places, len(self._values) - 1))
        rest[(places >= edges) | np.isnan(rest)] = 0.0
        result: NDArray[np.float64] = self._totals.take(block) + rest.sum(axis=0)
        return result
