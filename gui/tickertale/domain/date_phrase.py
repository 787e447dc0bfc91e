"""Dates as people type them, read into dates of known precision."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tickertale.domain.date_token import EARLY, EXAMPLES, LATE, DatePart, read_parts
from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import LONGEST_TEXT, EventDate

LONGEST_PHRASE = 120
"""Characters of the longest phrase: two date-times with weekdays, in words."""

_EDTF_LIKE = re.compile(r"(?:(?:\.\.)?/)?[\dX]{4}[\dXTZ:+\-/.?~%]*", re.ASCII)
_NUMERIC_DAY = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)", re.ASCII)
_HYPHEN_AFTER_TIME = re.compile(r"(?<=:\d\d)-(?=\d)", re.ASCII)
_EQUIVALENTS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "–"})

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_AGO = {
    "today": 0,
    "yesterday": 1,
    "tomorrow": -1,
    "今天": 0,
    "今日": 0,
    "昨天": 1,
    "昨日": 1,
    "明天": -1,
}
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


def parse_date_phrase(
    text: str, *, today: dt.date | None = None, day_first: bool | None = None
) -> DatePhrase:
    """Return what a date typed in English, Chinese, digits or EDTF says.

    Nothing is guessed: ``03/06/2025`` is two days until `day_first` says which, and a year of two
    digits is refused. A clock time may be followed by an offset (``+08:00``, ``UTC+8``) or ``Z``;
    names of zones are not read, for most mean several: without an offset a time is local to the
    zone of the event. A quarter or half of a year is the interval of its months.

    "Mid-Feb 2025", "early 2025" and the like become the month or year, marked approximate, for an
    interval of days would say that something lasted that long, and would be placed on the first
    of them; the days that are commonly meant are an alternative.

    Parameters
    ----------
    text : str
        As typed.
    today : datetime.date or None
        What "today" means; also, a day without a year is then offered with the year before and
        the one to come.
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
    if today is not None and plain in _DAYS_AGO:
        return DatePhrase(EventDate(f"{today - dt.timedelta(days=_DAYS_AGO[plain]):%Y-%m-%d}"))
    return _phrase(shown, plain, today=today, day_first=day_first)


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


def _phrase(shown: str, plain: str, *, today: dt.date | None, day_first: bool | None) -> DatePhrase:
    readings: list[_Reading] = []
    fault = ""
    try:
        for way, is_day_first in _ways(plain, day_first=day_first):
            try:
                reading = _read(way, is_day_first=is_day_first)
            except _NoYearError:
                raise
            except InvalidDateError as error:
                fault = fault or _fault(error)
            else:
                readings.extend([reading] if reading not in readings else [])
    except _NoYearError as error:
        return _without_year(shown, plain, error=error, today=today)
    if not readings:
        return DatePhrase(problem=_sentence(shown, fault))
    if len(readings) == 1:
        return DatePhrase(readings[0].when, readings[0].instead)
    found = tuple(reading.when for reading in readings)
    names = " or ".join(when.edtf for when in found)
    return DatePhrase(alternatives=found, problem=f"{shown!r} can be {names}; one was expected.")


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
    shown: str, plain: str, *, error: _NoYearError, today: dt.date | None
) -> DatePhrase:
    problem = _sentence(shown, _fault(error))
    if today is None:
        return DatePhrase(problem=problem)
    found: list[EventDate] = []
    for year in range(today.year - 1, today.year + 2):
        try:
            found.append(_read(f"{plain} {year}", is_day_first=True).when)
        except InvalidDateError:
            continue
    past = [when for when in found if when.first_day <= today][-1:]
    coming = [when for when in found if when.first_day > today][:1]
    return DatePhrase(alternatives=(*past, *coming), problem=problem)


def _read(plain: str, *, is_day_first: bool) -> _Reading:
    parts = read_parts(plain, is_day_first=is_day_first)
    if len(parts) == 2:
        return _read_span(*parts)
    part = parts[0]
    span = _span_of(part)
    if "until" in part.marks:
        return _Reading(EventDate.parse(f"../{span.last}"))
    if "since" in part.marks:
        return _Reading(EventDate.parse(f"{span.first}/.."))
    when = EventDate.parse(span.first if span.first == span.last else f"{span.first}/{span.last}")
    _check_weekday(part, span.first)
    instead = tuple(EventDate(other) for other in span.instead)
    return _Reading(when, instead)


def _read_span(first: DatePart, last: DatePart) -> _Reading:
    _complete(first, last)
    for part in (first, last):
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
    for part, offset in ((first, last.offset), (last, first.offset)):
        if "hour" in part.numbers:
            part.offset = part.offset or offset
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
