"""A story told in bars of minutes, across a change of the clocks and a half day."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Instrument, Interval, Series
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import read_exchange
from tickertale.session.opening import new_session
from tickertale.session.session import Session

FIRST_DAY = dt.date(2025, 10, 27)
LAST_DAY = dt.date(2025, 12, 5)
"""The clocks of New York go back on 2 November; 28 November is a half day."""
CLOCKS_CHANGE = dt.date(2025, 11, 2)
HALF_DAY = dt.date(2025, 11, 28)

_EVENTS = {
    "in-session": "2025-11-03T15:00Z",
    "overnight": "2025-11-04T23:30Z",
    "half-day-afternoon": "2025-11-28T19:00Z",
    "day-only": "2025-11-12",
    "month": "2025-11",
}


def new_york() -> Exchange:
    """Return the New York exchange with its real calendar."""
    exchange = read_exchange("XNYS")
    assert exchange is not None
    return exchange


def session_times(day: dt.date, interval: Interval) -> NDArray[np.int64]:
    """Return where the bars of a session in New York begin, in ns."""
    opens, closes = (
        round(at.timestamp()) for at in (new_york().opens_at(day), new_york().closes_at(day))
    )
    return np.arange(opens, closes, interval.seconds, dtype=np.int64) * 1_000_000_000


def walk(times: NDArray[np.int64], interval: Interval) -> Bars:
    """Return a random walk over these bars, the same each time."""
    random = np.random.default_rng(7)
    close = np.round(100.0 * np.exp(np.cumsum(random.standard_normal(len(times)) * 4e-4)), 2)
    opened = np.concatenate((close[:1], close[:-1]))
    return Bars(
        time_ns=times,
        open=opened,
        high=np.fmax(opened, close) + 0.02,
        low=np.fmin(opened, close) - 0.02,
        close=close,
        volume=np.floor(random.random(len(times)) * 1e5),
        interval=interval,
    )


def minute_bars(interval: Interval = Interval.MINUTE, *, last: dt.date = LAST_DAY) -> Bars:
    """Return the bars of all sessions from `FIRST_DAY` on."""
    days = [FIRST_DAY + dt.timedelta(days=count) for count in range((last - FIRST_DAY).days + 1)]
    sessions = [session_times(day, interval) for day in days if new_york().is_session(day)]
    return walk(np.concatenate(sessions), interval)


def long_bars(interval: Interval, labels: Sequence[dt.date]) -> Bars:
    """Return weekly or monthly bars with these labels."""
    times = np.array(labels, dtype="datetime64[ns]").astype(np.int64)
    return walk(times, interval)


def story_of(interval: Interval) -> Timeline:
    """Return a timeline of one share in New York with bars of that interval."""
    events = tuple(
        Event(
            id=name,
            title=name.replace("-", " ").capitalize(),
            when=EventDate(when),
            zone="America/New_York",
            category="news",
            importance=3,
        )
        for name, when in _EVENTS.items()
    )
    series = Series(id="BABA", interval=interval, file="bars.csv", source="A walk")
    share = Instrument(
        id="BABA",
        symbol="BABA",
        name="Alibaba Group",
        mic="XNYS",
        currency="USD",
        series=(series,),
    )
    return Timeline(
        id="minutes",
        title="Minutes",
        categories=(Category(id="news", name="News", color="#0072B2"),),
        instruments=(share,),
        events=events,
        primary="BABA",
    )


def open_intraday(bars: Bars) -> Session:
    """Return a session on the story with these bars; close it."""
    return new_session(story_of(bars.interval), {"BABA": bars})


def write_folder(folder: Path, bars: Bars) -> Path:
    """Write the story with these bars as a folder that can be opened; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = story_of(bars.interval).model_dump_json(exclude_defaults=True)
    (folder / "timeline.json").write_text(json.dumps(json.loads(text)), encoding="utf-8")
    unit = "s" if bars.interval.is_intraday else "D"
    labels = bars.time_ns.astype("datetime64[ns]").astype(f"datetime64[{unit}]").astype(str)
    tail = "Z" if bars.interval.is_intraday else ""
    columns = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    rows = [
        ",".join((f"{label}{tail}", *(f"{value:.2f}" for value in values)))
        for label, *values in zip(labels, *columns, strict=True)
    ]
    head = "time,open,high,low,close,volume" if tail else "date,open,high,low,close,volume"
    (folder / "bars.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
    return folder
