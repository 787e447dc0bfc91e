"""Edits of the filters that a timeline keeps."""

from dataclasses import dataclass

from tickertale.domain.errors import UnknownIdError
from tickertale.domain.saved_filter import SavedFilter
from tickertale.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SaveFilter:
    """Keep a filter; one of the same name is replaced in its place.

    Parameters
    ----------
    filter : SavedFilter
    """

    filter: SavedFilter

    @property
    def label(self) -> str:
        """Return ``Save filter “…”``."""
        return f"Save filter “{self.filter.name}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the filter."""
        if self.filter in timeline.filters:
            return timeline
        names = [row.name for row in timeline.filters]
        filters = list(timeline.filters)
        if self.filter.name in names:
            filters[names.index(self.filter.name)] = self.filter
        else:
            filters.append(self.filter)
        return timeline.model_copy(update={"filters": tuple(filters)})


@dataclass(frozen=True, slots=True)
class RemoveFilter:
    """Forget a filter.

    Parameters
    ----------
    name : str
    """

    name: str

    @property
    def label(self) -> str:
        """Return ``Remove filter “…”``."""
        return f"Remove filter “{self.name}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline without the filter.

        Raises
        ------
        UnknownIdError
            There is no such filter.
        """
        kept = tuple(row for row in timeline.filters if row.name != self.name)
        if len(kept) == len(timeline.filters):
            raise UnknownIdError(f"there is no filter {self.name!r} in this timeline")
        return timeline.model_copy(update={"filters": kept})
