"""An event: what happened, when, how sure, who, how much, and who says so."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, HttpUrl, StringConstraints

from tickertale.domain.base import DomainModel
from tickertale.domain.category import Identifier
from tickertale.domain.event_date import EventDate

Mic = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{4}$")]
"""A market identifier code, ISO 10383."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"{name!r} is not a time zone; a name such as 'Asia/Hong_Kong' was expected"
        raise ValueError(message) from None
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]
"""A key of the IANA time zone database."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class SessionPhase(StrEnum):
    """Where in a trading day of an exchange something falls."""

    BEFORE_OPEN = "before_open"
    IN_SESSION = "in_session"
    AFTER_CLOSE = "after_close"


class MarketTiming(DomainModel):
    """What is known of the hour when the clock time is not: "before the New York open".

    Parameters
    ----------
    mic : str
        The exchange whose day is meant.
    phase : SessionPhase
        Before its open, during its session, or after its close, on the event's date.
    """

    mic: Mic
    phase: SessionPhase


class SessionOverride(DomainModel):
    """The user's own choice of reaction session on one exchange, with the reason.

    Parameters
    ----------
    mic : str
        The exchange.
    session : datetime.date
        The session chosen.
    reason : str
        Why the rule's own answer was not taken.
    """

    mic: Mic
    session: dt.date
    reason: Name


def _one_for_each_exchange(
    overrides: tuple[SessionOverride, ...],
) -> tuple[SessionOverride, ...]:
    if len(overrides) < 2:
        return overrides
    mics = [override.mic for override in overrides]
    repeated = next((mic for mic in mics if mics.count(mic) > 1), None)
    if repeated is not None:
        message = f"two overrides are for the exchange {repeated!r}; at most one was expected"
        raise ValueError(message)
    return overrides


class Figure(DomainModel):
    """A number that belongs to an event.

    Parameters
    ----------
    name : str
        What is counted, such as ``Market value``.
    value : Decimal
        The number, in `unit`.
    unit : str
        ``%``, ``RMB bn``, ``parameters``; empty for a bare number.
    qualifier : str
        Words before the number, such as ``up to``, ``about`` or ``more than``.
    as_reported : bool
        The number is the source's, not checked by us.
    note : str
        What the reader should know before quoting it.
    """

    name: Name
    value: Decimal
    unit: Annotated[str, StringConstraints(max_length=60)] = ""
    qualifier: Annotated[str, StringConstraints(max_length=60)] = ""
    as_reported: bool = False
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class Source(DomainModel):
    """Who says so, and where it can be read.

    Parameters
    ----------
    title : str
        Title of the page or article.
    publisher : str
        Who published it.
    url : HttpUrl or None
        Address, http or https only; none for print or for a file without one.
    published, accessed : datetime.date or None
        Day of publication, and day on which it was read.
    """

    title: Name
    publisher: Annotated[str, StringConstraints(max_length=200)] = ""
    url: HttpUrl | None = None
    published: dt.date | None = None
    accessed: dt.date | None = None


class Event(DomainModel):
    """Something that happened, at a date of known precision, with sources.

    Parameters
    ----------
    id : str
        Stable id, unique in the timeline.
    title, short_title : str
        The full title, and the one for flags; `title` serves when `short_title` is empty.
    summary : str
        Markdown; shown sanitized, raw HTML as text.
    when : EventDate
        EDTF level 0 or 1, with its precision.
    zone : str
        IANA zone in which `when` is local.
    timing : MarketTiming or None
        What is known of the hour when `when` has no time of day.
    category : str
        Id of a category of the timeline.
    importance : int
        1 (context) to 5 (the story).
    tags, people, organisations : tuple of str
        Names as written.
    figures : tuple of Figure
    sources : tuple of Source
    session_override : tuple of SessionOverride
        At most one for each exchange.
    """

    id: Identifier
    title: Name
    short_title: Annotated[str, StringConstraints(max_length=80)] = ""
    summary: Annotated[str, StringConstraints(max_length=100_000)] = ""
    when: EventDate
    zone: ZoneName
    timing: MarketTiming | None = None
    category: Identifier
    importance: Annotated[int, Field(ge=1, le=5)] = 3
    tags: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    organisations: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    session_override: Annotated[
        tuple[SessionOverride, ...], AfterValidator(_one_for_each_exchange)
    ] = ()

    @property
    def flag_text(self) -> str:
        """Return the text for the flag."""
        return self.short_title or self.title
