"""What the form of an event shows: its fields, what is understood of them, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tickertale.domain.date_phrase import DatePhrase, parse_date_phrase
from tickertale.domain.event import Event, SessionPhase
from tickertale.domain.event_date import EventDate
from tickertale.domain.exchange import Exchange
from tickertale.domain.identifier import event_identifier, free_identifier
from tickertale.domain.reaction import reaction_session
from tickertale.domain.timeline import Timeline
from tickertale.prices.calendar import read_exchange
from tickertale.viewmodels.editor.draft_row import RowProblem
from tickertale.viewmodels.editor.event_draft import (
    NO_REASON,
    TABLES,
    DraftPlace,
    EditorField,
    EventDraft,
    FieldReading,
    read_field,
)
from tickertale.viewmodels.text.date_words import date_words, precision_words
from tickertale.viewmodels.text.wording import long_date, one_line, reaction_line, short_date

MOST_SIMILAR = 3
"""Similar events that are named."""

_NEW_ID = "new"
_PHASES = {
    SessionPhase.BEFORE_OPEN: "Before the {} open",
    SessionPhase.IN_SESSION: "During the {} session",
    SessionPhase.AFTER_CLOSE: "After the {} close",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what stands in the draft for it, its words, and a color or nothing."""

    key: str
    words: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class DateState:
    """What is understood of the date.

    Parameters
    ----------
    line : str
        The date in words with its precision; empty where it is not understood.
    reaction : str
        The rule and the reaction session on the instrument on the chart, or why there is none.
    problem : str
        One sentence; empty while there is nothing to mend.
    question : str
        What the choices are; empty without any.
    choices : tuple of Choice
        Other readings.
    """

    line: str = ""
    reaction: str = ""
    problem: str = ""
    question: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class EditorState:
    """Everything that the form shows.

    Parameters
    ----------
    event_id : str or None
        The event that is edited; none while a new one is described.
    heading : str
    draft : EventDraft
    date : DateState
    problems : mapping of EditorField to str
        One sentence for each field that is not understood.
    row_problems : mapping of EditorField to tuple of RowProblem or None
        For each table, what is wrong with each row.
    first_problem : EditorField or None
        The first field that stands in the way of the event.
    event : Event or None
        The event that the draft describes; none as long as something is missing.
    similar : tuple of Choice
        Events that tell of the same thing, while a new one is described.
    categories, timings : tuple of Choice
        To choose from.
    exchange_name : str
        Of the instrument on the chart; empty without one.
    read_only_reason : str
        Why nothing can be changed; empty when it can.
    """

    event_id: str | None
    heading: str
    draft: EventDraft
    date: DateState = DateState()
    problems: Mapping[EditorField, str] = field(default_factory=dict)
    row_problems: Mapping[EditorField, tuple[RowProblem | None, ...]] = field(default_factory=dict)
    first_problem: EditorField | None = None
    event: Event | None = None
    similar: tuple[Choice, ...] = ()
    categories: tuple[Choice, ...] = ()
    timings: tuple[Choice, ...] = ()
    exchange_name: str = ""
    read_only_reason: str = ""

    @property
    def is_new(self) -> bool:
        """Return whether the event is not in the timeline yet."""
        return self.event_id is None


def resolve_editor(
    draft: EventDraft,
    *,
    base: Event | None,
    timeline: Timeline,
    place: DraftPlace,
    read_only_reason: str = "",
    is_all_wanted: bool = False,
) -> EditorState:
    """Return what the form shows of a draft; similar events are left to who keeps their index.

    Parameters
    ----------
    draft : EventDraft
        What stands in the fields.
    base : Event or None
        The event that is edited, as it is on disk; none for a new one.
    timeline : Timeline
    place : DraftPlace
    read_only_reason : str
    is_all_wanted : bool
        Of a new event, tell also what has not been filled in yet.
    """
    readings = {name: read_field(name, draft, place=place, base=base) for name in EditorField}
    problems = {name: row.problem for name, row in readings.items() if row.problem}
    # They are read as one; what is wrong is told once, where it can be mended.
    is_chosen = problems.get(EditorField.SESSION) == NO_REASON
    problems.pop(EditorField.SESSION if is_chosen else EditorField.SESSION_REASON, None)
    if base is None and not is_all_wanted:
        problems = _without_empty(problems, draft)
    return EditorState(
        event_id=base.id if base else None,
        heading="Edit event" if base else "New event",
        draft=draft,
        date=_date_state(draft, readings, place=place, is_needed=base is not None or is_all_wanted),
        problems=problems,
        first_problem=_first_problem(readings),
        row_problems={name: readings[name].row_problems for name in TABLES},
        event=_event(readings, base=base, timeline=timeline),
        categories=_categories(timeline),
        timings=_timings(timeline, draft.text(EditorField.TIMING)),
        exchange_name=place.exchange_name,
        read_only_reason=read_only_reason,
    )


