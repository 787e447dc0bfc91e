"""Events as TimelineJS reads them: JSON with ``events``, each with a ``start_date``.

TimelineJS has dates in parts, from the year down to the second, without a zone or any doubt; text
as HTML; one medium; and a group, which is the category. All else is in a part of ours,
``tickertale``, which TimelineJS does not look at. It cannot say the colors of categories.

References
----------
Knight Lab, TimelineJS3, "JSON: file format specification" and "Using TimelineJS with your JSON".
"""

import html
import json
from collections.abc import Mapping, Sequence

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate, Precision
from tickertale.store.category_label import category_labels
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
from tickertale.store.html_text import dropped_links, html_of, markdown_of, plain_of, web_link
from tickertale.store.own_part import KEY, own_part, restored

_PARTS = ("year", "month", "day", "hour", "minute", "second")
_LONGEST_NUMBER = 6
_SIGNS_OF_PARTS = frozenset("0123456789-T:")
_SEASONS = ("spring", "summer", "autumn", "winter")
_DOUBTS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def read_timelinejs(document: object, options: ReadOptions) -> EventFile:
    """Return the events of a TimelineJS document.

    Raises
    ------
    EventFileError
        It has no list of events.
    """
    slides = document.get("events") if isinstance(document, Mapping) else None
    if not isinstance(slides, list):
        raise EventFileError("there is no list 'events', which TimelineJS expects")
    drafts = tuple(
        _read_slide(slide, number=number, options=options)
        for number, slide in enumerate(options.watched(slides), start=1)
    )
    return EventFile(drafts)


