"""The staircase of flags: which fit, and on which row each stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CANDIDATES = 512
"""Candidates looked at, best first; far more than there is ever room for."""


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
    boxes = _Boxes(ranked, left, gap)
    stack = _Stack(*boxes.constraints(), max_rows)
    for index in range(len(ranked)):
        stack.add(index)
    shown = sorted(stack.rows, key=lambda i: (ranked[i].anchor_x, stack.rows[i], ranked[i].key))
    return tuple(
        FlagPlacement(ranked[i].key, float(boxes.left[i]), float(boxes.right[i]), stack.rows[i])
        for i in shown
    )


def _priority(candidate: FlagCandidate) -> tuple[float, ...]:
    priority = candidate.priority
    return priority if isinstance(priority, tuple) else (priority,)


class _Boxes:
    """Where each box would be, and which must stand above which."""

    def __init__(self, candidates: Sequence[FlagCandidate], left: float, gap: float) -> None:
        self.stem = np.array([c.anchor_x for c in candidates], dtype=np.float64)
        self.width = np.array([c.width for c in candidates], dtype=np.float64)
        self.left = np.maximum(self.stem - self.width, left)
        self.is_held = self.stem - self.width < left
        self.right = np.where(self.is_held, self.left + self.width, self.stem)
        self.gap = gap
        ordered = sorted(range(len(candidates)), key=lambda i: self._step(candidates, i))
        self.step = np.empty(len(candidates), dtype=np.int64)
        self.step[ordered] = np.arange(len(candidates))

    def constraints(self) -> tuple[list[int], list[int], list[int]]:
        """Return bit masks a candidate: who must stand below, who above, who cannot be shown too.

        Stem i cuts box j if it would run through it, were i above j. Two boxes that are near
        and may stand either way take the order of the stairs, which keeps the relation free of
        circles.
        """
        near = self.left[:, None] - self.gap < self.right
        near &= near.T
        np.fill_diagonal(near, val=False)
        cuts = self._cuts()
        later = self.step[:, None] > self.step
        is_above = near & ~cuts & (cuts.T | later)
        return _masks(is_above), _masks(is_above.T), _masks(near & cuts & cuts.T)

    def _cuts(self) -> NDArray[np.bool_]:
        # At a held box's right edge there is no stem of its own, so others keep the gap.
        reach = self.right + np.where(self.is_held, self.gap, 0.0)
        stem = self.stem[:, None]
        cuts: NDArray[np.bool_] = (self.left - self.gap < stem) & (stem < reach)
        return cuts

    def _step(self, candidates: Sequence[FlagCandidate], index: int) -> tuple[float, float, str]:
        # On one session the narrow box goes below: it reaches over fewer earlier stems.
        return (float(self.stem[index]), float(self.width[index]), candidates[index].key)


class _Stack:
    """Rows of the flags taken so far: each as low as those that must stand below allow."""

    def __init__(
        self, below: list[int], above: list[int], excluded: list[int], max_rows: int
    ) -> None:
        self.rows: dict[int, int] = {}
        self._floors: dict[int, int] = {}
        self._below, self._above, self._excluded = below, above, excluded
        self._max_rows = max_rows
        self._at_row = [0] * max_rows
        self._at_floor = [0] * max_rows
        self._taken = 0

    def add(self, index: int) -> None:
        """Take a flag if the longest chain of flags through it fits into the rows."""
        if self._excluded[index] & self._taken:
            return
        row = _height(self._at_row, self._below[index])
        floor = _height(self._at_floor, self._above[index])
        if row + floor >= self._max_rows:
            return
        self._taken |= 1 << index
        _raise(index, row, self.rows, self._at_row, self._above)
        _raise(index, floor, self._floors, self._at_floor, self._below)


def _height(levels: list[int], mask: int) -> int:
    """Return the level just over the highest one that holds a member of the mask."""
    for level in range(len(levels) - 1, -1, -1):
        if levels[level] & mask:
            return level + 1
    return 0


def _raise(
    index: int, level: int, at: dict[int, int], levels: list[int], next_up: list[int]
) -> None:
    """Put a flag on a level, and lift those that must stand over it."""
    waiting = [(index, level)]
    while waiting:
        moved, to = waiting.pop()
        old = at.get(moved, -1)
        if to <= old:
            continue
        if old >= 0:
            levels[old] &= ~(1 << moved)
        levels[to] |= 1 << moved
        at[moved] = to
        for lower in range(to + 1):
            lifted = levels[lower] & next_up[moved]
            while lifted:
                bit = lifted & -lifted
                waiting.append((bit.bit_length() - 1, to + 1))
                lifted ^= bit


def _masks(relation: NDArray[np.bool_]) -> list[int]:
    packed = np.packbits(relation, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]
