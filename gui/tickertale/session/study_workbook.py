"""A study as a workbook for a spreadsheet: numbers as numbers, and the same byte for byte."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Protocol

from tickertale.session.study import Study
from tickertale.session.study_average import AVERAGE_MEANINGS
from tickertale.session.study_record import (
    FIELD_MEANINGS,
    FIELDS,
    MORE_FIELDS,
    cell_value,
    row_record,
)
from tickertale.session.study_report import StudyReport
from tickertale.session.study_row import StudyRow
from tickertale.session.study_sample_text import (
    SAMPLE_MEANINGS,
    SESSION_FIELDS,
    TEST_HEAD,
    session_lines,
    test_lines,
)
from tickertale.session.study_text import READING, described, notes

_WRITTEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook has no zone, and must not tell the day)
_FIRST_YEAR = 1900
"""Spreadsheets know no dates before."""
_PERCENT, _RATIO, _CHANCE, _DATE = "0.00%", "0.00", "0.0000", "yyyy-mm-dd"
_FORMATS = {
    **dict.fromkeys(("ar", "car", "se", "bhar"), _PERCENT),
    **dict.fromkeys(("aar", "aar_se", "caar", "caar_se", "caar_low", "caar_high"), _PERCENT),
    **dict.fromkeys(("t", "abnormal_volume", "statistic", "aar_t", "caar_t"), _RATIO),
    **dict.fromkeys(("p", "p_adjusted", "p_empirical", "aar_p", "caar_p"), _CHANCE),
    "day0": _DATE,
}
_LONG = ("overlaps", "merged", "joint_with", "estimation_overlaps", "missing", "note")
_WIDTHS = {
    **dict.fromkeys(("id", "test"), 24),
    **dict.fromkeys(("overlaps", "merged", "joint_with", "estimation_overlaps", "missing"), 30),
    **dict.fromkeys(("model", "group", "overlap_treatment"), 18),
    "title": 44,
    "note": 70,
    "abnormal_volume_against": 24,
}
_LEAST_WIDTH = 10
_SPANS = {"window": ("window_first", "window_last")} | {
    "estimation": ("estimation_first", "estimation_last")
}
"""Values of two numbers, which have a column each."""
_NAMES = ("id", "title", *FIELDS[1:], *(name for name in MORE_FIELDS if name != "title"))
EVENT_HEAD = tuple(part for name in _NAMES for part in _SPANS.get(name, (name,)))
"""Heads of the sheet of events."""
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

    def write_datetime(self, *cell: object) -> int:
        """Write a date."""
        ...

    def set_column(self, *columns: object) -> int:
        """Set width and format of the columns from the first to the last."""
        ...

    def freeze_panes(self, *cell: int) -> None:
        """Keep the rows above and the columns before a cell in view."""
        ...


class _Book(Protocol):
    """What is asked of a workbook."""

    def add_worksheet(self, name: str) -> _Sheet:
        """Add a sheet."""
        ...

    def add_format(self, properties: dict[str, object]) -> object:
        """Add a format of cells."""
        ...


def study_workbook(report: StudyReport) -> bytes:
    """Return an Office Open XML workbook: the events, the samples, and how to read them.

    Averages by session and tests have a sheet each, where the report has groups.
    """
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties({"title": report.title, "author": "Tickertale", "created": _WRITTEN})
    looks = _Looks(book)
    _write_table(
        book.add_worksheet("Events"), EVENT_HEAD, lines=_event_lines(report), looks=looks, kept=2
    )
    if report.groups:
        sheet = book.add_worksheet("Sessions")
        _write_table(sheet, SESSION_FIELDS, lines=session_lines(report), looks=looks)
        lines = test_lines(report, report.title_of)
        _write_table(book.add_worksheet("Tests"), TEST_HEAD, lines=lines, looks=looks)
    _write_reading(book.add_worksheet("About"), report, looks=looks)
    book.close()
    return content.getvalue()


class _Looks:
    """The formats of a workbook's cells.

    Parameters
    ----------
    book : _Book
    """

    def __init__(self, book: _Book) -> None:
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self._plain = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})
        formats = {
            form: book.add_format({"valign": "top", "num_format": form})
            for form in sorted(set(_FORMATS.values()))
        }
        self._by_name: Mapping[str, object] = {
            **{name: formats[form] for name, form in _FORMATS.items()},
            **dict.fromkeys((*_LONG, "title"), self.wrapped),
        }

    def of(self, name: str) -> object:
        """Return the format of a column."""
        return self._by_name.get(name, self._plain)


def _event_lines(report: StudyReport) -> Iterable[list[object]]:
    for study in report.studies:
        for row in study.rows:
            yield _event_line(study, row, report=report)


def _event_line(study: Study, row: StudyRow, *, report: StudyReport) -> list[object]:
    note = "; ".join(notes(row, report.title_of))
    values = row_record(study, row, note=note, title_of=report.title_of)
    line: list[object] = []
    for name in _NAMES:
        value = values[name]
        if name in _SPANS:
            line += value if isinstance(value, tuple) else (None, None)
        else:
            line.append(value)
    return line


def _write_table(
    sheet: _Sheet,
    head: Sequence[str],
    *,
    lines: Iterable[Sequence[object]],
    looks: _Looks,
    kept: int = 1,
) -> None:
    """Write a table whose head and first columns stay in view."""
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, looks.bold)
        width = max(_WIDTHS.get(name, _LEAST_WIDTH), len(name) + 2)
        sheet.set_column(column, column, width, looks.of(name))
    sheet.freeze_panes(1, kept)
    for row, line in enumerate(lines, start=1):
        for column, (name, value) in enumerate(zip(head, line, strict=True)):
            _write_cell(sheet, value, at=(row, column), look=looks.of(name))


def _write_cell(sheet: _Sheet, value: object, *, at: tuple[int, int], look: object) -> None:
    match value:
        case dt.date() if value.year < _FIRST_YEAR:
            sheet.write_string(*at, value.isoformat(), look)
        case dt.date():
            sheet.write_datetime(*at, value, look)
        case int() | float() if math.isfinite(value):
            sheet.write_number(*at, value, look)
        case str() | tuple() if value:
            sheet.write_string(*at, str(cell_value(value)), look)


def _write_reading(sheet: _Sheet, report: StudyReport, *, looks: _Looks) -> None:
    """Write what was studied, how to read it, and what each column is."""
    sheet.set_column(0, 0, 26, looks.bold)
    sheet.set_column(1, 1, 110, looks.wrapped)
    paragraphs = (" ".join(part.split()) for part in READING.split("\n\n"))
    lines = [
        ("Event study", report.title),
        *(("Study", described(study)) for study in report.studies),
        *(("Reading", paragraph) for paragraph in paragraphs),
        *((name, meaning) for name, meaning in FIELD_MEANINGS.items() if name != "reason"),
        *((SAMPLE_MEANINGS | AVERAGE_MEANINGS).items() if report.groups else ()),
    ]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, looks.bold)
        sheet.write_string(row, 1, text, looks.wrapped)
