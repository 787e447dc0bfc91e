"""Events in the formats of other programs: which formats there are, and which one a file has."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError, Problem
from tickertale.domain.event import Event
from tickertale.store.draft import EventFile, ReadOptions
from tickertale.store.event_csv import read_csv_events, write_csv_events
from tickertale.store.event_ics import read_ics, write_ics
from tickertale.store.event_json import read_json_events, write_json_events
from tickertale.store.event_timelinejs import read_timelinejs, write_timelinejs
from tickertale.store.event_vis import read_vis, write_vis
from tickertale.store.json_text import parse_json, repeated_keys
from tickertale.store.text_decoding import decoded_text

LARGEST_FILE = 64_000_000
"""Bytes of a file that is read; a hundred thousand events have a tenth of that."""

_SAMPLE_ROWS = 20
_BOM = b"\xef\xbb\xbf"


class EventFormat(StrEnum):
    """A format of files of events."""

    CSV = "csv"
    ICS = "ics"
    JSON = "json"
    TIMELINEJS = "timelinejs"
    VIS = "vis"


@dataclass(frozen=True, slots=True)
class WrittenEvents:
    """What is written to a file.

    Parameters
    ----------
    events : sequence of Event
    categories : sequence of Category
        Among them those of the events.
    title : str
        Of the timeline.
    now : datetime.datetime
        When it is written; aware.
    """

    events: Sequence[Event]
    categories: Sequence[Category]
    title: str
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format in the table of all.

    Parameters
    ----------
    name : str
        What it is called.
    suffixes : tuple of str
        Those of its files; the first is the one that is written.
    read : callable
        Returns the events of a text.
    write : callable
        Returns the bytes of a file.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, ReadOptions], EventFile]
    write: Callable[[WrittenEvents], bytes]


def _of_json(
    read: Callable[[object, ReadOptions], EventFile],
) -> Callable[[str, ReadOptions], EventFile]:
    def read_text(text: str, options: ReadOptions) -> EventFile:
        return read(_parsed(text), options)

    return read_text


FORMATS: Mapping[EventFormat, FormatRow] = {
    EventFormat.CSV: FormatRow(
        "CSV",
        (".csv", ".tsv", ".txt", ".tab"),
        read_csv_events,
        lambda rows: _BOM + write_csv_events(rows.events, rows.categories).encode(),
    ),
    EventFormat.ICS: FormatRow(
        "iCalendar",
        (".ics", ".ical", ".ifb"),
        read_ics,
        lambda rows: write_ics(rows.events, rows.categories, now=rows.now),
    ),
    EventFormat.JSON: FormatRow(
        "Tickertale JSON",
        (".json",),
        _of_json(read_json_events),
        lambda rows: write_json_events(rows.events, rows.categories, title=rows.title).encode(),
    ),
    EventFormat.TIMELINEJS: FormatRow(
        "TimelineJS JSON",
        (".json",),
        _of_json(read_timelinejs),
        lambda rows: write_timelinejs(rows.events, rows.categories, title=rows.title).encode(),
    ),
    EventFormat.VIS: FormatRow(
        "vis-timeline JSON",
        (".json",),
        _of_json(read_vis),
        lambda rows: write_vis(rows.events, rows.categories).encode(),
    ),
}
"""Every format; a new one is a module and a row."""

SUFFIXES = tuple(dict.fromkeys(suffix for row in FORMATS.values() for suffix in row.suffixes))
"""The suffixes of all files that can be read."""


def read_events(
    content: bytes | str,
    *,
    name: str = "",
    kind: EventFormat | None = None,
    options: ReadOptions | None = None,
) -> EventFile:
    """Return the events of a file with a problem for each row that is none.

    Parameters
    ----------
    content : bytes or str
        Bytes in UTF-8, UTF-16 or GB18030, or text that was pasted.
    name : str
        Name of the file, whose suffix is a hint.
    kind : EventFormat or None
        Its format; None looks.
    options : ReadOptions or None

    Raises
    ------
    EventFileError
        Not even the rows can be told.
    """
    if len(content) > LARGEST_FILE:
        message = f"the file has {len(content):,} bytes; at most {LARGEST_FILE:,} were expected"
        raise EventFileError(message)
    text, encoding = decoded_text(content) if isinstance(content, bytes) else (content, "")
    chosen = kind or find_format(text, name=name)
    read = FORMATS[chosen].read(text, options or ReadOptions())
    note = (f"The text was taken for {encoding}.",) if encoding else ()
    return replace(read, kind=chosen.value, notes=(*note, *read.notes))


def write_events(kind: EventFormat, rows: WrittenEvents) -> bytes:
    """Return a file of events."""
    return FORMATS[kind].write(rows)


def find_format(text: str, *, name: str = "") -> EventFormat:
    """Return the format of a text; what is nothing else is a table.

    Raises
    ------
    EventFileError
        It is JSON that cannot be read.
    """
    start = text[:200].lstrip("\ufeff \t\r\n")
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return EventFormat.ICS
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json" or (suffix in {"", ".txt"} and start[:1] in {"{", "["}):
        return _json_format(_parsed(text))
    return EventFormat.ICS if suffix in FORMATS[EventFormat.ICS].suffixes else EventFormat.CSV


def format_of_suffix(name: str) -> EventFormat | None:
    """Return the first format whose files have the suffix of a name, if there is one."""
    suffix = PurePath(name).suffix.lower()
    return next((kind for kind, row in FORMATS.items() if suffix in row.suffixes), None)


def _json_format(document: object) -> EventFormat:
    if isinstance(document, Mapping):
        if "items" in document and "events" not in document:
            return EventFormat.VIS
        is_slides = "start_date" in _names(document.get("events"))
        return EventFormat.TIMELINEJS if is_slides else EventFormat.JSON
    names = _names(document)
    return EventFormat.VIS if "start" in names and "when" not in names else EventFormat.JSON


def _names(rows: object) -> set[object]:
    sample = rows[:_SAMPLE_ROWS] if isinstance(rows, list) else ()
    return {name for row in sample if isinstance(row, Mapping) for name in row}


def _parsed(text: str) -> object:
    document: object = parse_json(text.removeprefix("\ufeff"))
    problem = document if isinstance(document, Problem) else None
    problem = problem or next(iter(repeated_keys(document)), None)
    if problem is not None:
        raise EventFileError(str(problem))
    return document
