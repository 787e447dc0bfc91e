"""A study as a workbook for a spreadsheet: numbers as numbers, and the same byte for byte."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Protocol

from tickertale.session.study import Study
from tickertale.session.study_sample import SampleSummary
from tickertale.session.study_text import (
    FIELDS,
    READING,
    TEST_HEAD,
    described,
    flat,
    notes,
    row_values,
    test_lines,
)

_WRITTEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook has no zone, and must not tell the day)
_FORMATS = {
    "ar": "0.00%",
    "car": "0.00%",
    "se": "0.00%",
    "caar": "0.00%",
    "t": "0.00",
    "statistic": "0.00",
    "p": "0.0000",
    "p_adjusted": "0.0000",
}
_WIDTHS = {"id": 22, "title": 40, "day0": 11, "note": 60, "overlaps": 30, "test": 24, "group": 18}
_NARROW = 10
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class _Sheet(Protocol):
    """What is asked of a worksheet: row, column, value and format, in this order."""

    def write_string(self, *cell: object) -> int:
        """Write a text; it is never taken for a formula."""
        ...

    def write_number(self, *cell: object) -> int:
        """Write a number."""
        ...

    def set_column(self, *columns: float) -> int:
        """Set the width of the columns from the first to the last."""
        ...

    def freeze_panes(self, *cell: int) -> None:
        """Keep the rows above and the columns before a cell in view."""
        ...


def study_workbook(
    studies: Sequence[Study],
    groups: Sequence[Mapping[str, SampleSummary]] = (),
    *,
    title: str,
    event_titles: Mapping[str, str],
) -> bytes:
    """Return an Office Open XML workbook: the events, the tests of samples, and how to read them.

    Parameters
    ----------
    studies : sequence of Study
    groups : sequence of mapping of str to SampleSummary
        The groups of each study; without any there is no sheet of tests.
    title : str
        That of the timeline.
    event_titles : mapping of str to str
        Titles of the events by id.
    """
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties({"title": title, "author": "Tickertale", "created": _WRITTEN})
    bold = book.add_format({"bold": True})
    formats = {name: book.add_format({"num_format": text}) for name, text in _FORMATS.items()}
    _write_table(
        book.add_worksheet("Events"),
        ("id", "title", *FIELDS[1:], "note"),
        lines=_event_lines(studies, event_titles),
        bold=bold,
        formats=formats,
    )
    if groups:
        lines = test_lines(studies, [dict(found) for found in groups])
        sheet = book.add_worksheet("Tests")
        _write_table(sheet, TEST_HEAD, lines=lines, bold=bold, formats=formats)
    _write_reading(book.add_worksheet("About"), studies, title=title, bold=bold)
    book.close()
    return content.getvalue()


def _event_lines(
    studies: Sequence[Study], event_titles: Mapping[str, str]
) -> Iterable[tuple[object, ...]]:
    for study in studies:
        for row in study.rows:
            values = row_values(study, row)
            rest = (values[name] for name in FIELDS[1:])
            title = event_titles.get(row.event_id, "")
            yield (row.event_id, title, *rest, "; ".join(notes(row)))


def _write_table(
    sheet: _Sheet,
    head: Sequence[str],
    *,
    lines: Iterable[Sequence[object]],
    bold: object,
    formats: Mapping[str, object],
) -> None:
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, _WIDTHS.get(name, _NARROW))
    sheet.freeze_panes(1, 1)
    for row, line in enumerate(lines, start=1):
        for column, (name, value) in enumerate(zip(head, line, strict=True)):
            if isinstance(value, int | float):
                sheet.write_number(row, column, value, formats.get(name))
            elif value is not None:
                sheet.write_string(row, column, str(flat(value)))


def _write_reading(sheet: _Sheet, studies: Sequence[Study], *, title: str, bold: object) -> None:
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, title, bold)
    lines = [*map(described, studies), *READING.splitlines()]
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, 0, line)
