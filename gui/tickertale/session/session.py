"""The open document: the one writer of its timeline, and who is told of each change."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tickertale.domain.errors import DocumentError, ReadOnlyDocumentError
from tickertale.domain.timeline import Timeline
from tickertale.session.change import Change, Listener, Listeners
from tickertale.session.commands import Command
from tickertale.session.priced_document import PricedDocument
from tickertale.store.collector import collector_paused
from tickertale.store.difference import shared
from tickertale.store.event_store import EventStore
from tickertale.store.history import HistoryStep


class Session(PricedDocument):
    """A document in use; `do`, `undo` and `redo` alone replace its timeline.

    A command first computes the new timeline, the store commits it in one transaction, and only
    then are listeners told. A failure at any step changes nothing.

    Parameters
    ----------
    store : EventStore
        The document; the session closes it.
    source : Path or None
        What the user opened, where that is not the document's own file.
    read_only_reason : str
        Why the session must not change a document that could be written.
    """

    def __init__(
        self, store: EventStore, *, source: Path | None = None, read_only_reason: str = ""
    ) -> None:
        super().__init__(store)
        self._source = source
        self._read_only_reason = store.read_only_reason or read_only_reason
        self._unsaved_reason = ""
        self._listeners = Listeners()
        self._visit: tuple[object, int] | None = None

    @property
    def path(self) -> Path | None:
        """Return what the user opened: a file or folder; None for a document in memory."""
        return self._source or self._store.path

    @property
    def is_read_only(self) -> bool:
        """Return whether commands are refused."""
        return bool(self._read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Return why commands are refused, in one sentence; empty when they are not."""
        return self._read_only_reason

    @property
    def unsaved_reason(self) -> str:
        """Return why the last edit was not, or the next could not be written; else nothing."""
        return self._unsaved_reason or self._store.gone_reason

    @property
    def is_gone(self) -> bool:
        """Return whether the file was moved, deleted or replaced while it was open."""
        return bool(self._store.gone_reason)

    def close(self) -> None:
        """Give up the document; a second call does nothing."""
        self._listeners.clear()
        self._store.close()

    # Changing

    def do(
        self, command: Command, initiator: object | None = None, *, visit: object | None = None
    ) -> None:
        """Make an edit; when this returns, it is on disk and every listener was told.

        Parameters
        ----------
        command : Command
        initiator : object or None
            Handed on to the listeners.
        visit : object or None
            Edits of the same visit that follow each other are one step of the history.

        Raises
        ------
        TickertaleError
            The command does not fit, or the document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        before = self._timeline
        with self._writing():
            after = command.apply(before)
            if after is before:
                return
            joins = self._visit[1] if self._visit and self.is_last(visit) else None
            seq = self._store.commit(before, after, label=command.label, joins=joins)
        self._visit = None if visit is None or seq is None else (visit, seq)
        self._replace(after, initiator)

    def is_last(self, visit: object | None) -> bool:
        """Return whether the last edit was one of this visit, and no other came in between."""
        return self._visit is not None and self._visit[0] is visit

    def undo(self, initiator: object | None = None) -> None:
        """Take back the last edit, if there is one, also one made before a restart.

        Raises
        ------
        DocumentError
            The document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        with self._writing():
            after = self._store.undo(self._timeline)
        self._visit = None
        self._replace(after, initiator)

    def redo(self, initiator: object | None = None) -> None:
        """Make the edit again that was taken back last, if there is one.

        Raises
        ------
        DocumentError
            The document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        with self._writing():
            after = self._store.redo(self._timeline)
        self._visit = None
        self._replace(after, initiator)

    def revert_to(self, seq: int, initiator: object | None = None) -> None:
        """Go back to how the timeline was after a step of the history, as one new edit.

        Parameters
        ----------
        seq : int
            The number of the step; 0 for before the first one.
        initiator : object or None
            Handed on to the listeners.

        Raises
        ------
        DocumentError
            The history has no such step, or it could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        with self._writing():
            after = self._store.revert_to(self._timeline, seq)
        self._visit = None
        self._replace(after, initiator)

    def refresh(self) -> bool:
        """Take over what another process has written; return whether anything was new.

        Raises
        ------
        DocumentError
            The document could not be read; nothing was changed.
        """
        before = self._timeline
        self._replace(self._store.catch_up(before), None)
        return self._timeline is not before

    @property
    def can_undo(self) -> bool:
        """Return whether there is an edit to take back."""
        return not self.is_read_only and self._store.undo_step() is not None

    @property
    def can_redo(self) -> bool:
        """Return whether there is an edit to make again."""
        return not self.is_read_only and self._store.redo_step() is not None

    @property
    def undo_label(self) -> str:
        """Return the label of the edit that `undo` takes back; empty without one."""
        step = self._store.undo_step()
        return step.label if step else ""

    @property
    def redo_label(self) -> str:
        """Return the label of the edit that `redo` makes again; empty without one."""
        step = self._store.redo_step()
        return step.label if step else ""

    def next_size(self, *, is_redo: bool) -> int:
        """Return how many rows `undo`, or `redo`, would change."""
        step = self._store.redo_step() if is_redo else self._store.undo_step()
        return self._store.step_size(step.seq) if step else 0

    def history(self) -> tuple[HistoryStep, ...]:
        """Return every edit, the oldest first."""
        return self._store.history()

    def timeline_at(self, seq: int) -> Timeline:
        """Return the timeline as it was after a step of the history, to be looked at.

        Parameters
        ----------
        seq : int
            The number of the step, done or undone; 0 for before the first one.

        Raises
        ------
        DocumentError
            The history has no such step, or it cannot be read.
        """
        return self._store.timeline_at(self._timeline, seq)

    # Where it is written

    def save_copy(self, path: Path) -> None:
        """Write the document with prices and history to a name; a file of that name is replaced.

        Raises
        ------
        DocumentError
            The copy cannot be written; what was there before is still there.
        """
        own = self._store.path
        if own is not None and path.resolve() == own.resolve() and not self.is_gone:
            raise DocumentError(f"{path.name} is the open document itself; choose another name")
        self._store.copy_to(path)

    def move_to(self, path: Path) -> None:
        """Write the document to a name, as `save_copy` does, and go on with that file.

        Raises
        ------
        DocumentError
            It cannot be written; the session goes on with the file that it had.
        """
        self.save_copy(path)
        # The name may be that of the file that is gone, of which this still is the writer.
        self._store.let_others_write()
        self._go_on_with(EventStore.open(path))

    def become_writer(self) -> bool:
        """Begin to write a document whose writer has ended; return whether that is so now.

        Raises
        ------
        DocumentError
            The document cannot be read any more; nothing was changed.
        """
        store = self._store.as_writer()
        if store is not None:
            self._go_on_with(store)
        return store is not None

    def _go_on_with(self, store: EventStore) -> None:
        try:
            loaded = store.load()
        except BaseException:
            store.close()
            raise
        self._store.close()
        self._store, self._source = store, None
        self._read_only_reason, self._unsaved_reason = store.read_only_reason, ""
        self._quarantined = loaded.quarantined
        self._replace(shared(self._timeline, loaded.timeline), None)

    # Telling

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told of each change; call what is returned to end that."""
        return self._listeners.add(listener)

    # Inside

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Remember why the block did not write to the document."""
        try:
            # An edit can make 100,000 events.
            with collector_paused():
                yield
        except DocumentError as error:
            self._unsaved_reason = str(error)
            raise

    def _refuse_if_read_only(self) -> None:
        if self._read_only_reason:
            raise ReadOnlyDocumentError(self._read_only_reason)

    def _replace(self, after: Timeline, initiator: object | None) -> None:
        if after is self._timeline:
            return
        change = Change(self._timeline, after, initiator)
        self._unsaved_reason = ""
        self._timeline = after
        with collector_paused():
            self._listeners.tell(change)

    # Reading

    def search(self, text: str) -> tuple[str, ...]:
        """Return the ids of the events that a text finds, best first; any text may be typed."""
        return self._store.search(text)
