"""Event studies: every number against its formula, written out here, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.event_study import EventSpans, EventStudies, Refusal, study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_window import StudyWindow

Floats = NDArray[np.float64]
DAY = 200
ESTIMATION = slice(DAY - 130, DAY - 10)
EVENT = slice(DAY - 1, DAY + 2)


def _one(share: Floats, *factors: Floats, model: NormalModel = NormalModel.MARKET) -> EventStudies:
    return study_events(aligned(share, *factors), np.array([DAY]), model=model)


def _least_squares(
    own: Floats, design: Floats, *, ahead: Floats, ahead_own: Floats
) -> tuple[Floats, float, Floats, Floats]:
    """Return coefficients, sigma, prediction errors and their covariance over sigma squared."""
    coefficients, *_ = np.linalg.lstsq(design, own, rcond=None)
    errors = own - design @ coefficients
    sigma = float(np.sqrt((errors @ errors) / (len(own) - design.shape[1])))
    covariance = np.eye(len(ahead)) + ahead @ np.linalg.inv(design.T @ design) @ ahead.T
    return np.asarray(coefficients, np.float64), sigma, ahead_own - ahead @ coefficients, covariance


def _expect(studies: EventStudies, sigma: float, errors: Floats, covariance: Floats) -> None:
    """Assert every figure of the one event against sigma, errors and covariance."""
    abnormal, df = studies.abnormal, int(studies.estimation.df[0])
    assert studies.estimation.sigma[0] == exactly(sigma)
    assert abnormal.ar[0] == exactly(errors)
    assert abnormal.ar_se[0] == exactly(sigma * np.sqrt(np.diag(covariance)))
    assert abnormal.path[0] == exactly(np.cumsum(errors))
    path_se = [sigma * covariance[:end, :end].sum() ** 0.5 for end in range(1, len(errors) + 1)]
    assert abnormal.path_se[0] == exactly(path_se)
    assert abnormal.car[0] == exactly(errors.sum())
    assert abnormal.car_se[0] == exactly(path_se[-1])
    t = errors.sum() / path_se[-1]
    assert abnormal.t[0] == exactly(t)
    assert abnormal.p[0] == exactly(2 * stats.t.sf(abs(t), df))
    assert abnormal.sar[0] == pytest.approx(errors / (sigma * np.sqrt(np.diag(covariance))))
    band = stats.t.ppf(0.975, df) * np.array(path_se)
    assert studies.band()[0] == exactly(band)


def _with_one(values: Floats) -> Floats:
    return np.column_stack((np.ones(len(values)), values))


def test_the_market_model_is_that_of_the_textbook() -> None:
    market, share = market_and_share()
    studies = _one(share, market)
    coefficients, sigma, errors, covariance = _least_squares(
        share[ESTIMATION],
        _with_one(market[ESTIMATION]),
        ahead=_with_one(market[EVENT]),
        ahead_own=share[EVENT],
    )
    assert studies.estimation.alpha[0] == exactly(coefficients[0])
    assert studies.estimation.beta[0, 0] == exactly(coefficients[1])
    assert (studies.estimation.count[0], studies.estimation.df[0]) == (120, 118)
    _expect(studies, sigma, errors, covariance)


def test_the_variance_of_the_car_is_that_of_mackinlay_with_all_its_terms() -> None:
    market, share = market_and_share()
    studies = _one(share, market)
    before, during = market[ESTIMATION], market[EVENT]
    n, length = len(before), len(during)
    away = (during - before.mean()).sum()
    variance = length + length**2 / n + away**2 / ((before - before.mean()) ** 2).sum()
    expected = studies.estimation.sigma[0] * variance**0.5
    assert studies.abnormal.car_se[0] == exactly(expected)


def test_the_constant_mean_takes_the_mean_of_the_estimation_window() -> None:
    _, share = market_and_share()
    studies = _one(share, model=NormalModel.CONSTANT_MEAN)
    before, during = share[ESTIMATION], share[EVENT]
    errors = during - before.mean()
    _expect(studies, before.std(ddof=1), errors, np.eye(3) + 1 / 120)
    assert studies.estimation.df[0] == 119


def test_the_market_adjusted_model_estimates_nothing_but_the_deviation() -> None:
    market, share = market_and_share()
    studies = _one(share, market, model=NormalModel.MARKET_ADJUSTED)
    before = (share - market)[ESTIMATION]
    sigma = float(np.sqrt((before**2).mean()))
    _expect(studies, sigma, (share - market)[EVENT], np.eye(3))
    assert studies.estimation.df[0] == 120


def test_the_factor_model_regresses_on_all_factors() -> None:
    market, share = market_and_share()
    size, value = market_and_share(seed=3)
    studies = _one(share, market, size, value, model=NormalModel.FACTOR)
    design = np.column_stack((np.ones(400), market, size, value))
    coefficients, sigma, errors, covariance = _least_squares(
        share[ESTIMATION], design[ESTIMATION], ahead=design[EVENT], ahead_own=share[EVENT]
    )
    assert studies.estimation.beta[:, 0] == exactly(coefficients[1:])
    assert studies.estimation.df[0] == 116
    _expect(studies, sigma, errors, covariance)


def test_scholes_and_williams_add_the_betas_of_the_day_before_and_after() -> None:
    market, share = market_and_share()
    studies = _one(share, market, model=NormalModel.SCHOLES_WILLIAMS)
    own, whole = share[ESTIMATION][1:-1], market[ESTIMATION]
    lag, same, lead = whole[:-2], whole[1:-1], whole[2:]
    slopes = [stats.linregress(row, own).slope for row in (lag, same, lead)]
    beta = sum(slopes) / (1 + 2 * np.corrcoef(same, lag)[0, 1])
    alpha = own.mean() - beta * same.mean()
    residual = own - alpha - beta * same
    sigma = float(np.sqrt((residual**2).sum() / (118 - 2)))
    sums = lag + same + lead
    instrument = sums - sums.mean()
    slope_variance = (instrument**2).sum() / (instrument @ (same - same.mean())) ** 2
    away = market[EVENT] - same.mean()
    covariance = np.eye(3) + 1 / 118 + np.outer(away, away) * slope_variance
    assert studies.estimation.beta[0, 0] == exactly(beta)
    assert studies.estimation.count[0] == 118
    _expect(studies, sigma, share[EVENT] - alpha - beta * market[EVENT], covariance)


def test_thin_trading_hides_beta_from_least_squares_but_not_from_scholes_and_williams() -> None:
    market, _ = market_and_share(4000)
    traded = np.random.default_rng(5).random(4000) < 0.8
    share, owed = np.zeros(4000), 0.0
    for index, is_traded in enumerate(traded):
        owed += 1.2 * market[index]
        if is_traded:
            share[index], owed = owed, 0.0
    window = StudyWindow(estimation_first=-3000, estimation_last=-11)
    returns, days = aligned(share, market), np.array([3500])
    plain = study_events(returns, days, window=window)
    thin = study_events(returns, days, model=NormalModel.SCHOLES_WILLIAMS, window=window)
    assert plain.estimation.beta[0, 0] < 1.0
    assert thin.estimation.beta[0, 0] > 1.1


@pytest.mark.parametrize("kind", list(ReturnKind))
def test_buy_and_hold_compounds_what_was_earned_and_what_was_expected(kind: ReturnKind) -> None:
    market, share = market_and_share()
    studies = study_events(aligned(share, market, kind=kind), np.array([DAY]))
    expected = share[EVENT] - studies.abnormal.ar[0]
    if kind is ReturnKind.LOG:
        wanted = np.exp(share[EVENT].sum()) - np.exp(expected.sum())
    else:
        wanted = np.prod(1 + share[EVENT]) - np.prod(1 + expected)
    assert studies.abnormal.bhar[0] == exactly(wanted)


def test_the_certified_regression_of_nist_comes_out() -> None:
    # NIST Statistical Reference Datasets, linear regression, "Norris": 36 calibrations of ozone
    # monitors; certified intercept, slope and residual standard deviation.
    norris = """
        0.2 0.1 337.4 338.8 118.2 118.1 884.6 888.0 10.1 9.2 226.5 228.1 666.3 668.5 996.3 998.5
        448.6 449.1 777.0 778.9 558.2 559.2 0.4 0.3 0.6 0.1 775.5 778.1 666.9 668.8 338.0 339.3
        447.5 448.9 11.6 10.8 556.0 557.7 228.1 228.3 995.8 998.0 887.6 888.8 120.2 119.6 0.3 0.3
        0.3 0.6 556.8 557.6 339.1 339.3 887.2 888.0 999.0 998.5 779.0 778.9 11.1 10.2 118.3 117.6
        229.2 228.9 669.1 668.4 448.9 449.2 0.5 0.2"""
    numbers = np.array([float(text) for text in norris.split()])
    x, y = np.append(numbers[::2], 500.0), np.append(numbers[1::2], 510.0)
    window = StudyWindow(0, 0, -36, -1, least_sessions=36)
    studies = study_events(aligned(y, x), np.array([36]), window=window)
    estimation = studies.estimation
    assert estimation.alpha[0] == exactly(-0.262323073774029)
    assert estimation.beta[0, 0] == exactly(1.00211681802045)
    assert estimation.sigma[0] == exactly(0.884796396144373)
    assert estimation.sigma[0] * estimation.inverse[0, 0, 0] ** 0.5 == exactly(0.429796848199937e-3)
    assert studies.abnormal.car[0] == exactly(510.0 + 0.262323073774029 - 500 * 1.00211681802045)


def test_the_deviation_leaves_the_event_window_and_the_gap_out() -> None:
    market, share = market_and_share()
    calm = _one(share, market)
    wild_share = share.copy()
    wild_share[DAY - 10 : DAY + 20] += 0.5
    wild = _one(wild_share, market)
    assert wild.estimation.sigma[0] == calm.estimation.sigma[0]
    assert wild.estimation.beta[0, 0] == calm.estimation.beta[0, 0]
    assert wild.abnormal.car[0] == pytest.approx(calm.abnormal.car[0] + 1.5)


def test_excluded_sessions_are_not_used_to_estimate() -> None:
    market, share = market_and_share()
    excluded = np.zeros(400, dtype=np.bool_)
    excluded[[DAY - 100, DAY - 50, DAY - 49, DAY]] = True
    studies = study_events(aligned(share, market), np.array([DAY]), excluded=excluded)
    kept = np.setdiff1d(np.arange(DAY - 130, DAY - 10), np.flatnonzero(excluded))
    _, sigma, errors, covariance = _least_squares(
        share[kept],
        _with_one(market[kept]),
        ahead=_with_one(market[EVENT]),
        ahead_own=share[EVENT],
    )
    assert studies.estimation.count[0] == 117
    assert np.isnan(studies.estimation.residual[0]).sum() == 3
    _expect(studies, sigma, errors, covariance)


def test_scholes_and_williams_also_leave_out_the_neighbors_of_excluded_sessions() -> None:
    market, share = market_and_share()
    excluded = np.zeros(400, dtype=np.bool_)
    excluded[DAY - 100] = True
    studies = study_events(
        aligned(share, market),
        np.array([DAY]),
        model=NormalModel.SCHOLES_WILLIAMS,
        excluded=excluded,
    )
    assert studies.estimation.count[0] == 115


def test_an_event_at_the_end_is_measured_on_what_there_is() -> None:
    market, share = market_and_share()
    studies = study_events(aligned(share, market), np.array([399, 398, 300]))
    assert studies.refusals == (None, None, None)
    assert list(zip(studies.first, studies.last, strict=True)) == [(-1, 0), (-1, 1), (-1, 1)]
    assert np.isnan(studies.abnormal.ar[0, 2])
    assert studies.abnormal.car[0] == pytest.approx(studies.abnormal.ar[0, :2].sum())
    assert np.isnan(studies.abnormal.path[0, 2])


def test_an_estimation_window_at_the_start_is_used_as_far_as_it_goes() -> None:
    market, share = market_and_share()
    share[0] = np.nan
    studies = study_events(aligned(share, market), np.array([71, 70]))
    assert studies.estimation.count.tolist() == [60, 59]
    assert studies.refusals == (None, Refusal.SHORT_ESTIMATION)
    assert np.isnan(studies.abnormal.car[1])
    assert np.isnan(studies.abnormal.p[1])
    assert studies.first[1] > studies.last[1]


def test_an_event_is_refused_with_the_first_reason_that_holds() -> None:
    market, share = market_and_share()
    share[300] = np.nan
    flat, flat_market = share.copy(), market.copy()
    flat[:250] = 0.0
    days = np.array([-1, 20, 300])
    studies = study_events(aligned(share, market), days)
    assert studies.refusals == (Refusal.NO_SESSION, Refusal.SHORT_ESTIMATION, Refusal.NO_RETURN)
    assert not studies.is_studied.any()
    assert study_events(aligned(flat, market), np.array([DAY])).refusals == (Refusal.NO_VARIATION,)
    flat_market[:250] = 0.01
    same = study_events(aligned(share, flat_market), np.array([DAY]))
    assert same.refusals == (Refusal.NO_VARIATION,)
    double = study_events(
        aligned(share, market, 2 * market), np.array([DAY]), model=NormalModel.FACTOR
    )
    assert double.refusals == (Refusal.NO_VARIATION,)


@pytest.mark.parametrize("model", list(NormalModel))
def test_no_events_and_only_refused_ones_are_no_error(model: NormalModel) -> None:
    market, share = market_and_share()
    returns = aligned(share, market)
    assert len(study_events(returns, np.empty(0, np.int64), model=model)) == 0
    alone = study_events(returns, np.array([-1]), model=model)
    assert alone.refusals == (Refusal.NO_SESSION,)
    short = study_events(aligned(share[:5], market[:5]), np.array([3]), model=model)
    assert short.refusals == (Refusal.SHORT_ESTIMATION,)


@pytest.mark.parametrize("model", list(NormalModel))
def test_many_events_in_one_call_are_those_of_a_call_for_each(model: NormalModel) -> None:
    market, share = market_and_share(1600)
    returns = aligned(share, market)
    days = np.random.default_rng(2).permutation(np.arange(100, 1600))
    together = study_events(returns, days, model=model)
    assert len(together) == 1500
    for place in (0, 700, 1023, 1024, 1499):
        alone = study_events(returns, days[place : place + 1], model=model)
        assert together.abnormal.car[place] == exactly(alone.abnormal.car[0])
        assert together.abnormal.p[place] == exactly(alone.abnormal.p[0])
        assert together.estimation.beta[:, place] == pytest.approx(alone.estimation.beta[:, 0])


def test_events_can_have_windows_of_their_own() -> None:
    market, share = market_and_share()
    spans = EventSpans(np.array([0, -3]), np.array([0, 2]))
    studies = study_events(aligned(share, market), np.array([DAY, DAY]), spans=spans)
    assert studies.offsets.tolist() == [-3, -2, -1, 0, 1, 2]
    assert studies.day_zero_column == 3
    assert np.isfinite(studies.abnormal.ar).sum(axis=1).tolist() == [1, 6]
    single = study_events(
        aligned(share, market), np.array([DAY]), window=StudyWindow(event_first=0, event_last=0)
    )
    assert studies.abnormal.car_se[0] == exactly(single.abnormal.car_se[0])
    assert studies.abnormal.bhar[0] == exactly(single.abnormal.bhar[0])


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10.0), st.sampled_from(list(NormalModel)))
def test_the_scale_of_returns_changes_no_p(seed: int, scale: float, model: NormalModel) -> None:
    market, share = market_and_share(160, seed=seed)
    days = np.array([140, 150])
    one = study_events(aligned(share, market), days, model=model)
    other = study_events(aligned(scale * share, scale * market), days, model=model)
    assert other.abnormal.car == pytest.approx(scale * one.abnormal.car)
    assert other.abnormal.p == pytest.approx(one.abnormal.p)
    assert ((one.abnormal.p >= 0) & (one.abnormal.p <= 1)).all()
