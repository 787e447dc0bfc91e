"""Which events are selected: one of them is the current one, which the details tell of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected events.

    Parameters
    ----------
    ids : tuple of str
        In the order in which they were selected; a range in the order of the list.
    current : str or None
        One of them, which keys move on from; none exactly where nothing is selected.
    anchor : str or None
        Where a range begins that is extended next.
    """

    ids: tuple[str, ...] = ()
    current: str | None = None
    anchor: str | None = None


NOTHING = Selection()


def only(event_id: str | None) -> Selection:
    """Return the selection of one event, or of none."""
    return NOTHING if event_id is None else Selection((event_id,), event_id, event_id)


def toggled(selection: Selection, event_ids: Sequence[str]) -> Selection:
    """Return the selection with some events more, or without them where it has them all."""
    had, some = frozenset(selection.ids), frozenset(event_ids)
    if not some:
        return selection
    news = tuple(name for name in event_ids if name not in had)
    if news:
        return Selection((*selection.ids, *news), news[-1], news[-1])
    rest = tuple(name for name in selection.ids if name not in some)
    return Selection(rest, rest[-1], rest[-1]) if rest else NOTHING


def extended(selection: Selection, event_id: str, *, order: Sequence[str]) -> Selection:
    """Return the selection of all from its anchor to an event, both included.

    Parameters
    ----------
    selection : Selection
    event_id : str
    order : sequence of str
        Ids as the list has them; without the anchor in it, the range is the event alone.
    """
    if event_id not in order:
        return selection if event_id in selection.ids else toggled(selection, (event_id,))
    anchor = selection.anchor if selection.anchor in order else event_id
    start, end = sorted((order.index(anchor or event_id), order.index(event_id)))
    return Selection(tuple(order[start : end + 1]), event_id, anchor)


def kept(selection: Selection, is_kept: Callable[[str], bool]) -> Selection:
    """Return the selection with only those events of which a function says so."""
    ids = tuple(name for name in selection.ids if is_kept(name))
    if len(ids) == len(selection.ids):
        return selection
    if not ids:
        return NOTHING
    current = selection.current if selection.current in ids else ids[-1]
    return Selection(ids, current, selection.anchor if selection.anchor in ids else current)


class SelectionViewModel(QObject):
    """Holds which events are selected.

    Signals
    -------
    changed
        Other events are selected, or another one of them is the current one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection = NOTHING
        self._set: frozenset[str] | None = None

    @property
    def current(self) -> str | None:
        """Return the id of the current event; none exactly where nothing is selected."""
        return self._selection.current

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all selected events."""
        return self._selection.ids

    @property
    def id_set(self) -> frozenset[str]:
        """Return the same ids as a set, which is the very same one until they change."""
        if self._set is None:
            self._set = frozenset(self._selection.ids)
        return self._set

    @property
    def is_multiple(self) -> bool:
        """Return whether more than one event is selected."""
        return len(self._selection.ids) > 1

    def select(self, event_id: str | None) -> None:
        """Select one event alone; None selects nothing."""
        self.set(only(event_id))

    def toggle(self, *event_ids: str) -> None:
        """Add events, or take them away where all of them are selected."""
        self.set(toggled(self._selection, event_ids))

    def extend_to(self, event_id: str, *, order: Sequence[str]) -> None:
        """Select all from where the last selection began to an event, in an order of ids."""
        self.set(extended(self._selection, event_id, order=order))

    def select_all(self, event_ids: Sequence[str]) -> None:
        """Select these; the current one stays that if it is among them."""
        if event_ids:
            current = self.current if self.current in event_ids else event_ids[0]
            self.set(Selection(tuple(event_ids), current, current))

    def keep(self, is_kept: Callable[[str], bool]) -> None:
        """Take away the events of which a function does not say that they stay."""
        self.set(kept(self._selection, is_kept))

    def set(self, selection: Selection) -> None:
        """Select just this."""
        if selection == self._selection:
            return
        is_same = selection.ids == self._selection.ids
        self._selection = selection
        self._set = self._set if is_same else None
        self.changed.emit()
