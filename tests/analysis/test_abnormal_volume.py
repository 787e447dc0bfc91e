"""Abnormal volume is the event study of logarithmic volumes."""

import numpy as np
import pytest
from scipy import stats

from helpers.study import exactly
from tickertale.analysis.abnormal_volume import abnormal_volumes
from tickertale.analysis.event_study import Refusal


def test_the_market_model_of_log_volumes_gives_the_abnormal_volume() -> None:
    generator = np.random.default_rng(4)
    market = np.exp(generator.normal(20.0, 0.3, 300))
    volume = np.exp(3.0 + 0.7 * np.log(market) + generator.normal(0.0, 0.2, 300))
    volume[200] *= 4.0
    studies = abnormal_volumes(volume, market, time_ns=np.arange(300), day_zero=np.array([200, 20]))
    before = slice(70, 190)
    fit = stats.linregress(np.log(market[before]), np.log(volume[before]))
    expected = np.log(volume[200]) - fit.intercept - fit.slope * np.log(market[200])
    assert studies.abnormal.ar[0, 1] == exactly(expected)
    assert expected == pytest.approx(np.log(4.0), abs=0.6)
    assert studies.abnormal.p[0] < 0.01
    assert studies.refusals[1] is Refusal.SHORT_ESTIMATION


def test_without_a_market_it_is_the_mean_of_the_estimation_window() -> None:
    volume = np.exp(np.random.default_rng(4).normal(10.0, 0.2, 300))
    volume[100] = 0.0
    volume[120] = np.nan
    studies = abnormal_volumes(volume, None, time_ns=np.arange(300), day_zero=np.array([200]))
    before = np.log(np.delete(volume[70:190], [30, 50]))
    assert studies.estimation.count[0] == 118
    assert studies.abnormal.ar[0, 1] == exactly(np.log(volume[200]) - before.mean())
