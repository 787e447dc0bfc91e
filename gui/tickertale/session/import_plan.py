"""What an import would do: which rows are new, which tell of what is there, and the edit itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import cycle

from tickertale.domain.category import Category
from tickertale.domain.duplicate import DuplicateIndex
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.identifier import FreeIdentifiers, identifier_of
from tickertale.domain.merging import united
from tickertale.domain.timeline import Timeline
from tickertale.prices.calendar import zone_of
from tickertale.session.import_events import ImportEvents
from tickertale.store.category_label import find_category
from tickertale.store.draft import Draft, EventFile, RowProblem, quoted

LONGEST_CATEGORY = 100
"""Characters of the name of a category."""

COLORS = ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9", "#7F8791")
"""What new categories are given, those first that no other has.

References
----------
Okabe and Ito, Color Universal Design, 2008.
"""

_FALLBACK = "Events"
_REPORTED_ROWS = 256
# No id of ours, so that a row is never taken for the event whose id it has.
_ROW_ID = "~{}"


class OnDuplicate(StrEnum):
    """What becomes of a row that tells of what is there already."""

    SKIP = "skip"
    ADD = "add"
    MERGE = "merge"


class RowStatus(StrEnum):
    """What a row is."""

    NEW = "new"
    DUPLICATE = "duplicate"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class ExaminedRow:
    """A row of a file beside what is there.

    Parameters
    ----------
    draft : Draft
    duplicate : Event or None
        The event of the timeline that tells of the same thing.
    duplicate_row : int
        The number of an earlier row that does; 0 for none.
    """

    draft: Draft
    duplicate: Event | None = None
    duplicate_row: int = 0

    @property
    def status(self) -> RowStatus:
        """Return what the row is, as long as no row is left out."""
        if self.draft.event is None:
            return RowStatus.PROBLEM
        is_duplicate = self.duplicate is not None or self.duplicate_row
        return RowStatus.DUPLICATE if is_duplicate else RowStatus.NEW


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What the user has chosen.

    Parameters
    ----------
    on_duplicate : OnDuplicate
    category : str
        Id or name of the category of rows that name none; empty for the first one.
    excluded : frozenset of int
        Numbers of the rows that are left out.
    """

    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    category: str = ""
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportCount:
    """How many rows would be added, merged with what is there, skipped, and are problems."""

    added: int
    merged: int
    skipped: int
    problems: int


