"""The edit that imports events: all of them or none, as one step."""

from dataclasses import dataclass

from tickertale.domain.category import Category
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.identifier import FreeIdentifiers
from tickertale.domain.timeline import Timeline

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ImportEvents:
    """Add events of a file, with the categories that they bring along.

    Parameters
    ----------
    events : tuple of Event
        Those that are new; an id that is taken is counted on.
    categories : tuple of Category
        Those that the timeline may not have; one whose id it has is left as it is.
    source_name : str
        Name of the file, for the label.
    merged : tuple of Event
        Events of the timeline with what the file adds to them.
    """

    events: tuple[Event, ...]
    categories: tuple[Category, ...] = ()
    source_name: str = ""
    merged: tuple[Event, ...] = ()

    @property
    def label(self) -> str:
        """Return ``Import 12 events from prices.csv``."""
        count = len(self.events) + len(self.merged)
        name = " ".join(self.source_name.split())
        short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        what = "1 event" if count == 1 else f"{count:,} events"
        return f"Import {what} from {short}" if short else f"Import {what}"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the events after all others."""
        known = {row.id for row in timeline.categories}
        new = [row for row in self.categories if row.id not in known]
        known |= {row.id for row in new}
        for event in self.events:
            if event.category not in known:
                message = f"there is no category {event.category!r} in this timeline"
                raise UnknownIdError(f"{message}, nor is it imported")
        after = timeline.with_categories((*timeline.categories, *new)) if new else timeline
        after = after.with_events(self.merged) if self.merged else after
        if not self.events:
            return after
        free = FreeIdentifiers(event.id for event in after.events)
        added = (self._named(event, free.take(event.id)) for event in self.events)
        # The events are valid, their ids are unique and their categories known: nothing is left
        # to be validated, which would take as long as all the rest.
        return after.model_copy(update={"events": (*after.events, *added)})

    @staticmethod
    def _named(event: Event, event_id: str) -> Event:
        return event if event.id == event_id else event.model_copy(update={"id": event_id})
