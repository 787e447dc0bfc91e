"""Returns of an instrument beside those of its benchmark or of factors, session by session."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.price_return import ReturnKind, price_returns


@dataclass(frozen=True, slots=True, eq=False)
class ClosingPrices:
    """Closes by session.

    Parameters
    ----------
    time_ns : (n,) int64
        Labels of the sessions as in `Bars`, ascending, without duplicates.
    close : (n,) float64
        NaN where there is none.
    """

    time_ns: NDArray[np.int64]
    close: NDArray[np.float64]

    def known(self) -> "ClosingPrices":
        """Return the sessions that have a positive close."""
        has_close = self.close > 0.0
        return ClosingPrices(self.time_ns[has_close], self.close[has_close])


@dataclass(frozen=True, slots=True, eq=False)
class FactorReturns:
    """Returns of factors by session, as fractions.

    Parameters
    ----------
    time_ns : (n,) int64
        Labels of the sessions, ascending, without duplicates.
    names : sequence of str
        One for each factor.
    values : (k, n) float64
        Simple returns; NaN where there is none.
    risk_free : (n,) float64 or None
        What is taken off the instrument's return, as it was off the factors'.
    """

    time_ns: NDArray[np.int64]
    names: Sequence[str]
    values: NDArray[np.float64]
    risk_free: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AlignedReturns:
    """What a study is computed from.

    Parameters
    ----------
    time_ns : (n,) int64
        Labels of the sessions studied.
    asset : (n,) float64
        Returns of the instrument; NaN at the first session.
    factors : (k, n) float64
        Returns of the benchmark (k = 1) or of the factors; none for a model without (k = 0). NaN
        at the first session, and where a session does not have all factors.
    names : tuple of str
        One for each factor.
    kind : ReturnKind or None
        None for values that are no returns and cannot be compounded.
    missing_asset, missing_market : int64 arrays
        Labels of the sessions, between the first and the last that both have, which only the
        other has. They were left out, or have no factors; nothing was filled in.
    """

    time_ns: NDArray[np.int64]
    asset: NDArray[np.float64]
    factors: NDArray[np.float64]
    names: tuple[str, ...]
    kind: ReturnKind | None
    missing_asset: NDArray[np.int64]
    missing_market: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of sessions."""
        return len(self.time_ns)

    def index_of(self, time_ns: int) -> int | None:
        """Return the index of a session, or none where it is not among those studied."""
        place = int(np.searchsorted(self.time_ns, time_ns))
        is_there = place < len(self.time_ns) and int(self.time_ns[place]) == time_ns
        return place if is_there else None


def align_prices(
    asset: ClosingPrices,
    market: ClosingPrices | None = None,
    *,
    name: str = "market",
    kind: ReturnKind = ReturnKind.SIMPLE,
) -> AlignedReturns:
    """Return the returns between the sessions that both series have.

    A session that only one of them has is left out of both, so that each return of the one spans
    the same time as that of the other; the return of the next common session then spans more
    than a day. Without a market, the asset's own sessions are the rule.

    Parameters
    ----------
    asset, market : ClosingPrices
    name : str
        What the market is called.
    kind : ReturnKind
    """
    own = asset.known()
    nothing = np.empty(0, np.int64)
    if market is None:
        factors = np.empty((0, len(own.close)))
        returns = price_returns(own.close, kind)
        return AlignedReturns(own.time_ns, returns, factors, (), kind, nothing, nothing)
    other = market.known()
    common, at, at_other = np.intersect1d(
        own.time_ns, other.time_ns, assume_unique=True, return_indices=True
    )
    return AlignedReturns(
        time_ns=common,
        asset=price_returns(own.close[at], kind),
        factors=price_returns(other.close[at_other], kind)[np.newaxis],
        names=(name,),
        kind=kind,
        missing_asset=_only_in(other.time_ns, common),
        missing_market=_only_in(own.time_ns, common),
    )


def align_factors(
    asset: ClosingPrices, factors: FactorReturns, *, kind: ReturnKind = ReturnKind.SIMPLE
) -> AlignedReturns:
    """Return the asset's returns, in excess of the risk-free ones, beside those of factors.

    The sessions are the asset's own, so that the one after day 0 is the next on which it traded.
    A factor's return is for one session and cannot be split or joined without a guess. So a
    return of the asset that spans a session it has no price for is left out (NaN), and so are
    factors (NaN) on a session that does not have all of them.

    Parameters
    ----------
    asset : ClosingPrices
    factors : FactorReturns
    kind : ReturnKind
    """
    own = asset.known()
    all_known = np.isfinite(factors.values).all(axis=0)
    times = factors.time_ns[all_known]
    common, at, at_factor = np.intersect1d(
        own.time_ns, times, assume_unique=True, return_indices=True
    )
    returns = price_returns(own.close, kind)
    # Sessions of the factors after the one where the return began and before its own.
    start = np.searchsorted(factors.time_ns, own.time_ns[:-1], side="right")
    skipped = np.searchsorted(factors.time_ns, own.time_ns[1:], side="left") - start
    returns[1:][skipped > 0] = np.nan
    aligned = np.full((len(factors.names), len(returns)), np.nan)
    aligned[:, at] = factors.values[:, all_known][:, at_factor]
    if factors.risk_free is not None:
        risk_free = np.full(len(returns), np.nan)
        risk_free[at] = factors.risk_free[all_known][at_factor]
        returns = returns - _as_kind(risk_free, kind)
    return AlignedReturns(
        time_ns=own.time_ns,
        asset=returns,
        factors=_as_kind(aligned, kind),
        names=tuple(factors.names),
        kind=kind,
        missing_asset=_only_in(times, common),
        missing_market=_only_in(own.time_ns, common),
    )


def _as_kind(returns: NDArray[np.float64], kind: ReturnKind) -> NDArray[np.float64]:
    return np.log1p(returns) if kind is ReturnKind.LOG else returns


def _only_in(times: NDArray[np.int64], common: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(common):
        return np.empty(0, np.int64)
    only = np.setdiff1d(times, common, assume_unique=True)
    inside: NDArray[np.int64] = only[(only > common[0]) & (only < common[-1])]
    return inside
