"""Figures and sources as rows of text, and back: what each row says, or what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from pydantic import ValidationError

from tickertale.domain.base import DomainModel
from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event import Figure, Source
from tickertale.viewmodels.wording import MINUS, day_text

Row = tuple[str, ...]
Rows = tuple[Row, ...]

FIGURE_COLUMNS = ("name", "qualifier", "value", "unit", "note", "as_reported")
SOURCE_COLUMNS = ("title", "url", "publisher", "published", "accessed")

YES = "yes"
"""What a checked box stands for in a row."""

_NUMBER = re.compile(
    r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE
)
_LARGEST_EXPONENT = 30

Value = TypeVar("Value", bound=DomainModel)


@dataclass(frozen=True, slots=True)
class RowsReading(Generic[Value]):
    """What the rows of a table say.

    Parameters
    ----------
    values : tuple
        One for each row that is not blank and has no problem.
    problems : tuple of str
        One sentence for each row, or nothing.
    """

    values: tuple[Value, ...]
    problems: tuple[str, ...]


class _CellError(ValueError):
    """A cell is not understood; the message is a sentence without its end."""


def figure_rows(figures: Sequence[Figure]) -> Rows:
    """Return figures as rows of `FIGURE_COLUMNS`."""
    return tuple(
        (
            *(row.name, row.qualifier, number_text(row.value), row.unit, row.note),
            YES if row.as_reported else "",
        )
        for row in figures
    )


def source_rows(sources: Sequence[Source]) -> Rows:
    """Return sources as rows of `SOURCE_COLUMNS`."""
    return tuple(
        (
            *(row.title, str(row.url or ""), row.publisher),
            *(day_text(day) if day else "" for day in (row.published, row.accessed)),
        )
        for row in sources
    )


def number_text(value: Decimal) -> str:
    """Return a number as it can be typed again, with all its digits."""
    exponent = value.as_tuple().exponent
    is_short = isinstance(exponent, int) and abs(exponent) <= _LARGEST_EXPONENT
    return f"{value:f}" if is_short else str(value)


def read_figures(rows: Rows, before: Sequence[Figure]) -> RowsReading[Figure]:
    """Return what rows of `FIGURE_COLUMNS` say; one that stands as before is taken as it was."""
    kept = dict(zip(figure_rows(before), before, strict=True))
    return _read(rows, _figure, kept=kept)


def read_sources(rows: Rows, before: Sequence[Source]) -> RowsReading[Source]:
    """Return what rows of `SOURCE_COLUMNS` say; one that stands as before is taken as it was."""
    kept = dict(zip(source_rows(before), before, strict=True))
    return _read(rows, _source, kept=kept)


def is_blank(row: Row) -> bool:
    """Return whether nothing has been typed into a row."""
    return not any(cell.strip() for cell in row)


def _read(
    rows: Rows, make: Callable[[Row], Value], *, kept: dict[Row, Value]
) -> RowsReading[Value]:
    values: list[Value] = []
    problems: list[str] = []
    for row in rows:
        problem = ""
        if row in kept:
            values.append(kept[row])
        elif not is_blank(row):
            try:
                values.append(make(row))
            except ValidationError as error:
                problem = _rule(error)
            except _CellError as error:
                problem = f"{error}."
        problems.append(problem)
    return RowsReading(tuple(values), tuple(problems))


def _figure(row: Row) -> Figure:
    name, qualifier, value, unit, note, as_reported = (cell.strip() for cell in row)
    if not name:
        raise _CellError("There is no name yet; what is counted was expected")
    return Figure(
        name=name,
        value=_number(value),
        unit=unit,
        qualifier=qualifier,
        as_reported=bool(as_reported),
        note=note,
    )


def _source(row: Row) -> Source:
    title, url, publisher, published, accessed = (cell.strip() for cell in row)
    if url and "://" not in url:
        url = f"https://{url}"
    fields = {
        "title": title or publisher or url.partition("://")[2],
        "publisher": publisher,
        "url": url or None,
        "published": _day(published),
        "accessed": _day(accessed),
    }
    return Source.model_validate(fields)


def _number(text: str) -> Decimal:
    plain = text.replace(MINUS, "-").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not text:
        raise _CellError("There is no number yet; one such as 317.7 was expected")
    if not _NUMBER.fullmatch(plain):
        raise _CellError(f"{text[:40]!r} is no number; one such as 317.7 or 1,250 was expected")
    return Decimal(plain.replace(",", ""))


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    phrase = parse_date_phrase(text)
    if phrase.when is None or not phrase.when.is_day_precise:
        raise _CellError(f"{text[:40]!r} is no single day; one such as 6 Mar 2025 was expected")
    return phrase.when.first_day


def _rule(error: ValidationError) -> str:
    detail = error.errors()[0]
    column = str(detail["loc"][0])
    if column == "url":
        quoted = f"{str(detail['input'])[:60]!r}"
        return f"{quoted} is no address; one such as https://example.org/news was expected."
    longest = detail.get("ctx", {}).get("max_length")
    if longest is not None:
        count = len(str(detail["input"]))
        return f"The {column} has {count:,} characters; at most {longest:,} were expected."
    return f"The {column} is not understood: {detail['msg']}."
