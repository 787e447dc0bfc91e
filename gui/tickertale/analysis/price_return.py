"""Returns of a series of prices, simple or logarithmic."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class ReturnKind(StrEnum):
    """How a return is taken from two prices."""

    SIMPLE = "simple"
    LOG = "log"


def price_returns(
    close: NDArray[np.float64], kind: ReturnKind = ReturnKind.SIMPLE
) -> NDArray[np.float64]:
    """Return the return of each session on the one before, (n,) float64, as a fraction.

    NaN at the first, and where either price is missing or not positive.
    """
    usable = np.where(close > 0.0, close, np.nan)
    returns = np.full(len(close), np.nan)
    ratio = usable[1:] / usable[:-1]
    returns[1:] = np.log(ratio) if kind is ReturnKind.LOG else ratio - 1.0
    return returns


def compounded(
    returns: NDArray[np.float64], kind: ReturnKind = ReturnKind.SIMPLE
) -> NDArray[np.float64]:
    """Return the simple return over each row, sessions that are NaN left out.

    Parameters
    ----------
    returns : (n, length) float64
        Returns of that kind.
    kind : ReturnKind
    """
    known = np.where(np.isfinite(returns), returns, 0.0)
    if kind is ReturnKind.LOG:
        total: NDArray[np.float64] = np.expm1(known.sum(axis=1))
        return total
    product: NDArray[np.float64] = np.prod(1.0 + known, axis=1) - 1.0
    return product
