"""A document that is read: its rows, its search and its history, and what others write to it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from tickertale.domain.errors import DocumentError
from tickertale.domain.timeline import Timeline
from tickertale.store.bar_table import BarColumns, read_bars
from tickertale.store.connection import errors_in_our_words, snapshot
from tickertale.store.difference import RowChange, apply_changes, shared
from tickertale.store.document_file import OpenFile, copy_file
from tickertale.store.history import (
    HistoryStep,
    count_changes,
    first_undone,
    last_done,
    read_changes_between,
    read_steps,
)
from tickertale.store.loading import LoadedDocument, QuarantinedRow, load_document
from tickertale.store.row_layout import DocumentLayout
from tickertale.store.schema import data_version
from tickertale.store.search import find_positions


class DocumentReader:
    """An open document; what it holds is read, and nothing is written.

    The reader keeps no timeline: `load` hands it out, and whatever starts from one takes it.

    Parameters
    ----------
    file : OpenFile
        The open document.
    """

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._connection = file.connection
        self._layout = DocumentLayout({})
        self._quarantined: tuple[QuarantinedRow, ...] = ()
        self._head_seq = 0
        self._data_version = -1

    def close(self) -> None:
        """Give up the document; a second call does nothing."""
        self._connection.close()
        self.let_others_write()

    def let_others_write(self) -> None:
        """Give up being the writer; what is open can still be read."""
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

    def _reading(self) -> AbstractContextManager[None]:
        """Return what each reading of the document is wrapped in."""
        return errors_in_our_words(self._file.name)

    def load(self) -> LoadedDocument:
        """Return all that the document holds.

        Raises
        ------
        CorruptDocumentError
            The tables cannot be read.
        """
        with self._reading(), snapshot(self._connection):
            loaded = load_document(self._connection, name=self._file.name)
            step = last_done(self._connection)
            self._data_version = data_version(self._connection)
        self._head_seq = 0 if step is None else step.seq
        self._layout = DocumentLayout(loaded.layouts)
        self._quarantined = loaded.quarantined
        return loaded

    def read_bars(self, series_id: str) -> BarColumns:
        """Return the bars of a series; none when the document holds none.

        Raises
        ------
        CorruptDocumentError
            The bars are not those that were written.
        """
        with self._reading():
            return read_bars(self._connection, series_id)

    def copy_to(self, path: Path) -> None:
        """Write all that the document holds to a name; a file of that name is replaced.

        Raises
        ------
        DocumentError
            The copy cannot be written; what was there before is still there.
        """
        with self._reading():
            copy_file(self._connection, path)

    def search(self, text: str) -> tuple[str, ...]:
        """Return the ids of the events that a text finds, best first; any text may be typed.

        Raises
        ------
        CorruptDocumentError
            The index is damaged.
        """
        with self._reading():
            return self._layout.event_ids(find_positions(self._connection, text))

    # History

    def history(self) -> tuple[HistoryStep, ...]:
        """Return every step, the oldest first."""
        with self._reading():
            return read_steps(self._connection)

    def undo_step(self) -> HistoryStep | None:
        """Return the step that `undo` would take back."""
        with self._reading():
            return last_done(self._connection)

    def redo_step(self) -> HistoryStep | None:
        """Return the step that `redo` would make again."""
        with self._reading():
            return first_undone(self._connection)

    def step_size(self, seq: int) -> int:
        """Return how many rows a step changed."""
        with self._reading():
            return count_changes(self._connection, seq)

    def timeline_at(self, timeline: Timeline, seq: int) -> Timeline:
        """Return the timeline as it was after a step of the history; nothing is written.

        Parameters
        ----------
        timeline : Timeline
            What the document holds.
        seq : int
            The number of the step, done or undone; 0 for before the first one.

        Raises
        ------
        DocumentError
            The history has no such step.
        CorruptDocumentError
            A step on the way there cannot be read.
        """
        if seq == self._head_seq:
            return timeline
        is_known = seq == 0 or any(step.seq == seq for step in self.history())
        with self._reading():
            changes = read_changes_between(
                self._connection, done_before=self._head_seq, done_after=seq
            )
        if changes is None or not is_known:
            raise DocumentError(f"{self._file.name} has no step {seq} in its history")
        return apply_changes(timeline, changes, layouts=self._layout.by_table)

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
        with self._reading():
            if data_version(self._connection) == self._data_version:
                return timeline
            with snapshot(self._connection):
                done = last_done(self._connection)
                head_seq = 0 if done is None else done.seq
                changes = read_changes_between(
                    self._connection, done_before=self._head_seq, done_after=head_seq
                )
                version = data_version(self._connection)
        if changes is None:
            return shared(timeline, self.load().timeline)
        after = apply_changes(timeline, changes, layouts=self._layout.by_table)
        self._note(changes, head_seq=head_seq)
        self._data_version = version
        return after

    def _holds(self, timeline: Timeline) -> bool:
        """Return whether the document holds this timeline where it was read, and no other step."""
        done = last_done(self._connection)
        if self._head_seq != (0 if done is None else done.seq):
            return False
        loaded = load_document(self._connection, name=self._file.name)
        return loaded.timeline == timeline and loaded.layouts == self._layout.by_table

    def _note(self, changes: Sequence[RowChange], *, head_seq: int) -> None:
        """Remember where the rows lie, now that the transaction has ended well."""
        self._head_seq = head_seq
        self._layout.note(changes)
