"""The difference of two timelines as rows to write, and a timeline with such rows applied."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count
from operator import is_, is_not
from typing import Any, cast

from pydantic import ValidationError

from tickertale.domain.errors import CorruptDocumentError
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.store.row import DOCUMENT, EVENT, KINDS, AnyBody, Kind, head_fields, ids_of

Positions = Mapping[str, int]
"""The position of each id in its table; rows are kept in ascending order."""


@dataclass(frozen=True)
class Row:
    """A body at its position in the table."""

    position: int
    body: AnyBody

    @cached_property
    def text(self) -> str:
        """Return the body as the document holds it, in its table and in the history."""
        return self.body.model_dump_json()


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where there is no row.

    Parameters
    ----------
    kind : Kind
    id : str
    before, after : Row or None
    """

    kind: Kind
    id: str
    before: Row | None
    after: Row | None

    @property
    def reversed(self) -> "RowChange":
        """Return the change that takes this one back."""
        return RowChange(self.kind, self.id, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the rows of one table lie.

    Parameters
    ----------
    positions : dict of str to int
        By id; rows of the timeline only. The store keeps it up to date.
    taken : collection of int
        Positions of quarantined rows, which stay as they are.
    """

    positions: dict[str, int]
    taken: Collection[int] = ()


def difference(
    before: Timeline, after: Timeline, *, layouts: Mapping[str, Layout]
) -> tuple[RowChange, ...]:
    """Return the rows that turn one timeline into the other, in no more than linear time.

    Rows are compared by identity first; only those that are not the very same are compared
    by value. A row keeps its position as long as the order of its table allows.

    Parameters
    ----------
    before, after : Timeline
    layouts : mapping of str to Layout
        By table, for `before`.
    """
    return tuple(
        change
        for kind in KINDS
        for change in _changes(
            kind,
            before=kind.rows(before),
            after=kind.rows(after),
            layout=layouts[kind.table],
            place=after.edited_place(before) if kind is EVENT else None,
        )
    )


def _changes(
    kind: Kind,
    *,
    before: Sequence[AnyBody],
    after: Sequence[AnyBody],
    layout: Layout,
    place: int | None,
) -> list[RowChange]:
    if before is after:
        return []
    start, tail = _same_ends(before, after, place=place)
    gone = {row.id: row for row in before[start : len(before) - tail]}
    last = layout.positions[before[start - 1].id] if start else 0
    changes = []
    for body in after[start : len(after) - tail]:
        old = _row_of(gone.pop(body.id, None), layout)
        last = _position(old, last=last, layout=layout)
        new = Row(last, body)
        if new != old:
            changes.append(RowChange(kind, body.id, old, new))
    changes += _moved(kind, after, start=len(after) - tail, last=last, layout=layout)
    return [
        *(RowChange(kind, body.id, _row_of(body, layout), None) for body in gone.values()),
        *changes,
    ]


def _same_ends(
    before: Sequence[AnyBody], after: Sequence[AnyBody], *, place: int | None
) -> tuple[int, int]:
    """Return how many rows at the start and at the end are the very same objects."""
    shorter = min(len(before), len(after))
    if place is not None:
        return place, shorter - place - (len(before) == len(after))
    start = _same_length(before, after, at_most=shorter)
    return start, _same_length(reversed(before), reversed(after), at_most=shorter - start)


def _same_length(one: Iterable[AnyBody], other: Iterable[AnyBody], *, at_most: int) -> int:
    """Return how many rows at the start are the very same objects."""
    # No loop of our own: 100,000 rows take two milliseconds.
    return min(next(compress(count(), map(is_not, one, other)), at_most), at_most)


def _row_of(body: AnyBody | None, layout: Layout) -> Row | None:
    return None if body is None else Row(layout.positions[body.id], body)


def _position(old: Row | None, *, last: int, layout: Layout) -> int:
    if old is not None and old.position > last:
        return old.position
    return next(position for position in count(last + 1) if position not in layout.taken)


def _moved(
    kind: Kind, rows: Sequence[AnyBody], *, start: int, last: int, layout: Layout
) -> list[RowChange]:
    """Return the rows of the unchanged tail that have to make room for those before them."""
    changes = []
    for place in range(start, len(rows)):
        old = Row(layout.positions[rows[place].id], rows[place])
        if old.position > last:
            break
        last = _position(None, last=last, layout=layout)
        changes.append(RowChange(kind, old.body.id, old, Row(last, old.body)))
    return changes


def apply_changes(
    timeline: Timeline, changes: Sequence[RowChange], *, layouts: Mapping[str, Layout]
) -> Timeline:
    """Return the timeline with the rows changed; all others keep their identity.

    Parameters
    ----------
    timeline : Timeline
    changes : sequence of RowChange
    layouts : mapping of str to Layout
        By table, for `timeline`.

    Raises
    ------
    CorruptDocumentError
        The rows do not fit together.
    """
    if len(changes) == 1 and changes[0].kind is EVENT:
        _check_categories(timeline, changes)
        return _with_one_changed(timeline, changes[0], positions=layouts[EVENT.table].positions)
    update: dict[str, Any] = {}
    for kind in KINDS:
        of_kind = [change for change in changes if change.kind is kind]
        if of_kind and kind is DOCUMENT:
            update |= _head_update(of_kind)
        elif of_kind:
            rows = kind.rows(timeline)
            update[kind.field] = _patched(rows, of_kind, positions=layouts[kind.table].positions)
    if not update:
        return timeline
    if update.keys() == {EVENT.field}:
        _check_categories(timeline, changes)
        # Safe without validation: the bodies are valid, ids are unique by the table's key, and
        # the one reference that an event makes has just been checked.
        return timeline.model_copy(update=update)
    return _validated(dict(timeline) | update)


def _with_one_changed(timeline: Timeline, change: RowChange, *, positions: Positions) -> Timeline:
    """Return the timeline after what most steps are; it takes no walk over all events."""
    if change.after is None:
        is_there = timeline.has_event(change.id)
        return timeline.without_event(change.id) if is_there else timeline
    place = bisect_left(
        timeline.events, change.after.position, key=lambda event: positions[event.id]
    )
    return timeline.with_event(cast("Event", change.after.body), place=place)


def _head_update(changes: Sequence[RowChange]) -> dict[str, Any]:
    heads = [change.after.body for change in changes if change.after is not None]
    return {name: value for head in heads for name, value in head_fields(head).items()}


def _patched(
    rows: Sequence[AnyBody], changes: Sequence[RowChange], *, positions: Positions
) -> tuple[AnyBody, ...]:
    changed = {change.id for change in changes}
    kept = [row for row in rows if row.id not in changed]
    new = sorted(
        (change.after for change in changes if change.after is not None),
        key=lambda row: row.position,
    )
    patched: list[AnyBody] = []
    done = 0
    for row in new:
        place = bisect_left(kept, row.position, lo=done, key=lambda body: positions[body.id])
        patched += kept[done:place]
        patched.append(row.body)
        done = place
    return (*patched, *kept[done:])


def combined(changes: Iterable[RowChange]) -> tuple[RowChange, ...]:
    """Return one change for each row that is not as it was, where steps may change it again."""
    rows: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        key = (change.kind.table, change.id)
        first = rows.get(key, change)
        rows[key] = RowChange(change.kind, change.id, before=first.before, after=change.after)
    return tuple(change for change in rows.values() if change.before != change.after)


def taken_back(changes: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Return the changes that undo the ones given."""
    return tuple(change.reversed for change in reversed(changes))


def shared(before: Timeline, after: Timeline) -> Timeline:
    """Return `after`, built from the very objects of `before` wherever they are equal."""
    update: dict[str, tuple[AnyBody, ...]] = {}
    for kind in KINDS[1:]:
        old = {row.id: row for row in kind.rows(before)}
        rows = kind.rows(after)
        same = tuple(old[row.id] if old.get(row.id) == row else row for row in rows)
        are_all = len(same) == len(old) and all(map(is_, kind.rows(before), same))
        update[kind.field] = kind.rows(before) if are_all else same
    are_same = all(getattr(before, name) is rows for name, rows in update.items())
    if are_same and head_fields(before) == head_fields(after):
        return before
    return after.model_copy(update=update)


def _check_categories(timeline: Timeline, changes: Sequence[RowChange]) -> None:
    known = ids_of(timeline.categories)
    for change in changes:
        body = change.after and change.after.body
        if isinstance(body, Event) and body.category not in known:
            message = f"event {body.id!r} has the category {body.category!r}"
            raise CorruptDocumentError(f"{message}, which is not among the document's categories")


def _validated(fields: dict[str, Any]) -> Timeline:
    try:
        return Timeline(**fields)
    except ValidationError as error:
        sentence = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise CorruptDocumentError(f"the document does not fit together: {sentence}") from error
