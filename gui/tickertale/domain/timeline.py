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
from tickertale.domain.instrument import Instrument


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

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        for what, ids in (
            ("category", (row.id for row in self.categories)),
            ("instrument", (row.id for row in self.instruments)),
            ("series", (series.id for row in self.instruments for series in row.series)),
            ("event", (row.id for row in self.events)),
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
    def _events_by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @override
    def __copy__(self) -> Self:
        # `model_copy` changes the events of this copy, which must then not look into the old ones.
        copied = super().__copy__()
        copied.__dict__.pop("_events_by_id", None)
        return copied

    def event(self, event_id: str) -> Event:
        """Return the event with that id.

        Raises
        ------
        UnknownIdError
            No event has it.
        """
        event = self._events_by_id.get(event_id)
        if event is None:
            raise UnknownIdError(f"there is no event {event_id!r} in this timeline")
        return event

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
