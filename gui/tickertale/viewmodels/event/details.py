"""The details of the selected event, or of the timeline while nothing is selected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tickertale.domain.category import Category
from tickertale.domain.event import Event, Figure, Source
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.event.impact import ImpactState, InstrumentReaction, resolve_impact
from tickertale.viewmodels.event.listed_place import ListedPlace
from tickertale.viewmodels.text.found_text import marked_spans
from tickertale.viewmodels.text.link import is_safe_link, link_text
from tickertale.viewmodels.text.wording import (
    counted,
    day_text,
    event_date_line,
    figure_text,
    one_line,
    reaction_line,
    short_date,
)

OVERLAP_SESSIONS = 1
"""Sessions on either side of day 0 in which another event counts as an overlap."""

MOST_OVERLAPS = 3
"""Overlapping events that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure: its name, the number as quoted, and what to know before quoting it."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source.

    Parameters
    ----------
    text : str
        Publisher and day.
    detail : str
        The address without its scheme, or the title where there is no address.
    url : str
        Empty where there is nothing that may be opened.
    meaning : str
        Title, address and the day on which it was read.
    """

    text: str
    detail: str
    url: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OverlapState:
    """The warning that other events fall into the same sessions.

    Parameters
    ----------
    title : str
        ``Overlaps 1 other event in its window``.
    lines : tuple of str
        One for each event.
    """

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetailsState:
    """Everything that the right panel shows of an event.

    Parameters
    ----------
    event_id, category_name, color, title, date_line : str
    reaction_lines : tuple of str
        One for each exchange; the first belongs to the instrument on the chart.
    summary : str
        Markdown, not yet sanitized.
    position_text : str
        ``9 of 9``; empty where the event is not in the list.
    has_previous, has_next : bool
    impact : ImpactState or None
    overlap : OverlapState or None
    figures : tuple of FigureRow
    people, organizations, tags : tuple of str
    sources : tuple of SourceRow
    terms : tuple of str
        Words that were searched for, to be marked where they stand.
    """

    event_id: str
    category_name: str
    color: str
    title: str
    date_line: str
    reaction_lines: tuple[str, ...] = ()
    summary: str = ""
    position_text: str = ""
    has_previous: bool = False
    has_next: bool = False
    impact: ImpactState | None = None
    overlap: OverlapState | None = None
    figures: tuple[FigureRow, ...] = ()
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineState:
    """What the right panel shows while no event is selected.

    Parameters
    ----------
    title, subtitle, count_text, hint : str
    notes : str
        Markdown, not yet sanitized.
    """

    title: str
    subtitle: str
    count_text: str
    hint: str
    notes: str


def resolve_timeline_state(timeline: Timeline) -> TimelineState:
    """Return what the right panel shows while no event is selected."""
    count = len(timeline.events)
    hint = (
        "Click an event on the chart or in the list. Ctrl+← and Ctrl+→ step from one to the next."
        if count
        else "Ctrl+Shift+N adds the first event; a double-click in a lane adds one there."
    )
    return TimelineState(
        title=one_line(timeline.title),
        subtitle=one_line(timeline.subtitle),
        count_text=counted(count, "event"),
        hint=hint,
        notes=timeline.notes,
    )


def resolve_details(
    timeline: Timeline,
    *,
    event_id: str,
    place: ListedPlace,
    reactions: Sequence[InstrumentReaction],
    sessions: Mapping[str, int],
    terms: tuple[str, ...] = (),
) -> DetailsState:
    """Return everything that the right panel shows of an event.

    Parameters
    ----------
    timeline : Timeline
    event_id : str
    place : ListedPlace
        Where the list has the event, as it is sorted and filtered.
    reactions : sequence of InstrumentReaction
        One for each instrument; the one on the chart comes first.
    sessions : mapping of str to int
        Index of the reaction session by event id, for the instrument on the chart; those of
        events that are more than `OVERLAP_SESSIONS` away may be left out.
    terms : tuple of str
        Words that were searched for.

    Raises
    ------
    UnknownIdError
        No event has that id.
    """
    event = timeline.event(event_id)
    category = _category(timeline, event)
    names = {row.instrument.mic: row.exchange_name for row in reactions}
    return DetailsState(
        event_id=event.id,
        category_name=one_line(category.name),
        color=category.color,
        title=one_line(event.title),
        date_line=event_date_line(event, names),
        reaction_lines=_reaction_lines(event, reactions),
        summary=event.summary,
        position_text=place.text,
        has_previous=place.has_previous,
        has_next=place.has_next,
        impact=resolve_impact(event, reactions),
        overlap=_overlap(timeline, event, sessions=sessions),
        figures=tuple(_figure_row(figure) for figure in event.figures),
        people=tuple(map(one_line, event.people)),
        organizations=tuple(map(one_line, event.organisations)),
        tags=tuple(map(one_line, event.tags)),
        sources=tuple(_source_row(source, terms) for source in event.sources),
        terms=terms,
    )


def _category(timeline: Timeline, event: Event) -> Category:
    return next(row for row in timeline.categories if row.id == event.category)


def _reaction_lines(event: Event, reactions: Sequence[InstrumentReaction]) -> tuple[str, ...]:
    """Return a line for each outcome, with the exchanges that share it."""
    names: dict[tuple[object, ...], dict[str, Reaction]] = {}
    for row in reactions:
        found = row.reaction
        outcome = (found.session, found.rule, found.reason, found.override_reason)
        names.setdefault(outcome, {}).setdefault(row.exchange_name, found)
    return tuple(
        reaction_line(event, next(iter(shared.values())), exchange_name="/".join(shared))
        for shared in names.values()
    )


def _overlap(
    timeline: Timeline, event: Event, *, sessions: Mapping[str, int]
) -> OverlapState | None:
    own = sessions.get(event.id)
    if own is None:
        return None
    first, last = own - OVERLAP_SESSIONS, own + OVERLAP_SESSIONS
    near = [event_id for event_id, session in sessions.items() if first <= session <= last]
    others = [timeline.event(event_id) for event_id in near if event_id != event.id]
    if not others:
        return None
    others.sort(key=lambda other: (-other.importance, sessions[other.id], other.id))
    lines = [_overlap_line(other, event) for other in others[:MOST_OVERLAPS]]
    if len(others) > MOST_OVERLAPS:
        lines.append(f"and {len(others) - MOST_OVERLAPS} more")
    title = f"Overlaps {counted(len(others), 'other event')} in its window"
    return OverlapState(title=title, lines=tuple(lines))


def _overlap_line(other: Event, event: Event) -> str:
    date = short_date(other.when, other.zone)
    date = date.removesuffix(f" {event.when.first_day.year}")
    return f"{one_line(other.flag_text)}, {date}"


def _figure_row(figure: Figure) -> FigureRow:
    mark = "as reported" if figure.as_reported else ""
    note = one_line(figure.note)
    detail = " · ".join(part for part in (mark, note) if part)
    return FigureRow(name=one_line(figure.name), value=figure_text(figure), detail=detail)


def _source_row(source: Source, terms: tuple[str, ...]) -> SourceRow:
    address = str(source.url) if source.url is not None else ""
    url = address if is_safe_link(address) else ""
    title = one_line(source.title)
    published = "" if source.published is None else day_text(source.published)
    text = ", ".join(part for part in (one_line(source.publisher), published) if part) or title
    accessed = "" if source.accessed is None else f"Read on {day_text(source.accessed)}."
    detail = link_text(url) if url else one_line(address)
    if marked_spans(title, terms) and not marked_spans(f"{text} {detail}", terms):
        detail = title
    return SourceRow(
        text=text,
        detail=detail or (title if title != text else ""),
        url=url,
        meaning="\n".join(part for part in (title, address, accessed) if part),
    )
