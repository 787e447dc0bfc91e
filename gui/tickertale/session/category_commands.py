"""The edits of categories, each one step of the history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tickertale.domain.category import Category
from tickertale.domain.errors import TakenIdError, UnknownIdError
from tickertale.domain.timeline import Timeline
from tickertale.session.revision import revised


@dataclass(frozen=True, slots=True)
class AddCategory:
    """Add a category, below all others.

    Parameters
    ----------
    category : Category
        Its id is not among those of the timeline; its place is that of the last lane.
    """

    category: Category

    @property
    def label(self) -> str:
        """Return ``Add category “…”``."""
        return f"Add category “{self.category.name}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the category."""
        if any(row.id == self.category.id for row in timeline.categories):
            message = f"there is a category {self.category.id!r} already; another id was expected"
            raise TakenIdError(message)
        last = max((row.order for row in timeline.categories), default=-1)
        added = revised(self.category, {"order": last + 1})
        return timeline.with_categories((*timeline.categories, added))


@dataclass(frozen=True, slots=True)
class EditCategory:
    """Rename or recolor a category; its place among the lanes stays.

    Parameters
    ----------
    category : Category
        The category as it shall be.
    """

    category: Category

    @property
    def label(self) -> str:
        """Return ``Edit category “…”``."""
        return f"Edit category “{self.category.name}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the category changed."""
        before = timeline.category(self.category.id)
        after = revised(self.category, {"order": before.order})
        return timeline if after == before else _with_changed(timeline, [after])


@dataclass(frozen=True, slots=True)
class MoveCategory:
    """Move the lane of a category up or down.

    Parameters
    ----------
    category_id : str
    place : int
        Its new place among the lanes, from 0 at the top; kept among them.
    name : str
        Its name, for the label.
    """

    category_id: str
    place: int
    name: str = ""

    @property
    def label(self) -> str:
        """Return ``Move category “…”``."""
        return f"Move category “{self.name or self.category_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with its lanes in the new order."""
        moved = timeline.category(self.category_id)
        lanes = in_lane_order(timeline.categories)
        rest = [row for row in lanes if row.id != moved.id]
        place = min(max(self.place, 0), len(rest))
        order = [*rest[:place], moved, *rest[place:]]
        if order == lanes:
            return timeline
        ordered = (revised(row, {"order": number}) for number, row in enumerate(order))
        return _with_changed(timeline, ordered)


@dataclass(frozen=True, slots=True)
class MergeCategories:
    """Give the events of a category to another one, and take it out.

    Parameters
    ----------
    category_id : str
        The one that goes.
    into_id : str
    name : str
        Name of the one that stays, for the label.
    """

    category_id: str
    into_id: str
    name: str = ""

    @property
    def label(self) -> str:
        """Return ``Merge category into “…”``."""
        return f"Merge category into “{self.name or self.into_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline without the category, its events in the other one."""
        return _without(timeline, self.category_id, into_id=self.into_id)


@dataclass(frozen=True, slots=True)
class DeleteCategory:
    """Take a category out; its events, if it has any, go to another one.

    Parameters
    ----------
    category_id : str
    reassign_to : str or None
        Id of the category that its events get; none for a category without events.
    name : str
        Its name, for the label.
    """

    category_id: str
    reassign_to: str | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """Return ``Delete category “…”``."""
        return f"Delete category “{self.name or self.category_id}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline without the category."""
        return _without(timeline, self.category_id, into_id=self.reassign_to)


def in_lane_order(categories: Iterable[Category]) -> list[Category]:
    """Return categories as their lanes stand, from top to bottom."""
    return sorted(categories, key=lambda row: (row.order, row.id))


def _without(timeline: Timeline, category_id: str, *, into_id: str | None) -> Timeline:
    gone = timeline.category(category_id)
    if into_id == category_id:
        raise UnknownIdError(f"the category {gone.name!r} cannot go into itself; choose another")
    events = [event for event in timeline.events if event.category == category_id]
    if into_id is not None:
        timeline.category(into_id)
        moved = [revised(event, {"category": into_id}) for event in events]
        timeline = timeline.with_events(moved) if moved else timeline
    elif events:
        message = f"the category {gone.name!r} has {len(events):,} events"
        raise UnknownIdError(f"{message}; a category that they shall get was expected")
    return timeline.with_categories(row for row in timeline.categories if row is not gone)


def _with_changed(timeline: Timeline, changed: Iterable[Category]) -> Timeline:
    new = {row.id: row for row in changed}
    rows: Sequence[Category] = [new.get(row.id, row) for row in timeline.categories]
    return timeline.with_categories(rows)
