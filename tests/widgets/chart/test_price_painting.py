"""The outline of the area below a line that is painted as spans."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.widgets.chart.price_painting import steady_level

RANGES = st.lists(
    st.tuples(st.floats(-100, 100), st.floats(0, 50)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=70,
)


@given(ranges=RANGES)
def test_the_level_is_the_one_before_wherever_that_lies_in_its_range(
    ranges: list[tuple[float, float]],
) -> None:
    level = ranges[0][1]
    expected = [level := min(max(level, low), high) for low, high in ranges]
    found = steady_level(*(np.array(ends) for ends in zip(*ranges, strict=True)))
    assert found.tolist() == pytest.approx(expected, abs=0.0)


def test_a_restless_line_gets_a_calm_outline() -> None:
    dice = np.random.default_rng(3)
    middle = np.cumsum(dice.normal(size=1_000))
    low, high = middle - 3 * dice.random(1_000), middle + 3 * dice.random(1_000)
    level = steady_level(low, high)
    assert ((low <= level) & (level <= high)).all()
    assert np.abs(np.diff(level)).sum() < 0.5 * np.abs(np.diff(high)).sum()
