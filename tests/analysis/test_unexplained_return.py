"""Large abnormal returns without an event."""

import numpy as np

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.event_study import study_events
from tickertale.analysis.study_window import StudyWindow
from tickertale.analysis.unexplained_return import unexplained_returns


def _planted() -> tuple[np.ndarray, np.ndarray]:
    market, share = market_and_share()
    share[200] += 0.15
    share[300] -= 0.25
    return market, share


def test_planted_moves_are_found_with_score_and_rank_the_largest_first() -> None:
    market, share = _planted()
    returns = aligned(share, market)
    found = unexplained_returns(returns, (), threshold=5.0)
    assert [row.index for row in found] == [300, 200]
    window = StudyWindow(event_first=0, event_last=0)
    alone = study_events(returns, np.array([300]), window=window)
    assert found[0].abnormal == exactly(alone.abnormal.car[0])
    assert found[0].score == exactly(alone.abnormal.t[0])
    assert (found[0].rank, found[1].rank) == (1, 1)


def test_what_an_event_covers_is_explained() -> None:
    market, share = _planted()
    returns = aligned(share, market)
    assert [row.index for row in unexplained_returns(returns, {199}, threshold=5.0)] == [300]
    assert unexplained_returns(returns, {199, 301, 999}, threshold=5.0) == ()


def test_an_explained_move_does_not_hide_one_that_is_not() -> None:
    market, share = _planted()
    share[280] += 3.0
    returns = aligned(share, market)
    assert 300 not in [row.index for row in unexplained_returns(returns, (), threshold=5.0)]
    assert 300 in [row.index for row in unexplained_returns(returns, {280}, threshold=5.0)]


def test_a_lowest_rank_keeps_the_largest_of_a_year_only() -> None:
    market, share = _planted()
    returns = aligned(share, market)
    many = unexplained_returns(returns, (), threshold=1.0)
    few = unexplained_returns(returns, (), threshold=1.0, lowest_rank=3)
    assert len(few) < len(many)
    assert all(row.rank <= 3 for row in few)


def test_a_share_follows_a_market_that_moves() -> None:
    market, share = market_and_share()
    market[250] += 0.3
    share[250] += 0.36
    returns = aligned(share, market)
    assert 250 not in [row.index for row in unexplained_returns(returns, ())]


def test_a_short_series_has_no_unexplained_returns() -> None:
    empty = np.empty(0)
    assert unexplained_returns(aligned(empty, empty), ()) == ()
