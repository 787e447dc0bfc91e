"""The models of the event study against statsmodels."""

import numpy as np
import pytest

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.event_study import study_events
from tickertale.analysis.joint_effect import JointEffect, joint_effect
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_window import StudyWindow

pytestmark = pytest.mark.oracle
DAYS = np.arange(140, 390)


@pytest.mark.filterwarnings("ignore")
def test_the_factor_model_is_the_regression_of_statsmodels() -> None:
    import statsmodels.api as sm

    market, share = market_and_share()
    size, value = market_and_share(seed=3)
    factors = np.column_stack((market, size, value))
    studies = study_events(aligned(share, *factors.T), DAYS, model=NormalModel.FACTOR)
    for row, day in enumerate(DAYS):
        before, during = slice(day - 130, day - 10), slice(day - 1, day + 2)
        fit = sm.OLS(share[before], sm.add_constant(factors[before])).fit()
        ahead = fit.get_prediction(sm.add_constant(factors[during], has_constant="add"))
        assert studies.estimation.beta[:, row] == pytest.approx(fit.params[1:], abs=1e-10)
        assert studies.estimation.sigma[row] == pytest.approx(fit.mse_resid**0.5, abs=1e-10)
        errors = share[during] - ahead.predicted_mean
        assert studies.abnormal.ar[row] == pytest.approx(errors, abs=1e-10)
        assert studies.abnormal.ar_se[row] == pytest.approx(ahead.se_obs, abs=1e-10)


@pytest.mark.filterwarnings("ignore")
def test_a_car_is_the_sum_of_dummies_in_statsmodels() -> None:
    import statsmodels.api as sm

    market, share = market_and_share()
    studies = study_events(aligned(share, market), DAYS)
    for row, day in enumerate(DAYS):
        rows = np.r_[day - 130 : day - 10, day - 1 : day + 2]
        dummies = (rows[:, None] == np.arange(day - 1, day + 2)).astype(float)
        fit = sm.OLS(share[rows], np.column_stack((np.ones(123), market[rows], dummies))).fit()
        test = fit.t_test([0, 0, 1, 1, 1])
        assert studies.abnormal.car[row] == exactly(test.effect[0])
        assert studies.abnormal.car_se[row] == exactly(test.sd[0, 0])
        assert studies.abnormal.p[row] == exactly(float(test.pvalue))


@pytest.mark.filterwarnings("ignore")
def test_joint_effects_are_those_of_statsmodels() -> None:
    import statsmodels.api as sm

    market, share = market_and_share()
    window = StudyWindow(event_first=0, event_last=2)
    effect = joint_effect(aligned(share, market), 200, others=[202, 203], window=window)
    rows = np.r_[70:190, 200:206]
    dummies = (rows[:, None] == np.arange(200, 206)).astype(float)
    design = np.column_stack((dummies, np.ones(126), market[rows]))
    test = sm.OLS(share[rows], design).fit().t_test([1, 1, 0.5, 0, 0, 0, 0, 0])
    assert isinstance(effect, JointEffect)
    assert effect.car == exactly(test.effect[0])
    assert effect.car_se == exactly(test.sd[0, 0])
    assert effect.p == exactly(float(test.pvalue))
    assert effect.df == test.df_denom
