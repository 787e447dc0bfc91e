"""The zone that is named after a time of day: ``HKT``, ``ET``, ``Beijing time``."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tickertale.domain.errors import InvalidDateError

LOCAL = frozenset({"local", "当地", "當地"})
"""Words before "time" that leave a time to the zone of the event."""

_CLEAR = MappingProxyType(
    {
        **dict.fromkeys(
            ("est", "edt", "et", "eastern", "new york", "美东", "纽约"), "America/New_York"
        ),
        **dict.fromkeys(("pst", "pdt", "pt", "pacific"), "America/Los_Angeles"),
        **dict.fromkeys(("hkt", "hong kong", "香港"), "Asia/Hong_Kong"),
        **dict.fromkeys(("beijing", "china", "北京"), "Asia/Shanghai"),
        **dict.fromkeys(("jst", "tokyo", "东京"), "Asia/Tokyo"),
        **dict.fromkeys(("kst", "seoul"), "Asia/Seoul"),
        **dict.fromkeys(("sgt", "singapore", "新加坡"), "Asia/Singapore"),
        **dict.fromkeys(("london", "伦敦"), "Europe/London"),
        **dict.fromkeys(("cet", "cest"), "Europe/Berlin"),
        **dict.fromkeys(("eet", "eest"), "Europe/Helsinki"),
        **dict.fromkeys(("aest", "aedt", "sydney"), "Australia/Sydney"),
        **dict.fromkeys(("nzst", "nzdt"), "Pacific/Auckland"),
    }
)
"""Names that mean one clock to nearly everybody; BST, CST and IST mean several."""

_LEAST_CITY = 5
"""Letters from which on a name is no abbreviation."""

_EXPECTED = "an offset such as '+08:00' or 'Z', or nothing for the zone of the event, was expected"


def offset_at(word: str, at: dt.datetime, *, zones: Sequence[str]) -> str:
    """Return the offset from UTC, as EDTF writes it, that a named zone has at a local time.

    A name of one of `zones` is taken for that; one of none of them only where it is clear to
    nearly everybody. An offset that is named out of season is refused, for the hour is not sure.

    Parameters
    ----------
    word : str
        In lower case: an abbreviation, or what stands before "time".
    at : datetime.datetime
        Without a zone.
    zones : sequence of str
        IANA names that the document speaks of.

    Raises
    ------
    InvalidDateError
        The name means no zone, or two; the message is to follow the text.
    """
    if word in LOCAL:
        return ""
    named = [zone for zone in dict.fromkeys(zones) if word in _names(zone, at.year)]
    if not named and word in _CLEAR:
        named = [_CLEAR[word]]
    found = {offset: zone for zone in named for offset in _offsets(word, at, zone=zone)}
    shown = word.upper() if len(word) < _LEAST_CITY else word
    if len(found) == 1:
        return next(iter(found))
    if found:
        meant = " or ".join(f"{offset} ({zone})" for offset, zone in found.items())
        raise InvalidDateError(f"has {shown!r}, which can be {meant}; an offset was expected")
    if named:
        kept = at.replace(tzinfo=ZoneInfo(named[0])).tzname()
        raise InvalidDateError(f"has {shown!r}, but that day was on {kept}; that was expected")
    raise InvalidDateError(f"has {shown!r} after the time; {_EXPECTED}")


def _offsets(word: str, at: dt.datetime, *, zone: str) -> Iterator[str]:
    """Yield the offset in force; where the clock is set back, those of both passes."""
    for fold in (0, 1):
        local = at.replace(tzinfo=ZoneInfo(zone), fold=fold)
        offset, abbreviation = local.utcoffset(), (local.tzname() or "").lower()
        is_other = word in _abbreviations(zone, at.year) and word != abbreviation
        if offset is not None and not is_other and not offset.seconds % 60:
            yield _edtf(offset)


def _edtf(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "Z"
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


@cache
def _names(zone: str, year: int) -> frozenset[str]:
    """Return everything that a zone is called in a year: its abbreviations, its city."""
    short = _abbreviations(zone, year)
    # ET is whichever of EST and EDT is in force.
    is_american = zone.startswith(("America/", "US/", "Pacific/Honolulu"))
    either = {f"{name[0]}t" for name in short} if is_american else set()
    city = zone.rpartition("/")[2].replace("_", " ").lower()
    words = (word for word, name in _CLEAR.items() if name == zone)
    cities = {word for word in words if len(word) >= _LEAST_CITY or not word.isascii()}
    return frozenset({*short, *either, *cities, city})


@cache
def _abbreviations(zone: str, year: int) -> frozenset[str]:
    halves = (dt.datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    return frozenset(name for half in halves if (name := (half.tzname() or "").lower()).isalpha())
