"""Buckets of eight bars: the finest level that is kept; below it bars are read themselves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BUCKET = 8
"""Bars in a bucket."""
CHUNK = 1 << 14
"""Buckets that are worked on at a time, so that they stay in the processor's cache."""


def merged(
    values: NDArray[np.float64], pick: np.ufunc, *, ahead: int = 0
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield what a function of two values makes of each full bucket, some thousands at a time.

    Parameters
    ----------
    values : (n,) float64
        Read once.
    pick : numpy.ufunc
        ``np.fmin``, ``np.fmax`` or ``np.add``.
    ahead : int
        Buckets of the next piece that are given with each piece.

    Yields
    ------
    int, (m,) float64
        The first bucket of the piece, and its values; they are overwritten by the next piece.
    """
    count = len(values) // BUCKET
    pairs, fours = np.empty((2, min(CHUNK + ahead, count) * BUCKET))
    result = np.empty(min(CHUNK + ahead, count))
    for start in range(0, count, CHUNK):
        part = values[start * BUCKET : min(start + CHUNK + ahead, count) * BUCKET]
        size, piece = len(part), result[: len(part) // BUCKET]
        # Pairs at every bar, though only every eighth is used: without steps it is twice as fast.
        pick(part[:-1], part[1:], out=pairs[: size - 1])
        pick(pairs[: size - 3], pairs[2 : size - 1], out=fours[: size - 3])
        pick(fours[: size - 7 : BUCKET], fours[4 : size - 3 : BUCKET], out=piece)
        yield start, piece
