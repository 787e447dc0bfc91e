"""A new event while it is being described: what is understood, and what is still missing."""

import datetime as dt
from dataclasses import dataclass

from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.identifier import free_identifier, identifier_of
from tickertale.domain.timeline import Timeline
from tickertale.prices.calendar import read_exchange
from tickertale.viewmodels.reading import Reading
from tickertale.viewmodels.wording import long_date

LONGEST_TITLE = 300
_NO_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class NewEventDraft:
    """What has been typed so far.

    Parameters
    ----------
    title, date_text : str
        As typed; the date in EDTF.
    zone : str
        IANA zone in which the date is local.
    category : str
        Id of a category.
    importance : int
        1 to 5.
    """

    title: str
    date_text: str
    zone: str
    category: str
    importance: int = 3


@dataclass(frozen=True, slots=True)
class NewEventState:
    """What has been understood.

    Parameters
    ----------
    event : Event or None
        The event; none as long as something is missing.
    date_line : str
        The date in words; empty where it is not understood.
    problem : str
        One sentence about the date; empty while there is nothing to mend.
    """

    event: Event | None
    date_line: str
    problem: str


def blank_draft(
    reading: Reading, *, day: dt.date | None = None, category: str | None = None
) -> NewEventDraft:
    """Return a draft to begin with, on the clock of the instrument's exchange.

    Parameters
    ----------
    reading : Reading
    day : datetime.date or None
        Its date, if one was pointed at.
    category : str or None
        Its category, if one was pointed at; else the first lane.
    """
    exchange = read_exchange(reading.instrument.mic) if reading.instrument else None
    first = min(reading.timeline.categories, key=lambda row: (row.order, row.id), default=None)
    return NewEventDraft(
        title="",
        date_text=day.isoformat() if day else "",
        zone=exchange.zone if exchange else _NO_ZONE,
        category=category or (first.id if first else ""),
    )


def resolve_new_event(draft: NewEventDraft, *, timeline: Timeline) -> NewEventState:
    """Return what a draft says so far.

    Parameters
    ----------
    draft : NewEventDraft
    timeline : Timeline
        Says which ids are taken.
    """
    title = " ".join(draft.title.split())[:LONGEST_TITLE]
    if not draft.date_text.strip():
        return NewEventState(None, "", "")
    try:
        when = EventDate.parse(draft.date_text)
    except InvalidDateError as error:
        return NewEventState(None, "", str(error))
    date_line = long_date(when, draft.zone)
    if not title or not draft.category:
        return NewEventState(None, date_line, "")
    event = Event(
        id=free_id(title, timeline),
        title=title,
        when=when,
        zone=draft.zone,
        category=draft.category,
        importance=draft.importance,
    )
    return NewEventState(event, date_line, "")


def free_id(title: str, timeline: Timeline) -> str:
    """Return an id made from a title that no event of the timeline has."""
    return free_identifier(identifier_of(title), is_taken=timeline.has_event)
