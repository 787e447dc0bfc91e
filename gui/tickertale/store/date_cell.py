"""Dates as cells of a table hold them: EDTF or typed, with the order of day and month of a file."""

import re
from collections.abc import Iterable

from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import EventDate

_DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}\b", re.ASCII)
_SHORT_YEAR = re.compile(
    r"\s*\d{1,2}[-/. ](\d{1,2}|[a-z]{3})[-/. ]\d{2}\s*", re.ASCII | re.IGNORECASE
)
_CLOCK = re.compile(
    r"(\d{1,2})[:\uff1a](\d{2})(?:[:\uff1a](\d{2}))?(?:\.0+)?\s?(?:([ap])\.?m\.?)?", re.IGNORECASE
)


def common_order(cells: Iterable[str]) -> bool | None:
    """Return whether the day comes before the month in the cells, or none where none tells.

    A cell tells that has a number above 12; where two tell different things, none does.
    """
    told = set()
    for cell in cells:
        match = _DAY_AND_MONTH.match(cell)
        if match and (int(match[1]) > 12) is not (int(match[2]) > 12):
            told.add(int(match[1]) > 12)
    return told.pop() if len(told) == 1 else None


def has_open_order(cells: Iterable[str]) -> bool:
    """Return whether the order of day and month matters to a cell."""
    matches = (_DAY_AND_MONTH.match(cell) for cell in cells)
    return any(match and int(match[1]) <= 12 and int(match[2]) <= 12 for match in matches)


def read_date(cell: str, *, is_day_first: bool | None) -> EventDate:
    """Return the date of a cell.

    Raises
    ------
    InvalidDateError
        It is not understood, or can be two days.
    """
    try:
        return EventDate.parse(cell)
    except InvalidDateError:
        return _typed_date(cell, is_day_first=is_day_first)


def _typed_date(cell: str, *, is_day_first: bool | None) -> EventDate:
    if _SHORT_YEAR.fullmatch(cell):
        raise InvalidDateError(f"{cell!r} has a year of two digits; one of four was expected")
    phrase = parse_date_phrase(cell, day_first=is_day_first)
    if phrase.when is None and not phrase.alternatives and is_day_first is not None:
        # One order for the file does not turn a date into none that has only one reading.
        phrase = parse_date_phrase(cell)
    if phrase.when is None:
        raise InvalidDateError(phrase.problem.removesuffix("."))
    return phrase.when


def with_time(when: EventDate, cell: str) -> EventDate:
    """Return a day with the time of day of another cell.

    Raises
    ------
    InvalidDateError
        The cell has no time of day, or the date is no day.
    """
    match = _CLOCK.fullmatch(cell.strip())
    if match is None:
        raise InvalidDateError(f"{cell!r} is no time of day; one such as '09:30' was expected")
    if not when.is_day_precise or when.has_time or when.is_interval:
        raise InvalidDateError(f"{cell!r} cannot be added to {when.edtf!r}; a day was expected")
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    seconds = f":{match[3]}" if match[3] else ""
    return EventDate.parse(f"{when.edtf}T{hour:02}:{match[2]}{seconds}")


def spanning(start: EventDate, end: EventDate) -> EventDate:
    """Return the date from the one to the other; the one where they are the same.

    Raises
    ------
    InvalidDateError
        The end is before the start, or one of them is an interval already.
    """
    if start == end:
        return start
    if start.is_interval or end.is_interval:
        raise InvalidDateError(f"{end.edtf!r} cannot end {start.edtf!r}; two days were expected")
    return EventDate.parse(f"{start.edtf}/{end.edtf}")
