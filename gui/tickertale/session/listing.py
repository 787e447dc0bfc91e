"""Rows as text: columns for a terminal, CSV, JSON and Markdown; and cells for LaTeX."""

import csv
import json
import re
from collections.abc import Collection, Sequence
from io import StringIO
from unicodedata import category, east_asian_width

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "−": "$-$",
        "<": "$<$",
        ">": "$>$",
        "–": "--",
        # After the end of a row, these would be read as its options.
        "[": "{[}",
        "]": "{]}",
        "*": "{*}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Return columns below each other, two blanks apart; Chinese signs take two columns."""
    clean = [[" ".join(_printable(cell).split()) for cell in line] for line in lines]
    widths = [max(map(_columns, cells)) for cells in zip(*clean, strict=True)]
    return "".join(f"{_padded(line, widths)}\n" for line in clean)


def comma_separated(lines: Sequence[Sequence[object]]) -> str:
    """Return CSV in which no spreadsheet takes a text for a formula, nor a number for a text.

    References
    ----------
    OWASP, CSV Injection.
    """
    return _separated(lines, ",")


def tab_separated(lines: Sequence[Sequence[object]]) -> str:
    """Return the same with tabs between the cells, as the clipboard carries tables."""
    return _separated(lines, "\t")


def _separated(lines: Sequence[Sequence[object]], delimiter: str) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([_defused(cell) for cell in line] for line in lines)
    return text.getvalue()


def json_text(values: Sequence[dict[str, object]]) -> str:
    """Return objects as JSON, a value a line; NaN must have become null."""
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def markdown(lines: Sequence[Sequence[str]], *, left: Collection[int] = (0,)) -> str:
    """Return a table whose columns `left` stand left and whose others stand right."""
    head, *body = ([_in_markdown(cell) for cell in line] for line in lines)
    rule = ["---" if number in left else "--:" for number in range(len(head))]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *body))


def once(lines: Sequence[tuple[str, ...]], *, columns: int) -> list[tuple[str, ...]]:
    """Return the lines without what their first columns repeat of the line before."""
    before = [None, *(line[:columns] for line in lines)]
    return [
        (*("",) * columns, *line[columns:]) if line[:columns] == last else line
        for line, last in zip(lines, before, strict=False)
    ]


def latex(text: str) -> str:
    """Return a text as a cell of a LaTeX table; no sign in it is taken for a command."""
    return " ".join(_printable(text).split()).translate(_LATEX)


def _in_markdown(cell: str) -> str:
    return " ".join(_printable(cell).split()).replace("|", "\\|")


def _defused(cell: object) -> object:
    is_text = isinstance(cell, str) and not _PLAIN_NUMBER.fullmatch(cell)
    return f"'{cell}" if is_text and str(cell).startswith(_FORMULA_STARTS) else cell


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _columns(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_sign_columns(sign) for sign in text)


def _sign_columns(sign: str) -> int:
    if category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(sign) in {"W", "F"} else 1
