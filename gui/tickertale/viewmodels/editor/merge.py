"""Merging events: what can be chosen, and what the merged event will say."""

from dataclasses import dataclass

from tickertale.domain.event import Event
from tickertale.domain.merging import united
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.event.bulk import CategoryChoice, category_choices
from tickertale.viewmodels.event.details import DetailsState, resolve_details
from tickertale.viewmodels.event.listed_place import ListedPlace
from tickertale.viewmodels.text.wording import counted, one_line, short_date


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """What the user chose of several events.

    Parameters
    ----------
    event_ids : tuple of str
        At least two; the merged event gets the id of the first.
    title_of, date_of : str
        Ids of those whose title and date it gets.
    category : str
        Id of its category.
    """

    event_ids: tuple[str, ...]
    title_of: str
    date_of: str
    category: str


@dataclass(frozen=True, slots=True)
class EventChoice:
    """An event, by the field that is to be chosen."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class MergeState:
    """What a choice comes to.

    Parameters
    ----------
    heading : str
        ``2 events become one``.
    event : Event
        The merged event.
    details : DetailsState
        How it will be shown.
    titles, dates : tuple of EventChoice
    categories : tuple of CategoryChoice
    """

    heading: str
    event: Event
    details: DetailsState
    titles: tuple[EventChoice, ...]
    dates: tuple[EventChoice, ...]
    categories: tuple[CategoryChoice, ...]


def first_choice(timeline: Timeline, event_ids: tuple[str, ...]) -> MergeChoice:
    """Return a choice to begin with: title and category of the most important event.

    The date is the one that is known best.
    """
    events = [timeline.event(event_id) for event_id in event_ids]
    titled = max(events, key=lambda event: (event.importance, len(event.title)))
    dated = min(events, key=lambda event: (not event.when.has_time, _days(event)))
    return MergeChoice(event_ids, titled.id, dated.id, titled.category)


def resolve_merge(timeline: Timeline, choice: MergeChoice) -> MergeState:
    """Return what a choice comes to.

    Raises
    ------
    UnknownIdError
        The timeline does not hold such an event or category.
    """
    events = [timeline.event(event_id) for event_id in choice.event_ids]
    merged = united(
        events, title_of=choice.title_of, date_of=choice.date_of, category=choice.category
    )
    details = resolve_details(
        timeline.with_event(merged),
        event_id=merged.id,
        place=ListedPlace(),
        reactions=(),
        sessions={},
    )
    return MergeState(
        heading=f"{counted(len(events), 'event')} become one",
        event=merged,
        details=details,
        titles=tuple(EventChoice(row.id, one_line(row.title)) for row in events),
        dates=tuple(EventChoice(row.id, short_date(row.when, row.zone)) for row in events),
        categories=category_choices(timeline),
    )


def _days(event: Event) -> int:
    return (event.when.last_day - event.when.first_day).days
