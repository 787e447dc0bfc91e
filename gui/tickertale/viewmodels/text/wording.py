"""Words for dates, reactions, moves and figures, as the panels show them."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from tickertale.domain.event import Event, Figure, SessionPhase
from tickertale.domain.event_date import EventDate, Precision
from tickertale.domain.instrument import Interval
from tickertale.domain.reaction import NoReactionReason, Reaction, ReactionRule

MINUS = "−"
"""The minus sign; it is as wide as the plus, a hyphen is not."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SEASONS = {3: "Spring", 6: "Summer", 9: "Autumn", 12: "Winter"}

_CLEAR_ZONES = frozenset(
    {
        *("UTC", "HKT", "EST", "EDT", "PST", "PDT", "GMT", "CET", "CEST", "EET", "EEST"),
        *("JST", "KST", "AEST", "AEDT", "NZST", "NZDT"),
    }
)
"""Abbreviations that mean one zone only; CST and IST mean three each, and BST two."""

_CITIES = {"Asia/Shanghai": "Beijing", "Asia/Chongqing": "Beijing", "PRC": "Beijing"}

_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+"
)
"""Controls, among them those that turn the direction of writing for what follows."""

_PHASES = {
    SessionPhase.BEFORE_OPEN: "before the {} open",
    SessionPhase.IN_SESSION: "during the {} session",
    SessionPhase.AFTER_CLOSE: "after the {} close",
}
_RULES = {
    ReactionRule.BEFORE_OPEN: "before the open",
    ReactionRule.IN_SESSION: "in session",
    ReactionRule.AFTER_CLOSE: "after the close",
    ReactionRule.CLOSED_DAY: "{} was closed",
    ReactionRule.DATE_ONLY: "no time of day",
    ReactionRule.DATE_ONLY_CLOSED: "no time of day; {} was closed",
    ReactionRule.OVERRIDE: "chosen by hand",
}
_REASONS = {
    NoReactionReason.BEFORE_SERIES: "the prices begin later",
    NoReactionReason.AFTER_SERIES: "the prices end earlier",
    NoReactionReason.NO_SESSIONS: "there are no prices",
    NoReactionReason.OVERRIDE_NOT_A_SESSION: "the session chosen by hand has no prices",
}

_INTERVALS = {
    Interval.SECOND: "1-second",
    Interval.MINUTE: "1-minute",
    Interval.FIVE_MINUTES: "5-minute",
    Interval.QUARTER_HOUR: "15-minute",
    Interval.HOUR: "hourly",
    Interval.DAY: "daily",
    Interval.WEEK: "weekly",
    Interval.MONTH: "monthly",
}

_BAR_NOUNS = {Interval.DAY: "session", Interval.WEEK: "week", Interval.MONTH: "month"}


def one_line(text: str) -> str:
    """Return the text on one line, without controls that could disguise it."""
    return " ".join(_INVISIBLE.sub("", " ".join(text.split())).split())


def shortened(text: str, most: int) -> str:
    """Return the text, with an ellipsis where it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def counted(count: int, noun: str) -> str:
    """Return the number and the noun, ``1 event`` or ``9 events``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def percent(value: float | None, *, decimals: int = 1) -> str:
    """Return a change as signed per cent with a true minus, ``−2.0%``.

    Parameters
    ----------
    value : float or None
        0.084 for 8.4 per cent; a dash stands for None and for NaN.
    decimals : int
        Digits after the point.
    """
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{abs(value) * 100:,.{decimals}f}%"
    if not any(digit in text for digit in "123456789"):
        return text
    return (MINUS if value < 0 else "+") + text


def sign_of(value: float | None) -> int:
    """Return 1 for a rise, −1 for a fall, and 0 for what `percent` shows without a sign."""
    return {"+": 1, MINUS: -1}.get(percent(value)[0], 0)


