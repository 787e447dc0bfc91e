"""An event as texts in the fields of a form, and back: what each field says, or what is wrong."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from zoneinfo import available_timezones

from tickertale.domain.date_phrase import DateContext, parse_date_phrase
from tickertale.domain.event import Event, MarketTiming, SessionOverride, SessionPhase
from tickertale.domain.timeline import Timeline
from tickertale.prices.calendar import read_exchange
from tickertale.viewmodels.editor.draft_row import (
    Row,
    RowProblem,
    Rows,
    figure_rows,
    read_figures,
    read_sources,
    source_rows,
)
from tickertale.viewmodels.text.date_words import date_words
from tickertale.viewmodels.text.name_list import names_text, read_names
from tickertale.viewmodels.text.wording import day_text

NO_REASON = "Say in a few words why it is not the rule’s own session."
"""The problem of a session that was chosen by hand, and nothing said of it."""

LONGEST_TITLE = 300
LONGEST_SHORT_TITLE = 80
LONGEST_SUMMARY = 100_000


class EditorField(StrEnum):
    """A field of the form, in the order of the form."""

    TITLE = "title"
    SHORT_TITLE = "short_title"
    DATE = "date"
    ZONE = "zone"
    TIMING = "timing"
    SESSION = "session"
    SESSION_REASON = "session_reason"
    CATEGORY = "category"
    IMPORTANCE = "importance"
    SUMMARY = "summary"
    TAGS = "tags"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    FIGURES = "figures"
    SOURCES = "sources"


TABLES = frozenset({EditorField.FIGURES, EditorField.SOURCES})
"""Fields that are tables; all others are one text."""

NAMES = (EditorField.TAGS, EditorField.PEOPLE, EditorField.ORGANISATIONS)
"""Fields that list names."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What stands in the fields of the form.

    Parameters
    ----------
    texts : mapping of EditorField to str
        Each field that is no table; a missing one is empty.
    rows : mapping of EditorField to tuple of tuple of str
        Each table, by rows.
    """

    texts: Mapping[EditorField, str] = field(default_factory=dict)
    rows: Mapping[EditorField, Rows] = field(default_factory=dict)

    def text(self, name: EditorField) -> str:
        """Return what stands in a field."""
        return self.texts.get(name, "")

    def with_text(self, name: EditorField, text: str) -> "EventDraft":
        """Return the draft with another text in a field."""
        return replace(self, texts={**self.texts, name: text})

    def with_rows(self, name: EditorField, rows: Sequence[Row]) -> "EventDraft":
        """Return the draft with other rows in a table."""
        return replace(self, rows={**self.rows, name: tuple(rows)})

    def with_field(self, name: EditorField, other: "EventDraft") -> "EventDraft":
        """Return the draft with a field as it stands in another one."""
        if name in TABLES:
            return self.with_rows(name, other.rows.get(name, ()))
        return self.with_text(name, other.text(name))


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a draft is read: the exchange of the instrument on the chart, and its sessions.

    Parameters
    ----------
    mic, exchange_name : str
        Empty without an instrument.
    sessions : sequence of datetime.date
        Ascending.
    today : datetime.date or None
        What "today" means in a date.
    near : datetime.date or None
        The day that is being looked at: a date without a year is likely near it.
    zones : tuple of str
        Those of the exchanges of all instruments.
    """

    mic: str = ""
    exchange_name: str = ""
    sessions: Sequence[dt.date] = ()
    today: dt.date | None = None
    near: dt.date | None = None
    zones: tuple[str, ...] = ()

    def date_context(self, zone: str) -> DateContext:
        """Return what is known of the dates of an event in a zone, which may be misspelled."""
        own = _read_zone(zone).update.get("zone")
        days = (self.sessions[0], self.sessions[-1]) if self.sessions else None
        zones = (own, *self.zones) if isinstance(own, str) else self.zones
        return DateContext(self.today, days, self.near, zones)


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What a field says.

    Parameters
    ----------
    update : mapping of str to object
        Fields of the event; empty where there is a problem.
    problem : str
        One sentence; empty where the field is understood.
    row_problems : tuple of RowProblem or None
        Of a table: one for each row, None where it is understood.
    """

    update: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""
    row_problems: tuple[RowProblem | None, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Return whether the field can be taken over."""
        return not self.problem and not any(self.row_problems)


def draft_of(event: Event, *, mic: str) -> EventDraft:
    """Return an event as it stands in the form.

    Parameters
    ----------
    event : Event
    mic : str
        The exchange whose reaction session may be chosen by hand.
    """
    timing = event.timing
    chosen = next((row for row in event.session_override if row.mic == mic), None)
    texts = {
        EditorField.TITLE: event.title,
        EditorField.SHORT_TITLE: event.short_title,
        EditorField.DATE: date_words(event.when),
        EditorField.ZONE: event.zone,
        EditorField.TIMING: f"{timing.mic}:{timing.phase}" if timing else "",
        EditorField.SESSION: day_text(chosen.session) if chosen else "",
        EditorField.SESSION_REASON: chosen.reason if chosen else "",
        EditorField.CATEGORY: event.category,
        EditorField.IMPORTANCE: str(event.importance),
        EditorField.SUMMARY: event.summary,
        EditorField.TAGS: names_text(event.tags),
        EditorField.PEOPLE: names_text(event.people),
        EditorField.ORGANISATIONS: names_text(event.organisations),
    }
    tables = {
        EditorField.FIGURES: figure_rows(event.figures),
        EditorField.SOURCES: source_rows(event.sources),
    }
    return EventDraft(texts, tables)


