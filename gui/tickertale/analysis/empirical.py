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
    lengths = np.where(studies.is_studied, np.isfinite(studies.abnormal.ar).sum(axis=1), 0)
    size = np.abs(studies.abnormal.t) * estimation.sigma
    result = np.full(len(studies), np.nan)
    for length in set(lengths.tolist()) - {0}:
        rows = np.flatnonzero(lengths == length)
        runs = np.abs(_run_sums(scaled[rows], length=length)) / length**0.5
        with np.errstate(invalid="ignore"):
            larger = (runs >= size[rows, np.newaxis]).sum(axis=1)
        count = np.isfinite(runs).sum(axis=1)
        result[rows] = np.where(count > 0, (1 + larger) / (1 + count), np.nan)
    return result


def _run_sums(values: NDArray[np.float64], *, length: int) -> NDArray[np.float64]:
    """Return the sum of each run of so many sessions, row by row; NaN where one is missing."""
    if values.shape[1] < length:
        return np.empty((len(values), 0))
    sums: NDArray[np.float64] = sliding_window_view(values, length, axis=1).sum(axis=2)
    return sums


def _estimation_factors(studies: EventStudies) -> NDArray[np.float64]:
    first, length = studies.window.estimation_first, studies.window.estimation_length
    at = studies.day_zero[:, np.newaxis] + np.arange(first, first + length)
    count = len(studies.returns)
    factors = studies.returns.factors[: len(studies.estimation.beta), np.clip(at, 0, count - 1)]
    return np.where((at >= 0) & (at < count), factors, np.nan)
