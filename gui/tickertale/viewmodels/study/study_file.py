"""The files that a study can be written to, as a menu and a dialog offer them."""

from collections.abc import Callable
from pathlib import Path

from tickertale.domain.errors import TickertaleError
from tickertale.session.study_file import KINDS, study_kind
from tickertale.session.study_report import StudyTableKind
from tickertale.viewmodels.study.study import StudyViewModel

_NAMES = {
    "csv": "CSV",
    "xlsx": "Workbook",
    "latex": "LaTeX",
    "md": "Markdown",
    "json": "JSON",
    "table": "Text",
}
FILE_FILTER = ";;".join(f"{_NAMES[kind]} (*{suffix})" for suffix, kind in KINDS.items())
"""The formats, as a file dialog asks for them."""

TABLES = {
    StudyTableKind.EVENTS.value: "Table",
    StudyTableKind.SESSIONS.value: "Averages by session",
    StudyTableKind.TESTS.value: "Sample tests",
}
"""What the tables are called that a file can hold."""


def file_kind(path: Path) -> str:
    """Return the format that the suffix of the path asks for.

    Raises
    ------
    ExportError
        The suffix is none of ours.
    """
    return study_kind(path)


def write_table(
    studies: StudyViewModel,
    kind: str,
    *,
    table: str,
    done: Callable[[bytes], None],
    refused: Callable[[TickertaleError], None],
) -> None:
    """Make a file of what the study view shows, if it shows anything.

    Parameters
    ----------
    studies : StudyViewModel
    kind : str
        As from `file_kind`.
    table : str
        One of the keys of `TABLES`; a workbook has all of them.
    done : callable
        Called with the bytes.
    refused : callable
        Called with the reason where there is nothing to write.
    """
    make = studies.table_maker(kind, StudyTableKind(table))
    if make is not None:
        studies.work.start("file", make, done=done, failed=refused)
