"""p-values adjusted for how many were looked at."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Adjustment(StrEnum):
    """How p-values are adjusted."""

    NONE = "none"
    HOLM = "holm"
    BENJAMINI_HOCHBERG = "bh"


def adjusted_p(p: NDArray[np.float64], method: Adjustment) -> NDArray[np.float64]:
    """Return the adjusted p-values, (n,) float64; a NaN stays NaN and does not count."""
    known = np.isfinite(p)
    adjusted = np.full(len(p), np.nan)
    adjusted[known] = _METHODS[method](p[known])
    return adjusted


def _unchanged(p: NDArray[np.float64]) -> NDArray[np.float64]:
    return p


def _holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values that control the chance of any false rejection.

    References
    ----------
    Holm, S. (1979): A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6(2), 65-70.
    """
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values that control the expected share of false rejections.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995): Controlling the false discovery rate. Journal of the Royal
    Statistical Society B 57(1), 289-300.
    """
    order = np.argsort(-p, kind="stable")
    steps = p[order] * (len(p) / np.arange(len(p), 0, -1))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(steps), 1.0)
    return adjusted


_METHODS: dict[Adjustment, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    Adjustment.NONE: _unchanged,
    Adjustment.HOLM: _holm,
    Adjustment.BENJAMINI_HOCHBERG: _benjamini_hochberg,
}
