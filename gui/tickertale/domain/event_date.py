"""Dates that say how precise they are: EDTF levels 0 and 1."""

import calendar
import datetime as dt
import re
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple, NoReturn, Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, RootModel, ValidationError, field_validator
from typing_extensions import override

from tickertale.domain.errors import InvalidDateError

LONGEST_TEXT = 64
"""Characters of the longest date: an interval of two date-times with seconds and offsets."""

WIDEST_OFFSET_MINUTES = 14 * 60
"""The farthest that any place on Earth has been from UTC, in minutes."""

_ENTITY = re.compile(
    r"""
    (?P<year>\d{4}|\d{3}X|\d{2}XX)
    (?:-(?P<month>\d{2}|XX)
        (?:-(?P<day>\d{2}|XX)
            (?P<time>T(?P<clock>\d{2}:\d{2}(?::\d{2})?)(?P<offset>Z|[+-]\d{2}(?::\d{2})?)?)?
        )?
    )?
    (?P<qualifier>[?~%])?
    """,
    re.ASCII | re.VERBOSE,
)

_EXAMPLES = "'2025-03-06T03:48+08:00', '2025-02-17', '2025-01~' or '2025-02-11/2025-02-13'"

_SPRING, _WINTER = 21, 24

# A day inside the calendar's own ends, so that every instant can be shown in every zone.
_FIRST_INSTANT = dt.datetime(dt.MINYEAR, 1, 2, tzinfo=dt.UTC)
_LAST_INSTANT = dt.datetime(dt.MAXYEAR, 12, 31, tzinfo=dt.UTC)


