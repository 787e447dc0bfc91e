"""The staircase of flags: which fit, and on which row each stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CANDIDATES = 512
"""Candidates looked at, best first; far more than there is ever room for."""


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
    """

    key: str
    anchor_x: float
    width: float
    priority: float | tuple[float, ...]


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


def place_flags(
    candidates: Sequence[FlagCandidate],
    *,
    left: float,
    right: float,
    max_rows: int,
    gap: float,
    kept: Collection[str] = frozenset(),
) -> tuple[FlagPlacement, ...]:
    """Return the flags that fit, from left to right.

    A box ends at its stem and reaches left; one that would leave the plot on the left starts at
    `left` instead. Boxes on one row are at least `gap` apart. Stems run down from the box, so no
    flag may stand higher than a box that its stem would cross or pass on the left closer than
    `gap`: a later flag stands higher than an earlier one that it reaches over. Each flag stands as
    low as that allows. Flags are taken by priority, then those shown before (`kept`), then the
    later; one that would need a row above the last is left out, and so is one whose stem is
    outside the plot. The result depends on neither the order of the candidates nor, away from
    the borders, on where they are: panning moves the layout as a whole.

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
    kept : collection of str
        Keys shown in the layout before; they win ties, so that a flag does not flicker.
    """
    inside = [c for c in candidates if left <= c.anchor_x <= right and c.width <= right - left]
    ranked = sorted(inside, key=lambda c: (c.key not in kept, -c.anchor_x, c.key))
    ranked = sorted(ranked, key=_priority, reverse=True)[:MOST_CANDIDATES]
    if not ranked:
        return ()
    boxes = _Boxes(ranked, left=left, gap=gap)
    stack = _Stack(boxes.constraints(), max_rows)
    for index in range(len(ranked)):
        stack.add(index)
    row_of = stack.row_of
    shown = sorted(row_of, key=lambda i: (ranked[i].anchor_x, row_of[i], ranked[i].key))
    return tuple(
        FlagPlacement(ranked[i].key, float(boxes.left[i]), float(boxes.right[i]), row_of[i])
        for i in shown
    )


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

    def add(self, index: int) -> None:
        """Take a flag if the longest chain of flags through it fits into the rows."""
        if self._constraints.excluded[index] & self._taken:
            return
        row = self._rows.over(self._constraints.below[index])
        depth = self._depths.over(self._constraints.above[index])
        if row + depth < self._max_rows:
            self._taken |= 1 << index
            self._rows.put(index, row)
            self._depths.put(index, depth)


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
