"""The desks beside the main one, each made when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

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
    """

    def __init__(
        self, parent: QObject, *, show: Callable[[Path], None], say: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self._show, self._say = show, say

    @cached_property
    def documents(self) -> "DocumentDesk":
        """Return what makes documents, and shows their properties and history."""
        from tickertale.app.document_desk import DocumentDesk

        return DocumentDesk(self, show=self._show, say=self._say)

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

        return InterchangeDesk(self)
