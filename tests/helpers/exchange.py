"""Two exchanges with few holidays, for tests that need no table."""

import datetime as dt
from functools import cache

from tickertale.domain.exchange import Exchange, FormerHours, LunchBreak


@cache
def hong_kong() -> Exchange:
    """Return the Hong Kong exchange with the Lunar New Year of 2025."""
    return Exchange(
        mic="XHKG",
        name="Hong Kong Stock Exchange",
        short_name="HKEX",
        zone="Asia/Hong_Kong",
        open=dt.time(9, 30),
        close=dt.time(16, 0),
        lunch=LunchBreak(start=dt.time(12, 0), end=dt.time(13, 0)),
        former_hours=(
            FormerHours(until=dt.date(2011, 3, 6), open=dt.time(10, 0), close=dt.time(16, 0)),
        ),
        half_days={dt.date(2024, 12, 31): dt.time(12, 0)},
        holidays=frozenset(dt.date(2025, 1, day) for day in (1, 29, 30, 31)),
        first=dt.date(2024, 1, 1),
        last=dt.date(2025, 12, 31),
    )


@cache
def new_york() -> Exchange:
    """Return the New York exchange with two holidays of 2025."""
    return Exchange(
        mic="XNYS",
        name="New York Stock Exchange",
        short_name="NYSE",
        zone="America/New_York",
        open=dt.time(9, 30),
        close=dt.time(16, 0),
        half_days={dt.date(2024, 12, 24): dt.time(13, 0)},
        holidays=frozenset([dt.date(2025, 1, 1), dt.date(2025, 1, 20), dt.date(2025, 2, 17)]),
        first=dt.date(2024, 1, 1),
        last=dt.date(2025, 12, 31),
    )
