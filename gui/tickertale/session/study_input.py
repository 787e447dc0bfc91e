"""The returns and the days 0 of a timeline's events on one instrument."""

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
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import day_ns
from tickertale.session.session import Session
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_row import StudyReason


@dataclass(frozen=True, slots=True, eq=False)
class StudyInput:
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
        All events of the timeline.
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


def study_input(session: Session, instrument_id: str, *, options: StudyOptions) -> StudyInput:
    """Return the input of a study.

    Raises
    ------
    StudyError
        The model needs a benchmark or factors that there are not, or the bars are not daily.
    UnknownIdError
        The timeline does not hold the instrument or the benchmark.
    PriceDataError
        One of them has no prices.
    """
    instrument = session.timeline.instrument(instrument_id)
    benchmark = _benchmark(session, instrument, options=options)
    bars = _daily_bars(session, instrument)
    market_bars = _daily_bars(session, benchmark) if benchmark else None
    returns = _aligned(bars, market_bars, options=options, benchmark=benchmark)
    found = [
        _day_zero(session, event.id, instrument_id=instrument_id, returns=returns)
        for event in session.timeline.events
    ]
    return StudyInput(
        instrument=instrument,
        benchmark=benchmark,
        returns=returns,
        bars=bars,
        market_bars=market_bars,
        event_ids=tuple(event.id for event in session.timeline.events),
        day_zero=np.array([index for index, _ in found], dtype=np.int64),
        reasons=tuple(reason for _, reason in found),
    )


def _benchmark(
    session: Session, instrument: Instrument, *, options: StudyOptions
) -> Instrument | None:
    if not options.model.needs_market or options.model is NormalModel.FACTOR:
        return None
    wanted = options.benchmark or session.timeline.benchmark
    if wanted is None:
        message = f"the model {options.model.value!r} needs a benchmark and there is none"
        raise StudyError(f"{message}; the id of an instrument of the timeline was expected")
    if wanted == instrument.id:
        message = f"{instrument.symbol} is its own benchmark"
        raise StudyError(f"{message}; another instrument of the timeline was expected")
    return session.timeline.instrument(wanted)


def _daily_bars(session: Session, instrument: Instrument) -> Bars:
    bars = session.bars(instrument.id)
    if bars.interval.value != "1d":
        message = f"the bars of {instrument.symbol} are of {bars.interval.value}"
        raise StudyError(f"{message}; an event study needs daily bars")
    return bars


def _aligned(
    bars: Bars,
    market_bars: Bars | None,
    *,
    options: StudyOptions,
    benchmark: Instrument | None,
) -> AlignedReturns:
    own = ClosingPrices(bars.time_ns, bars.close)
    if options.model is NormalModel.FACTOR:
        if options.factors is None:
            message = "the factor model needs factors and there are none"
            raise StudyError(f"{message}; a file of factor returns was expected")
        return align_factors(own, options.factors, kind=options.returns)
    if market_bars is None or benchmark is None:
        return align_prices(own, kind=options.returns)
    market = ClosingPrices(market_bars.time_ns, market_bars.close)
    return align_prices(own, market, name=benchmark.symbol, kind=options.returns)


def _day_zero(
    session: Session, event_id: str, *, instrument_id: str, returns: AlignedReturns
) -> tuple[int, StudyReason | None]:
    reaction = session.reaction(event_id, instrument_id)
    if reaction.session is None:
        return -1, StudyReason(reaction.reason or StudyReason.NO_SESSIONS)
    index = returns.index_of(day_ns(reaction.session))
    return (-1, StudyReason.NOT_COMMON) if index is None else (index, None)
