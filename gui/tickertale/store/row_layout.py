"""Where the rows of an open document lie, kept up in time of the size of each change."""

from collections.abc import Iterable, Mapping, Sequence

from tickertale.store.difference import Layout, RowChange
from tickertale.store.row import EVENT


class DocumentLayout:
    """The positions of all rows by id, and the ids of the events by position.

    Parameters
    ----------
    by_table : mapping of str to Layout
        As they were read; `note` changes them.
    """

    def __init__(self, by_table: Mapping[str, Layout]) -> None:
        self.by_table = by_table
        events = by_table[EVENT.table].positions if EVENT.table in by_table else {}
        self._event_ids = {position: event_id for event_id, position in events.items()}

    def event_ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of the events at positions, in their order; those without one left out."""
        return tuple(filter(None, map(self._event_ids.get, positions)))

    def note(self, changes: Sequence[RowChange]) -> None:
        """Remember where rows lie that have just been written."""
        for change in changes:
            if change.before is not None and not _stays(change):
                self.by_table[change.kind.table].positions.pop(change.id, None)
                if change.kind is EVENT:
                    self._event_ids.pop(change.before.position, None)
        for change in changes:
            if change.after is not None and not _stays(change):
                self.by_table[change.kind.table].positions[change.id] = change.after.position
                if change.kind is EVENT:
                    self._event_ids[change.after.position] = change.id


def _stays(change: RowChange) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and before.position == after.position
