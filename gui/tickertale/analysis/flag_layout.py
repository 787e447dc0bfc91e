"""The staircase of flags: which fit, and on which row each stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MOST_CANDIDATES = 512
"""Candidates looked at, best first; far more than there is ever room for."""


_FREE_ROWS = 3
"""Steady flags give rows back to the curve where this many are free."""
_SLACK_PX = 0.01
"""What distances may fall short: rounding, which panning changes, must not decide anything."""


@dataclass(frozen=True, slots=True)
class FlagCandidate:
    """A flag that wants a place.

    Parameters
    ----------
    key : str
        Unique among the candidates.
    anchor_x : float
        Where the stem stands, in px.
    width : float
        Width of the box, in px.
    priority : float or tuple of float
        Bigger goes first; compared as tuples are.
    is_required : bool
        It goes before those that keep their rows, too.
    """

    key: str
    anchor_x: float
    width: float
    priority: float | tuple[float, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class FlagPlacement:
    """The box of a flag that is shown.

    Parameters
    ----------
    key : str
        The candidate's.
    left, right : float
        Edges of the box, in px; the stem stands at the right edge, or further left in a box
        that the left border of the plot holds back.
    row : int
        0 is the lowest.
    """

    key: str
    left: float
    right: float
    row: int


@dataclass(frozen=True, slots=True)
class KeptFlags:
    """What the layout before showed.

    Parameters
    ----------
    rows : mapping of str to int
        The row of each flag, by key.
    row_count : int
        Rows that the flags had for themselves.
    is_steady : bool
        Flags stay on their rows, and others find room between; else they only win ties.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    row_count: int = 0
    is_steady: bool = False

    def rows_for(self, placements: Sequence[FlagPlacement]) -> int:
        """Return how many rows flags get: more at once, fewer only where many are free."""
        needed = 1 + max((place.row for place in placements), default=-1)
        is_enough = self.is_steady and needed <= self.row_count < needed + _FREE_ROWS
        return self.row_count if is_enough else needed


NOTHING_KEPT = KeptFlags()


def place_flags(
    candidates: Sequence[FlagCandidate],
    *,
    left: float,
    right: float,
    max_rows: int,
    gap: float,
    kept: KeptFlags = NOTHING_KEPT,
) -> tuple[FlagPlacement, ...]:
    """Return the flags that fit, from left to right.

    A box ends at its stem and reaches left; one that would leave the plot on the left starts at
    `left` instead. Boxes on one row are at least `gap` apart. Stems run down from the box, so no
    flag may stand higher than a box that its stem would cross or pass on the left closer than
    `gap`: a later flag stands higher than an earlier one that it reaches over. Each flag stands as
    low as that allows. Flags are taken by priority, then those shown before (`kept`), then the
    later; one that would need a row above the last is left out, and so is one whose stem is
    outside the plot.

    While the flags before are steady, as in a pan, those that can stay on their rows do so first,
    beginning with those clear of the left border, where boxes are pushed together; then come the
    others, each as low as there is room. Without steady flags the result depends on neither the
    order of the candidates nor, away from the borders, on where they are: panning moves the layout
    as a whole.

    Parameters
    ----------
    candidates : sequence of FlagCandidate
        In any order.
    left, right : float
        Borders of the plot, in px; no box leaves them.
    max_rows : int
        Rows there are.
    gap : float
        Least distance of two boxes on one row, in px.
    kept : KeptFlags
        The layout before, so that a flag does not flicker.
    """
    inside = [c for c in candidates if left <= c.anchor_x <= right and c.width <= right - left]
    ranked = sorted(inside, key=lambda c: (c.key not in kept.rows, -c.anchor_x, c.key))
    ranked = sorted(ranked, key=_priority, reverse=True)[:MOST_CANDIDATES]
    if not ranked:
        return ()
    boxes = _Boxes(ranked, left=left, gap=gap)
    stack = _Stack(boxes.constraints(), max_rows)
    if kept.is_steady:
        _keep(stack, ranked, kept=kept, left=left)
    for index in range(len(ranked)):
        stack.add(index)
    row_of = stack.row_of
    shown = sorted(row_of, key=lambda i: (ranked[i].anchor_x, row_of[i], ranked[i].key))
    return tuple(
        FlagPlacement(ranked[i].key, float(boxes.left[i]), float(boxes.right[i]), row_of[i])
        for i in shown
    )


def _keep(
    stack: "_Stack", ranked: Sequence[FlagCandidate], *, kept: KeptFlags, left: float
) -> None:
    """Take the flags that must be shown, then those that can stay on their rows.

    At the left border boxes are pushed together, and what had room has none any more: the flags
    there come last, the nearest to it at the end, so that no other has to give way to them.
    """
    rows = [kept.rows.get(candidate.key) for candidate in ranked]
    room = [candidate.anchor_x - candidate.width - left for candidate in ranked]
    for index, candidate in enumerate(ranked):
        if candidate.is_required and room[index] >= 0.0:
            stack.add(index, row=rows[index])
            stack.add(index)
    staying = [index for index in range(len(ranked)) if rows[index] is not None]
    for index in sorted(staying, key=lambda index: max(ranked[index].width - room[index], 0.0)):
        stack.add(index, row=rows[index])


