"""How prices map to pixels."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.chart.price_scale import LEAST_LOG_PRICE, PriceRange, PriceScale, spread

PRICES = st.floats(0.01, 1e6)


def scale_of(low: float, high: float, *, is_log: bool = False) -> PriceScale:
    return PriceScale(PriceRange(low, high), top_px=20.0, bottom_px=420.0, is_log=is_log)


@pytest.mark.parametrize("is_log", [False, True])
@given(PRICES, st.floats(1.001, 100.0), st.floats(-0.5, 1.5))
def test_the_price_of_a_pixel_is_at_that_pixel(
    is_log: bool, low: float, ratio: float, share: float
) -> None:
    scale = scale_of(low, low * ratio, is_log=is_log)
    y = 20.0 + 400.0 * share
    assert scale.y_of(scale.price_at(y)) == pytest.approx(y, abs=1e-3)


@pytest.mark.parametrize("is_log", [False, True])
def test_the_ends_of_the_range_are_at_the_ends_of_the_curve(is_log: bool) -> None:
    scale = scale_of(50.0, 200.0, is_log=is_log)
    assert (scale.y_of(50.0), scale.y_of(200.0)) == pytest.approx((420.0, 20.0))


def test_on_a_log_scale_equal_ratios_are_equal_distances() -> None:
    scale = scale_of(25.0, 400.0, is_log=True)
    assert np.diff(scale.ys_of(np.array([25.0, 50.0, 100.0, 200.0, 400.0]))) == pytest.approx(-100)


def test_a_missing_price_has_no_pixel() -> None:
    for is_log in (False, True):
        ys = scale_of(1.0, 2.0, is_log=is_log).ys_of(np.array([1.5, math.nan]))
        assert np.isfinite(ys).tolist() == [True, False]


@given(st.floats(-1e6, 0.0), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_prices_at_or_below_zero_have_no_pixel_on_a_log_scale(
    price: float, one: float, other: float
) -> None:
    prices = spread(min(one, other), max(one, other), is_log=True)
    assert math.isnan(scale_of(prices.low, prices.high, is_log=True).y_of(price))


@given(st.floats(), st.floats(), st.booleans())
def test_any_two_prices_spread_into_a_range(one: float, other: float, is_log: bool) -> None:
    low, high = sorted((one, other)) if one <= other else (other, one)
    prices = spread(low, high, is_log=is_log)
    assert prices.low < prices.high
    assert math.isfinite(prices.low)
    assert math.isfinite(prices.high)
    if math.isfinite(low) and math.isfinite(high) and not is_log:
        assert prices.low <= low
        assert high <= prices.high


@pytest.mark.parametrize("price", [0.0, 7.0, -7.0, 1e12, 1e-12])
def test_equal_prices_stand_in_the_middle(price: float) -> None:
    prices = spread(price, price)
    assert scale_of(prices.low, prices.high).y_of(price) == pytest.approx(220.0)


def test_a_log_range_has_no_price_at_or_below_zero() -> None:
    assert spread(-5.0, 5.0, is_log=True) == PriceRange(LEAST_LOG_PRICE, 5.0)
    assert spread(-5.0, -1.0, is_log=True).high > 0
