"""Tables as text, comma-separated or with tabs: read with any delimiter, written for spreadsheets.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end for a
formula. Such a cell is written with an apostrophe before it, and read without.

References
----------
OWASP, CSV Injection.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

LARGEST_CELL = 4_000_000
"""Characters of a cell; in a larger one a quotation mark is missing."""

DELIMITERS = ("\t", ",", ";", "|")
"""What may stand between cells; where several fit equally well, the first one."""

_SAMPLE_ROWS = 50
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARKED_FORMULA = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


class TableError(ValueError):
    """A text that is no table; the message is a sentence without its end."""


def read_cells(text: str) -> list[list[str]]:
    """Return the cells of each row; empty rows are empty lists.

    Raises
    ------
    TableError
        A cell is larger than `LARGEST_CELL`.
    """
    named = _SEPARATOR_LINE.match(text)
    delimiter = named[1] if named else guess_delimiter(text)
    body = text[named.end() :] if named else text
    rows = [[plain_cell(cell) for cell in row] for row in _rows(body, delimiter)]
    return [row if any(cell.strip() for cell in row) else [] for row in rows]


def write_cells(rows: Iterable[Sequence[str]]) -> str:
    """Return CSV in which no spreadsheet takes a text for a formula; lines end in CR LF."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [safe_cell(cell) for cell in row] for row in rows
    )
    return text.getvalue()


def safe_cell(cell: str) -> str:
    """Return a cell that is no formula; `plain_cell` gives it back as it was."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain_cell(cell: str) -> str:
    """Return a cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if _MARKED_FORMULA.match(cell) else cell


def guess_delimiter(text: str) -> str:
    """Return what stands between the cells: what gives the most of its rows one number of them.

    Where several do, it is what gives the most cells: a wrong one also cuts the quoted texts with
    more than a line into rows, so that their number says nothing.
    """
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        sizes = [len(row) for row in islice(_sample(text, delimiter), _SAMPLE_ROWS) if row]
        common = max(set(sizes), key=lambda size: (sizes.count(size), size), default=1)
        score = (sizes.count(common) / len(sizes), common) if common > 1 else (0.0, 0)
        if score > most:
            best, most = delimiter, score
    return best


def _sample(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from _rows(text[: _SAMPLE_ROWS * 2_000], delimiter)
    except TableError:
        return


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    # The limit is the module's own, and a field of ours may be longer than it: it is only raised.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_CELL))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        message = f"line {reader.line_num} has a cell of more than {LARGEST_CELL:,} characters"
        raise TableError(f"{message}; a quotation mark is missing before it") from error