class Precision(StrEnum):
    """How exactly a date is known, from the finest to the coarsest."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_COARSENESS = {precision: rank for rank, precision in enumerate(Precision)}


class _End(NamedTuple):
    """One date, date-time or end of an interval, read."""

    first_day: dt.date
    last_day: dt.date
    precision: Precision | None
    time: dt.time | None = None
    qualifier: str = ""


class EventDate(RootModel[str]):
    """A date of known precision; its JSON form is the EDTF string.

    Accepted are EDTF level 0 (``2025``, ``2025-01``, ``2025-02-17``, date-times, intervals) and
    level 1 (a trailing ``?``, ``~`` or ``%``; ``201X``, ``20XX``, ``2025-XX``, ``2025-01-XX``,
    ``2025-XX-XX``; seasons ``2025-21`` to ``2025-24``; ``..`` or nothing as an end of an
    interval), for the years 0001 to 9999. Beyond the standard, a date-time may leave out its
    seconds, carry a qualifier, and be an end of an interval.

    A season is a northern one of three months: 21 is March to May, and 24, the winter, is December
    to February of the next year. A time of day without an offset is local to the zone of the
    event: where clocks go back and it comes twice, the first one is meant; where they go forward
    and it is skipped, it is read as if they had not. Days and instants end where the calendar of
    the years 0001 to 9999 does.

    Parameters
    ----------
    root : str
        The EDTF text.

    References
    ----------
    ISO 8601-2:2019; Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
    """

    model_config = ConfigDict(frozen=True)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date that the text says; spaces around it are dropped.

        Raises
        ------
        InvalidDateError
            The text is not EDTF level 0 or 1, or names a day or hour that does not exist.
        """
        try:
            return cls(text)
        except ValidationError as error:
            sentence = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise InvalidDateError(sentence) from error

    @field_validator("root")
    @classmethod
    def _is_edtf(cls, text: str) -> str:
        stripped = text.strip() if len(text) <= LONGEST_TEXT else text
        _read(stripped)
        return stripped

    @override
    def __str__(self) -> str:
        return self.root

    @property
    def edtf(self) -> str:
        """Return the EDTF text, as written."""
        return self.root

    @cached_property
    def _ends(self) -> tuple[_End, _End]:
        return _read(self.root)

    @property
    def first_day(self) -> dt.date:
        """Return the first local day covered; `datetime.date.min` without a known start."""
        return self._ends[0].first_day

    @property
    def last_day(self) -> dt.date:
        """Return the last local day covered; `datetime.date.max` without a known end."""
        return self._ends[1].last_day

    @property
    def precision(self) -> Precision:
        """Return how exactly the date is known; of an interval, its coarser end."""
        stated = [end.precision for end in self._ends if end.precision is not None]
        return max(stated, key=_COARSENESS.__getitem__)

    @property
    def is_approximate(self) -> bool:
        """Return whether the date, or an end of the interval, is marked ``~`` or ``%``."""
        return any(end.qualifier in {"~", "%"} for end in self._ends)

    @property
    def is_uncertain(self) -> bool:
        """Return whether the date, or an end of the interval, is marked ``?`` or ``%``."""
        return any(end.qualifier in {"?", "%"} for end in self._ends)

    @property
    def is_interval(self) -> bool:
        """Return whether the text has two ends."""
        return "/" in self.root

    @property
    def has_start(self) -> bool:
        """Return whether the start is stated; false for ``../2025`` and ``/2025``."""
        return self._ends[0].precision is not None

    @property
    def has_end(self) -> bool:
        """Return whether the end is stated; false for ``2025/..`` and ``2025/``."""
        return self._ends[1].precision is not None

    @property
    def has_time(self) -> bool:
        """Return whether the start has a time of day."""
        return self._ends[0].time is not None

    @property
    def is_day_precise(self) -> bool:
        """Return whether this is a single day, or an instant or span within one."""
        return self.has_start and self.has_end and self.first_day == self.last_day

    def earliest(self, zone: str) -> dt.datetime:
        """Return the first instant that the date covers, in UTC.

        Parameters
        ----------
        zone : str
            IANA zone in which days, and times without an offset, are local.
        """
        start = self._ends[0]
        return _instant(dt.datetime.combine(start.first_day, start.time or dt.time.min), zone)

    def latest(self, zone: str) -> dt.datetime:
        """Return the instant at which the date ends, in UTC: exclusive, but for a time of day.

        Never before `earliest`, which it equals where the date is an instant.

        Parameters
        ----------
        zone : str
            IANA zone in which days, and times without an offset, are local.
        """
        end = self._ends[1]
        if end.time is not None:
            latest = _instant(dt.datetime.combine(end.last_day, end.time), zone)
        elif end.last_day == dt.date.max:
            latest = _LAST_INSTANT
        else:
            next_day = end.last_day + dt.timedelta(days=1)
            latest = _instant(dt.datetime.combine(next_day, dt.time.min), zone)
        return max(latest, self.earliest(zone))


def _instant(local: dt.datetime, zone: str) -> dt.datetime:
    zoned = local if local.tzinfo else local.replace(tzinfo=ZoneInfo(zone))
    return min(max(zoned, _FIRST_INSTANT), _LAST_INSTANT).astimezone(dt.UTC)


@lru_cache(maxsize=16_384)
def _read(text: str) -> tuple[_End, _End]:
    # Remembered, since a document has far more events than days, and each is read twice.
    if len(text) > LONGEST_TEXT:
        _refuse(text, f"has {len(text)} characters; at most {LONGEST_TEXT} were expected")
    if "/" not in text:
        end = _read_end(text, text)
        return end, end
    first, _, last = text.partition("/")
    ends = _read_start(first, text), _read_finish(last, text)
    if ends[0].precision is None and ends[1].precision is None:
        _refuse(text, "has neither a start nor an end; at least one date was expected")
    if _is_reversed(*ends):
        _refuse(text, "ends before it starts; the earlier date was expected first")
    return ends


def _read_start(part: str, text: str) -> _End:
    if part in {"", ".."}:
        return _End(dt.date.min, dt.date.min, None)
    return _read_end(part, text)


def _read_finish(part: str, text: str) -> _End:
    if part in {"", ".."}:
        return _End(dt.date.max, dt.date.max, None)
    return _read_end(part, text)


