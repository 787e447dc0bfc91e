"""Ranks of abnormal returns, as the rank tests need them."""

import numpy as np
from numpy.typing import NDArray


def row_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value in its row, 1 for the lowest, (N, m) float64.

    Equal values share the mean of their ranks; NaN has none.
    """
    order = np.argsort(values, axis=1, kind="stable")
    ascending = np.take_along_axis(values, order, axis=1)
    places = np.broadcast_to(np.arange(1.0, values.shape[1] + 1.0), values.shape).copy()
    for row in np.flatnonzero((np.diff(ascending, axis=1) == 0.0).any(axis=1)):
        _, group, count = np.unique(ascending[row], return_inverse=True, return_counts=True)
        last = np.cumsum(count)
        places[row] = (last - (count - 1) / 2.0)[group]
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    return np.where(np.isfinite(values), ranks, np.nan)


def centered_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rank / (1 + values in the row) - 1/2, (N, m) float64: about uniform around 0.

    References
    ----------
    Corrado, C. J., Zivney, T. L. (1992): The specification and power of the sign test in event
    study hypothesis tests using daily stock returns. Journal of Financial and Quantitative
    Analysis 27(3), 465-478.
    """
    count = np.isfinite(values).sum(axis=1, keepdims=True)
    centered: NDArray[np.float64] = row_ranks(values) / (1.0 + count) - 0.5
    return centered