def examine(
    file: EventFile,
    timeline: Timeline,
    *,
    progressed: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[ExaminedRow, ...]:
    """Return each row beside what is there; needs no more than frozen values, so in any thread.

    A row is a duplicate of an event, or of an earlier row, by the rule of `likely_duplicates`; and
    of the event with its id where date or title are alike.
    """
    index = DuplicateIndex(timeline.events)
    rows = []
    for number, draft in enumerate(file.drafts):
        if number % _REPORTED_ROWS == 0:
            progressed(number, len(file.drafts))
        rows.append(_examined(_with_sound_category(draft), timeline, index=index))
    return tuple(rows)


def count_rows(rows: Sequence[ExaminedRow], choice: ImportChoice) -> ImportCount:
    """Return how many rows would be dealt with in which way."""
    counts = dict.fromkeys(("added", "merged", "skipped", "problems"), 0)
    for _, what in _dealt_with(rows, choice):
        counts[what] += 1
    return ImportCount(**counts)


def default_category(timeline: Timeline, choice: ImportChoice) -> str:
    """Return the name of the category of rows that name none."""
    known = sorted(timeline.categories, key=lambda row: (row.order, row.id))
    chosen = find_category(choice.category, known) if choice.category else None
    first = known[0].name if known else _FALLBACK
    return chosen.name if chosen else choice.category or first


def plan_import(
    rows: Sequence[ExaminedRow],
    *,
    choice: ImportChoice,
    timeline: Timeline,
    file: EventFile,
    source_name: str,
) -> ImportEvents:
    """Return the edit that imports rows; rows with problems are not in it.

    Parameters
    ----------
    rows : sequence of ExaminedRow
        All rows of the file.
    choice : ImportChoice
    timeline : Timeline
    file : EventFile
        Describes some of its categories.
    source_name : str
        Name of the file, for the label.
    """
    categories = _Categories(timeline.categories, described=file.categories)
    changed: dict[str, Event] = {}
    added: dict[int, Event] = {}
    for row, what in _dealt_with(rows, choice):
        if row.draft.event is None or what in {"skipped", "problems"}:
            continue
        if what == "added":
            category = categories.id_of(row.draft.category or choice.category)
            added[row.draft.row] = row.draft.event.model_copy(update={"category": category})
        elif row.duplicate is not None:
            before = changed.get(row.duplicate.id, row.duplicate)
            changed[row.duplicate.id] = _merged(before, row.draft.event)
        else:
            first = row.duplicate_row
            added[first] = _merged(added[first], row.draft.event)
    return ImportEvents(
        events=tuple(added.values()),
        categories=tuple(categories.new),
        source_name=source_name,
        merged=tuple(changed.values()),
    )


# Rows


def _with_sound_category(draft: Draft) -> Draft:
    size = len(draft.category)
    if size <= LONGEST_CATEGORY:
        return draft
    message = f"the category has {size:,} characters; at most {LONGEST_CATEGORY} were expected"
    problem = RowProblem(draft.row, "category", quoted(draft.category), message)
    return replace(draft, event=None, problems=(*draft.problems, problem))


def _examined(draft: Draft, timeline: Timeline, *, index: DuplicateIndex) -> ExaminedRow:
    if draft.event is None:
        return ExaminedRow(draft)
    name = draft.event.id
    probe = draft.event.model_copy(update={"id": _ROW_ID.format(draft.row)})
    found = index.find(probe)
    index.add(probe)
    events = [event for event in found if not event.id.startswith("~")]
    if events:
        return ExaminedRow(draft, duplicate=events[0])
    if timeline.has_event(name) and _is_alike(timeline.event(name), draft.event):
        return ExaminedRow(draft, duplicate=timeline.event(name))
    rows = [int(event.id.removeprefix("~")) for event in found]
    return ExaminedRow(draft, duplicate_row=min(rows, default=0))


def _is_alike(one: Event, other: Event) -> bool:
    return one.when == other.when or one.title == other.title


def _merged(kept: Event, other: Event) -> Event:
    """Return an event with what a row adds; its date gets finer, but does not move."""
    row = other.model_copy(update={"id": _ROW_ID.format(kept.id)})
    date_of = row.id if _is_finer(other.when, kept.when) else kept.id
    merged = united([kept, row], date_of=date_of)
    return merged.model_copy(update={"short_title": kept.short_title or other.short_title})


def _is_finer(one: EventDate, other: EventDate) -> bool:
    if one.is_interval or other.is_interval:
        return False
    is_within = other.first_day <= one.first_day and one.last_day <= other.last_day
    return is_within and one.precision is not other.precision


def _dealt_with(
    rows: Sequence[ExaminedRow], choice: ImportChoice
) -> Iterator[tuple[ExaminedRow, str]]:
    """Return what becomes of each row that is not left out."""
    taken: set[int] = set()
    for row in rows:
        number = row.draft.row
        if number in choice.excluded:
            continue
        if row.draft.event is None:
            yield row, "problems"
            continue
        # What a row repeats that is itself left out, or merged with an event, is told by it first.
        is_repeated = row.duplicate is not None or row.duplicate_row in taken
        if not is_repeated or choice.on_duplicate is OnDuplicate.ADD:
            taken.add(number)
            yield row, "added"
        else:
            yield row, "merged" if choice.on_duplicate is OnDuplicate.MERGE else "skipped"


class _Categories:
    """Finds the category that a file means, or makes one."""

    def __init__(self, known: Sequence[Category], *, described: Sequence[Category]) -> None:
        self._known = sorted(known, key=lambda row: (row.order, row.id))
        self._described = described
        self._free = FreeIdentifiers(row.id for row in known)
        self._order = max((row.order for row in known), default=-1) + 1
        used = {row.color.upper() for row in known}
        self._colors = cycle([row for row in COLORS if row not in used] or COLORS)
        self._ids: dict[str, str] = {}
        self.new: list[Category] = []

    def id_of(self, label: str) -> str:
        """Return the id of the category that is called so; the first one for an empty label."""
        if label not in self._ids:
            self._ids[label] = self._found(label) or self._made(label or _FALLBACK)
        return self._ids[label]

    def _found(self, label: str) -> str:
        if not label:
            return self._known[0].id if self._known else ""
        found = find_category(label, [*self._known, *self.new])
        return found.id if found else ""

    def _made(self, label: str) -> str:
        described = find_category(label, self._described)
        base: Mapping[str, object] = dict(described) if described else {"name": label}
        name = described.id if described else identifier_of(label, fallback="category")
        color = {} if described else {"color": next(self._colors)}
        order = self._order + len(self.new)
        made = Category.model_validate(
            {**base, **color, "id": self._free.take(name), "order": order}
        )
        self.new.append(made)
        return made.id


def zone_for_rows(timeline: Timeline) -> str:
    """Return the zone of events that name none: that of the exchange of the chart."""
    first = next(iter(timeline.instruments), None)
    shown = timeline.instrument(timeline.primary) if timeline.primary else first
    return zone_of(shown.mic) if shown else zone_of("")
