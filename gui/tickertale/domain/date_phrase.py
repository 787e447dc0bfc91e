"""Dates as people type them, read into dates of known precision."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tickertale.domain.date_relative import with_dates
from tickertale.domain.date_token import EARLY, EXAMPLES, LATE, DatePart, read_parts
from tickertale.domain.date_zone import offset_at
from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import LONGEST_TEXT, EventDate
from tickertale.domain.short_year import with_long_years

MOST_YEARS = 3
"""Years of the prices that are offered where one is missing."""

LONGEST_PHRASE = 120
"""Characters of the longest phrase: two date-times with weekdays, in words."""

_EDTF_LIKE = re.compile(r"(?:(?:\.\.)?/)?[\dX]{4}[\dXTZ:+\-/.?~%]*", re.ASCII)
_NUMERIC_DAY = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)", re.ASCII)
_UNTIL_NOW = re.compile(
    r"(?:from |since |自|从)?(?P<start>.+?)\s*(?:[-–—至到]|to\b|until\b|till\b)"
    r"\s*(?:present|now|date|今)"
)
_HYPHEN_AFTER_TIME = re.compile(r"(?<=:\d\d)-(?=\d)", re.ASCII)
_EQUIVALENTS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "–"})

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_THIRDS = ((1, 10), (11, 20), (21, 31))
_YEAR_THIRDS = ((1, 4), (5, 8), (9, 12))
_DECADE_THIRDS = ((0, 3), (4, 6), (7, 9))


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """What a typed date says.

    Parameters
    ----------
    when : EventDate or None
        The date; none where nothing, or more than one thing, is understood.
    alternatives : tuple of EventDate
        Other readings, likeliest first: with `when`, instead of it; without, to choose from.
    problem : str
        One sentence: what was said, and what was expected; empty with `when`.
    """

    when: EventDate | None = None
    alternatives: tuple[EventDate, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a document tells of the dates that are typed into it.

    Parameters
    ----------
    today : datetime.date or None
        What "today", "last month" and the like count from; without it they say nothing.
    days : tuple of two datetime.date, or None
        The first and the last day of its prices.
    near : datetime.date or None
        The day that is being looked at.
    zones : tuple of str
        IANA zones that it speaks of: that of the event, and those of the exchanges.
    """

    today: dt.date | None = None
    days: tuple[dt.date, dt.date] | None = None
    near: dt.date | None = None
    zones: tuple[str, ...] = ()


_NO_CONTEXT = DateContext()


