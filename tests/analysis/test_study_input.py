"""Two calendars become one by the sessions that both have; nothing is filled in."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tickertale.analysis.price_return import ReturnKind, price_returns
from tickertale.analysis.study_input import (
    ClosingPrices,
    FactorReturns,
    align_factors,
    align_prices,
)


def _prices(days: list[int], closes: list[float]) -> ClosingPrices:
    return ClosingPrices(np.array(days, np.int64), np.array(closes))


ASSET = _prices([1, 2, 3, 5, 6, 7], [100.0, 110.0, 121.0, 133.1, 146.41, 161.051])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(ReturnKind.SIMPLE, 0.1), (ReturnKind.LOG, float(np.log(1.1)))],
    ids=str,
)
def test_returns_are_simple_or_logarithmic(kind: ReturnKind, expected: float) -> None:
    returns = price_returns(np.array([100.0, 110.0, np.nan, 10.0, -1.0, 5.0, 5.5]), kind)
    assert returns[[1, 6]] == pytest.approx([expected, expected])
    assert np.isnan(returns[[0, 2, 3, 4, 5]]).all()


def test_only_sessions_that_both_have_are_studied_and_the_others_are_listed() -> None:
    market = _prices([0, 2, 3, 4, 6, 7, 8], [9.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0])
    returns = align_prices(ASSET, market, name="HSI")
    assert returns.time_ns.tolist() == [2, 3, 6, 7]
    assert returns.missing_asset.tolist() == [4]
    assert returns.missing_market.tolist() == [5]
    # 3 to 6 spans the same time in both.
    assert returns.asset[1:] == pytest.approx([0.1, 0.21, 0.1])
    assert returns.factors[0, 1:] == pytest.approx([1.0, 1.0, 0.25])
    assert returns.names == ("HSI",)
    assert [returns.index_of(day) for day in (1, 2, 5, 7, 8)] == [None, 0, None, 3, None]


def test_a_bar_without_a_close_is_a_missing_bar() -> None:
    market = _prices([1, 2, 3, 5, 6, 7], [1.0, 2.0, np.nan, 4.0, 0.0, 6.0])
    returns = align_prices(ASSET, market)
    assert returns.time_ns.tolist() == [1, 2, 5, 7]
    assert returns.missing_market.tolist() == [3, 6]


def test_without_a_market_the_sessions_are_the_assets_own() -> None:
    returns = align_prices(ASSET)
    assert len(returns) == 6
    assert returns.factors.shape == (0, 6)
    assert returns.names == ()


def test_series_that_never_meet_leave_nothing_to_study() -> None:
    returns = align_prices(ASSET, _prices([20, 21], [1.0, 2.0]))
    assert len(returns) == 0
    assert len(returns.missing_asset) == len(returns.missing_market) == 0


def _factors(days: list[int], risk_free: float | None = None) -> FactorReturns:
    values: NDArray[np.float64] = np.array([[0.01 * day for day in days], [0.02] * len(days)])
    rates = None if risk_free is None else np.full(len(days), risk_free)
    return FactorReturns(np.array(days, np.int64), ("Mkt-RF", "SMB"), values, rates)


def test_factors_stand_beside_returns_in_excess_of_the_risk_free_ones() -> None:
    returns = align_factors(ASSET, _factors([1, 2, 3, 5, 6], risk_free=0.001))
    assert returns.time_ns.tolist() == ASSET.known().time_ns.tolist()
    at = np.isin(returns.time_ns, [2, 3, 5, 6])
    assert returns.asset[at] == pytest.approx([0.099] * 4)
    assert returns.factors[0, :5] == pytest.approx([0.01, 0.02, 0.03, 0.05, 0.06])
    assert returns.names == ("Mkt-RF", "SMB")


def test_a_return_over_a_session_of_the_factors_without_a_price_is_not_used() -> None:
    returns = align_factors(ASSET, _factors([1, 2, 3, 4, 5, 6]))
    assert np.isnan(returns.asset).tolist() == [True, False, False, True, False, False]
    assert returns.missing_asset.tolist() == [4]


def test_a_session_without_factors_keeps_its_place_without_them() -> None:
    returns = align_factors(ASSET, _factors([1, 2, 5, 6]))
    assert returns.time_ns.tolist() == [1, 2, 3, 5, 6, 7]
    assert np.isnan(returns.asset).tolist() == [True, *[False] * 5]
    assert np.isnan(returns.factors[0]).tolist() == [False, False, True, False, False, True]
    assert returns.missing_market.tolist() == [3]


def test_factors_become_logarithmic_with_the_returns() -> None:
    returns = align_factors(ASSET, _factors([1, 2, 3]), kind=ReturnKind.LOG)
    assert returns.factors[0, :3] == pytest.approx(np.log1p([0.01, 0.02, 0.03]))
    assert returns.asset[1] == pytest.approx(np.log(1.1))
