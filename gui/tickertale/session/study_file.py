"""A study as a file: which formats there are, and how one is written."""

from pathlib import Path

from tickertale.domain.errors import ExportError
from tickertale.session.study_latex import events_latex, sessions_latex, tests_latex
from tickertale.session.study_report import StudyReport, StudyTableKind
from tickertale.session.study_sample_text import sessions_text, tests_text
from tickertale.session.study_text import events_text
from tickertale.store.atomic_file import write_atomically

KINDS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".tex": "latex",
    ".md": "md",
    ".json": "json",
    ".txt": "table",
}
"""The formats by the suffixes of their files."""


def study_kind(path: Path) -> str:
    """Return the format that the suffix of the path asks for.

    Raises
    ------
    ExportError
        The suffix is none of ours.
    """
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        message = f"{path}: a study cannot be written as {path.suffix!r}"
        raise ExportError(f"{message}; one of {', '.join(KINDS)} was expected")
    return kind


def study_content(
    report: StudyReport,
    table: StudyTableKind = StudyTableKind.EVENTS,
    *,
    kind: str,
    is_wide: bool = False,
) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    report : StudyReport
        With groups, for the tables of sessions and tests.
    table : StudyTableKind
        The one that a text has; a workbook has all that there are.
    kind : str
        One of the values of `KINDS`.
    is_wide : bool
        With a second table of the events for what the first has no room for; CSV, JSON and
        workbooks have it anyway.
    """
    if kind == "xlsx":
        from tickertale.session.study_workbook import study_workbook

        return study_workbook(report)
    return _text(report, table, kind=kind, is_wide=is_wide).encode()


def _text(report: StudyReport, table: StudyTableKind, *, kind: str, is_wide: bool) -> str:
    is_latex = kind == "latex"
    match table:
        case StudyTableKind.SESSIONS:
            return sessions_latex(report) if is_latex else sessions_text(report, kind)
        case StudyTableKind.TESTS:
            return tests_latex(report) if is_latex else tests_text(report, kind)
    if is_latex:
        return events_latex(report, is_wide=is_wide)
    return events_text(report, kind, is_wide=is_wide)


def write_study(path: Path, content: bytes) -> None:
    """Put the content in the place of a file.

    Raises
    ------
    ExportError
        It cannot be written; a file that was there before is still there.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
