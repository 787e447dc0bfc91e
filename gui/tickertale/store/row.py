"""Rows of a document: which part of a timeline lies in which table, and as what text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import StringConstraints

from tickertale.domain.base import DomainModel
from tickertale.domain.category import Category, Identifier
from tickertale.domain.event import Event, Name
from tickertale.domain.instrument import Instrument
from tickertale.domain.saved_filter import SavedFilter
from tickertale.domain.timeline import Timeline


class DocumentHead(DomainModel):
    """What a timeline says of itself: all of it but its categories, instruments and events."""

    id: Identifier
    title: Name
    subtitle: Annotated[str, StringConstraints(max_length=300)] = ""
    notes: Annotated[str, StringConstraints(max_length=100_000)] = ""
    primary: Identifier | None = None
    benchmark: Identifier | None = None
    filters: tuple[SavedFilter, ...] = ()


HEAD_FIELDS = tuple(DocumentHead.model_fields)
"""The fields of a timeline that its head holds."""


AnyBody = DocumentHead | Category | Instrument | Event
"""What a row can hold."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of rows.

    Parameters
    ----------
    table : str
        Its name, which is also the kind's name in the history.
    model : type
        What its bodies are.
    field : str
        The field of a timeline that holds them; empty for the head.
    """

    table: str
    model: type[AnyBody]
    field: str = ""

    def rows(self, timeline: Timeline) -> tuple[AnyBody, ...]:
        """Return what this table holds of a timeline."""
        if not self.field:
            return (head_of(timeline),)
        rows: tuple[AnyBody, ...] = getattr(timeline, self.field)
        return rows

    def parse(self, body: bytes | str) -> AnyBody:
        """Return the value of a row's text.

        Raises
        ------
        pydantic.ValidationError
            The text is not JSON, or not what this table holds.
        """
        return self.model.model_validate_json(body)


DOCUMENT = Kind("document", DocumentHead)
CATEGORY = Kind("category", Category, "categories")
INSTRUMENT = Kind("instrument", Instrument, "instruments")
EVENT = Kind("event", Event, "events")

KINDS = (DOCUMENT, CATEGORY, INSTRUMENT, EVENT)
"""Every table of rows, in the order in which they depend on each other."""


def head_of(timeline: Timeline) -> DocumentHead:
    """Return the head of a timeline, which was valid as part of it."""
    return DocumentHead.model_construct(**head_fields(timeline))


def head_fields(head: AnyBody | Timeline) -> dict[str, Any]:
    """Return the fields that a timeline and its head share."""
    return {name: getattr(head, name) for name in HEAD_FIELDS}


def ids_of(rows: Sequence[AnyBody]) -> set[str]:
    """Return the ids of the rows."""
    return {row.id for row in rows}
