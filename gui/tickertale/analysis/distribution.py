"""Tail probabilities and quantiles of the distributions that test statistics follow."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

# scipy.special alone: scipy.stats takes three times as long to import and computes the same.

_Value = TypeVar("_Value", float, NDArray[np.float64])


def two_sided_t(t: _Value, df: NDArray[np.float64] | float) -> _Value:
    """Return P(|T| >= |t|) under Student's t; NaN stays NaN.

    Parameters
    ----------
    t : float or (n,) float64
    df : float or (n,) float64
        Degrees of freedom.
    """
    from scipy.special import stdtr

    p: _Value = 2.0 * stdtr(df, -np.abs(t))
    return p


def t_quantile(level: float, df: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return the c with P(|T| <= c) = level under Student's t, in the shape of `df`."""
    from scipy.special import stdtrit

    quantile: NDArray[np.float64] = stdtrit(df, 0.5 + level / 2.0)
    return quantile


def two_sided_normal(z: _Value) -> _Value:
    """Return P(|Z| >= |z|) under the standard normal distribution; NaN stays NaN."""
    from scipy.special import ndtr

    p: _Value = 2.0 * ndtr(-np.abs(z))
    return p


def two_sided_binomial(successes: int, trials: int) -> float:
    """Return the exact p of a fair coin: twice the smaller tail, at most 1."""
    from scipy.special import bdtr

    return min(1.0, 2.0 * float(bdtr(min(successes, trials - successes), trials, 0.5)))
