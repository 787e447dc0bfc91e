"""The document's value: events, categories and instruments that fit together."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator
from typing_extensions import override

from tickertale.domain.base import DomainModel
from tickertale.domain.category import Category, Identifier
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.event import Event, Name
from tickertale.domain.event_place import EventPlaces
from tickertale.domain.instrument import Instrument
from tickertale.domain.saved_filter import SavedFilter


class Timeline(DomainModel):
    """A frozen timeline whose every reference resolves.

    Parameters
    ----------
    id : str
        Stable id of the document.
    title, subtitle, notes : str
        Head of the window and of exported figures; notes are Markdown.
    categories, instruments, events : tuple
        Each with unique ids, in no particular order.
    primary : str or None
        Id of the instrument on the chart.
    benchmark : str or None
        Id of the instrument that stands for the market.
    filters : tuple of SavedFilter
        In the order of the menu, each with a name of its own.
    """

    id: Identifier
    title: Name
    subtitle: Annotated[str, StringConstraints(max_length=300)] = ""
    notes: Annotated[str, StringConstraints(max_length=100_000)] = ""
    categories: tuple[Category, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    events: tuple[Event, ...] = ()
    primary: Identifier | None = None
    benchmark: Identifier | None = None
    filters: tuple[SavedFilter, ...] = ()

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        for what, ids in (
            ("category", (row.id for row in self.categories)),
            ("instrument", (row.id for row in self.instruments)),
            ("series", (series.id for row in self.instruments for series in row.series)),
            ("event", (row.id for row in self.events)),
            ("filter", (row.name for row in self.filters)),
        ):
            _refuse_duplicates(what, ids)
        categories = {row.id for row in self.categories}
        for event in self.events:
            if event.category not in categories:
                message = f"event {event.id!r} has the category {event.category!r}"
                raise ValueError(f"{message}, which is not among the timeline's categories")
        instruments = {row.id for row in self.instruments}
        for role, wanted in (("primary", self.primary), ("benchmark", self.benchmark)):
            if wanted is not None and wanted not in instruments:
                message = f"{role} is {wanted!r}, which is not among the timeline's instruments"
                raise ValueError(message)
        return self

    @cached_property
    def _places(self) -> EventPlaces:
        return EventPlaces.count(self.events)

    @cached_property
    def _origin(self) -> tuple[tuple[Event, ...], int] | None:
        return None

    @cached_property
    def _draft(self) -> list[Event]:
        return list(self.events)

    @override
    def __copy__(self) -> Self:
        # `model_copy` changes the events of this copy, which must then not look into the old ones.
        copied = super().__copy__()
        for name in ("_places", "_origin", "_draft"):
            copied.__dict__.pop(name, None)
        return copied

    def event(self, event_id: str) -> Event:
        """Return the event with that id.

        Raises
        ------
        UnknownIdError
            No event has it.
        """
        return self.events[self.event_place(event_id)]

    @property
    def shown_instrument(self) -> Instrument | None:
        """Return the instrument on the chart: the primary one, else the first; None without any."""
        if self.primary is not None:
            return self.instrument(self.primary)
        return self.instruments[0] if self.instruments else None

    def has_event(self, event_id: str) -> bool:
        """Return whether an event has that id."""
        return self._places.get(event_id) is not None

    def event_place(self, event_id: str) -> int:
        """Return the index of the event with that id.

        Raises
        ------
        UnknownIdError
            No event has it.
        """
        place = self._places.get(event_id)
        if place is None:
            raise UnknownIdError(f"there is no event {event_id!r} in this timeline")
        return place

    def with_event(self, event: Event, *, place: int | None = None) -> Self:
        """Return the timeline with the event in the place of the one with its id.

        An event with a new id comes last, or at `place`.

        Raises
        ------
        UnknownIdError
            The timeline does not hold the event's category.
        """
        if all(category.id != event.category for category in self.categories):
            raise UnknownIdError(f"there is no category {event.category!r} in this timeline")
        old = self._places.get(event.id)
        events = self._taken_draft()
        if old is not None:
            events[old] = event
            return self._edited(events, place=old, places=self._places)
        at = len(events) if place is None else min(place, len(events))
        events.insert(at, event)
        return self._edited(events, place=at, places=self._places.with_event(event.id, at))

    def without_event(self, event_id: str) -> Self:
        """Return the timeline without the event with that id.

        Raises
        ------
        UnknownIdError
            No event has it.
        """
        place = self.event_place(event_id)
        events = self._taken_draft()
        del events[place]
        places = self._places.without_event(event_id, place)
        return self._edited(events, place=place, places=places)

    def with_events(self, events: Iterable[Event]) -> Self:
        """Return the timeline with each event in the place of the one with its id.

        Raises
        ------
        UnknownIdError
            The timeline does not hold such an event, or its category.
        """
        known = {category.id for category in self.categories}
        changed = list(self.events)
        for event in events:
            if event.category not in known:
                raise UnknownIdError(f"there is no category {event.category!r} in this timeline")
            changed[self.event_place(event.id)] = event
        # As in `_edited`, what is known to be valid is not validated again.
        return self.model_copy(update={"events": tuple(changed)})

    def without_events(self, event_ids: Iterable[str]) -> Self:
        """Return the timeline without the events with those ids.

        Raises
        ------
        UnknownIdError
            No event has one of them.
        """
        gone = {self.event_place(event_id) for event_id in event_ids}
        kept = (event for place, event in enumerate(self.events) if place not in gone)
        return self.model_copy(update={"events": tuple(kept)})

    def category(self, category_id: str) -> Category:
        """Return the category with that id.

        Raises
        ------
        UnknownIdError
            No category has it.
        """
        for category in self.categories:
            if category.id == category_id:
                return category
        raise UnknownIdError(f"there is no category {category_id!r} in this timeline")

    def with_categories(self, categories: Iterable[Category]) -> Self:
        """Return the timeline with other categories, among them all that its events have."""
        return self.model_copy(update={"categories": tuple(categories)})

    def _taken_draft(self) -> list[Event]:
        # Handed on to the timeline that is made of it, for to make another list of 100,000 events
        # takes as long as a third of writing the edit. Nobody else may hold it.
        events = self._draft
        del self.__dict__["_draft"]
        return events

    def _edited(self, events: list[Event], *, place: int, places: EventPlaces | None) -> Self:
        # Not validated again, which takes time in proportion to all events: each event is valid,
        # and the callers see to what a timeline asks of its events.
        edited = self.model_copy(update={"events": tuple(events)})
        edited.__dict__["_origin"] = (self.events, place)
        edited.__dict__["_draft"] = events
        if places is not None:
            edited.__dict__["_places"] = places
        return edited

    def edited_place(self, before: "Timeline") -> int | None:
        """Return the only index at which the events can differ from those of another timeline.

        None when they are not known to differ at one index only.
        """
        if self._origin is not None and self._origin[0] is before.events:
            return self._origin[1]
        return None

    def instrument(self, instrument_id: str) -> Instrument:
        """Return the instrument with that id.

        Raises
        ------
        UnknownIdError
            No instrument has it.
        """
        for instrument in self.instruments:
            if instrument.id == instrument_id:
                return instrument
        raise UnknownIdError(f"there is no instrument {instrument_id!r} in this timeline")


def _refuse_duplicates(what: str, ids: Iterable[str]) -> None:
    repeated = [name for name, count in Counter(ids).items() if count > 1]
    if repeated:
        raise ValueError(f"two {what} ids are the same, {repeated[0]!r}; each must be unique")
