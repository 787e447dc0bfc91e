"""The event store: one document, its rows, its history and its search."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from typing_extensions import override

from tickertale.domain.errors import DocumentError, GoneDocumentError, ReadOnlyDocumentError
from tickertale.domain.timeline import Timeline
from tickertale.store.bar_table import BarColumns
from tickertale.store.connection import errors_in_our_words, transaction
from tickertale.store.difference import RowChange, apply_changes, difference, taken_back
from tickertale.store.document_file import OpenFile, make_file, make_in_memory, open_file
from tickertale.store.document_reader import DocumentReader
from tickertale.store.history import (
    HistoryStep,
    append_step,
    join_step,
    last_done,
    mark_step,
    read_changes,
)
from tickertale.store.journal import drop_journal, drop_left_journal
from tickertale.store.row_table import write_changes
from tickertale.store.schema import data_version
from tickertale.store.writer_lock import WriterLock


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventStore(DocumentReader):
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
        super().__init__(file)
        self._clock = clock
        self._identity = None if file.path is None else _identity(file.path)

    @override
    def close(self) -> None:
        # What lies beside a file that took the place of ours is another's journal.
        if self._file.lock is not None and not self.gone_reason:
            drop_journal(self._connection)
        super().close()

    @override
    def _reading(self) -> AbstractContextManager[None]:
        path = self._file.path
        if path is not None and self._file.lock is not None and _identity(path) is None:
            drop_left_journal(path)
        return super()._reading()

    # Opening

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

    def as_writer(self) -> Self | None:
        """Return the document open for writing, if its writer has ended meanwhile; else None.

        Raises
        ------
        DocumentError
            It is not there any more, or cannot be read.
        """
        path = self._file.path
        if path is None or not self._file.is_following or not _is_free(path):
            return None
        store = type(self).open(path)
        if store.is_read_only:
            # Another one was quicker.
            store.close()
            return None
        return store

    # Changing

    def commit(
        self, before: Timeline, after: Timeline, *, label: str, joins: int | None = None
    ) -> int | None:
        """Write the difference of two timelines as one step of the history, and return its number.

        Parameters
        ----------
        before : Timeline
            What the document holds.
        after : Timeline
            What it shall hold.
        label : str
            What the menu calls the step.
        joins : int or None
            The last step, where this edit goes on with it: the two become one step. Where they
            change nothing together, none is left, and None is returned.

        Raises
        ------
        DocumentError
            It could not be written, and nothing was.
        """
        self._refuse_if_unwritable()
        changes = difference(before, after, layouts=self._layout.by_table)
        if not changes:
            return joins
        self._refuse_names_in_quarantine(changes)
        with (
            errors_in_our_words(self._file.name, is_writing=True),
            transaction(self._connection),
        ):
            self._refuse_if_changed_elsewhere(before)
            write_changes(self._connection, changes)
            at = self._clock()
            step: HistoryStep | None
            if joins is None or joins != self._head_seq:
                step = append_step(self._connection, changes, label=label, at=at)
            else:
                step = join_step(self._connection, changes, joins=joins, label=label, at=at)
            done = step or last_done(self._connection)
        self._note(changes, head_seq=0 if done is None else done.seq)
        return None if step is None else step.seq

    def revert_to(self, timeline: Timeline, seq: int) -> Timeline:
        """Go back to how the timeline was after a step, as one new step, and return it.

        Parameters
        ----------
        timeline : Timeline
            What the document holds.
        seq : int
            The number of the step, done or undone; 0 for before the first one.

        Raises
        ------
        DocumentError
            The history has no such step, or it could not be written, and nothing was.
        """
        after = self.timeline_at(timeline, seq)
        label = next((step.label for step in self.history() if step.seq == seq), "")
        self.commit(timeline, after, label=f"Revert to {label or 'the beginning'}")
        return after

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
        return self._replay(timeline, self.undo_step(), is_undone=True)

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
        return self._replay(timeline, self.redo_step(), is_undone=False)

    def _replay(self, timeline: Timeline, step: HistoryStep | None, *, is_undone: bool) -> Timeline:
        if step is None:
            return timeline
        self._refuse_if_unwritable()
        with errors_in_our_words(self._file.name, is_writing=True):
            changes = read_changes(self._connection, step.seq, held=timeline, is_undone=is_undone)
            if is_undone:
                changes = taken_back(changes)
            after = apply_changes(timeline, changes, layouts=self._layout.by_table)
            with transaction(self._connection):
                self._refuse_if_changed_elsewhere(timeline)
                write_changes(self._connection, changes)
                mark_step(self._connection, step.seq, is_undone=is_undone)
                done = last_done(self._connection)
        self._note(changes, head_seq=0 if done is None else done.seq)
        return after

    # What stands in the way

    def _refuse_if_unwritable(self) -> None:
        if self._file.read_only_reason:
            raise ReadOnlyDocumentError(self._file.read_only_reason)
        if self.gone_reason:
            raise GoneDocumentError(f"{self.gone_reason}; the change was not saved")

    @property
    def gone_reason(self) -> str:
        """Return what happened to the file while it was open; empty when it is where it was."""
        path = self._file.path
        if path is None or _identity(path) == self._identity:
            return ""
        return f"{path} was moved, deleted or replaced while it was open"

    def _refuse_if_changed_elsewhere(self, timeline: Timeline) -> None:
        version = data_version(self._connection)
        if version == self._data_version:
            return
        # What a full disk left half written, and was rolled back when there was room again, looks
        # like another program's hand, but has changed nothing.
        if self._holds(timeline):
            self._data_version = version
            return
        message = f"{self._file.name} was changed by another program; open it again"
        raise DocumentError(f"{message} (the change was not saved)")

    def _refuse_names_in_quarantine(self, changes: Sequence[RowChange]) -> None:
        kept = {(row.table, row.id) for row in self._quarantined}
        for change in changes:
            if change.before is None and (change.kind.table, change.id) in kept:
                message = f"a damaged {change.kind.table} named {change.id!r} is kept in quarantine"
                raise DocumentError(f"{message}; another id was expected")


def _is_free(path: Path) -> bool:
    """Return whether a document has no writer."""
    try:
        lock = WriterLock.acquire(path)
    except OSError:
        return False
    if lock is None:
        return False
    lock.release()
    return True


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
