"""Places among earlier moves, and p-values that assume no distribution."""

import numpy as np
import pytest

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.empirical import empirical_p, move_rank
from tickertale.analysis.event_study import study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_window import StudyWindow


def test_a_move_is_ranked_by_size_among_the_last_sessions() -> None:
    returns = np.array([0.9, np.nan, 0.03, -0.05, 0.01, -0.04, 0.02])
    assert move_rank(returns, 5, sessions=5) == (2, 4)
    assert move_rank(returns, 3, sessions=3) == (1, 2)
    assert move_rank(returns, 6) == (5, 6)
    assert move_rank(returns, 1) is None


def test_over_one_session_p_counts_the_larger_residuals() -> None:
    market, share = market_and_share()
    window = StudyWindow(event_first=0, event_last=0)
    studies = study_events(
        aligned(share, market), np.array([200]), model=NormalModel.CONSTANT_MEAN, window=window
    )
    away = np.abs(share[70:190] - share[70:190].mean()) / np.sqrt(1 - 1 / 120)
    size = abs(share[200] - share[70:190].mean()) / np.sqrt(1 + 1 / 120)
    assert empirical_p(studies)[0] == exactly((1 + (away >= size).sum()) / 121)


def test_over_more_sessions_p_counts_runs_without_a_gap() -> None:
    market, share = market_and_share()
    excluded = np.zeros(400, dtype=np.bool_)
    excluded[100] = True
    studies = study_events(aligned(share, market), np.array([200, 10]), excluded=excluded)
    runs = (120 - 2) - 3
    p = empirical_p(studies)
    assert p[0] * (runs + 1) == pytest.approx(round(p[0] * (runs + 1)))
    assert np.isnan(p[1])


def test_an_effect_beyond_all_that_was_before_has_the_least_p() -> None:
    market, share = market_and_share()
    share[200] += 1.0
    assert empirical_p(study_events(aligned(share, market), np.array([200])))[0] == exactly(1 / 119)


def test_a_window_longer_than_the_estimation_window_has_no_runs() -> None:
    market, share = market_and_share()
    window = StudyWindow(0, 20, -15, -1, least_sessions=10)
    studies = study_events(aligned(share, market), np.array([200]), window=window)
    assert np.isnan(empirical_p(studies)[0])
