"""Unexplained moves: large against the weeks before, and covered by no event."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from tickertale.analysis.unexplained import move_scores, simple_moves, unexplained_moves


def _closes(moves: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.cumprod(np.concatenate(([100.0], 1.0 + moves)), dtype=np.float64)


def _wavy(count: int = 200) -> NDArray[np.float64]:
    return np.where(np.arange(count) % 2 == 0, 0.01, -0.01)


def _scores_by_definition(moves: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    scores = np.full(len(moves), np.nan)
    for index in range(window + 1, len(moves)):
        before = moves[index - window : index]
        before = before[np.isfinite(before)]
        if len(before) >= max(2, window / 2) and before.std(ddof=1) > 1e-9:
            scores[index] = (moves[index] - before.mean()) / before.std(ddof=1)
    return scores


def test_a_large_move_is_found_with_its_score() -> None:
    moves = _wavy()
    moves[100] = 0.08
    (found,) = unexplained_moves(_closes(moves), ())
    assert found.index == 101
    assert found.move == pytest.approx(0.08)
    assert found.score == pytest.approx(0.08 / np.std(moves[40:100], ddof=1), rel=1e-3)


def test_the_largest_score_comes_first_whatever_its_sign() -> None:
    moves = _wavy(400)
    moves[100], moves[250] = 0.05, -0.09
    found = unexplained_moves(_closes(moves), ())
    assert [(row.index, row.score > 0) for row in found] == [(251, False), (101, True)]


@pytest.mark.parametrize(
    ("covered", "count"),
    [
        pytest.param({101}, 0, id="its own session"),
        pytest.param({100}, 0, id="the session before"),
        pytest.param({102}, 1, id="the session after explains nothing"),
        pytest.param({99, -5, 10_000}, 1, id="further away"),
    ],
)
def test_an_event_covers_its_session_and_the_next(covered: set[int], count: int) -> None:
    moves = _wavy()
    moves[100] = 0.08
    assert len(unexplained_moves(_closes(moves), covered)) == count


def test_a_move_is_not_part_of_what_it_is_compared_with() -> None:
    moves = _wavy(62)
    moves[61] = 5.0
    (found,) = unexplained_moves(_closes(moves), ())
    assert found.score > 100


@pytest.mark.parametrize("count", [0, 1, 2, 61])
def test_a_short_series_has_no_scores(count: int) -> None:
    assert unexplained_moves(np.linspace(1.0, 2.0, count), ()) == ()


def test_a_series_that_stands_still_has_no_scores() -> None:
    closes = np.full(200, 82.4)
    closes[150] = 90.0
    scores = move_scores(simple_moves(closes))
    assert np.isnan(scores[:151]).all()


def test_a_window_with_too_many_gaps_gives_no_score() -> None:
    closes = _closes(_wavy())
    closes[40:90:2] = np.nan
    scores = move_scores(simple_moves(closes))
    assert np.isnan(scores[95])
    assert np.isfinite(scores[199])


def test_an_empty_window_is_refused_quietly() -> None:
    assert np.isnan(move_scores(_wavy(), window_sessions=1)).all()


def test_prices_that_are_not_positive_have_no_move() -> None:
    moves = simple_moves(np.array([18.0, -37.0, 10.0, 11.0, np.nan, 12.0]))
    assert np.isnan(moves[[0, 1, 2, 4, 5]]).all()
    assert moves[3] == pytest.approx(0.1)


@given(
    arrays.arrays(
        np.float64,
        st.integers(0, 60),
        elements=st.floats(-0.2, 0.2) | st.just(float("nan")),
    ),
    st.integers(2, 20),
)
def test_scores_are_those_of_the_definition(moves: NDArray[np.float64], window: int) -> None:
    moves = moves.copy()
    moves[:1] = np.nan
    wanted = _scores_by_definition(moves, window)
    scores = move_scores(moves, window_sessions=window)
    both = np.isfinite(wanted) & np.isfinite(scores)
    assert np.allclose(scores[both], wanted[both], rtol=1e-4, atol=1e-4)
    # Only where the moves hardly vary may one see a spread that the other does not.
    for index in np.flatnonzero(np.isfinite(wanted) != np.isfinite(scores)):
        assert np.nanstd(moves[index - window : index]) < 1e-8
