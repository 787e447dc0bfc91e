"""What is wrong in a CSV file of bars, said in one sentence with the row."""

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tickertale.prices.csv_time import parse_time

Moment = dt.date | dt.datetime

MISSING_TEXTS = ("", "NaN", "nan", "NA", "N/A", "null", "NULL", "-")
"""Fields that stand for "no value"."""

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1678, 2261
_ORDER = "low ≤ open, close ≤ high was expected"
_PAIRS = (("low", "high"), ("low", "open"), ("low", "close"), ("open", "high"), ("close", "high"))


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file and what its header says.

    Parameters
    ----------
    path : Path or str
        The file, named as messages name it.
    columns : mapping of str to int
        Place of date, open, high, low, close and, if there is one, volume in a row.
    count : int
        Fields in a row.
    is_intraday : bool
        Whether rows begin at a time of day, and not with a date.
    zone : str or None
        IANA zone of times without an offset.
    """

    path: Path | str
    columns: Mapping[str, int]
    count: int
    is_intraday: bool = False
    zone: str | None = None


def find_problem(table: CsvTable) -> str:
    """Return the first problem of a file as a sentence, or an empty text if there is none.

    Reads row by row and is slow; it is for files that a fast reader has refused. Rows are counted
    as an editor counts lines: the header is row 1, and empty lines count.

    Parameters
    ----------
    table : CsvTable
        Its file can be opened.
    """
    path = table.path
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return f"{path}, row {row}: this is not UTF-8 text; a file saved as UTF-8 was expected"
    before: Moment | str | None = None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        next(reader)
        for fields in filter(None, reader):
            problem = _row_problem(fields, table, before=before)
            if problem:
                return f"{path}, row {reader.line_num}: {problem}"
            before = _moment(fields[table.columns["date"]].strip(), table)
    except csv.Error as error:
        return f"{path}, row {reader.line_num}: {error}; plain CSV was expected"
    return ""


def count_rows(path: Path | str) -> int:
    """Return the number of rows below the header that are not empty."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for fields in csv.reader(file) if fields) - 1


def _row_problem(fields: Sequence[str], table: CsvTable, *, before: Moment | str | None) -> str:
    if len(fields) != table.count:
        return f"there are {len(fields)} fields; {table.count} as in the header were expected"
    texts = {name: fields[place].strip() for name, place in table.columns.items()}
    text = texts.pop("date")
    moment = _moment(text, table)
    if isinstance(moment, str):
        return moment
    return _order_problem(moment, before, text=text) or _value_problem(texts)


def _moment(text: str, table: CsvTable) -> Moment | str:
    """Return the date or the instant that a text names, or what is wrong with it."""
    if table.is_intraday:
        return parse_time(text, table.zone)
    return _date(text) or f"{text!r} is not a date; one such as 2025-03-06 was expected"


def _date(text: str) -> dt.date | None:
    parts = _ISO_DATE.fullmatch(text.strip())
    if parts is None:
        return None
    try:
        return dt.date(*map(int, parts.groups()))
    except ValueError:
        return None


def _order_problem(moment: Moment, before: Moment | str | None, *, text: str) -> str:
    kind = "time" if isinstance(moment, dt.datetime) else "date"
    shown = text if kind == "time" else str(moment)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return f"the {kind} {shown} is out of range; {_FIRST_YEAR} to {_LAST_YEAR} was expected"
    if before is None or isinstance(before, str) or moment > before:
        return ""
    if moment == before:
        return f"the {kind} {shown} occurs twice; one row for each {kind} was expected"
    earlier = f"{before:%Y-%m-%dT%H:%MZ}" if isinstance(before, dt.datetime) else str(before)
    return f"the {kind} {shown} follows {earlier}; ascending {kind}s were expected"


def _value_problem(texts: Mapping[str, str]) -> str:
    values: dict[str, float] = {}
    for name, text in texts.items():
        value = math.nan if text in MISSING_TEXTS else _number(text)
        if value is None:
            return f"{name} {text!r} is not a number; one such as 12.5 was expected"
        values[name] = value
    if values.get("volume", math.nan) < 0:
        return f"volume {texts['volume']} is negative; zero or more was expected"
    for lower, upper in _PAIRS:
        if values[lower] > values[upper]:
            one, other = (lower, upper) if lower == "low" else (upper, lower)
            side = "above" if one == "low" else "below"
            return f"{one} {texts[one]} is {side} {other} {texts[other]}; {_ORDER}"
    return ""


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return None if math.isinf(value) else value
