"""Moves from one close to the next."""

import numpy as np
import pytest

from tickertale.analysis.simple_move import simple_moves


def test_a_move_is_the_close_over_the_one_before() -> None:
    moves = simple_moves(np.array([10.0, 11.0, 9.9]))
    assert np.isnan(moves[0])
    assert moves[1:] == pytest.approx([0.1, -0.1])


def test_prices_that_are_not_positive_have_no_move() -> None:
    moves = simple_moves(np.array([18.0, -37.0, 10.0, 11.0, np.nan, 12.0]))
    assert np.isnan(moves[[0, 1, 2, 4, 5]]).all()
    assert moves[3] == pytest.approx(0.1)


def test_without_prices_there_are_no_moves() -> None:
    assert len(simple_moves(np.empty(0))) == 0
