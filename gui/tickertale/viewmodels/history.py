"""Edits of the document from the window's side: what can be undone, and what was refused."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.session.commands import AddEvent, Command, DeleteEvent, EditEvent, MoveEvent
from tickertale.session.session import Session


class HistoryViewModel(QObject):
    """Hands edits to the session and says what stands in the way.

    Signals
    -------
    refused : str
        An edit was refused; the sentence says why.
    """

    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def undo_label(self) -> str:
        """Return what `undo` takes back; empty when there is nothing."""
        return self._session.undo_label if self._session.can_undo else ""

    @property
    def redo_label(self) -> str:
        """Return what `redo` makes again; empty when there is nothing."""
        return self._session.redo_label if self._session.can_redo else ""

    @property
    def read_only_reason(self) -> str:
        """Return why nothing can be changed; empty when it can."""
        return self._session.read_only_reason

    def undo(self) -> None:
        """Take back the last edit."""
        self._attempt(self._session.undo)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._attempt(self._session.redo)

    def add(self, event: Event) -> None:
        """Add an event; undo takes it out again."""
        self.do(AddEvent(event))

    def edit(self, event: Event, *, part: str = "", visit: object | None = None) -> None:
        """Put an event in the place of the one with its id.

        Parameters
        ----------
        event : Event
        part : str
            What of it is edited, in words; empty for all of it.
        visit : object or None
            Edits of the same visit that follow each other are taken back together.
        """
        self.do(EditEvent(event, part), visit=visit)

    def move(self, event_id: str, when: EventDate, *, visit: object | None = None) -> None:
        """Move an event to another date."""
        event = self._session.timeline.event(event_id)
        self.do(MoveEvent(event_id, when, event.flag_text), visit=visit)

    def take_back(self, visit: object) -> None:
        """Take back what was edited in a visit, unless something else was edited since."""
        if self._session.is_last(visit):
            self.undo()

    def delete(self, event_id: str) -> None:
        """Delete an event; undo brings it back."""
        event = self._session.timeline.event(event_id)
        self.do(DeleteEvent(event.id, event.title))

    def do(self, command: Command, *, visit: object | None = None) -> None:
        """Make an edit; what stands in its way is told by `refused`."""
        self._attempt(lambda: self._session.do(command, self, visit=visit))

    def _attempt(self, edit: Callable[[], None]) -> None:
        try:
            edit()
        except TickertaleError as error:
            self.refused.emit(str(error))
