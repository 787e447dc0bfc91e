"""A study as a file: which formats there are, and how one is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tickertale.domain.errors import ExportError
from tickertale.session.study import Study
from tickertale.session.study_sample import SampleSummary
from tickertale.session.study_text import sample_text, study_text
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
    studies: Sequence[Study],
    groups: Sequence[dict[str, SampleSummary]] | None,
    *,
    kind: str,
    title: str,
    event_titles: Mapping[str, str],
) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    studies : sequence of Study
    groups : sequence of dict of str to SampleSummary or None
        The groups of each study, whose tests a text tells instead of the events, and a workbook
        beside them; none for the events alone.
    kind : str
        One of the values of `KINDS`.
    title : str
        That of the timeline.
    event_titles : mapping of str to str
        Titles of the events by id.
    """
    if kind == "xlsx":
        from tickertale.session.study_workbook import study_workbook

        return study_workbook(studies, groups or (), title=title, event_titles=event_titles)
    if groups is None:
        return study_text(studies, kind, title=title).encode()
    return sample_text(studies, groups, kind=kind).encode()


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