def similar_choices(events: tuple[Event, ...]) -> tuple[Choice, ...]:
    """Return events as the form names them: ``Apple deal confirmed (13 Feb 2025)``."""
    return tuple(
        Choice(row.id, f"{one_line(row.title)} ({short_date(row.when, row.zone)})")
        for row in events[:MOST_SIMILAR]
    )


def _without_empty(
    problems: Mapping[EditorField, str], draft: EventDraft
) -> dict[EditorField, str]:
    """Return the problems of what has been typed: what is empty still may be filled in."""
    return {name: text for name, text in problems.items() if draft.text(name).strip()}


def _first_problem(readings: Mapping[EditorField, FieldReading]) -> EditorField | None:
    name = next((name for name in EditorField if not readings[name].is_valid), None)
    if name is EditorField.SESSION and readings[name].problem == NO_REASON:
        return EditorField.SESSION_REASON
    return name


def _event(
    readings: Mapping[EditorField, FieldReading], *, base: Event | None, timeline: Timeline
) -> Event | None:
    if not all(row.is_valid for row in readings.values()):
        return None
    update: dict[str, object] = {}
    for row in readings.values():
        update.update(row.update)
    if base is not None:
        return Event.model_validate({**update, "id": base.id})
    event = Event.model_validate({**update, "id": _NEW_ID})
    wanted = event_identifier(event.title, event.when)
    name = free_identifier(wanted, is_taken=timeline.has_event)
    return event.model_copy(update={"id": name})


def _date_state(
    draft: EventDraft,
    readings: Mapping[EditorField, FieldReading],
    *,
    place: DraftPlace,
    is_needed: bool,
) -> DateState:
    text = draft.text(EditorField.DATE)
    if not text.strip():
        return DateState(problem=readings[EditorField.DATE].problem if is_needed else "")
    context = place.date_context(draft.text(EditorField.ZONE))
    phrase = parse_date_phrase(text, context=context)
    zone = str(readings[EditorField.ZONE].update.get("zone", "UTC"))
    choices = tuple(_date_choice(when, zone) for when in phrase.alternatives)
    question = _question(phrase)
    if phrase.when is None:
        problem = "" if choices else phrase.problem
        return DateState(problem=problem, question=question, choices=choices)
    line = f"{long_date(phrase.when, zone)} · {precision_words(phrase.when)}"
    reaction = _reaction(phrase.when, zone, readings=readings, place=place)
    return DateState(line=line, reaction=reaction, question=question, choices=choices)


def _question(phrase: DatePhrase) -> str:
    if not phrase.alternatives:
        return ""
    return "Or is it meant as:" if phrase.when is not None else "Which one is meant?"


def _date_choice(when: EventDate, zone: str) -> Choice:
    return Choice(date_words(when), long_date(when, zone))


def _reaction(
    when: EventDate,
    zone: str,
    *,
    readings: Mapping[EditorField, FieldReading],
    place: DraftPlace,
) -> str:
    if not place.mic:
        return ""
    event = Event.model_validate(
        {
            "id": "draft",
            "title": "Draft",
            "category": "draft",
            "when": when,
            "zone": zone,
            **readings[EditorField.TIMING].update,
            **readings[EditorField.SESSION].update,
        }
    )
    mics = {place.mic} | ({event.timing.mic} if event.timing else set())
    found = reaction_session(
        event, mic=place.mic, sessions=place.sessions, exchanges=_exchanges(mics)
    )
    line = reaction_line(event, found, exchange_name=place.exchange_name)
    return line[:1].upper() + line[1:]


def _exchanges(mics: set[str]) -> dict[str, Exchange]:
    read = {mic: read_exchange(mic) for mic in mics}
    return {mic: exchange for mic, exchange in read.items() if exchange is not None}


def _categories(timeline: Timeline) -> tuple[Choice, ...]:
    rows = sorted(timeline.categories, key=lambda row: (row.order, row.id))
    return tuple(Choice(row.id, one_line(row.name), row.color) for row in rows)


def _timings(timeline: Timeline, chosen: str) -> tuple[Choice, ...]:
    mics = dict.fromkeys(row.mic for row in timeline.instruments)
    if chosen:
        mics[chosen.partition(":")[0]] = None
    known = _exchanges(set(mics))
    names = {mic: known[mic].short_name if mic in known else mic for mic in mics}
    rows = [
        Choice(f"{mic}:{phase}", words.format(name))
        for mic, name in names.items()
        for phase, words in _PHASES.items()
    ]
    return (Choice("", "Not known"), *rows)
