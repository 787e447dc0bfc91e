"""Returns for tests of event studies, planted and random."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import AlignedReturns

DAY_NS = 86_400_000_000_000


def exactly(value: Any) -> Any:
    """Return what equals a value to 1e-9 of it."""
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def aligned(
    asset: NDArray[np.float64],
    *factors: NDArray[np.float64],
    kind: ReturnKind = ReturnKind.SIMPLE,
    first_day: int = 0,
) -> AlignedReturns:
    """Return returns of an instrument beside those of factors, a session a day."""
    nothing = np.empty(0, np.int64)
    return AlignedReturns(
        time_ns=(np.arange(len(asset), dtype=np.int64) + first_day) * DAY_NS,
        asset=asset,
        factors=np.array(factors).reshape(len(factors), len(asset)),
        names=tuple(f"factor {number}" for number in range(len(factors))),
        kind=kind,
        missing_asset=nothing,
        missing_market=nothing,
    )


def market_and_share(
    count: int = 400, *, seed: int = 7, beta: float = 1.2
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a market's returns and those of a share that follows it."""
    generator = np.random.default_rng(seed)
    market = generator.normal(0.0003, 0.01, count)
    share = 0.0002 + beta * market + generator.normal(0.0, 0.02, count)
    return market, share