def multiple(value: float | None) -> str:
    """Return a ratio with one decimal, ``2.1×``; a dash stands for None and for NaN."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{value:,.1f}×"


def interval_text(interval: Interval) -> str:
    """Return how often a series has bars: ``daily``, ``5-minute``."""
    return _INTERVALS[interval]


def interval_of(text: str) -> Interval:
    """Return the interval that `interval_text` says."""
    return next(interval for interval, word in _INTERVALS.items() if word == text)


def bar_noun(interval: Interval) -> str:
    """Return what one bar of a series is called: ``session``, ``week``, ``bar``."""
    return _BAR_NOUNS.get(interval, "bar")


def day_text(day: dt.date, *, has_year: bool = True) -> str:
    """Return ``6 Mar 2025``, or ``6 Mar``."""
    text = f"{day.day} {_MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if has_year else text


def weekday_text(day: dt.date) -> str:
    """Return ``Mon``."""
    return _WEEKDAYS[day.weekday()]


def short_date(when: EventDate, zone: str) -> str:
    """Return the date for lists, at its own precision and with known digits only.

    Parameters
    ----------
    when : EventDate
    zone : str
        IANA zone in which the event took place; an instant is told on its clock.
    """
    if when.is_interval:
        return _span(when, zone)
    return _qualified(_plain_date(when, zone), when)


def iso_date(when: EventDate, zone: str) -> str:
    """Return the date for a spreadsheet, ``2025-03-06`` or ``2025-03-06 03:48``; else its EDTF.

    Parameters
    ----------
    when : EventDate
    zone : str
        IANA zone in which the event took place; an instant is told on its clock.
    """
    if when.is_interval or not when.has_time or when.is_approximate or when.is_uncertain:
        return when.edtf
    # A blank for the T: with that, most spreadsheets take the date for a text.
    local = _local(when, zone)
    return f"{local.date().isoformat()} {clock_text(local)}"


def clock_text(time: dt.datetime) -> str:
    """Return the time of day, ``09:30``, with seconds only where there are any."""
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")


def month_text(day: dt.date) -> str:
    """Return ``Mar 2025``."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def duration_text(length: dt.timedelta) -> str:
    """Return a length of less than a day: ``2 h 30 min``, ``45 s``."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"


def long_date(when: EventDate, zone: str) -> str:
    """Return the date for the details, with weekday, time of day and zone where they are known."""
    if when.is_interval:
        return _span(when, zone)
    if when.precision is Precision.MINUTE:
        local = _local(when, zone)
        text = f"{_full_day(local.date())}, {clock_text(local)} {zone_text(local, zone)}"
        return _qualified(text, when)
    if when.precision is Precision.DAY:
        return _qualified(_full_day(when.first_day), when)
    return short_date(when, zone)


def event_date_line(event: Event, exchange_names: Mapping[str, str]) -> str:
    """Return the date of an event, with what is known of the hour when the clock time is not.

    Parameters
    ----------
    event : Event
    exchange_names : mapping of str to str
        Short names by MIC; the MIC itself serves where there is none.
    """
    text = long_date(event.when, event.zone)
    if event.timing is None or event.when.has_time:
        return text
    name = exchange_names.get(event.timing.mic, event.timing.mic)
    return f"{text}, {_PHASES[event.timing.phase].format(name)}"


def zone_text(local: dt.datetime, zone: str) -> str:
    """Return the zone as a reader knows it: ``HKT``, ``EST``, ``Beijing time``."""
    name = local.tzname() or ""
    if name in _CLEAR_ZONES and zone not in _CITIES:
        return name
    city = _CITIES.get(zone, zone.rpartition("/")[2].replace("_", " "))
    return f"{city} time"


def reaction_line(event: Event, reaction: Reaction, *, exchange_name: str) -> str:
    """Return the rule and the reaction session, or why there is none.

    Parameters
    ----------
    event : Event
    reaction : Reaction
    exchange_name : str
        Short name, such as ``HKEX``.
    """
    if reaction.session is None or reaction.rule is None:
        return f"not placed: {reaction_reason(event, reaction)}"
    has_year = reaction.session.year != event.when.first_day.year
    session = day_text(reaction.session, has_year=has_year)
    rule = _RULES[reaction.rule].format(exchange_name)
    if event.when.is_interval and reaction.rule in {
        ReactionRule.DATE_ONLY,
        ReactionRule.DATE_ONLY_CLOSED,
    }:
        rule = rule.replace("no time of day", "counted from the first day")
    line = f"{rule} → first session {session} ({exchange_name})"
    return f"{line}: {one_line(reaction.override_reason)}" if reaction.override_reason else line


def reaction_reason(event: Event, reaction: Reaction) -> str:
    """Return why an event has no reaction session, to follow a colon."""
    if reaction.reason is None or reaction.reason is NoReactionReason.COARSE_DATE:
        if not event.when.has_start:
            return "the date has no known start"
        return f"the date is known only to the {event.when.precision.value}"
    return _REASONS[reaction.reason]


def figure_text(figure: Figure) -> str:
    """Return a figure as it is quoted: ``up to +7.5%``, ``RMB 380 bn``, ``32 bn``."""
    qualifier = one_line(figure.qualifier)
    number = _with_unit(figure)
    glue = "" if qualifier.endswith(("+", MINUS)) or not qualifier else " "
    return f"{qualifier}{glue}{number}"


def _plain_date(when: EventDate, zone: str) -> str:
    first = when.first_day
    match when.precision:
        case Precision.MINUTE:
            return day_text(_local(when, zone).date())
        case Precision.DAY:
            return day_text(first)
        case Precision.MONTH:
            return month_text(first)
        case Precision.SEASON:
            return _season(first)
        case Precision.YEAR:
            return str(first.year)
        case Precision.DECADE:
            return f"{first.year // 10}0s"
        case Precision.CENTURY:
            return f"{first.year}–{when.last_day.year}"


def _season(first: dt.date) -> str:
    name = _SEASONS[first.month]
    return (
        f"{name} {first.year}–{(first.year + 1) % 100:02d}"
        if first.month == 12
        else (f"{name} {first.year}")
    )


def _qualified(text: str, when: EventDate) -> str:
    text = f"about {text}" if when.is_approximate else text
    return f"{text}?" if when.is_uncertain else text


def _span(when: EventDate, zone: str) -> str:
    if not when.has_start:
        return f"until {short_date(_end(when, 1), zone)}"
    if not when.has_end:
        return f"from {short_date(_end(when, 0), zone)}"
    start, finish = _end(when, 0), _end(when, 1)
    if when.is_approximate or when.is_uncertain:
        return f"{short_date(start, zone)} – {short_date(finish, zone)}"
    if start.precision is finish.precision is Precision.MINUTE:
        return _time_span(start, finish, zone=zone)
    return _plain_span(_plain_date(start, zone), _plain_date(finish, zone))


def _end(when: EventDate, at: int) -> EventDate:
    return EventDate(when.edtf.split("/")[at])


def _time_span(start: EventDate, finish: EventDate, *, zone: str) -> str:
    first, last = _local(start, zone), _local(finish, zone)
    if first.date() != last.date():
        return _plain_span(day_text(first.date()), day_text(last.date()))
    return (
        f"{day_text(first.date())}, {clock_text(first)}–{clock_text(last)} {zone_text(last, zone)}"
    )


def _plain_span(first: str, last: str) -> str:
    """Join two dates and drop from the first what the second repeats: month, year or both."""
    if first == last:
        return last
    ours, theirs = first.split(), last.split()
    while len(ours) > 1 and len(ours) == len(theirs) and ours[-1] == theirs[-1]:
        ours, theirs = ours[:-1], theirs[:-1]
    tail = last.split()[len(theirs) :]
    dash = "–" if len(ours) == 1 and len(theirs) == 1 else " – "
    return " ".join((" ".join(ours) + dash + " ".join(theirs), *tail))


def _local(when: EventDate, zone: str) -> dt.datetime:
    instant = when.earliest(zone)
    try:
        return instant.astimezone(ZoneInfo(zone))
    except OverflowError:
        # The first and the last hours that a calendar of 9999 years can hold.
        return instant


def _full_day(day: dt.date) -> str:
    return f"{weekday_text(day)} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _with_unit(figure: Figure) -> str:
    number, scale = _scaled(figure.value)
    unit = one_line(figure.unit)
    if unit.casefold() == one_line(figure.name).casefold():
        unit = ""
    number = f"{number} {scale}" if scale else number
    if unit.startswith("%"):
        return f"{number}{unit}"
    currency, _, rest = unit.partition(" ")
    if re.fullmatch("[A-Z]{3}", currency):
        return " ".join(part for part in (currency, number, rest) if part)
    return f"{number} {unit}" if unit else number


_ORDINARY_POWERS = range(-12, 24)
"""Powers of ten of numbers that are written out."""


def _scaled(value: Decimal) -> tuple[str, str]:
    is_ordinary = value.adjusted() in _ORDINARY_POWERS and len(value.as_tuple().digits) <= 28
    if not is_ordinary:
        # Nobody counts hundreds of digits, and a million of them would fill the panel.
        return f"{value:.5e}".replace("-", MINUS) if value else "0", ""
    for power, name in ((12, "tn"), (9, "bn"), (6, "m")):
        scaled = value.scaleb(-power)
        if abs(scaled) >= 1 and scaled == round(scaled, 2):
            return _grouped(scaled.normalize()), name
    return _grouped(value), ""


def _grouped(value: Decimal) -> str:
    return f"{value:,f}".replace("-", MINUS)
