"""Every error of ours, in one tree; each message is one sentence for the user.

::

    TickertaleError
    ├── InvalidDateError          a date text that is not EDTF level 0 or 1
    ├── UnknownIdError            an id that the timeline does not hold
    ├── TakenIdError              an id that the timeline holds already
    ├── DocumentError             a document that cannot be used
    │   ├── DocumentNotFoundError
    │   ├── CorruptDocumentError
    │   ├── GoneDocumentError     its file was moved, deleted or replaced while it was open
    │   ├── NewerDocumentError
    │   └── ReadOnlyDocumentError
    ├── InvalidTimelineError      a timeline that breaks its own rules, with every problem
    ├── PriceDataError            prices that cannot be read, with file and row
    ├── StudyError                an event study that cannot be made as asked
    ├── EventFileError            a file of events of which not even the rows can be told
    ├── ExportError               a figure that cannot be written
    └── CancelledError            work that was called off, which nobody need be told
"""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override


class TickertaleError(Exception):
    """Something the user can understand and mend."""


class InvalidDateError(TickertaleError, ValueError):
    """A date text that is not EDTF level 0 or 1."""


class UnknownIdError(TickertaleError, KeyError):
    """An id that the timeline does not hold."""

    @override
    def __str__(self) -> str:
        """Return the sentence itself; `KeyError` would show it quoted."""
        return str(self.args[0]) if self.args else ""


class TakenIdError(TickertaleError):
    """An id that the timeline holds already."""


class DocumentError(TickertaleError):
    """A document that cannot be used."""


class DocumentNotFoundError(DocumentError):
    """Nothing is there under that name."""


class CorruptDocumentError(DocumentError):
    """The file is not a Tickertale document, or it is damaged."""


class GoneDocumentError(DocumentError):
    """The file was moved, deleted or replaced while the document was open."""


class NewerDocumentError(DocumentError):
    """The document was written by a newer version."""


class ReadOnlyDocumentError(DocumentError):
    """The document can be read but not written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file: where, what, and what was expected.

    Parameters
    ----------
    path : str
        Path inside the file, such as ``events[3].when``; empty for the file itself.
    message : str
        One sentence.
    """

    path: str
    message: str

    @override
    def __str__(self) -> str:
        """Return ``path: message``."""
        return f"{self.path}: {self.message}" if self.path else self.message


class InvalidTimelineError(TickertaleError):
    """A timeline that breaks its own rules; `problems` lists each one."""

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{source}: {problems[0]}{more}")


class PriceDataError(TickertaleError):
    """Prices that cannot be read; the message names file and row."""


class StudyError(TickertaleError):
    """An event study that cannot be made as asked, whatever the event."""


class EventFileError(TickertaleError):
    """A file of events of which not even the rows can be told."""


class ExportError(TickertaleError):
    """A figure that cannot be written."""


class CancelledError(TickertaleError):
    """Work that the user, or newer work, has called off."""
