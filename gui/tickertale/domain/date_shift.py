"""Dates moved along the calendar; how precisely they are known, and how written, stays as it is."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import EventDate, Precision

_MONTHS_IN = {
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}
_PARTS = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?"
    r"(?P<clock>T[0-9:]+)?(?P<offset>Z|[+-][0-9:]+)?(?P<qualifier>[?~%]?)"
)
_FIRST_SEASON = 21
_FRIDAY = 4


def step_unit(when: EventDate) -> Precision:
    """Return the unit in which a date moves: days, or what its coarsest end is known to."""
    return Precision.DAY if when.precision is Precision.MINUTE else when.precision


def stepped(when: EventDate, steps: int, *, zone: str) -> EventDate:
    """Return the date moved by a number of its units; a time of day stays on the same clock.

    Parameters
    ----------
    when : EventDate
    steps : int
        Days, months, seasons, years and so on, as `step_unit` has it; negative ones go back.
    zone : str
        IANA zone of the event: where its clocks have been changed in between, an offset that was
        theirs is theirs again.

    Raises
    ------
    InvalidDateError
        The date would leave the years 0001 to 9999.
    """
    unit = step_unit(when)
    ends = [_end_stepped(text, steps, unit=unit, zone=zone) for text in when.edtf.split("/")]
    return EventDate.parse("/".join(ends))


def shifted(when: EventDate, days: int, *, zone: str) -> EventDate:
    """Return the date moved by a number of days, or by what comes nearest to it in its units.

    A date known to the month moves to the month in which its middle comes to lie.

    Raises
    ------
    InvalidDateError
        The date would leave the years 0001 to 9999.
    """
    return stepped(when, _steps(when, days), zone=zone)


def with_start(when: EventDate, days: int, *, zone: str) -> EventDate:
    """Return the period with its start moved by a number of days, but not beyond its end.

    Raises
    ------
    InvalidDateError
        The date is no period with a start, or would leave the years 0001 to 9999.
    """
    return _with_end(when, 0, days=days, zone=zone)


def with_finish(when: EventDate, days: int, *, zone: str) -> EventDate:
    """Return the period with its end moved by a number of days, but not before its start.

    Raises
    ------
    InvalidDateError
        The date is no period with an end, or would leave the years 0001 to 9999.
    """
    return _with_end(when, 1, days=days, zone=zone)


def days_to_session(day: dt.date, by: int, *, sessions: Sequence[dt.date]) -> int:
    """Return the days from a date to the session that is so many after it, or before it.

    Parameters
    ----------
    day : datetime.date
        A session or not; from a day between two sessions the first step leads to one of them.
    by : int
        Number of sessions; negative ones go back.
    sessions : sequence of datetime.date
        Ascending. Before the first and after the last, weekdays count as sessions.
    """
    target = day
    for _ in range(abs(by)):
        target = _next_session(target, 1 if by > 0 else -1, sessions=sessions)
    return (target - day).days


def _next_session(day: dt.date, by: int, *, sessions: Sequence[dt.date]) -> dt.date:
    place = bisect_right(sessions, day) if by > 0 else bisect_left(sessions, day) - 1
    if 0 <= place < len(sessions) and (sessions[0] <= day <= sessions[-1]):
        return sessions[place]
    beyond = day + dt.timedelta(days=by)
    while beyond.weekday() > _FRIDAY:
        beyond += dt.timedelta(days=by)
    return beyond


def _with_end(when: EventDate, place: int, *, days: int, zone: str) -> EventDate:
    texts = when.edtf.split("/")
    if len(texts) < 2 or not _is_stated(texts[place]):
        side = "end" if place else "start"
        raise InvalidDateError(f"{when.edtf!r} is not a period whose {side} is known")
    end = EventDate.parse(texts[place])
    steps = _steps(end, days)
    if _is_stated(texts[1 - place]):
        steps = _kept_apart(end, steps, other=EventDate.parse(texts[1 - place]), is_start=not place)
    texts[place] = stepped(end, steps, zone=zone).edtf
    return EventDate.parse("/".join(texts))


def _kept_apart(end: EventDate, steps: int, *, other: EventDate, is_start: bool) -> int:
    """Return how far an end may move without passing the other one."""
    unit = step_unit(end)
    most = _index(other.last_day if is_start else other.first_day, unit) - _index(
        end.first_day, unit
    )
    return min(steps, most) if is_start else max(steps, most)


def _steps(when: EventDate, days: int) -> int:
    unit = step_unit(when)
    if unit not in _MONTHS_IN:
        return days
    text = next(part for part in when.edtf.split("/") if _is_stated(part))
    first = EventDate.parse(text)
    middle = first.first_day + (first.last_day - first.first_day) // 2
    try:
        target = middle + dt.timedelta(days=days)
    except OverflowError:
        raise _out_of_calendar(when.edtf) from None
    return _index(target, unit) - _index(middle, unit)


def _index(day: dt.date, unit: Precision) -> int:
    """Return the number of the unit in which a day lies, counted from long ago."""
    months = _MONTHS_IN.get(unit)
    if months is None:
        return day.toordinal()
    # Seasons begin in March, June, September and December.
    early = 0 if unit is Precision.SEASON else 1
    return (day.year * 12 + day.month - early) // months


def _end_stepped(text: str, steps: int, *, unit: Precision, zone: str) -> str:
    if not _is_stated(text):
        return text
    match = _PARTS.fullmatch(text)
    if match is None:
        raise InvalidDateError(f"{text!r} is not a date that can be moved")
    months = _MONTHS_IN.get(unit)
    try:
        if months is None:
            return _by_days(match, steps, zone=zone)
        return _by_months(match, steps * months, zone=zone)
    except (OverflowError, ValueError):
        raise _out_of_calendar(text) from None


def _by_days(match: re.Match[str], days: int, *, zone: str) -> str:
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _on_day(match, day + dt.timedelta(days=days), before=day, zone=zone)


def _by_months(match: re.Match[str], months: int, *, zone: str) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        known = year.rstrip("X")
        moved = int(known) + months // (12 * 10 ** (4 - len(known)))
        return _checked(moved, len(known)) + year[len(known) :] + (match["qualifier"] or "")
    if month is None or "X" in month:
        return _checked(int(year) + months // 12, 4) + match[0][4:]
    if int(month) >= _FIRST_SEASON:
        count = int(year) * 4 + int(month) - _FIRST_SEASON + months // 3
        return f"{_checked(count // 4, 4)}-{count % 4 + _FIRST_SEASON}{match['qualifier']}"
    count = int(year) * 12 + int(month) - 1 + months
    moved_year, moved_month = count // 12, count % 12 + 1
    if day is None or "X" in day:
        return f"{_checked(moved_year, 4)}-{moved_month:02d}{match[0][7:]}"
    before = dt.date(int(year), int(month), int(day))
    last = monthrange(moved_year, moved_month)[1]
    after = dt.date(moved_year, moved_month, min(before.day, last))
    return _on_day(match, after, before=before, zone=zone)


def _on_day(match: re.Match[str], day: dt.date, *, before: dt.date, zone: str) -> str:
    """Return the text on another day, with its clock and an offset that fits."""
    clock, offset = match["clock"] or "", match["offset"] or ""
    if clock and offset:
        time = dt.time.fromisoformat(clock[1:])
        own = ZoneInfo(zone)
        if _offset_text(dt.datetime.combine(before, time, own), like=offset) == offset:
            offset = _offset_text(dt.datetime.combine(day, time, own), like=offset)
    return f"{day.isoformat()}{clock}{offset}{match['qualifier']}"


def _offset_text(local: dt.datetime, *, like: str) -> str:
    """Return the offset of a zone in the form of another one; nothing where it has no such form."""
    text = local.isoformat()[19:]
    if like == "Z":
        return like if text == "+00:00" else ""
    is_short = ":" not in like and text.endswith(":00")
    return text[:3] if is_short else text[:6]


def _checked(number: int, digits: int) -> str:
    text = f"{number:0{digits}d}"
    if number < 0 or len(text) > digits:
        raise ValueError(text)
    return text


def _is_stated(text: str) -> bool:
    return text not in {"", ".."}


def _out_of_calendar(text: str) -> InvalidDateError:
    return InvalidDateError(
        f"{text!r} would leave the calendar; a date of the years 0001 to 9999 was expected"
    )
