"""A document whose events can be studied: a share, its index, and 260 sessions of each."""

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.bars import weekday_times
from helpers.study import market_and_share
from helpers.timeline import event_of, timeline_of
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.instrument import CorporateAction, Instrument, InstrumentKind, Series
from tickertale.prices.bars import Bars
from tickertale.session.opening import new_session
from tickertale.session.session import Session

FIRST = dt.date(2024, 1, 1)
COUNT = 260
MARKET, SHARE = market_and_share(COUNT)
TIMES = weekday_times(FIRST, COUNT)
EX = CorporateAction(ex_date=dt.date(2024, 9, 2))


def day_at(index: int) -> dt.date:
    """Return the session of a bar."""
    label: dt.date = TIMES[index].astype("datetime64[ns]").astype("datetime64[D]").item()
    return label


def dated_event(event_id: str, index: int, **fields: Any) -> Event:
    """Return an event on the session of a bar."""
    return event_of(event_id, when=EventDate.parse(day_at(index).isoformat()), **fields)


def study_bars(returns: NDArray[np.float64], *, without: tuple[int, ...] = ()) -> Bars:
    """Return bars with these returns, without some of them."""
    close = 100.0 * np.cumprod(1.0 + np.append(0.0, returns[1:]), dtype=np.float64)
    volume = np.exp(np.random.default_rng(int(1e9 * abs(returns[5]))).normal(10.0, 0.3, len(close)))
    rows = np.delete(np.arange(len(close)), without)
    kept = close[rows]
    return Bars(TIMES[rows], kept, kept, kept, kept, volume[rows])


def study_instruments(**share: Any) -> tuple[Instrument, ...]:
    """Return a share and an index that holds it; `share` replaces fields of the former."""
    series = Series(id="BABA-1d", actions=(EX,))
    index = Instrument(
        id="IDX",
        symbol="^IDX",
        name="Index",
        kind=InstrumentKind.INDEX,
        mic="XNYS",
        series=(Series(id="IDX-1d"),),
        constituents=("BABA",),
    )
    fields: dict[str, Any] = {"id": "BABA", "symbol": "BABA", "name": "Alibaba", "mic": "XNYS"}
    return (Instrument(**({**fields, "series": (series,)} | share)), index)


EVENTS = (
    dated_event("a", 180, tags=("x",)),
    dated_event("b", 181),
    dated_event("c", 220, category="results", tags=("x", "y")),
    dated_event("last", COUNT - 1),
    dated_event("early", 30),
    event_of("coarse", when=EventDate.parse("2024-05")),
    event_of("after", when=EventDate.parse("2030-05-01")),
    event_of("before", when=EventDate.parse("2020-05-01")),
)


def open_study(
    *events: Event,
    instruments: tuple[Instrument, ...] | None = None,
    without: tuple[int, ...] = (),
    **fields: Any,
) -> Session:
    """Return a document with the events, a share and its index; close it."""
    timeline = timeline_of(
        *(events or EVENTS),
        instruments=instruments or study_instruments(),
        **({"benchmark": "IDX"} | fields),
    )
    bars = {"BABA-1d": study_bars(SHARE), "IDX-1d": study_bars(MARKET, without=without)}
    return new_session(timeline, bars)