def _is_reversed(start: _End, finish: _End) -> bool:
    if start.first_day > finish.last_day:
        return True
    if start.time is None or finish.time is None:
        return False
    if (start.time.tzinfo is None) is not (finish.time.tzinfo is None):
        # Which comes first depends on the zone of the event; `latest` is then never too early.
        return False
    first = dt.datetime.combine(start.first_day, start.time)
    return first > dt.datetime.combine(finish.last_day, finish.time)


def _read_end(part: str, text: str) -> _End:
    match = _ENTITY.fullmatch(part)
    if match is None:
        _refuse(text, f"is not an EDTF date; one such as {_EXAMPLES} was expected")
    year, month, day, time, qualifier = match.group("year", "month", "day", "time", "qualifier")
    if year.endswith("X"):
        end = _read_years(year, month, text=text)
    elif year == "0000":
        _refuse(text, "is in the year 0000; a year from 0001 to 9999 was expected")
    elif month is None:
        end = _year(int(year))
    elif day is None or (day == "XX" and time is None):
        end = _read_month(int(year), month, is_season_allowed=day is None, text=text)
    else:
        date = _read_day(f"{year}-{month}-{day}", text)
        if time is None:
            end = _End(date, date, Precision.DAY)
        else:
            end = _End(date, date, Precision.MINUTE, _read_time(match, text))
    return end._replace(qualifier=qualifier) if qualifier else end


def _read_years(year: str, month: str | None, *, text: str) -> _End:
    if month is not None:
        _refuse(text, "has a month of an unknown year; '201X' or '20XX' alone was expected")
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    return _End(dt.date(max(first, dt.MINYEAR), 1, 1), dt.date(last, 12, 31), precision)


def _year(year: int) -> _End:
    return _End(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)


def _season(year: int, season: int) -> _End:
    first = dt.date(year, 3 * (season - _SPRING) + 3, 1)
    if season != _WINTER:
        last = dt.date(year, first.month + 3, 1) - dt.timedelta(days=1)
    elif year < dt.MAXYEAR:
        last = dt.date(year + 1, 3, 1) - dt.timedelta(days=1)
    else:
        last = dt.date.max
    return _End(first, last, Precision.SEASON)


def _read_month(year: int, month: str, *, is_season_allowed: bool, text: str) -> _End:
    if month == "XX":
        return _year(year)
    number = int(month)
    if is_season_allowed and _SPRING <= number <= _WINTER:
        return _season(year, number)
    if not 1 <= number <= 12:
        _refuse(text, f"has the month {month}; 01 to 12, or a season 21 to 24, was expected")
    last = calendar.monthrange(year, number)[1]
    return _End(dt.date(year, number, 1), dt.date(year, number, last), Precision.MONTH)


def _read_day(day: str, text: str) -> dt.date:
    if "X" in day:
        _refuse(text, "states a part of what it leaves out; 'XX' was expected only at the end")
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        _refuse(text, f"names {day}, which no calendar has; a day that exists was expected")


def _read_time(match: re.Match[str], text: str) -> dt.time:
    clock, offset = match["clock"], match["offset"]
    if clock.startswith("24"):
        _refuse(text, "has the hour 24; T00:00 of the next day was expected")
    zone = _read_offset(offset, text) if offset else None
    try:
        return dt.time.fromisoformat(clock).replace(tzinfo=zone)
    except ValueError:
        _refuse(text, f"has the time {clock}; 00:00 to 23:59 was expected")


def _read_offset(offset: str, text: str) -> dt.timezone:
    if offset == "Z":
        return dt.UTC
    hours, minutes = int(offset[1:3]), int(offset[4:] or 0)
    minutes_away = hours * 60 + minutes
    if minutes_away > WIDEST_OFFSET_MINUTES or minutes >= 60:
        _refuse(text, f"has the offset {offset}; -14:00 to +14:00 was expected")
    return dt.timezone(dt.timedelta(minutes=-minutes_away if offset[0] == "-" else minutes_away))


def _refuse(text: str, fault: str) -> NoReturn:
    shown = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
    raise InvalidDateError(f"{shown!r} {fault}")
