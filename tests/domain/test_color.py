"""Contrast is that of the guidelines, and a color that lacks it has a near one that does not."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.domain.color import contrast, least_contrast, luminance, nearest_contrasting

BOTH = ("#ffffff", "#f6f7f9", "#12151b", "#181c24")

colors = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colors, colors)
def test_contrast_has_no_direction(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1.0


@given(colors)
def test_luminance_is_between_black_and_white(color: str) -> None:
    assert 0.0 <= luminance(color) <= 1.0 + 1e-9


def test_a_color_that_differs_enough_stays_as_it_is() -> None:
    assert nearest_contrasting("#0072b2", BOTH, least=3.0) == "#0072b2"


@given(colors)
def test_every_color_has_a_near_one_that_differs_enough(color: str) -> None:
    found = nearest_contrasting(color, BOTH, least=3.0)
    assert found is not None
    assert least_contrast(found, BOTH) >= 3.0


@pytest.mark.parametrize("color", ["#FFE100", "#003366", "#F0E442"])
def test_the_near_color_has_the_same_hue(color: str) -> None:
    found = nearest_contrasting(color, BOTH, least=3.0)
    assert found is not None
    hues = [
        colorsys.rgb_to_hls(*(int(each[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]
        for each in (color, found)
    ]
    assert hues[0] == pytest.approx(hues[1], abs=0.01)


def test_where_none_differs_enough_there_is_none() -> None:
    assert nearest_contrasting("#777777", ("#ffffff", "#000000"), least=10.0) is None
