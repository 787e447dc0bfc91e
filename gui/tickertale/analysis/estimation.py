"""Least squares of many estimation windows at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SINGULAR = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Estimation:
    """Regressions of the instrument's return on k factors, one for each of N windows.

    Parameters
    ----------
    alpha : (N,) float64
        Intercept.
    beta : (k, N) float64
        Slopes.
    sigma : (N,) float64
        Residual standard deviation, with `df` degrees of freedom.
    count : (N,) int64
        Sessions used.
    df : (N,) int64
        `count` less the coefficients estimated.
    residual : (N, n) float64
        NaN where the session was not used.
    center : (k, N) float64
        Means of the factors over the sessions used.
    inverse : (N, k, k) float64
        Covariance of `beta` over the residual variance.
    has_intercept : bool
        Whether `alpha` was estimated.
    is_identified : (N,) bool
        Whether the factors determine the coefficients.
    slope_weights : (k, N, n) float64 or None
        What each return weighs in `beta`; none where that is `inverse` times the deviations of
        the factors from `center`, as it is for least squares.
    """

    alpha: NDArray[np.float64]
    beta: NDArray[np.float64]
    sigma: NDArray[np.float64]
    count: NDArray[np.int64]
    df: NDArray[np.int64]
    residual: NDArray[np.float64]
    center: NDArray[np.float64]
    inverse: NDArray[np.float64]
    has_intercept: bool
    is_identified: NDArray[np.bool_]
    slope_weights: NDArray[np.float64] | None = None


def regress(own: NDArray[np.float64], factors: NDArray[np.float64]) -> Estimation:
    """Return ordinary least squares with an intercept, row by row.

    Parameters
    ----------
    own : (N, n) float64
        A session with a NaN here or in a factor is left out.
    factors : (k, N, n) float64
    """
    size, many = factors.shape[:2]
    own_mean, center = own.mean(axis=1), factors.mean(axis=2)
    # A mean is NaN where a session is: a quicker look at millions of sessions than one at each.
    is_complete = bool(np.isfinite(own_mean).all() and np.isfinite(center).all())
    is_used = None if is_complete else np.isfinite(own) & np.isfinite(factors).all(axis=0)
    if is_used is None:
        residual, away = own - own_mean[:, np.newaxis], factors - center[:, :, np.newaxis]
        count = np.full(many, own.shape[1])
    else:
        count = is_used.sum(axis=1)
        own_mean, residual = _centered(own, is_used)
        center, away = _centered(factors, is_used)
    inverse, is_identified = _inverses(away)
    together = np.einsum("ain,in->ia", away, residual)
    beta = np.einsum("iab,ib->ai", inverse, together)
    for slope, row in zip(beta, away, strict=True):
        residual -= slope[:, np.newaxis] * row
    df = count - 1 - size
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = np.sqrt(np.einsum("in,in->i", residual, residual) / np.where(df > 0, df, np.nan))
    if is_used is not None:
        residual[~is_used] = np.nan
    return Estimation(
        alpha=own_mean - (beta * center).sum(axis=0),
        beta=beta,
        sigma=sigma,
        count=count,
        df=df,
        residual=residual,
        center=center,
        inverse=inverse,
        has_intercept=True,
        is_identified=is_identified & (df > 0),
    )


def _centered(
    values: NDArray[np.float64], is_used: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean of each row and the deviations from it, zero where not used."""
    mean = np.where(is_used, values, 0.0).sum(axis=-1) / np.maximum(is_used.sum(axis=-1), 1)
    return mean, np.where(is_used, values - mean[..., np.newaxis], 0.0)


def _inverses(
    away: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the inverse of the factors' moments for each row, and whether there is one."""
    moments = np.einsum("ain,bin->iab", away, away, optimize=len(away) > 1)
    many, size = moments.shape[:2]
    if not size:
        return moments, np.ones(many, dtype=np.bool_)
    scale = np.sqrt(np.einsum("iaa->ia", moments))
    has_spread = (scale > 1e-14).all(axis=1)
    scale[~has_spread] = 1.0
    outer = scale[:, :, np.newaxis] * scale[:, np.newaxis, :]
    correlations = moments / outer
    # Between factors that are multiples of each other no slope can be told from another.
    is_regular = has_spread & (np.linalg.det(correlations) > _SINGULAR)
    correlations[~is_regular] = np.eye(size)
    return np.linalg.inv(correlations) / outer, is_regular


def residual_scale(estimation: Estimation, factors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each residual varies, over sigma: sqrt(1 - leverage), (N, n) float64.

    A residual varies less than a prediction error, for the model was fitted to it.

    Parameters
    ----------
    estimation : Estimation
    factors : (k, N, n) float64
        Those of `regress`.
    """
    if not estimation.has_intercept:
        return np.ones(estimation.residual.shape)
    away = np.where(
        np.isfinite(estimation.residual), factors - estimation.center[:, :, np.newaxis], 0.0
    )
    inverse, _ = _inverses(away)
    leverage = np.einsum("ain,iab,bin->in", away, inverse, away, optimize=True)
    leverage += 1.0 / np.maximum(estimation.count, 1)[:, np.newaxis]
    scale: NDArray[np.float64] = np.sqrt(np.clip(1.0 - leverage, 1e-12, None))
    return scale