def parse_date_phrase(
    text: str, *, context: DateContext = _NO_CONTEXT, day_first: bool | None = None
) -> DatePhrase:
    """Return what a date typed in English, Chinese, digits or EDTF says.

    Nothing is guessed: ``03/06/2025`` is two days until `day_first` says which, and what has no
    year, or one of two digits, is offered with several. Without a year these are the years in
    which the day lies within the prices of the document, the nearest to the day that is being
    looked at first (to the last of the prices where nothing is looked at), at most
    `MOST_YEARS`; then the last one that is past, and the next one to come.

    A clock time may be followed by an offset (``+08:00``, ``UTC+8``), ``Z``, or a zone by name
    (``HKT``, ``ET``, ``Beijing time``) where the document leaves it one meaning; without any it
    is local to the zone of the event. A quarter or half of a year is the interval of its months.

    "Mid-Feb 2025", "early 2025" and the like become the month or year, marked approximate, for an
    interval of days would say that something lasted that long, and would be placed on the first
    of them; the days that are commonly meant are an alternative.

    Parameters
    ----------
    text : str
        As typed.
    context : DateContext
    day_first : bool or None
        Whether ``03/06/2025`` is in June; None asks.
    """
    shown = text.strip()
    if not shown:
        return DatePhrase(problem=f"There is no date; one such as {EXAMPLES} was expected.")
    if len(shown) > LONGEST_PHRASE:
        fault = f"has {len(shown)} characters; at most {LONGEST_PHRASE} were expected"
        return DatePhrase(problem=_sentence(shown, fault))
    written = _as_edtf(shown)
    if written is not None:
        return DatePhrase(written)
    plain = _normalized(shown)
    try:
        plains = _written_out(plain, today=context.today)
    except InvalidDateError as error:
        return DatePhrase(problem=_sentence(shown, _fault(error)))
    return _phrase(shown, plains, context=context, day_first=day_first)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a text."""

    when: EventDate
    instead: tuple[EventDate, ...] = ()


class _NoYearError(InvalidDateError):
    """A day or month is named without its year."""


def _as_edtf(text: str) -> EventDate | None:
    upper = text.upper()
    if len(text) > LONGEST_TEXT or _EDTF_LIKE.fullmatch(upper) is None:
        return None
    try:
        return EventDate.parse(upper)
    except InvalidDateError:
        return None


def _normalized(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_EQUIVALENTS)
    return text.lower()


def _written_out(plain: str, *, today: dt.date | None) -> tuple[str, ...]:
    """Return a text without words that count from today: more than one where they are open."""
    match = _UNTIL_NOW.fullmatch(plain)
    plain = plain if match is None else f"since {match['start']}"
    return (plain,) if today is None else with_dates(plain, today)


def _phrase(
    shown: str, plains: Sequence[str], *, context: DateContext, day_first: bool | None
) -> DatePhrase:
    found: list[_Reading] = []
    fault = ""
    try:
        for plain in plains:
            readings, problem = _readings(plain, context=context, day_first=day_first)
            found += [reading for reading in readings if reading not in found]
            fault = fault or problem
    except _NoYearError as error:
        return _without_year(shown, plains[0], error=error, context=context)
    if not found:
        return _with_short_year(shown, plains[0], fault=fault, context=context)
    if len(found) == 1:
        return DatePhrase(found[0].when, found[0].instead)
    dates = tuple(reading.when for reading in found)
    names = " or ".join(when.edtf for when in dates)
    return DatePhrase(alternatives=dates, problem=f"{shown!r} can be {names}; one was expected.")


def _readings(
    plain: str, *, context: DateContext, day_first: bool | None
) -> tuple[list[_Reading], str]:
    """Return all ways to read a text, and what is wrong with the first that is none."""
    readings: list[_Reading] = []
    fault = ""
    for way, is_day_first in _ways(plain, day_first=day_first):
        try:
            reading = _read(way, is_day_first=is_day_first, zones=context.zones)
        except _NoYearError:
            raise
        except InvalidDateError as error:
            fault = fault or _fault(error)
        else:
            readings.extend([reading] if reading not in readings else [])
    return readings, fault


def _ways(plain: str, *, day_first: bool | None) -> Iterator[tuple[str, bool]]:
    """Yield the texts to read, and whether the day comes first in them, the likeliest first."""
    orders = (True,) if _NUMERIC_DAY.search(plain) is None else (True, False)
    if len(orders) == 2 and day_first is not None:
        orders = (day_first,)
    for order in orders:
        # 09:00-10:00 is an hour, or a time ten hours behind UTC.
        if _HYPHEN_AFTER_TIME.search(plain):
            yield _HYPHEN_AFTER_TIME.sub("–", plain), order
        yield plain, order


def _without_year(
    shown: str, plain: str, *, error: _NoYearError, context: DateContext
) -> DatePhrase:
    problem = _sentence(shown, _fault(error))
    within, around = _years(context)
    if not within and not around:
        return DatePhrase(problem=problem)
    short = _dates(with_long_years(plain), context)
    # In "Mar-25" there is no span.
    plain = plain.replace("-", " ") if short else plain
    priced = _dates((f"{plain} {year}" for year in within), context)
    if context.days is not None:
        first, last = context.days
        near = context.near or last
        priced = [when for when in priced if when.first_day <= last and when.last_day >= first]
        priced.sort(key=lambda when: abs(when.first_day - near))
    others = _dates((f"{plain} {year}" for year in around), context)
    today = context.today or dt.date.max
    past = [when for when in others if when.first_day <= today][-1:]
    coming = [when for when in others if when.first_day > today][:1]
    offered = dict.fromkeys((*priced[:MOST_YEARS], *short, *past, *coming))
    return DatePhrase(alternatives=tuple(offered), problem=problem)


def _years(context: DateContext) -> tuple[range, range]:
    """Return the years of the prices, and those around today."""
    days, today = context.days, context.today
    within = range(days[0].year, days[1].year + 1) if days else range(0)
    return within, range(today.year - 1, today.year + 2) if today else range(0)


def _with_short_year(shown: str, plain: str, *, fault: str, context: DateContext) -> DatePhrase:
    found = _dates(with_long_years(plain), context)
    if not found:
        return DatePhrase(problem=_sentence(shown, fault))
    if context.days is not None:
        first, last = context.days
        found.sort(key=lambda when: not first <= when.first_day <= last)
    fault = "has a year of two digits; one of four was expected"
    return DatePhrase(alternatives=tuple(found), problem=_sentence(shown, fault))


def _dates(plains: Iterable[str], context: DateContext) -> list[EventDate]:
    """Return the dates that texts say, each once; those that say none are left out."""
    found: dict[EventDate, None] = {}
    for plain in plains:
        try:
            found[_read(plain, is_day_first=True, zones=context.zones).when] = None
        except InvalidDateError:
            continue
    return list(found)


def _read(plain: str, *, is_day_first: bool, zones: Sequence[str]) -> _Reading:
    parts = read_parts(plain, is_day_first=is_day_first)
    if len(parts) == 2:
        return _read_span(*parts, zones=zones)
    part = parts[0]
    _settle_clock(part, zones)
    span = _span_of(part)
    if "until" in part.marks:
        return _Reading(EventDate.parse(f"../{span.last}"))
    if "since" in part.marks:
        return _Reading(EventDate.parse(f"{span.first}/.."))
    when = EventDate.parse(span.first if span.first == span.last else f"{span.first}/{span.last}")
    _check_weekday(part, span.first)
    instead = tuple(EventDate(other) for other in span.instead)
    return _Reading(when, instead)


def _settle_clock(part: DatePart, zones: Sequence[str]) -> None:
    """Turn the name of a zone into the offset that it has at that time."""
    if not part.clock_of:
        return
    named = part.numbers
    if "hour" not in named:
        raise InvalidDateError(
            f"has {part.clock_of!r} without a time of day; one such as 15:48 was expected"
        )
    if {"year", "month", "day"} <= named.keys():
        clock = (named["hour"], named.get("minute", 0), named.get("second", 0))
        try:
            day = dt.date(named["year"], named["month"], named["day"])
            at = dt.datetime.combine(day, dt.time(*clock))
        except ValueError:
            return  # What is wrong with it is told by the date itself.
        part.offset = offset_at(part.clock_of, at, zones=zones)


def _read_span(first: DatePart, last: DatePart, *, zones: Sequence[str]) -> _Reading:
    _complete(first, last)
    for part in (first, last):
        _settle_clock(part, zones)
        if not part.numbers:
            raise InvalidDateError("has a dash with one date beside it; two were expected")
    one, other = _span_of(first), _span_of(last)
    when = EventDate.parse(f"{one.first}/{other.last}")
    _check_weekday(first, one.first)
    _check_weekday(last, other.last)
    return _Reading(when)


def _complete(first: DatePart, last: DatePart) -> None:
    """Lend each end of a span what it leaves to the other."""
    ours, theirs = first.numbers, last.numbers
    if "hour" in theirs and not theirs.keys() & {"day", "month", "year"}:
        theirs.update({name: ours[name] for name in ("day", "month", "year") if name in ours})
    offsets, names = (last.offset, first.offset), (last.clock_of, first.clock_of)
    for part, offset, name in zip((first, last), offsets, names, strict=True):
        if "hour" in part.numbers and not part.offset and not part.clock_of:
            part.offset, part.clock_of = offset, name
    for one, other in ((ours, theirs), (theirs, ours)):
        if "day" in one and "month" not in one and "month" in other:
            one["month"] = other["month"]
    # 30 Dec – 2 Jan 2025 began in the year before.
    turns = int(ours.get("month", 0) > theirs.get("month", 0) > 0)
    for one, other, years in ((ours, theirs, -turns), (theirs, ours, turns)):
        if one and not one.keys() & {"year", "decade"} and "year" in other:
            one["year"] = other["year"] + years


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last EDTF date that one part says, and what it could be instead."""

    first: str
    last: str
    instead: tuple[str, ...] = ()


