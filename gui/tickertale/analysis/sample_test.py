"""Tests of whether the events of a sample had an effect on average."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.cross_correlation import mean_correlation
from tickertale.analysis.distribution import two_sided_binomial, two_sided_normal, two_sided_t
from tickertale.analysis.ranks import centered_ranks
from tickertale.analysis.sample import Sample

BOOTSTRAP_DRAWS = 1999
"""Samples that the bootstrap draws."""

_BOOTSTRAP_SEED = 20_250_306
_BLOCK = 4_000_000


class Statistic(StrEnum):
    """The tests, parametric ones first."""

    CROSS_SECTIONAL = "cross-sectional t"
    PATELL = "Patell Z"
    BMP = "BMP t"
    KOLARI_PYNNONEN = "Kolari-Pynnönen t"
    CORRADO = "Corrado rank Z"
    CORRADO_ZIVNEY = "Corrado-Zivney rank Z"
    SIGN = "sign"
    GENERALIZED_SIGN = "generalized sign Z"
    BOOTSTRAP = "bootstrap t"


@dataclass(frozen=True, slots=True)
class SampleTest:
    """The answer of one test; NaN where the sample is too small for it.

    Parameters
    ----------
    name : Statistic
    statistic : float
        For the sign test, the share of positive CARs.
    df : float or None
        Degrees of freedom of Student's t; none for the normal and other distributions.
    p : float
        Two-sided.
    """

    name: Statistic
    statistic: float
    df: float | None
    p: float


def sample_tests(
    sample: Sample, names: Collection[Statistic] = tuple(Statistic)
) -> tuple[SampleTest, ...]:
    """Return the answers of the tests, in the order of `Statistic`."""
    if len(sample) < 2:
        return tuple(_unknown(name) for name in Statistic if name in names)
    return tuple(_TESTS[name](sample) for name in Statistic if name in names)


def _unknown(name: Statistic) -> SampleTest:
    return SampleTest(name, float("nan"), None, float("nan"))


def _mean_t(values: NDArray[np.float64]) -> float:
    """Return the mean over its standard error; NaN without variation."""
    spread = float(values.std(ddof=1))
    return float(values.mean()) / (spread / len(values) ** 0.5) if spread > 0.0 else float("nan")


def _student(name: Statistic, t: float, *, count: int) -> SampleTest:
    return SampleTest(name, t, count - 1.0, float(two_sided_t(t, count - 1.0)))


def _normal(name: Statistic, z: float) -> SampleTest:
    return SampleTest(name, z, None, float(two_sided_normal(z)))


def _cross_sectional(sample: Sample) -> SampleTest:
    """Return the t of the mean CAR.

    References
    ----------
    Brown, S. J., Warner, J. B. (1980): Measuring security price performance. Journal of
    Financial Economics 8(3), 205-258.
    """
    return _student(Statistic.CROSS_SECTIONAL, _mean_t(sample.car), count=len(sample))


def _patell(sample: Sample) -> SampleTest:
    """Return the sum of the SCARs over the deviation that Student's t gives each of them.

    With one session this is Patell's own; with more, the prediction errors' covariance is in
    each SCAR, which Patell left out.

    References
    ----------
    Patell, J. M. (1976): Corporate forecasts of earnings per share and stock price behavior:
    empirical tests. Journal of Accounting Research 14(2), 246-276.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(sample.df > 2, sample.df / (sample.df - 2.0), np.nan).sum()
    return _normal(Statistic.PATELL, float(sample.scar.sum() / np.sqrt(variance)))


def _bmp(sample: Sample) -> SampleTest:
    """Return the t of the mean SCAR, right also where events raise the variance.

    References
    ----------
    Boehmer, E., Musumeci, J., Poulsen, A. B. (1991): Event-study methodology under conditions of
    event-induced variance. Journal of Financial Economics 30(2), 253-272.
    """
    return _student(Statistic.BMP, _mean_t(sample.scar), count=len(sample))


def _kolari_pynnonen(sample: Sample) -> SampleTest:
    """Return BMP's t, corrected for how far the CARs move together.

    References
    ----------
    Kolari, J. W., Pynnönen, S. (2010): Event study testing with cross-sectional correlation of
    abnormal returns. Review of Financial Studies 23(11), 3996-4025, equation 11.
    """
    count, mean = len(sample), mean_correlation(sample)
    inflation = (1.0 + (count - 1) * mean) / (1.0 - mean) if mean < 1.0 else float("nan")
    correction = inflation**-0.5 if inflation > 0.0 else float("nan")
    return _student(Statistic.KOLARI_PYNNONEN, _mean_t(sample.scar) * correction, count=count)


def _corrado(sample: Sample) -> SampleTest:
    """Return the rank test.

    Ranks are taken of standardized abnormal returns, for a fitted residual varies less than a
    prediction error. Over more than one session the sum of the ranks is corrected for their
    being drawn without replacement; with one session the correction is 1.

    References
    ----------
    Corrado, C. J. (1989): A nonparametric test for abnormal security-price performance in event
    studies. Journal of Financial Economics 23(2), 385-395.

    Cowan, A. R. (1992): Nonparametric event study tests. Review of Quantitative Finance and
    Accounting 2(4), 343-358 (more than one session).

    Kolari, J. W., Pynnönen, S. (2011): Nonparametric rank tests for event studies. Journal of
    Empirical Finance 18(5), 953-971 (the correction).
    """
    returns = np.concatenate((sample.standardized_residual, sample.sar), axis=1)
    return _normal(Statistic.CORRADO, _rank_z(returns, length=sample.sar.shape[1]))


