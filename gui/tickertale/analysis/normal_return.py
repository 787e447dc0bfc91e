"""The return an instrument would have had without the event, by five models, for many events."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.estimation import Estimation, regress


class NormalModel(StrEnum):
    """What the return without the event is taken to be."""

    CONSTANT_MEAN = "constant-mean"
    MARKET_ADJUSTED = "market-adjusted"
    MARKET = "market"
    SCHOLES_WILLIAMS = "scholes-williams"
    FACTOR = "factor"

    @property
    def needs_market(self) -> bool:
        """Return whether the model has a benchmark or factors."""
        return self is not NormalModel.CONSTANT_MEAN


@dataclass(frozen=True, slots=True, eq=False)
class ReturnWindows:
    """The windows of N events, cut out of the returns.

    Parameters
    ----------
    estimation : (N, n) float64
        Returns of the instrument in the estimation window; NaN where one is not used.
    estimation_factors : (k, N, n) float64
    event : (N, L) float64
        Returns in the event window; NaN where there is none.
    event_factors : (k, N, L) float64
    """

    estimation: NDArray[np.float64]
    estimation_factors: NDArray[np.float64]
    event: NDArray[np.float64]
    event_factors: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NormalReturns:
    """A model, estimated for N events, and what it leaves unexplained.

    Parameters
    ----------
    estimation : Estimation
        Coefficients, residual deviation and residuals.
    abnormal : (N, L) float64
        Return less normal return in the event window.
    covariance : (N, L, L) float64
        Covariance of `abnormal` under no effect, over the residual variance: the identity plus
        what the estimation error of the coefficients adds.
    """

    estimation: Estimation
    abnormal: NDArray[np.float64]
    covariance: NDArray[np.float64]


def fit_normal_returns(model: NormalModel, windows: ReturnWindows) -> NormalReturns:
    """Return the model's abnormal returns with their covariance.

    References
    ----------
    Constant mean, market-adjusted, market model: Brown, S. J., Warner, J. B. (1985): Using daily
    stock returns: the case of event studies. Journal of Financial Economics 14(1), 3-31.

    Prediction error: Campbell, J. Y., Lo, A. W., MacKinlay, A. C. (1997): The Econometrics of
    Financial Markets, chapter 4, equation 4.4.7.

    Thin trading: Scholes, M., Williams, J. (1977): Estimating betas from nonsynchronous data.
    Journal of Financial Economics 5(3), 309-327.
    """
    return _MODELS[model](windows)


def _constant_mean(windows: ReturnWindows) -> NormalReturns:
    estimation = regress(windows.estimation, windows.estimation_factors[:0])
    return _predict(windows, estimation, factors=windows.event_factors[:0])


def _market_model(windows: ReturnWindows) -> NormalReturns:
    estimation = regress(windows.estimation, windows.estimation_factors)
    return _predict(windows, estimation, factors=windows.event_factors)


def _market_adjusted(windows: ReturnWindows) -> NormalReturns:
    """Return the market model with its coefficients set to 0 and 1: nothing is estimated."""
    residual = windows.estimation - windows.estimation_factors[0]
    count = np.isfinite(residual).sum(axis=1)
    used = np.where(np.isfinite(residual), residual, 0.0)
    many, length = windows.event.shape
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = np.sqrt(np.einsum("in,in->i", used, used) / count)
    estimation = Estimation(
        alpha=np.zeros(many),
        beta=np.ones((1, many)),
        sigma=sigma,
        count=count,
        df=count,
        residual=residual,
        center=np.zeros((1, many)),
        inverse=np.zeros((many, 1, 1)),
        has_intercept=False,
        is_identified=count > 0,
    )
    covariance = np.broadcast_to(np.eye(length), (many, length, length))
    return NormalReturns(estimation, windows.event - windows.event_factors[0], covariance)


def _scholes_williams(windows: ReturnWindows) -> NormalReturns:
    """Return the market model with betas that count the market's day before and after, too.

    beta = (b- + b0 + b+) / (1 + 2 rho), each b from a regression on the market of the day
    before, of the day and of the day after, and rho the market's first autocorrelation. The
    error of beta is that of the instrument z_t = m_(t-1) + m_t + m_(t+1), whose estimate it is
    up to the ends of the window: S_zz / S_zm^2 takes the place of 1 / S_mm.
    """
    market = windows.estimation_factors[0]
    inner = windows.estimation[:, 1:-1]
    lag, same, lead = market[:, :-2], market[:, 1:-1], market[:, 2:]
    is_used = np.isfinite(inner) & np.isfinite(lag) & np.isfinite(same) & np.isfinite(lead)
    # The neighbors of an excluded session are not used either: their lag or lead is not known.
    is_used &= np.isfinite(windows.estimation[:, :-2]) & np.isfinite(windows.estimation[:, 2:])
    own, lag, same, lead = (np.where(is_used, row, np.nan) for row in (inner, lag, same, lead))
    slopes = sum(_slope(own, row) for row in (lag, same, lead))
    with np.errstate(divide="ignore", invalid="ignore"):
        beta = slopes / (1.0 + 2.0 * _correlation(same, lag))
        count = is_used.sum(axis=1)
        own_mean, mean = _mean(own, count), _mean(same, count)
        alpha = own_mean - beta * mean
        residual = own - alpha[:, np.newaxis] - beta[:, np.newaxis] * same
        sigma = np.sqrt(np.nansum(residual**2, axis=1) / (count - 2.0))
        sums = lag + same + lead
        covariance = _products(sums, same)
        inverse = _products(sums, sums) / covariance**2
        sums_away = sums - _mean(sums, count)[:, np.newaxis]
        slope_weights = np.nan_to_num(
            sums_away / covariance[:, np.newaxis], nan=0.0, posinf=0.0, neginf=0.0
        )
    edge = np.full((len(own), 1), np.nan)
    estimation = Estimation(
        alpha=alpha,
        beta=beta[np.newaxis],
        sigma=sigma,
        count=count,
        df=count - 2,
        residual=np.concatenate((edge, residual, edge), axis=1),
        center=mean[np.newaxis],
        inverse=inverse[:, np.newaxis, np.newaxis],
        has_intercept=True,
        is_identified=np.isfinite(beta) & np.isfinite(inverse),
        slope_weights=np.pad(slope_weights, ((0, 0), (1, 1)))[np.newaxis],
    )
    return _predict(windows, estimation, factors=windows.event_factors[:1])


def _predict(
    windows: ReturnWindows, estimation: Estimation, *, factors: NDArray[np.float64]
) -> NormalReturns:
    expected = estimation.alpha[:, np.newaxis] + np.einsum("ai,ail->il", estimation.beta, factors)
    away = np.where(np.isfinite(factors), factors, 0.0) - estimation.center[:, :, np.newaxis]
    error = np.einsum("ail,iab,bim->ilm", away, estimation.inverse, away, optimize=len(away) > 1)
    with np.errstate(divide="ignore"):
        error += (1.0 / estimation.count)[:, np.newaxis, np.newaxis]
    covariance = np.eye(windows.event.shape[1]) + error
    return NormalReturns(estimation, windows.event - expected, covariance)


def _mean(values: NDArray[np.float64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = np.nansum(values, axis=1) / count
    return mean


def _products(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of products of deviations from the means, row by row."""
    count = np.isfinite(left).sum(axis=1)
    left_away = left - _mean(left, count)[:, np.newaxis]
    right_away = right - _mean(right, count)[:, np.newaxis]
    products: NDArray[np.float64] = np.nansum(left_away * right_away, axis=1)
    return products


def _slope(own: NDArray[np.float64], market: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return _products(own, market) / _products(market, market)


def _correlation(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    scale = np.sqrt(_products(left, left) * _products(right, right))
    return _products(left, right) / scale


_MODELS: dict[NormalModel, Callable[[ReturnWindows], NormalReturns]] = {
    NormalModel.CONSTANT_MEAN: _constant_mean,
    NormalModel.MARKET_ADJUSTED: _market_adjusted,
    NormalModel.MARKET: _market_model,
    NormalModel.SCHOLES_WILLIAMS: _scholes_williams,
    NormalModel.FACTOR: _market_model,
}