def _span_of(part: DatePart) -> _Span:
    numbers = part.numbers
    mark = _qualifier(part)
    if "decade" in numbers:
        text = f"{numbers['decade']:03d}X{mark}"
        return _Span(text, text, _decade_thirds(numbers))
    if "year" not in numbers:
        raise _missing(numbers)
    year = f"{numbers['year']:04d}"
    for name, months in (("quarter", 3), ("half", 6)):
        if name in numbers:
            if numbers.keys() & {"month", "day"}:
                expected = "'early Feb 2025' or days such as '1–14 Feb 2025' were"
                raise InvalidDateError(f"has a {name} beside a month; {expected} expected")
            end = numbers[name] * months
            return _Span(f"{year}-{end - months + 1:02d}{mark}", f"{year}-{end:02d}{mark}")
    if "season" in numbers:
        return _season_span(part, mark)
    if "month" not in numbers:
        return _year_span(numbers, mark)
    return _month_span(part, f"{year}-{numbers['month']:02d}", mark=mark)


def _missing(numbers: dict[str, int]) -> InvalidDateError:
    if not numbers or numbers.keys() <= {"third", "weekday", "rank"}:
        return InvalidDateError(f"names no date; one such as {EXAMPLES} was expected")
    if "day" in numbers and "month" not in numbers:
        return InvalidDateError(f"names no month; a date such as {EXAMPLES} was expected")
    if numbers.keys() <= {"hour", "minute", "second"}:
        return InvalidDateError("is a time of day alone; a date before it was expected")
    return _NoYearError("has no year; a year of four digits was expected")