def instrument_zones(timeline: Timeline) -> tuple[str, ...]:
    """Return the zones of the exchanges on which the instruments are traded, each once."""
    exchanges = (read_exchange(row.mic) for row in timeline.instruments)
    return tuple(dict.fromkeys(row.zone for row in exchanges if row is not None))


def zone_names() -> tuple[str, ...]:
    """Return the names that a zone can have, in alphabetical order."""
    return tuple(_zones_by_folded_name().values())


def read_field(
    name: EditorField, draft: EventDraft, *, place: DraftPlace, base: Event | None
) -> FieldReading:
    """Return what a field of a draft says.

    Parameters
    ----------
    name : EditorField
    draft : EventDraft
    place : DraftPlace
    base : Event or None
        The event that is edited.
    """
    if name is EditorField.FIGURES:
        figures = read_figures(draft.rows.get(name, ()), base.figures if base else ())
        return FieldReading({"figures": figures.values}, row_problems=figures.problems)
    if name is EditorField.SOURCES:
        sources = read_sources(draft.rows.get(name, ()), base.sources if base else ())
        return FieldReading({"sources": sources.values}, row_problems=sources.problems)
    if name in {EditorField.SESSION, EditorField.SESSION_REASON}:
        return _read_override(draft, place, base=base)
    if name is EditorField.DATE:
        context = place.date_context(draft.text(EditorField.ZONE))
        phrase = parse_date_phrase(draft.text(name), context=context)
        return FieldReading({"when": phrase.when} if phrase.when else {}, phrase.problem)
    return _READERS[name](draft.text(name))


def _line(name: str, *, longest: int, is_needed: bool = False) -> Callable[[str], FieldReading]:
    def read(text: str) -> FieldReading:
        line = " ".join(text.split())
        if is_needed and not line:
            return FieldReading(problem=f"There is no {name.replace('_', ' ')} yet.")
        if len(line) > longest:
            count = f"has {len(line):,} characters; at most {longest:,} were expected"
            return FieldReading(problem=f"The {name.replace('_', ' ')} {count}.")
        return FieldReading({name: line})

    return read


def _names(name: str) -> Callable[[str], FieldReading]:
    def read(text: str) -> FieldReading:
        names = read_names(text)
        long = next((row for row in names if len(row) > LONGEST_TITLE), "")
        if long:
            count = f"has {len(long):,} characters; at most {LONGEST_TITLE} were expected"
            return FieldReading(problem=f"“{long[:20]}…” {count}.")
        return FieldReading({name: names})

    return read


def _read_summary(text: str) -> FieldReading:
    if len(text) > LONGEST_SUMMARY:
        count = f"has {len(text):,} characters; at most {LONGEST_SUMMARY:,} were expected"
        return FieldReading(problem=f"The summary {count}.")
    return FieldReading({"summary": text})


def _read_zone(text: str) -> FieldReading:
    wanted = text.strip().replace(" ", "_")
    zone = _zones_by_folded_name().get(wanted.casefold())
    if zone is None:
        expected = "a name such as 'Asia/Hong_Kong' was expected"
        return FieldReading(problem=f"{text.strip()[:60]!r} is not a time zone; {expected}.")
    return FieldReading({"zone": zone})


@lru_cache(maxsize=1)
def _zones_by_folded_name() -> Mapping[str, str]:
    # Kept, for the names are looked up on disk, and asked for with each key.
    return {name.casefold(): name for name in sorted(available_timezones())}


def _read_timing(text: str) -> FieldReading:
    if not text:
        return FieldReading({"timing": None})
    mic, _, phase = text.partition(":")
    return FieldReading({"timing": MarketTiming(mic=mic, phase=SessionPhase(phase))})


def _read_category(text: str) -> FieldReading:
    if not text:
        return FieldReading(problem="There is no category yet; one was expected.")
    return FieldReading({"category": text})


def _read_importance(text: str) -> FieldReading:
    return FieldReading({"importance": int(text or 3)})


def _read_override(draft: EventDraft, place: DraftPlace, *, base: Event | None) -> FieldReading:
    before = base.session_override if base else ()
    text = draft.text(EditorField.SESSION).strip()
    reason = " ".join(draft.text(EditorField.SESSION_REASON).split())
    if not text:
        others = tuple(row for row in before if row.mic != place.mic)
        return FieldReading({"session_override": others})
    phrase = parse_date_phrase(text, context=place.date_context(draft.text(EditorField.ZONE)))
    if phrase.when is None:
        return FieldReading(problem=phrase.problem)
    day = phrase.when.first_day
    if not phrase.when.is_day_precise or (place.sessions and day not in place.sessions):
        was = f"{text!r} is no session of {place.exchange_name}"
        return FieldReading(problem=f"{was}; a day with a price was expected.")
    if not reason or len(reason) > LONGEST_TITLE:
        return FieldReading(problem=NO_REASON)
    own = SessionOverride(mic=place.mic, session=day, reason=reason)
    changed = tuple(own if row.mic == place.mic else row for row in before)
    return FieldReading({"session_override": changed if own in changed else (*before, own)})


_READERS: Mapping[EditorField, Callable[[str], FieldReading]] = {
    EditorField.TITLE: _line("title", longest=LONGEST_TITLE, is_needed=True),
    EditorField.SHORT_TITLE: _line("short_title", longest=LONGEST_SHORT_TITLE),
    EditorField.ZONE: _read_zone,
    EditorField.TIMING: _read_timing,
    EditorField.CATEGORY: _read_category,
    EditorField.IMPORTANCE: _read_importance,
    EditorField.SUMMARY: _read_summary,
    **{name: _names(str(name)) for name in NAMES},
}
