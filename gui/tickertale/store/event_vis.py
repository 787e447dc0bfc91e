"""Events as the vis-timeline library reads them: JSON with ``items`` and ``groups``.

An item has HTML, a start, an end and a group, which is the category; an end is not part of the
item. All else is in a part of ours, ``tickertale``, of items and groups, which vis-timeline does
not look at, so that everything comes back but the order of the categories.

References
----------
vis-timeline, "Timeline: Data Format".
"""

import datetime as dt
import html
import json
import re
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError, InvalidDateError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.store.date_cell import read_date, spanning
from tickertale.store.draft import (
    Draft,
    EventFile,
    Fields,
    ReadOptions,
    RowProblem,
    draft_of,
    dropped_note,
    no_object,
    quoted,
)
from tickertale.store.html_text import dropped_links, html_of, markdown_of, plain_of
from tickertale.store.own_part import KEY, own_part, restored

_FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,9}", re.ASCII)
_ONE_DAY = dt.timedelta(days=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def read_vis(document: object, options: ReadOptions) -> EventFile:
    """Return the events of a list of items, or of an object with ``items`` and ``groups``.

    Raises
    ------
    EventFileError
        It has no list of items.
    """
    items = document.get("items") if isinstance(document, Mapping) else document
    if not isinstance(items, list):
        raise EventFileError("there is no list 'items', which vis-timeline expects")
    groups = document.get("groups") if isinstance(document, Mapping) else None
    rows = [row for row in groups if isinstance(row, Mapping)] if isinstance(groups, list) else []
    names = {str(row.get("id")): plain_of(str(row.get("content") or "")) for row in rows}
    drafts = tuple(
        _read_item(item, number=number, options=options, names=names)
        for number, item in enumerate(options.watched(items), start=1)
    )
    return EventFile(drafts, categories=tuple(_categories(rows)))


def write_vis(events: Sequence[Event], categories: Sequence[Category]) -> str:
    """Return items and groups; text that is HTML to vis-timeline is escaped."""
    used = {event.category for event in events}
    groups = [
        {
            "id": row.id,
            "content": html.escape(row.name),
            "order": row.order,
            KEY: row.model_dump(mode="json"),
        }
        for row in sorted(categories, key=lambda row: (row.order, row.id))
        if row.id in used
    ]
    items = [{**_item(event), KEY: own_part(event)} for event in events]
    return json.dumps({"groups": groups, "items": items}, ensure_ascii=False, indent=2) + "\n"


# Writing


def _item(event: Event) -> dict[str, object]:
    start, end = covered(event.when)
    item: dict[str, object] = {
        "id": event.id,
        "content": html.escape(event.title),
        "group": event.category,
        "start": start,
    }
    if end:
        item["end"] = end
    if event.summary:
        item["title"] = html_of(event.summary)
    return item


def covered(when: EventDate) -> tuple[str, str]:
    """Return start and end of what a date covers, the end exclusive; empty for a day or instant."""
    first, _, last = when.edtf.partition("/")
    bare = [part.rstrip("?~%") for part in (first, last)]
    start = bare[0] if when.has_time else when.first_day.isoformat()
    if not when.has_start:
        start = when.last_day.isoformat()
    if "T" in bare[1]:
        return start, bare[1]
    is_short = when.is_day_precise or not (when.has_start and when.has_end)
    if is_short or when.last_day == dt.date.max:
        return start, ""
    return start, (when.last_day + _ONE_DAY).isoformat()


# Reading


def _categories(rows: Sequence[Mapping[str, object]]) -> list[Category]:
    found = []
    for row in rows:
        try:
            found.append(Category.model_validate(row.get(KEY)))
        except ValidationError:
            continue
    return found


def _read_item(
    item: object, *, number: int, options: ReadOptions, names: Mapping[str, str]
) -> Draft:
    if not isinstance(item, Mapping):
        return no_object(number, item)
    actual, problems = _fields(item, number=number)
    fields = restored(actual, item.get(KEY), as_read=lambda event: _fields(_item(event))[0])
    label = str(actual.get("category", ""))
    category = label if isinstance(item.get(KEY), Mapping) else names.get(label, label)
    return draft_of(
        number,
        {**fields, "category": category},
        zone=options.zone,
        date_text=str(item.get("start", "")) if problems else "",
        problems=() if "when" in fields else problems,
        notes=tuple(map(dropped_note, dropped_links(str(item.get("title") or "")))),
    )


def _fields(
    item: Mapping[str, object], *, number: int = 0
) -> tuple[Fields, tuple[RowProblem, ...]]:
    fields: dict[str, object] = {
        "id": str(item.get("id", "")),
        "title": plain_of(str(item.get("content") or "")),
        "summary": markdown_of(str(item.get("title") or "")),
        "category": str(item.get("group", "")),
    }
    stated = {name: value for name, value in fields.items() if value}
    try:
        stated["when"] = _when(item)
    except (InvalidDateError, OverflowError) as error:
        value = quoted(str(item.get("start")))
        return stated, (RowProblem(number, "when", value, str(error)),)
    return stated, ()


def _when(item: Mapping[str, object]) -> str:
    start = _read_moment(item.get("start"))
    if item.get("end") in {None, ""}:
        return start.edtf
    end = _read_moment(item.get("end"))
    if not end.has_time and end.is_day_precise and end.first_day > start.first_day:
        end = EventDate.parse((end.first_day - _ONE_DAY).isoformat())
    return spanning(start, end).edtf


def _read_moment(value: object) -> EventDate:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_milliseconds(value)
    if not isinstance(value, str) or not value.strip():
        raise InvalidDateError("there is no start; a date such as '2025-03-06' was expected")
    return read_date(_FRACTION.sub("", value.strip()[:200]), is_day_first=None)


def _of_milliseconds(value: float) -> EventDate:
    try:
        moment = _EPOCH + dt.timedelta(milliseconds=value)
    except (OverflowError, ValueError):
        message = f"{quoted(str(value))} is no time in milliseconds since 1970"
        raise InvalidDateError(f"{message}; one from the year 1 to 9999 was expected") from None
    if moment.time() == dt.time.min:
        return EventDate.parse(moment.date().isoformat())
    return EventDate.parse(f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z")
