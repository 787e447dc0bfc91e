"""Ranks within rows, with ties and gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from scipy import stats

from tickertale.analysis.ranks import centered_ranks, row_ranks


@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(1, 8)),
        elements=st.sampled_from([-1.0, 0.0, 0.5, 2.0, 3.0, float("nan")]),
    )
)
def test_ranks_are_those_of_scipy_and_gaps_have_none(values: NDArray[np.float64]) -> None:
    expected = stats.rankdata(values, axis=1, nan_policy="omit")
    assert row_ranks(values) == pytest.approx(expected, nan_ok=True)


def test_centered_ranks_sum_to_nothing() -> None:
    values = np.array([[3.0, 1.0, np.nan, 2.0], [1.0, 1.0, 5.0, 4.0]])
    ranks = centered_ranks(values)
    assert np.nansum(ranks, axis=1) == pytest.approx([0.0, 0.0], abs=1e-15)
    assert ranks[0, 0] == pytest.approx(3 / 4 - 1 / 2)
