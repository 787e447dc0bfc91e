"""Events as a calendar: iCalendar files, which every calendar program reads and writes.

A calendar has days, and moments in a zone: a date that is known to the month or the year fills all
the days that it covers. The category is the first of CATEGORIES, the tags are the others. All that
a calendar cannot say is in ``X-TICKERTALE-EVENT``, which calendar programs keep but do not look
at. It cannot say the colors and order of categories, and of what repeats only the first is read.

References
----------
RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar).
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError, InvalidDateError, Problem
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.store.category_label import category_labels
from tickertale.store.draft import (
    Draft,
    EventFile,
    Fields,
    ReadOptions,
    RowProblem,
    draft_of,
    dropped_note,
    quoted,
)
from tickertale.store.html_text import dropped_links, markdown_of, web_link
from tickertale.store.json_text import parse_json
from tickertale.store.own_part import own_part, restored

if TYPE_CHECKING:
    from icalendar import Component

_OWN = "X-TICKERTALE-EVENT"
_BEGIN, _END = "BEGIN:VEVENT", "END:VEVENT"
_HTML = re.compile(r"<(?:br|p|a|b|i|ul|ol|div|span|html)\b", re.IGNORECASE)
_PRIORITIES = {5: 1, 4: 3, 3: 5, 2: 7, 1: 9}
_ONE_DAY = dt.timedelta(days=1)
_PARSER_ERRORS = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def read_ics(text: str, options: ReadOptions) -> EventFile:
    """Return the events of all calendars of a text, each parsed by itself.

    Raises
    ------
    EventFileError
        There is no calendar in it.
    """
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise EventFileError("there is no BEGIN:VCALENDAR; a calendar file was expected")
    blocks = tuple(_blocks(text))
    drafts = tuple(
        _read_block(block, number=number, options=options)
        for number, block in enumerate(options.watched(blocks), start=1)
    )
    return EventFile(drafts)


def write_ics(
    events: Sequence[Event], categories: Sequence[Category], *, now: dt.datetime
) -> bytes:
    """Return a calendar of events.

    Parameters
    ----------
    events : sequence of Event
    categories : sequence of Category
    now : datetime.datetime
        When it is written, which a calendar has to say; aware.
    """
    from icalendar import Calendar

    labels = category_labels(categories)
    calendar = Calendar()
    calendar.add("prodid", "-//Tickertale//Tickertale//EN")
    calendar.add("version", "2.0")
    for event in events:
        component = _component(event, labels[event.category])
        component.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
        own = json.dumps(own_part(event), ensure_ascii=True)
        component.add(_OWN, own, parameters={"VALUE": "TEXT"})
        calendar.add_component(component)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


# Writing


def _component(event: Event, label: str) -> "Component":
    from icalendar import Event as CalendarEvent

    component = CalendarEvent()
    component.add("uid", f"{event.id}@tickertale")
    component.add("summary", event.title)
    start, end = _ends(event)
    component.add("dtstart", start)
    if end is not None:
        component.add("dtend", end)
    if event.summary:
        component.add("description", event.summary)
    component.add("categories", [label, *event.tags])
    component.add("priority", _PRIORITIES[event.importance])
    link = next((source.url for source in event.sources if source.url), None)
    if link is not None:
        component.add("url", str(link))
    return component


def _ends(event: Event) -> tuple[dt.date, dt.date | None]:
    """Return start and end; days where the date has no time of day, the end exclusive."""
    when, zone = event.when, ZoneInfo(event.zone)
    if when.has_time:
        start = when.earliest(event.zone).astimezone(zone)
        end = when.latest(event.zone).astimezone(zone) if when.has_end else start
        return start, end if end > start else None
    start_day = when.first_day if when.has_start else when.last_day
    if not when.has_start or not when.has_end or when.last_day == dt.date.max:
        return start_day, None
    return start_day, when.last_day + _ONE_DAY


# Reading


def _blocks(text: str) -> Iterator[str]:
    """Return the lines of each event, without the alarms in it."""
    block: list[str] | None = None
    inner = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        word = line.strip().upper()
        if word == _BEGIN:
            block, inner = [_BEGIN], 0
        elif block is None:
            continue
        elif word == _END:
            yield "\r\n".join([*block, _END, ""])
            block = None
        elif word.startswith("BEGIN:"):
            inner += 1
        elif word.startswith("END:"):
            inner -= 1
        elif inner <= 0:
            block.append(line)
    if block is not None:
        yield "\r\n".join([*block, _END, ""])


def _read_block(block: str, *, number: int, options: ReadOptions) -> Draft:
    from icalendar import Event as CalendarEvent

    try:
        component = CalendarEvent.from_ical(block)
        own = _own(component)
        actual, problems = _fields(component, number=number)
        fields = restored(actual, own, as_read=lambda event: _as_read(event, actual))
        notes = tuple(_notes(component))
    except _PARSER_ERRORS as error:
        problem = RowProblem(
            number, "", "", f"this is no event of a calendar ({quoted(str(error))})"
        )
        return Draft(number, "", "", None, problems=(problem,))
    return draft_of(
        number,
        fields,
        zone=options.zone,
        date_text=problems[0].value if problems else "",
        problems=() if "when" in fields else problems,
        notes=notes,
    )


def _as_read(event: Event, actual: Fields) -> Fields:
    return _fields(_component(event, str(actual.get("category", ""))))[0]


def _fields(component: "Component", *, number: int = 0) -> tuple[Fields, tuple[RowProblem, ...]]:
    labels = _categories(component)
    fields: dict[str, object] = {
        "id": _text(component, "UID").removesuffix("@tickertale"),
        "title": _text(component, "SUMMARY"),
        "summary": _description(component),
        "category": next(iter(labels), ""),
        "tags": list(dict.fromkeys(labels[1:])),
        "importance": _importance(component),
        "sources": _sources(component),
    }
    stated = {name: value for name, value in fields.items() if value}
    try:
        return stated | _when(component), ()
    except InvalidDateError as error:
        return stated, (RowProblem(number, "when", _broken(component), str(error)),)


def _text(component: "Component", name: str) -> str:
    value = component.get(name)
    return str(value[0] if isinstance(value, list) and value else value or "").strip()


def _description(component: "Component") -> str:
    text = _text(component, "DESCRIPTION")
    return markdown_of(text) if _HTML.search(text) else text


def _categories(component: "Component") -> list[str]:
    value = component.get("CATEGORIES")
    rows = value if isinstance(value, list) else [value] if value else []
    names = (str(name).strip() for row in rows for name in getattr(row, "cats", (row,)))
    return [name for name in names if name]


def _importance(component: "Component") -> int:
    text = _text(component, "PRIORITY")
    priority = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else 0
    return round((11 - priority) / 2) if priority else 0


def _sources(component: "Component") -> list[dict[str, str]]:
    link = web_link(_text(component, "URL"))
    return [{"title": link[:300], "url": link}] if link else []


def _own(component: "Component") -> object:
    value = parse_json(_text(component, _OWN) or "null")
    return None if isinstance(value, Problem) else value


def _broken(component: "Component") -> str:
    return quoted(_text(component, "DTSTART"))


def _when(component: "Component") -> dict[str, str]:
    start = _moment(component, "DTSTART")
    if start is None:
        message = f"{_broken(component)!r} is no date of a calendar"
        raise InvalidDateError(f"{message}; one such as 20250306 or 20250306T034800Z was expected")
    end = _end(component, start)
    first, zone = _edtf(start)
    if end is None or type(end) is not type(start):
        return {"when": first} | zone
    if not isinstance(end, dt.datetime):
        end -= _ONE_DAY
    last, _ = _edtf(end)
    # A day that ends before it starts, or at once, is what some programs write for one day.
    is_span = end > start if _are_comparable(start, end) else False
    return {"when": EventDate.parse(f"{first}/{last}").edtf if is_span else first} | zone


def _end(component: "Component", start: dt.date) -> dt.date | None:
    duration = _value(component, "DURATION")
    if component.get("DTEND") is None and isinstance(duration, dt.timedelta):
        return start + duration
    return _moment(component, "DTEND")


def _are_comparable(start: dt.date, end: dt.date) -> bool:
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return (start.tzinfo is None) is (end.tzinfo is None)
    return True


def _moment(component: "Component", name: str) -> dt.date | None:
    moment = _value(component, name)
    return moment if isinstance(moment, dt.date) else None


def _value(component: "Component", name: str) -> object:
    """Return what a date or duration says; nothing where the parser found that it says nothing."""
    if any(broken == name for broken, _ in component.errors):
        return None
    value = component.get(name)
    return getattr(value[0] if isinstance(value, list) and value else value, "dt", None)


def _edtf(moment: dt.date) -> tuple[str, dict[str, str]]:
    """Return the text of a date, and its zone where it has one."""
    if not isinstance(moment, dt.datetime):
        return moment.isoformat(), {}
    text = moment.replace(tzinfo=None).isoformat(timespec="seconds").removesuffix(":00")
    text = text if text.count(":") else f"{text}:00"
    offset = moment.utcoffset()
    if offset is None:
        return text, {}
    zone = _zone_name(moment.tzinfo)
    if zone and not moment.fold:
        return text, {"zone": zone}
    if not offset:
        return f"{text}Z", {}
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{text}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}", {}


def _zone_name(zone: dt.tzinfo | None) -> str:
    name = str(getattr(zone, "key", ""))
    if not name or name.upper() in {"UTC", "ETC/UTC"}:
        return ""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return name


def _notes(component: "Component") -> Iterator[str]:
    if component.get("RRULE") or component.get("RDATE"):
        yield "This repeats; only the first time is taken."
    if _text(component, "STATUS").upper() == "CANCELLED":
        yield "The calendar says that this was cancelled."
    address = _text(component, "URL")
    if address and not web_link(address):
        yield dropped_note(address)
    yield from map(dropped_note, dropped_links(_text(component, "DESCRIPTION")))
    start = component.get("DTSTART")
    zone = str(getattr(start, "params", {}).get("TZID", ""))
    moment = _moment(component, "DTSTART")
    if zone and isinstance(moment, dt.datetime) and moment.tzinfo is None:
        yield f"The time zone {quoted(zone)!r} is not known; the time is that of the document."
