"""Moves from one close to the next."""

import numpy as np
from numpy.typing import NDArray


def simple_moves(close: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return close / previous close - 1, (n,) float64; NaN at the first and where undefined."""
    moves = np.full(len(close), np.nan)
    usable = np.where(close > 0.0, close, np.nan)
    moves[1:] = usable[1:] / usable[:-1] - 1.0
    return moves
