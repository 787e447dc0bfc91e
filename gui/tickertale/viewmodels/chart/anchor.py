"""Events placed on the bars, and a table that finds those in view however many there are."""

import math
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tickertale.viewmodels.event.patched_mapping import PatchedMapping

FOLDED = ""
"""The category of the one lane that holds all events; no real one has an empty id."""


@dataclass(frozen=True, slots=True)
class EventAnchor:
    """An event, placed on the bars of the instrument on the chart.

    Parameters
    ----------
    event_id, text, category, color : str
        Identity, flag text, category id and its color.
    importance : int
        1 to 5.
    position : float or None
        Bar of the reaction session; none where the event cannot be placed on the curve.
    first, last : float
        Where the first and the last bar stand that the date covers; equal for one bar.
    is_coarse : bool
        The date is known to the month or less: a soft band and a hollow mark.
    digits : str
        The digits that are known, for coarse dates: ``Feb 2025``.
    """

    event_id: str
    text: str
    category: str
    color: str
    importance: int
    position: float | None
    first: float
    last: float
    is_coarse: bool
    digits: str

    @property
    def mark_position(self) -> float:
        """Return where its mark stands in its lane."""
        return (self.first + self.last) / 2 if self.is_coarse else self.first

    @property
    def curve_position(self) -> float:
        """Return where it stands on the curve; NaN where it does not."""
        return math.nan if self.position is None else self.position

    @property
    def order(self) -> tuple[float, str]:
        """Return what anchors are sorted by in a table."""
        return self.first, self.event_id


_Number = TypeVar("_Number", bound=np.generic)
_FEW = 16
_MOST_SPLICED = 100
"""Changed anchors from which on it is faster to sort all of them and to read them anew."""
_MOST_PARTS = 1_000


