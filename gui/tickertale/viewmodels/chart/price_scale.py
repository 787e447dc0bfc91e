"""How prices map to pixels: linear or logarithmic, told as prices or as per cent of a base."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

LEAST_LOG_PRICE = 1e-12
"""No end of a logarithmic axis is lower."""

_MOST_LOG = 700.0


class ScaleKind(StrEnum):
    """The scales of the price axis."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT_FIRST = "percent_first"
    PERCENT_EVENT = "percent_event"


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The prices at the bottom and the top of the curve's area.

    Parameters
    ----------
    low, high : float
        Finite, `low` below `high`.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PriceScale:
    """The mapping of the price axis of one picture.

    Parameters
    ----------
    range : PriceRange
        Prices at `bottom_px` and `top_px`.
    top_px, bottom_px : float
        Logical pixels, y downward.
    is_log : bool
        Equal distances are equal ratios.
    base : float or None
        Price that is 0 per cent; none where labels are prices.
    """

    range: PriceRange
    top_px: float
    bottom_px: float
    is_log: bool = False
    base: float | None = None

    def y_of(self, price: float) -> float:
        """Return the pixel of a price."""
        return float(self.ys_of(np.array([price]))[0])

    def ys_of(self, prices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels of prices, (n,) float64; NaN stays NaN.

        Prices at or below zero have no logarithm and so no pixel: NaN as well.
        """
        low, high = self._ends()
        values = np.log(np.where(prices > 0.0, prices, np.nan)) if self.is_log else prices
        share = (values - low) / (high - low)
        result: NDArray[np.float64] = self.bottom_px - share * (self.bottom_px - self.top_px)
        return result

    def price_at(self, y: float) -> float:
        """Return the price at a pixel."""
        low, high = self._ends()
        value = low + (self.bottom_px - y) / (self.bottom_px - self.top_px) * (high - low)
        return math.exp(min(value, _MOST_LOG)) if self.is_log else value

    def _ends(self) -> tuple[float, float]:
        if not self.is_log:
            return self.range.low, self.range.high
        low = max(self.range.low, LEAST_LOG_PRICE)
        high = max(self.range.high, LEAST_LOG_PRICE)
        return (math.log(low), math.log(high)) if high > low else (math.log(low), math.log(low) + 1)


def price_text(price: float) -> str:
    """Return a price with as many decimals as its size asks for."""
    return f"{price:,.2f}" if abs(price) < 10_000 else f"{price:,.0f}"


def spread(low: float, high: float, *, is_log: bool = False) -> PriceRange:
    """Return a range that holds both prices and is not empty, whatever they are."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return PriceRange(1.0, 10.0) if is_log else PriceRange(0.0, 1.0)
    if is_log:
        low, high = max(low, LEAST_LOG_PRICE), max(high, LEAST_LOG_PRICE)
    if low < high:
        return PriceRange(low, high)
    margin = abs(low) * 0.01 or 1.0
    return PriceRange(low - margin, high + margin)
