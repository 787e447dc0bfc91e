"""The effects of events whose windows share sessions, estimated in one regression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.distribution import two_sided_t
from tickertale.analysis.study_input import AlignedReturns
from tickertale.analysis.study_window import StudyWindow

_SINGULAR = 1e-9


@dataclass(frozen=True, slots=True)
class JointEffect:
    """What is left to one event once the others near it have their share.

    Parameters
    ----------
    ar : float
        Abnormal return of day 0, net of the other events' mean effects.
    car, car_se : float
        Sessions of the window times the event's mean effect a session, and its standard error.
    t, p : float
    df : int
        Sessions of the regression less its coefficients.
    first, last : int
        Event window as measured, in sessions from day 0.
    alpha, sigma : float
        Intercept and residual deviation of the regression.
    beta : tuple of float
        One for each factor.
    count : int
        Sessions of the regression.
    """

    ar: float
    car: float
    car_se: float
    t: float
    p: float
    df: int
    first: int
    last: int
    alpha: float
    sigma: float
    beta: tuple[float, ...]
    count: int


def joint_effect(
    returns: AlignedReturns,
    day_zero: int,
    *,
    others: Sequence[int],
    window: StudyWindow,
    has_unit_beta: bool = False,
) -> JointEffect | None:
    """Return an event's effect beside those of others, or none where they cannot be told apart.

    One least-squares regression over the estimation window and all these events' windows: an
    intercept, the factors, and for each event a dummy that is 1 in its event window. A dummy's
    coefficient is the event's mean effect a session. Events with the same window, or windows
    that add up to each other, cannot be told apart.

    Parameters
    ----------
    returns : AlignedReturns
    day_zero : int
        Index of the event's day 0.
    others : sequence of int
        Those of the other events; ones on the same day 0 count as one.
    window : StudyWindow
    has_unit_beta : bool
        The market-adjusted model: the factor is taken off the return, without an intercept.

    References
    ----------
    Karafiath, I. (1988): Using dummy variables in the event methodology. Financial Review 23(3),
    351-357.
    """
    # Others that share a day 0 cannot be told from each other, but together from this one.
    days = [day_zero, *sorted(set(others) - {day_zero})]
    if day_zero in others:
        return None
    rows = _sessions(returns, days, window=window)
    dummies = [_in_window(rows, day, window=window) for day in days]
    if has_unit_beta:
        own, design = returns.asset[rows] - returns.factors[0, rows], np.column_stack(dummies)
    else:
        own = returns.asset[rows]
        design = np.column_stack([*dummies, np.ones(len(rows)), *returns.factors[:, rows]])
    df = len(rows) - design.shape[1]
    scaled = design / np.sqrt((design**2).sum(axis=0))
    if df < 1 or np.linalg.svd(scaled, compute_uv=False)[-1] < _SINGULAR:
        return None
    inverse = np.linalg.inv(design.T @ design)
    effects = inverse @ design.T @ own
    residual = own - design @ effects
    sigma = float(np.sqrt(residual @ residual / df))
    length = int(dummies[0].sum())
    car, car_se = length * float(effects[0]), length * sigma * float(np.sqrt(inverse[0, 0]))
    t = car / car_se
    offsets = rows[dummies[0] > 0] - day_zero
    alpha, *beta = [0.0, 1.0] if has_unit_beta else effects[len(days) :].tolist()
    return JointEffect(
        ar=float(residual[rows == day_zero][0] + effects[0]),
        car=car,
        car_se=car_se,
        t=t,
        p=float(two_sided_t(t, float(df))),
        df=df,
        first=int(offsets[0]),
        last=int(offsets[-1]),
        alpha=alpha,
        sigma=sigma,
        beta=tuple(beta),
        count=len(rows),
    )


def _sessions(
    returns: AlignedReturns, days: Sequence[int], *, window: StudyWindow
) -> NDArray[np.int64]:
    """Return the sessions of the regression that have returns, ascending."""
    known = np.isfinite(returns.asset) & np.isfinite(returns.factors).all(axis=0)
    wanted = np.zeros(len(returns), dtype=np.bool_)
    start, stop = days[0] + window.estimation_first, days[0] + window.estimation_last + 1
    wanted[max(start, 0) : max(stop, 0)] = True
    for day in days:
        wanted[max(day + window.event_first, 0) : day + window.event_last + 1] = True
    rows: NDArray[np.int64] = np.flatnonzero(wanted & known)
    return rows


def _in_window(rows: NDArray[np.int64], day: int, *, window: StudyWindow) -> NDArray[np.float64]:
    inside = (rows >= day + window.event_first) & (rows <= day + window.event_last)
    return inside.astype(np.float64)
