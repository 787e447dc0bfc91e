"""Figures and sources as rows of text, and back: what each row says, or what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tickertale.domain.base import DomainModel
from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event import Figure, Source
from tickertale.viewmodels.text.wording import MINUS, day_text

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
class RowProblem:
    """What is wrong with a row.

    Parameters
    ----------
    text : str
        One sentence.
    column : int
        The place of the cell to mend.
    """

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class RowsReading(Generic[Value]):
    """What the rows of a table say.

    Parameters
    ----------
    values : tuple
        One for each row that is not blank and has no problem.
    problems : tuple of RowProblem or None
        One for each row; None where it is understood.
    """

    values: tuple[Value, ...]
    problems: tuple[RowProblem | None, ...]


class _CellError(ValueError):
    """A cell is not understood; the message is a sentence without its end."""

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column


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
    return _read(rows, _figure, columns=FIGURE_COLUMNS, kept=kept)


def read_sources(rows: Rows, before: Sequence[Source]) -> RowsReading[Source]:
    """Return what rows of `SOURCE_COLUMNS` say; one that stands as before is taken as it was."""
    kept = dict(zip(source_rows(before), before, strict=True))
    return _read(rows, _source, columns=SOURCE_COLUMNS, kept=kept)


def is_blank(row: Row) -> bool:
    """Return whether nothing has been typed into a row."""
    return not any(cell.strip() for cell in row)


def _read(
    rows: Rows,
    make: Callable[[Row], Value],
    *,
    columns: Sequence[str],
    kept: dict[Row, Value],
) -> RowsReading[Value]:
    values: list[Value] = []
    problems: list[RowProblem | None] = []
    for row in rows:
        problem = None
        if row in kept:
            values.append(kept[row])
        elif not is_blank(row):
            try:
                values.append(make(row))
            except ValidationError as error:
                problem = _rule(error, columns)
            except _CellError as error:
                problem = RowProblem(f"{error}.", columns.index(error.column))
        problems.append(problem)
    return RowsReading(tuple(values), tuple(problems))


def _figure(row: Row) -> Figure:
    name, qualifier, value, unit, note, as_reported = (cell.strip() for cell in row)
    if not name:
        raise _CellError("There is no name yet; what is counted was expected", "name")
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
        "published": _day(published, "published"),
        "accessed": _day(accessed, "accessed"),
    }
    return Source.model_validate(fields)


def _number(text: str) -> Decimal:
    plain = text.replace(MINUS, "-").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not text:
        raise _CellError("There is no number yet; one such as 317.7 was expected", "value")
    if not _NUMBER.fullmatch(plain):
        expected = "one such as 317.7 or 1,250 was expected"
        raise _CellError(f"{text[:40]!r} is no number; {expected}", "value")
    return Decimal(plain.replace(",", ""))


def _day(text: str, column: str) -> dt.date | None:
    if not text:
        return None
    phrase = parse_date_phrase(text)
    if phrase.when is None or not phrase.when.is_day_precise:
        expected = "one such as 6 Mar 2025 was expected"
        raise _CellError(f"{text[:40]!r} is no single day; {expected}", column)
    return phrase.when.first_day


def _rule(error: ValidationError, columns: Sequence[str]) -> RowProblem:
    detail = error.errors()[0]
    column = str(detail["loc"][0])
    return RowProblem(_sentence(detail, column), columns.index(column))


def _sentence(detail: ErrorDetails, column: str) -> str:
    if column == "url":
        quoted = f"{str(detail['input'])[:60]!r}"
        return f"{quoted} is no address; one such as https://example.org/news was expected."
    longest = detail.get("ctx", {}).get("max_length")
    if longest is not None:
        count = len(str(detail["input"]))
        return f"The {column} has {count:,} characters; at most {longest:,} were expected."
    return f"The {column} is not understood: {detail['msg']}."
