"""The event store: one document, its rows, its history and its search."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from tickertale.domain.errors import DocumentError, ReadOnlyDocumentError
from tickertale.domain.timeline import Timeline
from tickertale.store.bar_table import BarColumns, read_bars
from tickertale.store.connection import errors_in_our_words, transaction
from tickertale.store.difference import (
    Layout,
    RowChange,
    apply_changes,
    difference,
    shared,
    taken_back,
)
from tickertale.store.document_file import OpenFile, make_file, make_in_memory, open_file
from tickertale.store.history import (
    HistoryStep,
    append_step,
    first_undone,
    last_done,
    mark_step,
    read_changes,
    read_changes_between,
    read_steps,
)
from tickertale.store.loading import LoadedDocument, QuarantinedRow, load_document
from tickertale.store.row import EVENT
from tickertale.store.row_table import write_changes
from tickertale.store.schema import data_version
from tickertale.store.search import find_positions


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventStore:
    """An open document; each change of it is one transaction that is on disk when it returns.

    The store keeps no timeline: `load` hands it out, and each change takes the one it starts from.

    Parameters
    ----------
    file : OpenFile
        The open document.
    clock : callable
        Returns the moment that a step of the history is stamped with, UTC.
    """

    def __init__(self, file: OpenFile, *, clock: Callable[[], dt.datetime] = _now) -> None:
        self._file = file
        self._connection = file.connection
        self._clock = clock
        self._identity = None if file.path is None else _identity(file.path)
        self._layouts: dict[str, Layout] = {}
        self._event_ids: dict[int, str] = {}
        self._quarantined: tuple[QuarantinedRow, ...] = ()
        self._head_seq = 0
        self._data_version = -1

    # Opening and closing

    @classmethod
    def create(
        cls, path: Path, timeline: Timeline, *, bars: Mapping[str, BarColumns] | None = None
    ) -> Self:
        """Write a new document and return it open.

        Parameters
        ----------
        path : Path
            A name that is not taken.
        timeline : Timeline
        bars : mapping of str to BarColumns
            By series id.

        Raises
        ------
        DocumentError
            The name is taken, or the file cannot be written.
        """
        make_file(path, timeline, bars=bars or {})
        return cls.open(path)

    @classmethod
    def in_memory(cls, timeline: Timeline, bars: Mapping[str, BarColumns] | None = None) -> Self:
        """Return a document that no file holds and that ends with `close`."""
        return cls(make_in_memory(timeline, bars or {}))

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Return an existing document; where it cannot be written, `read_only_reason` says why.

        Raises
        ------
        DocumentNotFoundError
            Nothing is there.
        CorruptDocumentError
            It is not a document of ours.
        NewerDocumentError
            It is so much newer that not even its rows can be read.
        """
        return cls(open_file(path, read_only=read_only))

    def close(self) -> None:
        """Give up the document; a second call does nothing."""
        self._connection.close()
        if self._file.lock is not None:
            self._file.lock.release()

    @property
    def path(self) -> Path | None:
        """Return where the document is; None in memory."""
        return self._file.path

    @property
    def is_read_only(self) -> bool:
        """Return whether the document cannot be changed."""
        return bool(self._file.read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Return why the document cannot be changed, in one sentence; empty when it can."""
        return self._file.read_only_reason

    # Reading

    def load(self) -> LoadedDocument:
        """Return all that the document holds.

        Raises
        ------
        CorruptDocumentError
            The tables cannot be read.
        """
        with errors_in_our_words(self._file.name):
            self._data_version = data_version(self._connection)
            self._connection.execute("BEGIN")
            try:
                loaded = load_document(self._connection, name=self._file.name)
                step = last_done(self._connection)
            finally:
                self._connection.execute("ROLLBACK")
        self._head_seq = 0 if step is None else step.seq
        self._layouts = loaded.layouts
        self._quarantined = loaded.quarantined
        positions = loaded.layouts[EVENT.table].positions
        self._event_ids = {position: event_id for event_id, position in positions.items()}
        return loaded

    def read_bars(self, series_id: str) -> BarColumns:
        """Return the bars of a series; none when the document holds none.

        Raises
        ------
        CorruptDocumentError
            The bars are not those that were written.
        """
        with errors_in_our_words(self._file.name):
            return read_bars(self._connection, series_id)

    def search(self, text: str) -> tuple[str, ...]:
        """Return the ids of the events that a text finds, best first; any text may be typed.

        Raises
        ------
        CorruptDocumentError
            The index is damaged.
        """
        with errors_in_our_words(self._file.name):
            positions = find_positions(self._connection, text)
        ids = map(self._event_ids.get, positions)
        return tuple(event_id for event_id in ids if event_id is not None)

    # History

    def history(self) -> tuple[HistoryStep, ...]:
        """Return every step, the oldest first."""
        with errors_in_our_words(self._file.name):
            return read_steps(self._connection)

    def undo_step(self) -> HistoryStep | None:
        """Return the step that `undo` would take back."""
        with errors_in_our_words(self._file.name):
            return last_done(self._connection)

    def redo_step(self) -> HistoryStep | None:
        """Return the step that `redo` would make again."""
        with errors_in_our_words(self._file.name):
            return first_undone(self._connection)

    # Changing

    def commit(self, before: Timeline, after: Timeline, *, label: str) -> None:
        """Write the difference of two timelines as one step of the history.

        Parameters
        ----------
        before : Timeline
            What the document holds.
        after : Timeline
            What it shall hold.
        label : str
            What the menu calls the step.

        Raises
        ------
        DocumentError
            It could not be written, and nothing was.
        """
        self._refuse_if_unwritable()
        changes = difference(before, after, layouts=self._layouts)
        if not changes:
            return
        self._refuse_names_in_quarantine(changes)
        with errors_in_our_words(self._file.name), transaction(self._connection):
            self._refuse_if_changed_elsewhere()
            write_changes(self._connection, changes)
            step = append_step(self._connection, changes, label=label, at=self._clock())
        self._note(changes, head_seq=step.seq)

    def undo(self, timeline: Timeline) -> Timeline:
        """Take back the last step and return the timeline before it.

        Parameters
        ----------
        timeline : Timeline
            What the document holds; it is returned when there is nothing to take back.

        Raises
        ------
        DocumentError
            It could not be written, and nothing was.
        """
        step = self.undo_step()
        return timeline if step is None else self._replay(timeline, step, is_undone=True)

    def redo(self, timeline: Timeline) -> Timeline:
        """Make the step again that was taken back last, and return the timeline after it.

        Parameters
        ----------
        timeline : Timeline
            What the document holds; it is returned when there is nothing to make again.

        Raises
        ------
        DocumentError
            It could not be written, and nothing was.
        """
        step = self.redo_step()
        return timeline if step is None else self._replay(timeline, step, is_undone=False)

    def _replay(self, timeline: Timeline, step: HistoryStep, *, is_undone: bool) -> Timeline:
        self._refuse_if_unwritable()
        with errors_in_our_words(self._file.name):
            changes = read_changes(self._connection, step.seq)
            if is_undone:
                changes = taken_back(changes)
            after = apply_changes(timeline, changes, layouts=self._layouts)
            with transaction(self._connection):
                self._refuse_if_changed_elsewhere()
                write_changes(self._connection, changes)
                mark_step(self._connection, step.seq, is_undone=is_undone)
                done = last_done(self._connection)
        self._note(changes, head_seq=0 if done is None else done.seq)
        return after

    # Other processes

    def catch_up(self, timeline: Timeline) -> Timeline:
        """Return the timeline with what another process has written since; the same when nothing.

        Parameters
        ----------
        timeline : Timeline
            What the document held when it was last read.

        Raises
        ------
        CorruptDocumentError
            The tables cannot be read.
        """
        with errors_in_our_words(self._file.name):
            version = data_version(self._connection)
            if version == self._data_version:
                return timeline
            done = last_done(self._connection)
            head_seq = 0 if done is None else done.seq
            changes = read_changes_between(
                self._connection, done_before=self._head_seq, done_after=head_seq
            )
        if changes is None:
            return shared(timeline, self.load().timeline)
        after = apply_changes(timeline, changes, layouts=self._layouts)
        self._note(changes, head_seq=head_seq)
        self._data_version = version
        return after

    def _refuse_if_unwritable(self) -> None:
        if self._file.read_only_reason:
            raise ReadOnlyDocumentError(self._file.read_only_reason)
        path = self._file.path
        if path is not None and _identity(path) != self._identity:
            message = f"{path} was moved, deleted or replaced while it was open"
            raise DocumentError(f"{message}; the change was not saved")

    def _refuse_if_changed_elsewhere(self) -> None:
        if data_version(self._connection) != self._data_version:
            message = f"{self._file.name} was changed by another program; open it again"
            raise DocumentError(f"{message} (the change was not saved)")

    def _refuse_names_in_quarantine(self, changes: Sequence[RowChange]) -> None:
        kept = {(row.table, row.id) for row in self._quarantined}
        for change in changes:
            if change.before is None and (change.kind.table, change.id) in kept:
                message = f"a damaged {change.kind.table} named {change.id!r} is kept in quarantine"
                raise DocumentError(f"{message}; another id was expected")

    def _note(self, changes: Sequence[RowChange], *, head_seq: int) -> None:
        """Remember where the rows lie, now that the transaction has ended well."""
        self._head_seq = head_seq
        for change in changes:
            if change.before is not None:
                self._layouts[change.kind.table].positions.pop(change.id, None)
                if change.kind is EVENT:
                    self._event_ids.pop(change.before.position, None)
        for change in changes:
            if change.after is not None:
                self._layouts[change.kind.table].positions[change.id] = change.after.position
                if change.kind is EVENT:
                    self._event_ids[change.after.position] = change.id


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