def _corrado_zivney(sample: Sample) -> SampleTest:
    """Return the rank test with each event session's returns brought to the usual spread.

    References
    ----------
    Corrado, C. J., Zivney, T. L. (1992): The specification and power of the sign test in event
    study hypothesis tests using daily stock returns. Journal of Financial and Quantitative
    Analysis 27(3), 465-478.
    """
    known = np.isfinite(sample.sar)
    count = known.sum(axis=0)
    mean = np.where(known, sample.sar, 0.0).sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (sample.sar - mean) ** 2, 0.0).sum(axis=0)
    spread = np.sqrt(squares / np.maximum(count - 1, 1))
    event = sample.sar / np.where(spread > 0.0, spread, np.nan)
    returns = np.concatenate((sample.standardized_residual, event), axis=1)
    return _normal(Statistic.CORRADO_ZIVNEY, _rank_z(returns, length=event.shape[1]))


def _rank_z(returns: NDArray[np.float64], *, length: int) -> float:
    """Return the sum of the mean ranks of the last `length` columns over its deviation."""
    ranks = centered_ranks(returns)
    count = np.isfinite(ranks).sum(axis=0)
    is_known = count > 0
    sums = np.where(np.isfinite(ranks), ranks, 0.0).sum(axis=0)
    # Weighted as Corrado and Zivney do, where not every event has every session.
    scaled = sums[is_known] / np.sqrt(count[is_known] * len(ranks))
    sessions, own = int(is_known.sum()), int(is_known[-length:].sum())
    if own == 0 or sessions - own < 2:
        return float("nan")
    variance = (scaled**2).mean() * own * (sessions - own) / (sessions - 1)
    return float(scaled[-own:].sum() / np.sqrt(variance)) if variance > 0.0 else float("nan")


def _sign(sample: Sample) -> SampleTest:
    """Return the share of positive CARs with its exact p; a CAR of zero does not count."""
    positive, count = int((sample.car > 0.0).sum()), int((sample.car != 0.0).sum())
    if not count:
        return _unknown(Statistic.SIGN)
    p = two_sided_binomial(positive, count)
    return SampleTest(Statistic.SIGN, positive / count, None, p)


def _generalized_sign(sample: Sample) -> SampleTest:
    """Return the sign test against the share of positive returns in the estimation windows.

    References
    ----------
    Cowan, A. R. (1992): Nonparametric event study tests. Review of Quantitative Finance and
    Accounting 2(4), 343-358.
    """
    used = np.isfinite(sample.residual)
    shares = (sample.residual > 0.0).sum(axis=1) / used.sum(axis=1)
    expected, count = float(shares.mean()), len(sample)
    positive = int((sample.car > 0.0).sum())
    variance = count * expected * (1.0 - expected)
    z = (positive - count * expected) / variance**0.5 if variance > 0.0 else float("nan")
    return _normal(Statistic.GENERALIZED_SIGN, z)


def _bootstrap(sample: Sample) -> SampleTest:
    """Return BMP's t with p from samples drawn, with replacement, from the centered SCARs.

    References
    ----------
    Efron, B., Tibshirani, R. J. (1993): An Introduction to the Bootstrap, section 16.4.
    """
    t = _mean_t(sample.scar)
    if not np.isfinite(t):
        return _unknown(Statistic.BOOTSTRAP)
    # Sorted, so that the draws do not depend on what the events are called.
    centered = np.sort(sample.scar - sample.scar.mean())
    count, beyond = len(centered), 0
    generator = np.random.default_rng(_BOOTSTRAP_SEED)
    block = max(1, _BLOCK // count)
    for start in range(0, BOOTSTRAP_DRAWS, block):
        shape = (min(block, BOOTSTRAP_DRAWS - start), count)
        drawn = centered[generator.integers(0, count, shape)]
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn_t = drawn.mean(axis=1) / (drawn.std(axis=1, ddof=1) / count**0.5)
        beyond += int((~(np.abs(drawn_t) < abs(t))).sum())
    return SampleTest(Statistic.BOOTSTRAP, t, None, (1 + beyond) / (1 + BOOTSTRAP_DRAWS))


_TESTS: dict[Statistic, Callable[[Sample], SampleTest]] = {
    Statistic.CROSS_SECTIONAL: _cross_sectional,
    Statistic.PATELL: _patell,
    Statistic.BMP: _bmp,
    Statistic.KOLARI_PYNNONEN: _kolari_pynnonen,
    Statistic.CORRADO: _corrado,
    Statistic.CORRADO_ZIVNEY: _corrado_zivney,
    Statistic.SIGN: _sign,
    Statistic.GENERALIZED_SIGN: _generalized_sign,
    Statistic.BOOTSTRAP: _bootstrap,
}