def _priority(candidate: FlagCandidate) -> tuple[float, ...]:
    priority = candidate.priority
    return priority if isinstance(priority, tuple) else (priority,)


@dataclass(frozen=True, slots=True)
class _Constraints:
    """Bit masks, one a flag: who must stand below it, who above, and who excludes it."""

    below: list[int]
    above: list[int]
    excluded: list[int]


class _Boxes:
    """Where each box would be, and which must stand above which."""

    def __init__(self, candidates: Sequence[FlagCandidate], *, left: float, gap: float) -> None:
        self.stem = np.array([c.anchor_x for c in candidates], dtype=np.float64)
        self.width = np.array([c.width for c in candidates], dtype=np.float64)
        self.left = np.maximum(self.stem - self.width, left)
        self.is_held = self.stem - self.width < left
        self.right = np.where(self.is_held, self.left + self.width, self.stem)
        self.gap = gap
        # On one session the narrow box goes below: it reaches over fewer earlier stems.
        keys = np.array([c.key for c in candidates])
        ordered = np.lexsort((keys, self.width, self.stem))
        self.step = np.empty(len(candidates), dtype=np.int64)
        self.step[ordered] = np.arange(len(candidates))

    def constraints(self) -> _Constraints:
        """Return which of two flags must stand above the other, and which cannot both be shown.

        Stem i cuts box j if it would run through it, were i above j. Two boxes that are near
        and may stand either way take the order of the stairs, which keeps the relation free of
        circles.
        """
        near = self.left[:, None] - self.gap + _SLACK_PX < self.right
        near &= near.T
        np.fill_diagonal(near, val=False)
        cuts = self._cuts()
        later = self.step[:, None] > self.step
        is_above = near & ~cuts & (cuts.T | later)
        return _Constraints(_masks(is_above), _masks(is_above.T), _masks(near & cuts & cuts.T))

    def _cuts(self) -> NDArray[np.bool_]:
        # At a held box's right edge there is no stem of its own, so others keep the gap.
        reach = self.right + np.where(self.is_held, self.gap, 0.0) - _SLACK_PX
        stem = self.stem[:, None]
        cuts: NDArray[np.bool_] = (self.left - self.gap + _SLACK_PX < stem) & (stem < reach)
        return cuts


class _Stack:
    """The flags taken so far, each as low as those that must stand below it allow."""

    def __init__(self, constraints: _Constraints, max_rows: int) -> None:
        self._constraints = constraints
        self._max_rows = max_rows
        self._rows = _Levels(constraints.above, max_rows)
        # The same count from the top: how many rows a flag must leave free above itself.
        self._depths = _Levels(constraints.below, max_rows)
        self._taken = 0

    @property
    def row_of(self) -> dict[int, int]:
        """Row of each flag taken, by index."""
        return self._rows.level_of

    def add(self, index: int, *, row: int | None = None) -> bool:
        """Take a flag, and return whether it is taken.

        It is if the longest chain of flags through it fits into the rows; and if it can stand on
        `row`, where one is given. It stays there then: no flag that comes later lifts it.
        """
        if (self._constraints.excluded[index] | 1 << index) & self._taken:
            return False
        least = self._rows.over(self._constraints.below[index])
        depth = self._depths.over(self._constraints.above[index])
        if row is not None:
            if not least <= row < self._max_rows - depth:
                return False
            least, depth = row, self._max_rows - 1 - row
        if least + depth >= self._max_rows:
            return False
        self._taken |= 1 << index
        self._rows.put(index, least)
        self._depths.put(index, depth)
        return True


class _Levels:
    """Members on levels, where some must stand over others."""

    def __init__(self, over: list[int], count: int) -> None:
        self._over = over
        self._members = [0] * count

    @property
    def level_of(self) -> dict[int, int]:
        """Level of each member."""
        return {
            index: level for level, mask in enumerate(self._members) for index in _indices(mask)
        }

    def over(self, mask: int) -> int:
        """Return the level just over the highest one that holds a member of the mask."""
        for level in range(len(self._members) - 1, -1, -1):
            if self._members[level] & mask:
                return level + 1
        return 0

    def put(self, index: int, level: int) -> None:
        """Put a member on a level, and lift those that must stand over it."""
        moved = 1 << index
        while moved:
            self._members[level] |= moved
            over = 0
            for member in _indices(moved):
                over |= self._over[member]
            moved = 0
            for lower in range(level + 1):
                lifted = self._members[lower] & over
                self._members[lower] ^= lifted
                moved |= lifted
            level += 1


def _indices(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1
        mask ^= bit


def _masks(relation: NDArray[np.bool_]) -> list[int]:
    packed = np.packbits(relation, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]
