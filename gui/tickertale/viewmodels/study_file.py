"""The files that a study can be written to, as a dialog offers them."""

from pathlib import Path

from tickertale.session.study_file import KINDS, study_kind

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


def file_kind(path: Path) -> str:
    """Return the format that the suffix of the path asks for.

    Raises
    ------
    ExportError
        The suffix is none of ours.
    """
    return study_kind(path)
