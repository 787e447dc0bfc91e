"""Abnormal returns of events, cumulated, with their standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.distribution import two_sided_t
from tickertale.analysis.normal_return import NormalReturns
from tickertale.analysis.price_return import ReturnKind, compounded


@dataclass(frozen=True, slots=True, eq=False)
class AbnormalReturns:
    """Abnormal returns of N events over L sessions, as fractions; NaN where not measured.

    Parameters
    ----------
    ar, ar_se : (N, L) float64
        Abnormal return of each session, and its standard error.
    path, path_se : (N, L) float64
        Abnormal return cumulated from the first session on, and its standard error.
    car, car_se : (N,) float64
        Cumulated over the whole window, and its standard error.
    t, p : (N,) float64
        `car` over `car_se`, which is the SCAR, and its two-sided p under Student's t with `df`
        degrees of freedom.
    df : (N,) int64
    bhar : (N,) float64
        Buy-and-hold abnormal return: what was earned over the window less what the model would
        have earned, both compounded; NaN for values that are no returns.

    References
    ----------
    MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic
    Literature 35(1), 13-39, section 5; with the covariance between the prediction errors of a
    window kept, so that the variance of a market model's CAR over L sessions is
    ``sigma^2 (L + L^2 / n + (sum of (m_t - mean m))^2 / S_mm)``.

    Barber, B. M., Lyon, J. D. (1997): Detecting long-run abnormal stock returns. Journal of
    Financial Economics 43(3), 341-372 (buy-and-hold).
    """

    ar: NDArray[np.float64]
    ar_se: NDArray[np.float64]
    path: NDArray[np.float64]
    path_se: NDArray[np.float64]
    car: NDArray[np.float64]
    car_se: NDArray[np.float64]
    t: NDArray[np.float64]
    p: NDArray[np.float64]
    df: NDArray[np.int64]
    bhar: NDArray[np.float64]

    @property
    def sar(self) -> NDArray[np.float64]:
        """Return each session's abnormal return over its standard error, (N, L) float64."""
        standardized: NDArray[np.float64] = self.ar / self.ar_se
        return standardized


def abnormal_returns(
    normal: NormalReturns, event: NDArray[np.float64], *, kind: ReturnKind | None
) -> AbnormalReturns:
    """Return what the model's errors amount to.

    Parameters
    ----------
    normal : NormalReturns
    event : (N, L) float64
        Returns of the instrument in the event window; NaN outside an event's own window.
    kind : ReturnKind or None
        None for values that are no returns: nothing is compounded.
    """
    estimation = normal.estimation
    is_measured = np.isfinite(normal.abnormal)
    event = np.where(is_measured, event, np.nan)
    sigma = estimation.sigma[:, np.newaxis]
    variances = np.einsum("ill->il", normal.covariance)
    ar_se = np.where(is_measured, sigma * np.sqrt(variances), np.nan)
    path = np.cumsum(np.where(is_measured, normal.abnormal, 0.0), axis=1)
    spread = np.sqrt(_path_variances(normal.covariance, is_measured))
    car, car_se = path[:, -1].copy(), estimation.sigma * spread[:, -1]
    has_any = is_measured.any(axis=1)
    car[~has_any] = car_se[~has_any] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        t = car / car_se
    return AbnormalReturns(
        ar=normal.abnormal,
        ar_se=ar_se,
        path=np.where(is_measured, path, np.nan),
        path_se=np.where(is_measured, sigma * spread, np.nan),
        car=car,
        car_se=car_se,
        t=t,
        p=two_sided_t(t, estimation.df.astype(np.float64)),
        df=estimation.df,
        bhar=_bhar(event, normal.abnormal, kind=kind),
    )


def _bhar(
    event: NDArray[np.float64], abnormal: NDArray[np.float64], *, kind: ReturnKind | None
) -> NDArray[np.float64]:
    if kind is None:
        return np.full(len(event), np.nan)
    return compounded(event, kind) - compounded(event - abnormal, kind)


def _path_variances(
    covariance: NDArray[np.float64], is_measured: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the variance of the sum of the first 1, 2, ... L sessions, (N, L) float64."""
    if is_measured.all():
        known = covariance
    else:
        known = np.where(is_measured[:, :, np.newaxis] & is_measured[:, np.newaxis], covariance, 0)
    sums = np.empty(known.shape[:2])
    total = np.zeros(len(known))
    for end in range(known.shape[1]):
        total = total + 2.0 * known[:, :end, end].sum(axis=1) + known[:, end, end]
        sums[:, end] = total
    return sums
