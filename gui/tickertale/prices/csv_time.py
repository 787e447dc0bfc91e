"""Times in a CSV file of intraday bars: ISO 8601 with an offset, or on a clock that is stated."""

import datetime as dt
import re
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

TIME_PATTERN: Final = (
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?"
)
"""What is read as a time, for this module and for the reader's own regular expressions."""
OFFSET_PATTERN: Final = r"(Z|[+-]\d{2}(:?\d{2})?)$"
"""How a time ends that names its offset; not for dates, whose day looks like an offset."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NS_PER_HOUR = 3_600_000_000_000
_EXAMPLE = "one such as 2025-03-06T09:30-05:00 was expected"


def parse_time(text: str, zone: str | None) -> dt.datetime | str:
    """Return the instant that a text names, or what is wrong with it.

    Parameters
    ----------
    text : str
        Without blanks around it.
    zone : str or None
        IANA zone of times without an offset.
    """
    try:
        time = dt.datetime.fromisoformat(text) if re.fullmatch(TIME_PATTERN, text) else None
    except ValueError:
        time = None
    if time is None:
        return f"{text!r} is not a time; {_EXAMPLE}"
    if time.tzinfo is None:
        if zone is None:
            return f"{text!r} has no offset, and no time zone is stated; {_EXAMPLE}"
        time = time.replace(tzinfo=ZoneInfo(zone))
    return time.astimezone(dt.UTC)


def local_to_utc(local_ns: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """Return the instants at which a zone's clocks show the times, (n,) int64.

    Of an hour that the clocks show twice it is the first; to tell the second one, a file has to
    name offsets.

    Parameters
    ----------
    local_ns : (n,) int64
        Ns since 1970-01-01 00:00 on the clock.
    zone : str
        IANA zone.
    """
    hours, places = np.unique(local_ns // _NS_PER_HOUR, return_inverse=True)
    ahead_ns = np.array([_ahead_ns(hour, zone) for hour in hours.tolist()], dtype=np.int64)
    return local_ns - ahead_ns[places]


def _ahead_ns(hour: int, zone: str) -> int:
    local = (_EPOCH + dt.timedelta(hours=hour)).replace(tzinfo=ZoneInfo(zone))
    return round((local.utcoffset() or dt.timedelta()).total_seconds()) * 1_000_000_000