def write_timelinejs(
    events: Sequence[Event], categories: Sequence[Category], *, title: str = ""
) -> str:
    """Return a TimelineJS document."""
    labels = category_labels(categories)
    document: dict[str, object] = {
        "scale": "human",
        "events": [
            {**_slide(event, labels[event.category]), KEY: own_part(event)} for event in events
        ],
    }
    if title:
        document["title"] = {"text": {"headline": html.escape(title)}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


# Writing


def _slide(event: Event, group: str) -> dict[str, object]:
    slide: dict[str, object] = {
        "unique_id": event.id,
        "group": group,
        "text": {"headline": html.escape(event.title), "text": html_of(event.summary)},
    }
    start, end = _ends(event.when)
    slide["start_date"] = _date_parts(start)
    if end:
        slide["end_date"] = _date_parts(end)
    if any(sign not in _SIGNS_OF_PARTS for sign in event.when.edtf) or end:
        slide["display_date"] = _in_words(event.when)
    if event.sources:
        source = event.sources[0]
        medium = {"caption": html.escape(source.title), "credit": html.escape(source.publisher)}
        if source.url is not None:
            medium |= {"url": str(source.url), "link": str(source.url)}
        slide["media"] = medium
    return slide


def _ends(when: EventDate) -> tuple[str, str]:
    """Return the plain start and end; the latter is empty where the former says it all."""
    if not when.is_interval:
        return _span(when.edtf)
    first, _, last = when.edtf.partition("/")
    if not when.has_start:
        return _span(last)
    start, end = _span(first)
    if not when.has_end:
        return start, end
    until = _span(last)
    return start, until[1] or until[0]


def _span(edtf: str) -> tuple[str, str]:
    """Return a date without doubt, and an end where its digits alone would not say it."""
    bare = edtf.rstrip("?~%")
    when = EventDate.parse(bare)
    if when.precision in {Precision.DECADE, Precision.CENTURY}:
        return f"{when.first_day.year:04}", f"{when.last_day.year:04}"
    if when.precision is Precision.SEASON:
        return when.first_day.isoformat(), when.last_day.isoformat()
    return bare.replace("-XX", ""), ""


def _in_words(when: EventDate) -> str:
    if not when.is_interval:
        return _end_in_words(when.edtf)
    first, last = (_end_in_words(part) for part in when.edtf.split("/"))
    if not when.has_start:
        return f"until {last}"
    return f"{first} – {last}" if when.has_end else f"since {first}"


def _end_in_words(edtf: str) -> str:
    if edtf.strip(".") == "":
        return ""
    bare = edtf.rstrip("?~%")
    when = EventDate.parse(bare)
    text = bare.replace("-XX", "").replace("XX", "00s").replace("X", "0s").replace("T", " ")
    if when.precision is Precision.SEASON:
        text = f"{_SEASONS[int(bare[5:]) - 21]} {bare[:4]}"
    return f"{_DOUBTS[edtf[len(bare) :]]}{text}"


def _date_parts(date: str) -> dict[str, int]:
    day, _, clock = date.partition("T")
    numbers = [int(part) for part in day.split("-")]
    if clock:
        numbers += (
            int(part) for part in clock[:8].rstrip("Z").split("+")[0].split("-")[0].split(":")
        )
    return dict(zip(_PARTS, numbers, strict=False))


# Reading


def _read_slide(slide: object, *, number: int, options: ReadOptions) -> Draft:
    if not isinstance(slide, Mapping):
        return no_object(number, slide)
    actual, problems = _fields(slide, number=number)
    fields = restored(actual, slide.get(KEY), as_read=lambda event: _fields(_slide(event, ""))[0])
    if "when" in fields:
        # What the parts could not say is no problem where our own part says it.
        problems = ()
    return draft_of(
        number,
        fields,
        zone=options.zone,
        date_text=str(slide.get("display_date") or "") if problems else "",
        problems=problems,
        notes=_notes(slide),
    )


def _fields(
    slide: Mapping[str, object], *, number: int = 0
) -> tuple[Fields, tuple[RowProblem, ...]]:
    text, media = _object(slide.get("text")), _object(slide.get("media"))
    fields: dict[str, object] = {
        "id": str(slide.get("unique_id") or ""),
        "title": plain_of(str(text.get("headline") or media.get("caption") or "")),
        "summary": markdown_of(str(text.get("text") or "")),
        "category": plain_of(str(slide.get("group") or "")),
        "sources": _sources(media),
    }
    try:
        fields["when"] = _when(slide)
    except ValueError as error:
        value = quoted(str(slide.get("start_date")))
        return _stated(fields), (RowProblem(number, "when", value, str(error)),)
    return _stated(fields), ()


def _stated(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _when(slide: Mapping[str, object]) -> str:
    start = _read_parts(slide.get("start_date"))
    if not slide.get("end_date"):
        return start
    end = _read_parts(slide.get("end_date"))
    return start if start == end else EventDate.parse(f"{start}/{end}").edtf


def _read_parts(value: object) -> str:
    parts = _object(value)
    if not parts:
        raise ValueError("there is no start_date; one with a year was expected")
    numbers: list[int] = []
    for name in _PARTS:
        part = parts.get(name)
        if part is None or part == "":
            break
        numbers.append(_number(part, name))
    return EventDate.parse(_edtf(numbers)).edtf


def _edtf(numbers: Sequence[int]) -> str:
    if not numbers or numbers[0] < 1:
        raise ValueError("the date has no year from 1 to 9999; one was expected")
    text = "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:3])])
    clock = [*numbers[3:], 0][:3] if len(numbers) == 4 else numbers[3:]
    return f"{text}T{':'.join(f'{number:02}' for number in clock)}" if clock else text


def _number(value: object, name: str) -> int:
    text = str(value).strip()
    digits = text.removeprefix("-").removesuffix(".0")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"the {name} {quoted(text)!r} is no whole number; one was expected")
    return -int(digits) if text.startswith("-") else int(digits)


def _sources(media: Mapping[str, object]) -> list[dict[str, object]]:
    link = web_link(media.get("link")) or web_link(media.get("url"))
    title = plain_of(str(media.get("caption") or ""))
    publisher = plain_of(str(media.get("credit") or ""))
    if not link and not title:
        return []
    source = {"title": title or publisher or link, "publisher": publisher, "url": link}
    return [{name: value for name, value in source.items() if value}]


def _notes(slide: Mapping[str, object]) -> tuple[str, ...]:
    media, text = _object(slide.get("media")), _object(slide.get("text"))
    notes = tuple(map(dropped_note, dropped_links(str(text.get("text") or ""))))
    url = media.get("url")
    if url and not web_link(url) and not web_link(media.get("link")):
        address = quoted(str(url))
        medium = f"The medium {address!r} was left out; an http or https address was expected."
        return (medium, *notes)
    return notes


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
