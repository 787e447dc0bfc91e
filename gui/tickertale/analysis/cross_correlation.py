"""How far the CARs of a sample move together when there is no effect."""

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.sample import Sample

_FEWEST_SESSIONS = 10


def mean_correlation(sample: Sample) -> float:
    """Return the mean correlation between the CARs of two events of the sample.

    A CAR is a weighted sum of the returns of certain sessions. Two of them are correlated as far
    as those weights fall on the same sessions, times the correlation of the two instruments'
    residuals; for events on one instrument that is 1. Where all events have the same day 0 the
    weights are the same too, and this is the mean residual correlation of Kolari and Pynnönen;
    where windows overlap in part it is in the spirit of Kolari, Pape and Pynnönen.

    References
    ----------
    Kolari, J. W., Pynnönen, S. (2010): Event study testing with cross-sectional correlation of
    abnormal returns. Review of Financial Studies 23(11), 3996-4025.

    Kolari, J. W., Pape, B., Pynnönen, S. (2018): Event study testing with cross-sectional
    correlation due to partially overlapping event windows. SSRN 3167271.
    """
    many = len(sample)
    if many < 2:
        return 0.0
    numbers, instrument = np.unique(sample.instrument, return_inverse=True)
    times = np.concatenate((sample.estimation_ns, sample.event_ns), axis=1)
    sessions, at = np.unique(times, return_inverse=True)
    at = at.reshape(times.shape)
    size, width = (len(numbers), len(sessions)), sample.residual.shape[1]
    unit = sample.weights / np.sqrt((sample.weights**2).sum(axis=1, keepdims=True))
    cell = instrument[:, np.newaxis] * len(sessions) + at
    sums = np.bincount(cell.ravel(), unit.ravel(), size[0] * size[1]).reshape(size)
    if len(numbers) == 1:
        total = float(np.einsum("it,it->", sums, sums))
    else:
        residuals = _by_session(sample.residual, cell[:, :width], size=size)
        total = float((_correlations(residuals) * (sums @ sums.T)).sum())
    return (total - many) / (many * (many - 1))


def _by_session(
    residual: NDArray[np.float64], cell: NDArray[np.int64], *, size: tuple[int, int]
) -> NDArray[np.float64]:
    """Return each instrument's mean residual by session; NaN where it has none."""
    known = np.isfinite(residual)
    length = size[0] * size[1]
    count = np.bincount(cell[known], minlength=length)
    sums = np.bincount(cell[known], residual[known], length)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: NDArray[np.float64] = (sums / count).reshape(size)
    return mean


def _correlations(residuals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlation of each two rows over the sessions that both have.

    Zero where there are too few of them to tell.
    """
    known = np.isfinite(residuals).astype(np.float64)
    values = np.where(known > 0.0, residuals, 0.0)
    count = known @ known.T
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (values @ known.T) / count
        products = (values @ values.T) / count - mean * mean.T
        spread = (values**2 @ known.T) / count - mean**2
        correlations = products / np.sqrt(spread * spread.T)
    correlations[~(count >= _FEWEST_SESSIONS) | ~np.isfinite(correlations)] = 0.0
    np.fill_diagonal(correlations, 1.0)
    return np.clip(correlations, -1.0, 1.0)
