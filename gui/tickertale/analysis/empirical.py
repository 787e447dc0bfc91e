"""How unusual an event's move was among those of the sessions before, whatever they follow."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tickertale.analysis.estimation import residual_scale
from tickertale.analysis.event_study import EventStudies

RANK_SESSIONS = 250
"""Sessions among which a day is ranked, about a year."""


def move_rank(
    returns: NDArray[np.float64], index: int, *, sessions: int = RANK_SESSIONS
) -> tuple[int, int] | None:
    """Return the place of a session's move by size, 1 for the largest, and among how many.

    None where the session has no return.

    Parameters
    ----------
    returns : (n,) float64
        NaN where there is none; those do not count.
    index : int
    sessions : int
        Sessions that count, the one ranked and those before it.
    """
    recent = np.abs(returns[max(index - sessions + 1, 0) : index + 1])
    if not len(recent) or np.isnan(recent[-1]):
        return None
    return 1 + int((recent > recent[-1]).sum()), int(np.isfinite(recent).sum())


def empirical_p(studies: EventStudies) -> NDArray[np.float64]:
    """Return the share of windows before the event whose CAR was as large, (N,) float64.

    The abnormal returns of the estimation window are summed over every run of as many sessions
    as the event window has, and each sum is taken over its own standard error, for a residual
    varies less than a prediction error. The event counts itself, so p is never zero:
    ``(1 + number as large) / (1 + number)``. Runs that overlap are not independent, so for more
    than one session this describes and does not test. NaN for refused events and where there is
    no run.

    References
    ----------
    Phipson, B., Smyth, G. K. (2010): Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9(1), article 39 (the counting).
    """
    estimation = studies.estimation
    factors = _estimation_factors(studies)
    scaled = estimation.residual / residual_scale(estimation, factors)
    lengths = np.isfinite(studies.abnormal.ar).sum(axis=1)
    result = np.full(len(studies), np.nan)
    for index in np.flatnonzero(studies.is_studied).tolist():
        runs = _runs(scaled[index], length=int(lengths[index]))
        size = abs(float(studies.abnormal.t[index]))
        if len(runs):
            spread = float(estimation.sigma[index]) * lengths[index] ** 0.5
            result[index] = (1 + int((np.abs(runs) >= size * spread).sum())) / (1 + len(runs))
    return result


def _runs(values: NDArray[np.float64], *, length: int) -> NDArray[np.float64]:
    """Return the sums of all runs of so many values without a gap."""
    if len(values) < length:
        return np.empty(0)
    sums = sliding_window_view(values, length).sum(axis=1)
    whole: NDArray[np.float64] = sums[np.isfinite(sums)]
    return whole


def _estimation_factors(studies: EventStudies) -> NDArray[np.float64]:
    first, length = studies.window.estimation_first, studies.window.estimation_length
    at = studies.day_zero[:, np.newaxis] + np.arange(first, first + length)
    count = len(studies.returns)
    factors = studies.returns.factors[: len(studies.estimation.beta), np.clip(at, 0, count - 1)]
    return np.where((at >= 0) & (at < count), factors, np.nan)