class AnchorRow:
    """Anchors along one line, ascending by place; equal places keep their order.

    Parameters
    ----------
    anchors : sequence of EventAnchor
    place_of : callable
        Returns where an anchor stands on the line.

    Attributes
    ----------
    anchors : tuple of EventAnchor
    places : (n,) float64
        Both ascending by place.
    """

    def __init__(
        self, anchors: Sequence[EventAnchor], place_of: Callable[[EventAnchor], float]
    ) -> None:
        places = np.fromiter(map(place_of, anchors), np.float64, len(anchors))
        order = np.argsort(places, kind="stable")
        self._place_of = place_of
        self.anchors: tuple[EventAnchor, ...] = tuple(map(anchors.__getitem__, order.tolist()))
        self.places = places[order]

    def edited(self, gone: Iterable[EventAnchor], come: Iterable[EventAnchor]) -> "AnchorRow":
        """Return the row without some anchors and with others; what was computed is kept.

        Reading the columns of 100,000 anchors takes longer than to write an edit.
        """
        row, added = self, list(come)
        for anchor in gone:
            number = row.number(anchor)
            if number is None:
                continue
            # Mostly an event stays where it is, and is put there in one go.
            here = [new for new in added if row.is_at(number, new)]
            row = row.spliced(number, slice(number + 1, None), *here)
            added = [new for new in added if new not in here]
        for anchor in added:
            place = self._place_of(anchor)
            number = bisect_left(
                row.anchors, anchor.order, *row.between(place, place), key=attrgetter("order")
            )
            row = row.spliced(number, slice(number, None), anchor)
        return row

    def is_at(self, number: int, anchor: EventAnchor) -> bool:
        """Return whether an anchor can take the place of the one with that number."""
        is_in_order = self.anchors[number].order == anchor.order
        return is_in_order and bool(self.places[number] == self._place_of(anchor))

    def spliced(self, number: int, rest: slice, *between: EventAnchor) -> "AnchorRow":
        """Return the row with some anchors between its first ones and the rest."""
        row = AnchorRow((), self._place_of)
        row.anchors = (*self.anchors[:number], *between, *self.anchors[rest])
        for name, read in {"places": self._place_of, **_COLUMNS}.items():
            if name in self.__dict__:
                column = self.__dict__[name]
                new = np.fromiter(map(read, between), column.dtype, len(between))
                row.__dict__[name] = np.concatenate((column[:number], new, column[rest]))
        if "ids" in self.__dict__:
            row.__dict__["ids"] = (
                *self.ids[:number],
                *(anchor.event_id for anchor in between),
                *self.ids[rest],
            )
        return row

    def number(self, anchor: EventAnchor | None) -> int | None:
        """Return the number along the line that an anchor has; None where it is not on it."""
        if anchor is None:
            return None
        place = self._place_of(anchor)
        first, last = self.between(place, place)
        try:
            return self.ids.index(anchor.event_id, first, last)
        except ValueError:
            return None

    def __len__(self) -> int:
        """Return the number of anchors."""
        return len(self.anchors)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the events' ids."""
        return tuple(anchor.event_id for anchor in self.anchors)

    def ids_between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the ids of `first` to `last`, the latter excluded.

        Clusters keep their members from frame to frame: copying them each time, and freeing them,
        would take longer than all else where a hundred thousand events are in view.
        """
        if last - first < _FEW:
            return self.ids[first:last]
        if len(self._parts) > _MOST_PARTS:
            self._parts.clear()
        key = first, last
        if key not in self._parts:
            self._parts[key] = self.ids[first:last]
        return self._parts[key]

    @cached_property
    def _parts(self) -> dict[tuple[int, int], tuple[str, ...]]:
        return {}

    @cached_property
    def first(self) -> NDArray[np.float64]:
        """Return where the events begin, (n,) float64."""
        return self._column("first", np.float64)

    @cached_property
    def last(self) -> NDArray[np.float64]:
        """Return where they end, (n,) float64."""
        return self._column("last", np.float64)

    @cached_property
    def reaction(self) -> NDArray[np.float64]:
        """Return their reaction sessions, (n,) float64; NaN where there is none."""
        return self._column("reaction", np.float64)

    @cached_property
    def _is_coarse(self) -> NDArray[np.bool_]:
        return self._column("_is_coarse", np.bool_)

    @cached_property
    def _importance(self) -> NDArray[np.int8]:
        return self._column("_importance", np.int8)

    def _column(self, name: str, kind: type[_Number]) -> NDArray[_Number]:
        return np.fromiter(map(_COLUMNS[name], self.anchors), kind, len(self.anchors))

    @cached_property
    def spans(self) -> NDArray[np.int64]:
        """Return the numbers of those that take more than a day, by their beginnings."""
        numbers = np.flatnonzero(self.last > self.first)
        return numbers[np.argsort(self.first[numbers], kind="stable")]

    @cached_property
    def delayed(self) -> NDArray[np.int64]:
        """Return the numbers of those whose reaction session lies elsewhere than they do."""
        return np.flatnonzero(np.isfinite(self.reaction) & (self.reaction != self.first))

    @cached_property
    def _coarse_before(self) -> NDArray[np.int64]:
        """Return how many before each, and of all, are known to the month or less."""
        return np.concatenate(([0], np.cumsum(self._is_coarse)))

    def is_all_coarse(self, first: int, last: int) -> bool:
        """Return whether none of `first` to `last`, the latter excluded, has a day of its own."""
        return bool(self._coarse_before[last] - self._coarse_before[first] == last - first)

    @cached_property
    def _color(self) -> NDArray[np.int64]:
        return self._column("_color", np.int64)

    @cached_property
    def _changes_before(self) -> NDArray[np.int64]:
        """Return how often the color changes from the first event to each."""
        return np.cumsum(np.diff(self._color, prepend=self._color[:1]) != 0)

    def is_of_one_color(self, first: int, last: int) -> bool:
        """Return whether `first` to `last`, the latter excluded, are of one color."""
        return bool(self._changes_before[first] == self._changes_before[last - 1])

    @cached_property
    def _ranks(self) -> NDArray[np.int64]:
        """Return the rank of each by importance, then by place; the highest matters most."""
        ranks = np.empty(len(self), dtype=np.int64)
        ranks[self._by_rank] = np.arange(len(self))
        return ranks

    def between(self, start: float, end: float) -> tuple[int, int]:
        """Return the half-open range of those that stand between two places, both included."""
        first = int(np.searchsorted(self.places, start, side="left"))
        return first, max(first, int(np.searchsorted(self.places, end, side="right")))

    def cells(self, first: int, last: int, *, width: float) -> NDArray[np.int64]:
        """Return where the cells begin that `first` to `last`, the latter excluded, fall into.

        Cells are as wide as a power of two of positions, at least `width`, and begin at multiples
        of that: a view that moves does not move them.
        """
        if first >= last:
            return np.empty(0, np.int64)
        wide = 2.0 ** math.ceil(math.log2(width))
        lowest, highest = self.places[first] // wide, self.places[last - 1] // wide
        edges = np.arange(lowest, highest + 1.0) * wide
        starts = np.searchsorted(self.places[first:last], edges, side="left")
        return first + np.unique(starts[starts < last - first])

    def best(
        self,
        first: int,
        last: int,
        *,
        width: float,
        hidden: NDArray[np.bool_] | None = None,
        raised: NDArray[np.bool_] | None = None,
    ) -> list[int]:
        """Return the number of the anchor that matters most in each cell.

        Parameters
        ----------
        first, last : int
            Half-open range of anchors.
        width : float
            Least width of a cell, in positions.
        hidden : (n,) bool or None
            Anchors that stand back behind all others.
        raised : (n,) bool or None
            Anchors that stand before all others.
        """
        starts = self.cells(first, last, width=width)
        if not len(starts):
            return []
        ranks = self._ranks if hidden is None else self._ranks - len(self) * hidden
        ranks = ranks if raised is None else ranks + len(self) * raised
        highest = np.maximum.reduceat(ranks[first:last], starts - first)
        by_rank = self._by_rank[highest % len(self)]
        chosen: list[int] = np.sort(by_rank).tolist()
        return chosen

    @cached_property
    def _by_rank(self) -> NDArray[np.int64]:
        return np.argsort(self._importance, kind="stable")


def _color_number(anchor: EventAnchor) -> int:
    return int(anchor.color.lstrip("#"), 16)


_COLUMNS: dict[str, Callable[[EventAnchor], float]] = {
    "first": attrgetter("first"),
    "last": attrgetter("last"),
    "reaction": attrgetter("curve_position"),
    "_is_coarse": attrgetter("is_coarse"),
    "_importance": attrgetter("importance"),
    "_color": _color_number,
}
"""What is read of each anchor into an array, by the name of the array."""


_CURVE_PLACE: Callable[[EventAnchor], float] = attrgetter("curve_position")
_LANE_PLACE: Callable[[EventAnchor], float] = attrgetter("mark_position")


class _Masks:
    """Which anchors of each row are among some events; the answers for the last ones are kept."""

    def __init__(self) -> None:
        self._ids: frozenset[str] = frozenset()
        self._answers: dict[int, NDArray[np.bool_]] = {}

    def of(self, row: AnchorRow, ids: frozenset[str]) -> NDArray[np.bool_]:
        """Return which anchors of a row are among the events, (n,) bool."""
        if ids is not self._ids and ids != self._ids:
            self._ids, self._answers = ids, {}
        if id(row) not in self._answers:
            self._answers[id(row)] = np.array([name in ids for name in row.ids], dtype=np.bool_)
        return self._answers[id(row)]


class AnchorTable(tuple[EventAnchor, ...]):  # noqa: SLOT001 (it keeps what it computed)
    """All events of a timeline on the bars; what is asked for often is computed once.

    It is the tuple of its anchors, so that tables of the same anchors are equal.
    """

    @cached_property
    def by_id(self) -> PatchedMapping[EventAnchor]:
        """Return the anchors by event id."""
        return PatchedMapping({anchor.event_id: anchor for anchor in self})

    @cached_property
    def on_curve(self) -> AnchorRow:
        """Return those with a reaction session, by it."""
        placed = [anchor for anchor in self if anchor.position is not None]
        return AnchorRow(placed, _CURVE_PLACE)

    @cached_property
    def lanes(self) -> dict[str, AnchorRow]:
        """Return those of each category, by where their marks stand."""
        members: dict[str, list[EventAnchor]] = {}
        for anchor in self:
            members.setdefault(anchor.category, []).append(anchor)
        return {category: AnchorRow(rows, _LANE_PLACE) for category, rows in members.items()}

    @cached_property
    def everything(self) -> AnchorRow:
        """Return all of them, by where their marks stand."""
        return AnchorRow(self, _LANE_PLACE)

    def edited(self, gone: Sequence[EventAnchor], come: Sequence[EventAnchor]) -> "AnchorTable":
        """Return the table without some of its anchors and with others.

        Both this table and the result are sorted by `EventAnchor.order`. What was computed for
        this one is handed on as far as it still holds.
        """
        if len(gone) + len(come) > _MOST_SPLICED:
            ids = {anchor.event_id for anchor in gone}
            rest = (anchor for anchor in self if anchor.event_id not in ids)
            return AnchorTable(sorted((*rest, *come), key=attrgetter("order")))
        anchors = list(self)
        for anchor in gone:
            del anchors[bisect_left(anchors, anchor.order, key=attrgetter("order"))]
        for anchor in come:
            insort(anchors, anchor, key=attrgetter("order"))
        table = AnchorTable(anchors)
        if "by_id" in self.__dict__:
            table.by_id = self.by_id.edited(
                (anchor.event_id for anchor in gone), {anchor.event_id: anchor for anchor in come}
            )
        if "on_curve" in self.__dict__:
            placed = (anchor for anchor in come if anchor.position is not None)
            table.on_curve = self.on_curve.edited(gone, placed)
        if "everything" in self.__dict__:
            table.everything = self.everything.edited(gone, come)
        if "lanes" in self.__dict__:
            table.lanes = self._edited_lanes(gone, come)
        for left_out, row in self._partly.items():
            ours = (
                [anchor for anchor in some if anchor.category not in left_out]
                for some in (gone, come)
            )
            table._partly = {left_out: row.edited(*ours)}
        return table

    def _edited_lanes(
        self, gone: Sequence[EventAnchor], come: Sequence[EventAnchor]
    ) -> dict[str, AnchorRow]:
        lanes = dict(self.lanes)
        for category in {anchor.category for anchor in (*gone, *come)}:
            row = lanes.pop(category, None) or AnchorRow((), _LANE_PLACE)
            row = row.edited(
                [anchor for anchor in gone if anchor.category == category],
                [anchor for anchor in come if anchor.category == category],
            )
            if len(row):
                lanes[category] = row
        return lanes

    def lane(self, category: str, *, left_out: frozenset[str] = frozenset()) -> AnchorRow | None:
        """Return those of a category; None where there are none.

        Parameters
        ----------
        category : str
            `FOLDED` for those of all categories.
        left_out : frozenset of str
            Categories that do not count among all.
        """
        if category != FOLDED:
            return self.lanes.get(category)
        if not left_out:
            return self.everything
        if left_out not in self._partly:
            kept = [anchor for anchor in self if anchor.category not in left_out]
            self._partly = {left_out: AnchorRow(kept, _LANE_PLACE)}
        return self._partly[left_out]

    @cached_property
    def _partly(self) -> dict[frozenset[str], AnchorRow]:
        """Return all but those of some categories, as they were asked for last."""
        return {}

    def dimmed(self, row: AnchorRow, dimmed: frozenset[str]) -> NDArray[np.bool_] | None:
        """Return which anchors of a row are dimmed, (n,) bool; None where none is.

        Parameters
        ----------
        row : AnchorRow
            One of this table.
        dimmed : frozenset of str
            Ids; the answers for the last ones are kept.
        """
        return self._dimmed_masks.of(row, dimmed) if dimmed else None

    def selected(self, row: AnchorRow, selected: frozenset[str]) -> NDArray[np.bool_] | None:
        """Return which anchors of a row are selected, (n,) bool; None where none or one is.

        Parameters
        ----------
        row : AnchorRow
            One of this table.
        selected : frozenset of str
            Ids; the answers for the last ones are kept.
        """
        return self._selected_masks.of(row, selected) if len(selected) > 1 else None

    @cached_property
    def _dimmed_masks(self) -> _Masks:
        return _Masks()

    @cached_property
    def _selected_masks(self) -> _Masks:
        return _Masks()
