"""The effects of events whose windows share sessions, from one regression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.distribution import two_sided_t
from tickertale.analysis.event_study import Refusal
from tickertale.analysis.study_input import AlignedReturns
from tickertale.analysis.study_window import StudyWindow

_SINGULAR = 1e-9
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class JointEffect:
    """What one event is given of the abnormal returns of events whose windows share sessions.

    Parameters
    ----------
    ar : float
        The event's share of the abnormal return of day 0.
    ar_se, ar_p : float or None
        Standard error and two-sided p of that return; none where other events share the session.
    car, car_se : float
        The shares of the window's sessions summed, and the standard error of that sum.
    t, p : float
    df : int
        `count` less the coefficients.
    first, last : int
        Event window as measured, in sessions from day 0.
    measured, shared : int
        Sessions of the window that have a return, and those of them that other events share.
    alpha, sigma : float
        Intercept and residual deviation of the regression.
    beta : tuple of float
        One for each factor.
    count : int
        Sessions that these were estimated from.
    """

    ar: float
    ar_se: float | None
    ar_p: float | None
    car: float
    car_se: float
    t: float
    p: float
    df: int
    first: int
    last: int
    measured: int
    shared: int
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
) -> JointEffect | Refusal:
    """Return an event's effect beside those of others, or why there is none.

    The regression has an intercept, the factors, and a dummy for each session of any of the
    events' windows. A session's dummy is its abnormal return and leaves it no residual, so the
    coefficients and the deviation come from the rest of the estimation window alone. No effect
    has to be the same on every session, and none reaches a session outside its event's window.

    No regression can tell apart what several events did on one session. By rule, an abnormal
    return that `k` days 0 share is split into `k` equal shares; those on the same day 0 count as
    one. So the CARs of events with different days 0 add up to the abnormal returns of all their
    sessions. The standard error is that of the sum so weighted, prediction error and all. An
    event without a session of its own is refused: its number would be the rule alone.

    Parameters
    ----------
    returns : AlignedReturns
    day_zero : int
        Index of the event's day 0.
    others : sequence of int
        Those of the events that share sessions with it, directly or by others.
    window : StudyWindow
    has_unit_beta : bool
        The market-adjusted model: the factor is taken off the return, without an intercept.

    References
    ----------
    Karafiath, I. (1988): Using dummy variables in the event methodology. Financial Review 23(3),
    351-357.
    """
    held = held_count(len(returns), [day_zero, *others], window=window)
    known = np.isfinite(returns.asset) & np.isfinite(returns.factors).all(axis=0)
    own = known & _between(
        len(returns), day_zero + window.event_first, last=day_zero + window.event_last
    )
    used = known & (held == 0)
    used &= _between(
        len(returns), day_zero + window.estimation_first, last=day_zero + window.estimation_last
    )
    if not own[day_zero]:
        return Refusal.NO_RETURN
    if used.sum() < window.least_sessions:
        return Refusal.SHORT_ESTIMATION
    if day_zero in others or not (held[own] == 1).any():
        return Refusal.INSEPARABLE
    fit = _fitted(returns, used, has_unit_beta=has_unit_beta)
    if fit is None:
        return Refusal.NO_VARIATION
    return _effect(fit, day_zero, rows=np.flatnonzero(own), held=held)


def held_count(count: int, days: Sequence[int], *, window: StudyWindow) -> NDArray[np.int64]:
    """Return how many of the days 0 hold each of `count` sessions in their event window.

    Parameters
    ----------
    count : int
    days : sequence of int
        Indices of sessions; the same ones count as one.
    window : StudyWindow
    """
    held = np.zeros(count, dtype=np.int64)
    for day in set(days):
        held[max(day + window.event_first, 0) : day + window.event_last + 1] += 1
    return held


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """A regression, and what it leaves of each session's return."""

    coefficients: NDArray[np.float64]
    inverse: NDArray[np.float64]
    design: NDArray[np.float64]
    abnormal: NDArray[np.float64]
    sigma: float
    df: int
    count: int
    has_unit_beta: bool


def _fitted(
    returns: AlignedReturns, used: NDArray[np.bool_], *, has_unit_beta: bool
) -> _Fit | None:
    """Return least squares over the sessions used, none where they do not determine it."""
    own = returns.asset
    design: NDArray[np.float64] = np.vstack([np.ones(len(own)), returns.factors]).T
    if has_unit_beta:
        own, design = own - returns.factors[0], design[:, :0]
    chosen: NDArray[np.float64] = design[used]
    df = len(chosen) - design.shape[1]
    if df < 1:
        return None
    if design.shape[1]:
        scale = np.sqrt((chosen**2).sum(axis=0))
        scaled = chosen / np.where(scale > 0.0, scale, 1.0)
        if np.linalg.svd(scaled, compute_uv=False)[-1] < _SINGULAR:
            return None
    inverse = np.linalg.inv(chosen.T @ chosen).astype(np.float64)
    coefficients = inverse @ chosen.T @ own[used]
    abnormal = own - design @ coefficients
    sigma = float(np.sqrt(abnormal[used] @ abnormal[used] / df))
    if not sigma > _FLAT:
        return None
    return _Fit(
        coefficients=coefficients,
        inverse=inverse,
        design=design,
        abnormal=abnormal,
        sigma=sigma,
        df=df,
        count=len(chosen),
        has_unit_beta=has_unit_beta,
    )


def _effect(
    fit: _Fit, day_zero: int, *, rows: NDArray[np.int64], held: NDArray[np.int64]
) -> JointEffect:
    """Return the effect on the sessions of an event's window that have a return."""
    share = 1.0 / held[rows]
    car, car_se = float(share @ fit.abnormal[rows]), _error(fit, share, rows=rows)
    t = car / car_se
    ar, ar_se = float(fit.abnormal[day_zero]), _error(fit, np.ones(1), rows=np.array([day_zero]))
    is_own = held[day_zero] == 1
    alpha, *beta = [0.0, 1.0] if fit.has_unit_beta else fit.coefficients.tolist()
    return JointEffect(
        ar=ar / int(held[day_zero]),
        ar_se=ar_se if is_own else None,
        ar_p=float(two_sided_t(ar / ar_se, float(fit.df))) if is_own else None,
        car=car,
        car_se=car_se,
        t=t,
        p=float(two_sided_t(t, float(fit.df))),
        df=fit.df,
        first=int(rows[0]) - day_zero,
        last=int(rows[-1]) - day_zero,
        measured=len(rows),
        shared=int((held[rows] > 1).sum()),
        alpha=alpha,
        sigma=fit.sigma,
        beta=tuple(beta),
        count=fit.count,
    )


def _error(fit: _Fit, share: NDArray[np.float64], *, rows: NDArray[np.int64]) -> float:
    """Return the standard error of a weighted sum of abnormal returns."""
    sums = share @ fit.design[rows]
    return fit.sigma * float(np.sqrt(share @ share + sums @ fit.inverse @ sums))


def _between(count: int, first: int, *, last: int) -> NDArray[np.bool_]:
    between = np.zeros(count, dtype=np.bool_)
    between[max(first, 0) : max(last + 1, 0)] = True
    return between