def _year_span(numbers: dict[str, int], mark: str) -> _Span:
    if numbers.keys() & {"day", "hour"}:
        raise InvalidDateError(f"names no month; a date such as {EXAMPLES} was expected")
    year = f"{numbers['year']:04d}"
    third = numbers.get("third")
    if third is None:
        return _Span(f"{year}{mark}", f"{year}{mark}")
    first, last = _YEAR_THIRDS[third - 1]
    return _Span(f"{year}{mark}", f"{year}{mark}", (f"{year}-{first:02d}/{year}-{last:02d}",))


def _decade_thirds(numbers: dict[str, int]) -> tuple[str, ...]:
    third, decade = numbers.get("third"), numbers["decade"]
    if third is None:
        return ()
    first, last = _DECADE_THIRDS[third - 1]
    return (f"{decade:03d}{first}/{decade:03d}{last}",)


def _season_span(part: DatePart, mark: str) -> _Span:
    year, season = part.numbers["year"], part.numbers["season"]
    text = f"{year:04d}-{season}{mark}"
    if season == 24 and year > 1 and "both years" not in part.marks:
        # Some call a winter by the year in which it ends.
        return _Span(text, text, (f"{year - 1:04d}-{season}{mark}",))
    return _Span(text, text)


def _month_span(part: DatePart, month: str, *, mark: str) -> _Span:
    numbers = part.numbers
    third = numbers.get("third")
    if "day" not in numbers:
        if "hour" in numbers:
            raise InvalidDateError("has a time of day without a day; a day was expected")
        text = f"{month}{mark}"
        return _Span(text, text, _month_thirds(month, third) if third else ())
    if third:
        raise InvalidDateError("has a part of a day; a time of day such as 15:48 was expected")
    text = f"{month}-{numbers['day']:02d}"
    if "hour" in numbers:
        text += f"T{numbers['hour']:02d}:{numbers.get('minute', 0):02d}"
        text += f":{numbers['second']:02d}" if "second" in numbers else ""
        text += part.offset
    elif part.is_afternoon is not None:
        raise InvalidDateError("has a part of a day; a time of day such as 15:48 was expected")
    return _Span(f"{text}{mark}", f"{text}{mark}")


def _month_thirds(month: str, third: int) -> tuple[str, ...]:
    first, last = _MONTH_THIRDS[third - 1]
    try:
        end = EventDate.parse(month).last_day
    except InvalidDateError:
        return ()
    last = min(last, end.day) if third == LATE else last
    return (f"{month}-{first:02d}/{month}-{last:02d}",)


def _qualifier(part: DatePart) -> str:
    is_approximate = "approximate" in part.marks or part.numbers.get("third", 0) >= EARLY
    is_uncertain = "uncertain" in part.marks
    return {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (is_approximate, is_uncertain), ""
    )


def _check_weekday(part: DatePart, text: str) -> None:
    said = part.numbers.get("weekday")
    if said is None or "day" not in part.numbers:
        return
    day = EventDate(text).first_day
    if day.weekday() != said:
        names = _WEEKDAYS[day.weekday()], _WEEKDAYS[said]
        raise InvalidDateError(
            f"names a {names[1]}, but {day} is a {names[0]}; one of the two was expected"
        )


def _fault(error: InvalidDateError) -> str:
    """Return the message without the EDTF text that it may begin with."""
    return re.sub(r"^'[^']*' ", "", str(error))


def _sentence(shown: str, fault: str) -> str:
    text = shown if len(shown) <= LONGEST_TEXT else shown[:LONGEST_TEXT] + "…"
    # What is wrong may be the whole text, which need not be said twice.
    for twice, once in (
        (f"has {shown!r};", "is no date;"),
        (f"names {shown}, which no calendar has;", "is in no calendar;"),
    ):
        if fault.casefold().startswith(twice.casefold()):
            fault = once + fault[len(twice) :]
    return f"{text!r} {fault}."
