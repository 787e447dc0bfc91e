"""Events as a table: CSV for spreadsheets, TSV, and rows pasted from one.

Written are all fields of an event. Lists are separated by semicolons, and figures, sources and the
like are JSON within their cell; people need not write it: ``https://…`` is a source, and ``Revenue:
236 RMB bn`` a figure. A table cannot say the colors and order of categories nor anything of the
timeline itself, and its title, instruments and prices are not in it.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from tickertale.domain.category import Category
from tickertale.domain.errors import EventFileError, InvalidDateError, Problem
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.store.category_label import category_labels
from tickertale.store.date_cell import (
    common_order,
    has_open_order,
    read_date,
    spanning,
    with_time,
)
from tickertale.store.draft import (
    Draft,
    EventFile,
    ReadOptions,
    RowProblem,
    clean_line,
    draft_of,
    quoted,
)
from tickertale.store.event_column import guess_mapping, has_heads
from tickertale.store.json_text import parse_json
from tickertale.store.table_text import TableError, read_cells, write_cells

_WRITTEN = (
    ("id", "id"),
    ("title", "title"),
    ("short_title", "short_title"),
    ("date", "when"),
    ("zone", "zone"),
    ("timing", "timing"),
    ("category", "category"),
    ("importance", "importance"),
    ("tags", "tags"),
    ("people", "people"),
    ("organisations", "organisations"),
    ("summary", "summary"),
    ("figures", "figures"),
    ("sources", "sources"),
    ("session_override", "session_override"),
)
_UNSTRIPPED = frozenset({"summary", "short_title"})
_NAMES = frozenset({"tags", "people", "organisations"})
_NAME_ENDS = re.compile(r"[;\uff1b\u3001|\n]")
_TAG_ENDS = re.compile(r"[;\uff1b\u3001|\n,\uff0c]")
_FIGURE = re.compile(
    r"(?P<name>[^:\uff1a=]+?)\s*[:\uff1a=]\s*(?P<value>[-+\u2212]?[\d,]*\.?\d+)\s*(?P<unit>.*)"
)
_LONGEST_FIGURE = 500
_OTHER_ADDRESS = re.compile(r"(javascript|vbscript|data|file|blob):", re.IGNORECASE)
_FIGURE_ENDS = re.compile(r"[;\uff1b\n]")


def read_csv_events(text: str, options: ReadOptions) -> EventFile:
    """Return the events of a table.

    The first row holds the heads unless it has a date. Rows are numbered as a spreadsheet numbers
    them. A file that has day and month in digits is read in the order that one of its dates tells;
    where none does, such a date is a problem until the options say the order.

    Raises
    ------
    EventFileError
        The text is no table, or no column holds dates or titles.
    """
    try:
        rows = read_cells(text)
    except TableError as error:
        raise EventFileError(str(error)) from error
    rows, first = _without_empty_head(rows)
    if not rows:
        raise EventFileError("there are no rows; a head and a row for each event were expected")
    width = max(map(len, rows))
    heads = _heads(rows, width)
    body = rows[1:] if has_heads(rows) else rows
    mapping = options.mapping or guess_mapping(heads, body)
    mapping = (*mapping, *[""] * width)[:width]
    notes: tuple[str, ...] = ()
    if options.is_day_first is None:
        order = common_order(_cells_of("when", body, mapping=mapping))
        options = replace(options, is_day_first=order)
        notes = _order_notes(order, body, mapping=mapping)
    start = first + len(rows) - len(body)
    drafts = tuple(
        _read_row(start + number, row, mapping=mapping, options=options)
        for number, row in enumerate(options.watched(body))
        if row
    )
    return EventFile(drafts, columns=heads, mapping=mapping, notes=notes)


def write_csv_events(events: Sequence[Event], categories: Sequence[Category]) -> str:
    """Return a table of events, the first row with the heads."""
    labels = category_labels(categories)
    rows = [[head for head, _ in _WRITTEN]]
    for event in events:
        fields = {**event.model_dump(mode="json"), "category": labels[event.category]}
        rows.append([_cell(fields[name], name) for _, name in _WRITTEN])
    return write_cells(rows)


def _without_empty_head(rows: list[list[str]]) -> tuple[list[list[str]], int]:
    """Return the rows from the first that is not empty on, and its number."""
    first = next((number for number, row in enumerate(rows) if row), len(rows))
    return rows[first:], first + 1


def _heads(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    first = rows[0] if has_heads(rows) else ()
    named = [cell.strip() for cell in first] + [""] * width
    return tuple(name or f"Column {number + 1}" for number, name in enumerate(named[:width]))


def _cells_of(
    name: str, rows: Iterable[Sequence[str]], *, mapping: Sequence[str]
) -> tuple[str, ...]:
    if name not in mapping:
        return ()
    place = list(mapping).index(name)
    return tuple(row[place] for row in rows if place < len(row))


def _order_notes(
    order: bool | None, rows: Iterable[Sequence[str]], *, mapping: Sequence[str]
) -> tuple[str, ...]:
    if order is None or not has_open_order(_cells_of("when", rows, mapping=mapping)):
        return ()
    words = "the day before the month" if order else "the month before the day"
    return (f"Dates in digits are read with {words}, as other dates of the file have it.",)


# Rows


def _read_row(
    number: int, row: Sequence[str], *, mapping: Sequence[str], options: ReadOptions
) -> Draft:
    cells: dict[str, str] = {}
    for name, cell in zip(mapping, row, strict=False):
        if name and cell.strip() and name not in cells:
            cells[name] = cell if name in _UNSTRIPPED else cell.strip()
    problems: list[RowProblem] = []
    fields: dict[str, object] = {}
    for name, cell in cells.items():
        try:
            fields[name] = _READERS[name](cell) if name in _READERS else cell
        except ValueError as error:
            problems.append(RowProblem(number, name, quoted(cell), str(error)))
    when = _when(number, cells, is_day_first=options.is_day_first, problems=problems)
    for name in ("when", "end", "time"):
        fields.pop(name, None)
    if when is not None:
        fields["when"] = when.edtf
    _add_source(fields)
    return draft_of(
        number,
        fields,
        zone=options.zone,
        date_text=cells.get("when", ""),
        problems=problems,
        notes=tuple(_notes(cells)),
    )


def _notes(cells: Mapping[str, str]) -> Iterator[str]:
    for word in cells.get("sources", "").split():
        if _OTHER_ADDRESS.match(word):
            text = quoted(clean_line(word))
            yield f"{text!r} is kept as text; an http or https address was expected."


def _when(
    number: int,
    cells: Mapping[str, str],
    *,
    is_day_first: bool | None,
    problems: list[RowProblem],
) -> EventDate | None:
    field = "when"
    if field not in cells:
        return None
    try:
        when = read_date(cells["when"], is_day_first=is_day_first)
        if "time" in cells:
            field = "time"
            when = with_time(when, cells["time"])
        if "end" in cells:
            field = "end"
            when = spanning(when, read_date(cells["end"], is_day_first=is_day_first))
    except InvalidDateError as error:
        problems.append(RowProblem(number, field, quoted(cells[field]), str(error)))
        return None
    return when


def _add_source(fields: dict[str, object]) -> None:
    """Make one more source of the columns that hold its parts."""
    parts = {
        name: fields.pop(f"source_{name}")
        for name in ("title", "publisher", "url", "published")
        if f"source_{name}" in fields
    }
    if not parts:
        return
    if "title" not in parts:
        parts["title"] = parts.get("publisher") or _host(str(parts.get("url", ""))) or "Source"
    sources = fields.get("sources")
    fields["sources"] = [*sources, parts] if isinstance(sources, list) else [parts]


# Cells


def _read_json(cell: str) -> object:
    value = parse_json(cell)
    problem = value if isinstance(value, Problem) else None
    if problem is not None:
        raise ValueError(f"{quoted(cell)!r}: {problem}")
    return value


def _read_names(ends: re.Pattern[str]) -> Callable[[str], object]:
    def read(cell: str) -> object:
        if cell.startswith('["'):
            return _read_json(cell)
        return [name.strip() for name in ends.split(cell) if name.strip()]

    return read


def _read_figures(cell: str) -> object:
    if cell.startswith("["):
        return _read_json(cell)
    return [_read_figure(part.strip()) for part in _FIGURE_ENDS.split(cell) if part.strip()]


def _read_figure(text: str) -> dict[str, str]:
    match = _FIGURE.fullmatch(text) if len(text) <= _LONGEST_FIGURE else None
    if match is None:
        message = f"{quoted(text)!r} is no figure; one such as 'Revenue: 236 RMB bn' was expected"
        raise ValueError(message)
    value = match["value"].replace(",", "").replace("\u2212", "-")
    return {"name": match["name"], "value": value, "unit": match["unit"]}


def _read_sources(cell: str) -> object:
    if cell.startswith("["):
        return _read_json(cell)
    links = cell.split()
    if all("://" in link for link in links):
        return [{"title": _host(link) or "Source", "url": link} for link in links]
    return [{"title": line.strip()} for line in cell.splitlines() if line.strip()]


def _read_importance(cell: str) -> object:
    try:
        return int(float(cell)) if float(cell).is_integer() else float(cell)
    except (ValueError, OverflowError):
        raise ValueError(f"{quoted(cell)!r} is no number; 1 to 5 was expected") from None


def _read_day(cell: str) -> str:
    when = read_date(cell, is_day_first=None)
    if not when.is_day_precise:
        raise InvalidDateError(f"{quoted(cell)!r} is no day; one such as '2025-03-06' was expected")
    return dt.date.isoformat(when.first_day)


_READERS: Mapping[str, Callable[[str], object]] = {
    "tags": _read_names(_TAG_ENDS),
    "people": _read_names(_NAME_ENDS),
    "organisations": _read_names(_NAME_ENDS),
    "figures": _read_figures,
    "sources": _read_sources,
    "importance": _read_importance,
    "source_published": _read_day,
    "timing": _read_json,
    "session_override": _read_json,
}


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def _cell(value: object, name: str) -> str:
    if name in _NAMES and isinstance(value, list):
        ends = _TAG_ENDS if name == "tags" else _NAME_ENDS
        plain = "; ".join(value)
        is_plain = not any(map(ends.search, value)) and not plain.startswith('["')
        return plain if is_plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)
