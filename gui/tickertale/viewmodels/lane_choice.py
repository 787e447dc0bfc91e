"""Which lanes are shown, in which order, and whether they are folded into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickertale.viewmodels.anchor import FOLDED
from tickertale.viewmodels.chart import Lane
from tickertale.viewmodels.lane_picture import MIXED_COLOR

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
        All events share one lane.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    is_folded: bool = False

    def arranged(self, lanes: Sequence[Lane]) -> tuple[Lane, ...]:
        """Return the lanes to show, from top to bottom."""
        if self.is_folded and lanes:
            return (Lane(FOLDED, FOLDED_NAME, MIXED_COLOR),)
        places = {category: place for place, category in enumerate(self.order)}
        rows = sorted(lanes, key=lambda lane: places.get(lane.category, len(places)))
        return tuple(lane for lane in rows if lane.category not in self.hidden)

    def with_hidden(self, category: str, *, is_hidden: bool) -> "LaneChoice":
        """Return the choice with one lane hidden or shown."""
        hidden = self.hidden | {category} if is_hidden else self.hidden - {category}
        return replace(self, hidden=hidden)

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
