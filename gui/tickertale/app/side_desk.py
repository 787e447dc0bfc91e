"""The desks beside the main one, each made when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tickertale.widgets.control.start_folder import StartFolder

if TYPE_CHECKING:
    from tickertale.app.document_desk import DocumentDesk
    from tickertale.app.figure_desk import FigureDesk
    from tickertale.app.interchange_desk import InterchangeDesk


class SideDesks(QObject):
    """Holds the desks that a start does not need, and that would hold it up.

    Parameters
    ----------
    parent : QObject
    show : callable
        Opens a document.
    say : callable
        Shows a sentence in the window, whichever it is by then.
    moved : callable
        Told where the open document is written from now on.
    folder : StartFolder
        Where file dialogs begin.
    """

    def __init__(
        self,
        parent: QObject,
        *,
        show: Callable[[Path], None],
        say: Callable[[str], None],
        moved: Callable[[Path], None],
        folder: StartFolder,
    ) -> None:
        super().__init__(parent)
        self._show, self._say, self._moved = show, say, moved
        self._folder = folder

    @cached_property
    def documents(self) -> "DocumentDesk":
        """Return what makes documents, and shows their properties and history."""
        from tickertale.app.document_desk import DocumentDesk

        return DocumentDesk(
            self, show=self._show, say=self._say, moved=self._moved, folder=self._folder
        )

    @cached_property
    def figures(self) -> "FigureDesk":
        """Return what makes figures."""
        # Writing figures costs a tenth of the start, and not every start ends in one.
        from tickertale.app.figure_desk import FigureDesk

        return FigureDesk(self)

    @cached_property
    def interchange(self) -> "InterchangeDesk":
        """Return what imports and exports events."""
        from tickertale.app.interchange_desk import InterchangeDesk

        return InterchangeDesk(self, folder=self._folder)
