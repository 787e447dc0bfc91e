"""Adjusted p-values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tickertale.analysis.multiple_testing import Adjustment, adjusted_p

# Benjamini, Y., Hochberg, Y. (1995), section 4.1: fifteen p-values of a study of thrombolysis.
PUBLISHED = np.array(
    [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
        *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
)


def test_the_published_example_rejects_four_by_bh_and_three_by_holm() -> None:
    bh = adjusted_p(PUBLISHED, Adjustment.BENJAMINI_HOCHBERG)
    holm = adjusted_p(PUBLISHED, Adjustment.HOLM)
    assert (bh <= 0.05).sum() == 4
    assert (holm <= 0.05).sum() == 3
    assert bh[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    assert holm[:4] == pytest.approx([0.0015, 0.0056, 0.0247, 0.114])


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=12))
def test_bh_agrees_with_scipy_and_holm_with_its_definition(values: list[float]) -> None:
    p = np.array(values)
    expected = stats.false_discovery_control(p)
    assert adjusted_p(p, Adjustment.BENJAMINI_HOCHBERG) == pytest.approx(expected, abs=1e-12)
    holm = adjusted_p(p, Adjustment.HOLM)
    ordered = sorted(values)
    for value, adjusted in zip(values, holm, strict=True):
        steps = [
            (len(values) - place) * other for place, other in enumerate(ordered) if other <= value
        ]
        assert adjusted == pytest.approx(min(1.0, max(steps)))


def test_what_has_no_p_is_not_counted() -> None:
    p = np.array([0.02, np.nan, 0.03])
    for method, expected in (
        (Adjustment.NONE, [0.02, np.nan, 0.03]),
        (Adjustment.HOLM, [0.04, np.nan, 0.04]),
        (Adjustment.BENJAMINI_HOCHBERG, [0.03, np.nan, 0.03]),
    ):
        assert adjusted_p(p, method) == pytest.approx(np.array(expected), nan_ok=True)
    assert len(adjusted_p(np.empty(0), Adjustment.HOLM)) == 0
