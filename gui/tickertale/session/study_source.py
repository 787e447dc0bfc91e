"""The returns and the days 0 of a timeline's events on one instrument."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import (
    AlignedReturns,
    ClosingPrices,
    align_factors,
    align_prices,
)
from tickertale.domain.errors import StudyError
from tickertale.domain.instrument import Instrument
from tickertale.domain.reaction import Reaction
from tickertale.prices.bars import NS_PER_DAY, Bars
from tickertale.session.study_input import StudyInputs
from tickertale.session.study_row import StudyReason


@dataclass(frozen=True, slots=True, eq=False)
class StudySource:
    """What a study is computed from.

    Parameters
    ----------
    instrument : Instrument
    benchmark : Instrument or None
        None for a model that has none.
    returns : AlignedReturns
    bars : Bars
        The instrument's.
    market_bars : Bars or None
        The benchmark's.
    event_ids : tuple of str
        All events of the timeline, ascending: the order in which a document holds them must not
        decide which of two on the same day 0 comes first.
    day_zero : (N,) int64
        Index of each event's day 0 in `returns`; -1 where it has none.
    reasons : tuple of StudyReason or None
        Why it has none.
    """

    instrument: Instrument
    benchmark: Instrument | None
    returns: AlignedReturns
    bars: Bars
    market_bars: Bars | None
    event_ids: tuple[str, ...]
    day_zero: NDArray[np.int64]
    reasons: tuple[StudyReason | None, ...]


def study_source(inputs: StudyInputs) -> StudySource:
    """Return what a study is computed from: the sessions that both series have.

    Raises
    ------
    StudyError
        The factor model has no factors.
    """
    returns = _aligned(inputs)
    named = dict(sorted(zip(inputs.event_ids, inputs.reactions, strict=True)))
    reactions = tuple(named.values())
    day_zero = _days_zero(reactions, returns)
    return StudySource(
        instrument=inputs.instrument,
        benchmark=inputs.benchmark,
        returns=returns,
        bars=inputs.bars,
        market_bars=inputs.market_bars,
        event_ids=tuple(named),
        day_zero=day_zero,
        reasons=tuple(map(_reason, reactions, day_zero.tolist())),
    )


def _aligned(inputs: StudyInputs) -> AlignedReturns:
    options = inputs.options
    own = ClosingPrices(inputs.bars.time_ns, inputs.bars.close)
    if options.model is NormalModel.FACTOR:
        if options.factors is None:
            message = "the factor model needs factors and there are none"
            raise StudyError(f"{message}; a file of factor returns was expected")
        return align_factors(own, options.factors, kind=options.returns)
    if inputs.market_bars is None or inputs.benchmark is None:
        return align_prices(own, kind=options.returns)
    market = ClosingPrices(inputs.market_bars.time_ns, inputs.market_bars.close)
    return align_prices(own, market, name=inputs.benchmark.symbol, kind=options.returns)


def _days_zero(reactions: Sequence[Reaction], returns: AlignedReturns) -> NDArray[np.int64]:
    """Return the index of each reaction session in the returns; -1 where it is not among them."""
    days = [row.session.toordinal() if row.session else -1 for row in reactions]
    labels = (np.array(days, dtype=np.int64) - dt.date(1970, 1, 1).toordinal()) * NS_PER_DAY
    if not len(returns):
        return np.full(len(labels), -1)
    place = np.minimum(np.searchsorted(returns.time_ns, labels), len(returns) - 1)
    return np.where(returns.time_ns[place] == labels, place, -1)


def _reason(reaction: Reaction, day_zero: int) -> StudyReason | None:
    if reaction.session is None:
        return StudyReason(reaction.reason or StudyReason.NO_SESSIONS)
    return StudyReason.NOT_COMMON if day_zero < 0 else None
