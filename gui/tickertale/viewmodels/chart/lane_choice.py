"""Which lanes are shown, in which order, which are thin, and whether they are folded into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.chart import Lane
from tickertale.viewmodels.chart.lane_picture import MIXED_COLOR

FOLDED_NAME = "Events"


@dataclass(frozen=True, slots=True)
class LaneChoice:
    """What the user did to the lanes.

    Parameters
    ----------
    order : tuple of str
        Categories in the order chosen; those that are not named follow in their own.
    hidden : frozenset of str
        Categories without a lane.
    is_folded : bool
        All events share one lane, but those of hidden lanes.
    collapsed : frozenset of str
        Categories whose lane is a thin row of ticks.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    is_folded: bool = False
    collapsed: frozenset[str] = frozenset()

    def arranged(self, lanes: Sequence[Lane]) -> tuple[Lane, ...]:
        """Return the lanes to show, from top to bottom."""
        places = {category: place for place, category in enumerate(self.order)}
        rows = sorted(lanes, key=lambda lane: places.get(lane.category, len(places)))
        shown = [lane for lane in rows if lane.category not in self.hidden]
        if self.is_folded and shown:
            left_out = frozenset(lane.category for lane in lanes) & self.hidden
            return (Lane(FOLDED, FOLDED_NAME, MIXED_COLOR, left_out=left_out),)
        return tuple(
            replace(lane, is_collapsed=True) if lane.category in self.collapsed else lane
            for lane in shown
        )

    def with_hidden(self, category: str, *, is_hidden: bool) -> "LaneChoice":
        """Return the choice with one lane hidden or shown."""
        hidden = self.hidden | {category} if is_hidden else self.hidden - {category}
        return replace(self, hidden=hidden)

    def with_collapsed(self, category: str, *, is_collapsed: bool) -> "LaneChoice":
        """Return the choice with one lane as a thin row, or as high as before."""
        others = self.collapsed - {category}
        return replace(self, collapsed=others | {category} if is_collapsed else others)

    def toggled(self, category: str) -> "LaneChoice":
        """Return the choice with one lane thin if it was not, and unfolded for `FOLDED`."""
        if category == FOLDED:
            return replace(self, is_folded=not self.is_folded)
        return self.with_collapsed(category, is_collapsed=category not in self.collapsed)

    def moved(self, category: str, by: int, *, lanes: Sequence[Lane]) -> "LaneChoice":
        """Return the choice with one lane further down, or up for a negative number.

        Parameters
        ----------
        category : str
        by : int
            Places among the lanes that are shown.
        lanes : sequence of Lane
            All lanes.
        """
        whole = replace(self, is_folded=False, hidden=frozenset())
        order = [lane.category for lane in whole.arranged(lanes)]
        shown = [name for name in order if name not in self.hidden]
        if category not in shown:
            return self
        place = min(max(shown.index(category) + by, 0), len(shown) - 1)
        neighbor = shown[place]
        at = order.index(neighbor)
        order.remove(category)
        order.insert(at, category)
        return replace(self, order=tuple(order))
