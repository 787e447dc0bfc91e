"""The story of the panels' tests, opened as a document with prices."""

import datetime as dt
from typing import Any

from helpers.bars import bars_of
from helpers.story import story
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.timeline import Timeline
from tickertale.session.opening import new_session
from tickertale.session.session import Session

FIRST_DAY = dt.date(2024, 10, 1)
CLOSES = tuple(100.0 + number * 0.5 for number in range(150))
SHARE = Instrument(
    id="9988.HK",
    symbol="9988.HK",
    name="Alibaba Group",
    mic="XHKG",
    currency="HKD",
    series=(Series(id="9988.HK-1d"),),
)
LISTING = Instrument(
    id="BABA",
    symbol="BABA",
    name="Alibaba Group",
    mic="XNYS",
    currency="USD",
    series=(Series(id="BABA-1d"),),
)


def priced_story(**changes: Any) -> Timeline:
    """Return `story` with a share in Hong Kong, listed in New York too."""
    standard: dict[str, Any] = {"instruments": (LISTING, SHARE), "primary": SHARE.id}
    return story().model_copy(update=standard | changes)


def open_story(**changes: Any) -> Session:
    """Return a session on `priced_story` with 150 rising weekdays of prices; close it."""
    bars = bars_of(CLOSES, first=FIRST_DAY)
    return new_session(priced_story(**changes), {"9988.HK-1d": bars, "BABA-1d": bars})
