"""The first and the last value of a range of an array in which NaN stands for no value."""

import numpy as np
from numpy.typing import NDArray

_BLOCK = 64
"""Bars of which it is kept whether any has a value."""
_CHUNK = 1 << 16


class KnownValues:
    """Finds values beside gaps without reading through the gaps.

    Parameters
    ----------
    values : (n,) float64
        Read now and at every look-up, never copied.
    """

    def __init__(self, values: NDArray[np.float64]) -> None:
        self._values = values
        # Which blocks have a value at or after, and at or before them; none where all have.
        self._after: NDArray[np.int32] | None = None
        self._before: NDArray[np.int32] | None = None
        empty = _empty_blocks(values)
        if len(empty):
            self._skip(empty)

    @property
    def nbytes(self) -> int:
        """Return the memory taken on top of the values."""
        return sum(row.nbytes for row in (self._after, self._before) if row is not None)

    def first(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the first known value of each half-open range, NaN where there is none."""
        return self._search(starts, ends - 1, skip=self._after, step=1)

    def last(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the last known value of each half-open range, NaN where there is none."""
        return self._search(ends - 1, starts, skip=self._before, step=-1)

    def _search(
        self,
        nearest: NDArray[np.int64],
        farthest: NDArray[np.int64],
        *,
        skip: NDArray[np.int32] | None,
        step: int,
    ) -> NDArray[np.float64]:
        found = self._values.take(nearest)
        todo = np.flatnonzero(np.isnan(found))
        if len(todo):
            # To the end of the block, then on in the next one that has a value.
            near, far = nearest[todo], farthest[todo]
            block = near // _BLOCK
            value = self._scan(near, far, step=step)
            following = block + step
            if skip is not None:
                inside = np.clip(following, 0, len(skip) - 1)
                following = np.where(following == inside, skip[inside], following)
            edge = following * _BLOCK + (0 if step > 0 else _BLOCK - 1)
            value = np.where(np.isnan(value), self._scan(edge, far, step=step), value)
            found[todo] = value
        return found

    def _scan(
        self, near: NDArray[np.int64], far: NDArray[np.int64], *, step: int
    ) -> NDArray[np.float64]:
        """Return the first known value from `near` on within its block, as far as `far`."""
        steps = np.arange(_BLOCK)[:, None] * step
        places = near + steps
        is_inside = (places // _BLOCK == near // _BLOCK) & ((far - places) * step >= 0)
        values = self._values.take(np.where(is_inside, places, 0))
        is_known = is_inside & ~np.isnan(values)
        chosen = is_known.argmax(axis=0)
        columns = np.arange(len(near))
        return np.where(is_known[chosen, columns], values[chosen, columns], np.nan)

    def _skip(self, empty: NDArray[np.int64]) -> None:
        count = -(-len(self._values) // _BLOCK)
        blocks = np.arange(count, dtype=np.int32)
        known = np.ones(count, dtype=np.bool_)
        known[empty] = False
        after = np.where(known, blocks, np.int32(count))
        self._after = np.minimum.accumulate(after[::-1])[::-1]
        self._before = np.maximum.accumulate(np.where(known, blocks, np.int32(-1)))


def _empty_blocks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the blocks without any value, the last, shorter one included."""
    if not np.isnan(values[::_BLOCK]).any():
        return np.empty(0, np.int64)
    parts = [
        start // _BLOCK + _empty_in(values[start : start + _CHUNK])
        for start in range(0, len(values), _CHUNK)
    ]
    return np.concatenate(parts)


def _empty_in(values: NDArray[np.float64]) -> NDArray[np.int64]:
    suspects = np.flatnonzero(np.isnan(values[::_BLOCK]))
    places = np.minimum(suspects * _BLOCK + np.arange(_BLOCK)[:, None], len(values) - 1)
    empty: NDArray[np.int64] = suspects[np.isnan(values.take(places)).all(axis=0)]
    return empty
