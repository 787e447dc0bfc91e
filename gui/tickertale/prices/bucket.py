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
        ``np.fmin`` or ``np.fmax``.
    ahead : int
        Buckets of the next piece that are given with each piece.

    Yields
    ------
    int, (m,) float64
        The first bucket of the piece, and its values; they are overwritten by the next piece.
    """
    count = len(values) // BUCKET
    most = min(CHUNK + ahead, count)
    pairs, result = np.empty(most * BUCKET), np.empty(most)
    for start in range(0, count, CHUNK):
        part = values[start * BUCKET : min(start + CHUNK + ahead, count) * BUCKET]
        piece = result[: len(part) // BUCKET]
        # Pairs at every bar, though only some are used: without steps it is four times as fast.
        pick(part[:-1], part[1:], out=pairs[: len(part) - 1])
        in_buckets = pairs[: len(part)].reshape(-1, BUCKET)
        pick(in_buckets[:, 0], in_buckets[:, 2], out=piece)
        for second in range(4, BUCKET, 2):
            pick(piece, in_buckets[:, second], out=piece)
        yield start, piece
