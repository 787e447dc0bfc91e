"""Where the dialogs for files begin: where the user is likely to look for them."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QStandardPaths


class StartFolder:
    """Says where file dialogs begin, and remembers where files were chosen.

    Parameters
    ----------
    own : collection of pathlib.Path
        Folders of the program's own, in which nobody looks for files.
    last : pathlib.Path or None
        Where a file was chosen last.

    Attributes
    ----------
    document : pathlib.Path or None
        The open document.
    """

    def __init__(self, own: Collection[Path] = (), *, last: Path | None = None) -> None:
        self._own = frozenset(own)
        self._last = last
        self.document: Path | None = None

    def path(self) -> Path:
        """Return the first of these folders that exists.

        That of the open document, unless it is the program's own; where a file was chosen last;
        the user's documents; and the user's home.
        """
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        candidates = (
            None if self.document is None else self.document.absolute().parent,
            self._last,
            Path(QStandardPaths.writableLocation(documents)),
        )
        found = (
            row for row in candidates if row is not None and row not in self._own and row.is_dir()
        )
        return next(found, Path.home())

    def file(self, name: str) -> str:
        """Return the path of a file that is suggested there."""
        return str(self.path() / name)

    def remember(self, chosen: Path) -> None:
        """Remember where a file was chosen."""
        self._last = chosen.absolute().parent
