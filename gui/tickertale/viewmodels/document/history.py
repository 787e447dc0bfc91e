"""Edits of the document from the window's side: what can be undone, and what was refused."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.session.commands import AddEvent, Command, DeleteEvent, EditEvent, MoveEvent
from tickertale.session.session import Session

LONG_EDIT = 5_000
"""Events whose edit takes so long that it is told."""


class HistoryViewModel(QObject):
    """Hands edits to the session and says what stands in the way.

    Signals
    -------
    refused : str
        An edit was refused; the sentence says why.
    trouble_changed
        Something else keeps the document from being written, or nothing any more.
    rights_changed
        The document can be changed from now on, or no more.
    long_edit_begun : str
        An edit begins that takes longer than a moment; what it is called.
    long_edit_ended
        It is done, or was refused.
    """

    refused = Signal(str)
    trouble_changed = Signal()
    rights_changed = Signal()
    long_edit_begun = Signal(str)
    long_edit_ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known = (session.read_only_reason, "")

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

    @property
    def unsaved_reason(self) -> str:
        """Return why the last edit is not on disk, or the next could not be; else nothing."""
        return "" if self._session.is_read_only else self._session.unsaved_reason

    @property
    def is_gone(self) -> bool:
        """Return whether the file was moved, deleted or replaced while it was open."""
        return self._session.is_gone

    def look(self) -> None:
        """Look whether the document can be written, and tell where that has changed."""
        reason, trouble = self._known
        self._known = (self.read_only_reason, self.unsaved_reason)
        if trouble != self.unsaved_reason:
            self.trouble_changed.emit()
        if reason != self.read_only_reason:
            self.rights_changed.emit()

    def undo(self) -> None:
        """Take back the last edit."""
        size = self._session.next_size(is_redo=False)
        self._attempt(self._session.undo, f"Undo {self.undo_label}", size=size)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        size = self._session.next_size(is_redo=True)
        self._attempt(self._session.redo, f"Redo {self.redo_label}", size=size)

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

    def revert_to(self, seq: int) -> None:
        """Go back to how the timeline was after a step of the history."""
        self._attempt(lambda: self._session.revert_to(seq, self))

    def do(self, command: Command, *, size: int = 1, visit: object | None = None) -> None:
        """Make an edit of so many events; what stands in its way is told by `refused`."""
        self._attempt(
            lambda: self._session.do(command, self, visit=visit), command.label, size=size
        )

    def _attempt(self, edit: Callable[[], None], label: str = "", *, size: int = 1) -> None:
        is_long = size >= LONG_EDIT
        if is_long:
            self.long_edit_begun.emit(label)
        try:
            edit()
        except TickertaleError as error:
            self.refused.emit(str(error))
        finally:
            if is_long:
                self.long_edit_ended.emit()
        self.look()
