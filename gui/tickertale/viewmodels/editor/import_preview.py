"""An import before it is made: what each row would become, and what is still in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.domain.timeline import Timeline
from tickertale.session.import_plan import (
    ExaminedRow,
    ImportChoice,
    ImportCount,
    OnDuplicate,
    RowStatus,
    count_rows,
    default_category,
    examine,
    plan_import,
    zone_for_rows,
)
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.store.category_label import find_category
from tickertale.store.draft import EventFile, ReadOptions
from tickertale.store.event_column import COLUMN_FIELDS
from tickertale.store.interchange import FORMATS, EventFormat, read_events
from tickertale.viewmodels.job.job import Job, JobRunner
from tickertale.viewmodels.text.wording import counted, one_line, short_date

FIELD_CHOICES = (("", "Leave out"), *COLUMN_FIELDS.items())
"""What a column can hold: the name of the field and what it is called."""

_MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of a table: its head, and the field that it is read as; empty for none."""

    head: str
    field: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as the preview shows it.

    Parameters
    ----------
    number : int
        As the file numbers it.
    date_text, title : str
        As the event will have them; as they are written where there is a problem.
    typed_date : str
        The date as it is written, where that is something else.
    category : str
        Empty where the file names none, which gives it the default one.
    status : RowStatus
    status_text : str
        What it is, in words, with what is wrong or told already.
    """

    number: int
    date_text: str
    typed_date: str
    title: str
    category: str
    status: RowStatus
    status_text: str


@dataclass(frozen=True, slots=True)
class ImportPreviewState:
    """What the preview shows.

    Parameters
    ----------
    heading : str
        Name of the file, its format and the number of its rows.
    notes : tuple of str
        What the user should know of the file.
    columns : tuple of ColumnChoice
        Empty for what is not a table.
    rows : tuple of PreviewRow
    excluded : frozenset of int
        Numbers of the rows that are left out.
    categories : tuple of (str, str)
        Id and name of those that rows without one can get.
    default_category : str
        Name of the category of rows that name none.
    choice : ImportChoice
    is_day_first : bool or None
    summary : str
        What the import would do, or what is in its way.
    button_text : str
    can_import : bool
    has_problems : bool
        A row that is not left out cannot be imported.
    is_busy : bool
        The file is being read.
    """

    heading: str
    notes: tuple[str, ...] = ()
    columns: tuple[ColumnChoice, ...] = ()
    rows: tuple[PreviewRow, ...] = ()
    excluded: frozenset[int] = frozenset()
    categories: tuple[tuple[str, str], ...] = ()
    default_category: str = ""
    choice: ImportChoice = field(default_factory=ImportChoice)
    is_day_first: bool | None = None
    summary: str = ""
    button_text: str = "Import"
    can_import: bool = False
    has_problems: bool = False
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class ReadImport:
    """A file that has been read and examined; `content` is kept to read it in another way."""

    content: bytes | str
    file: EventFile
    examined: tuple[ExaminedRow, ...]
    rows: tuple[PreviewRow, ...]


def read_import(
    content: bytes | str, timeline: Timeline, *, name: str, options: ReadOptions
) -> ReadImport:
    """Return a file beside the timeline; needs no more than frozen values, so in any thread.

    Raises
    ------
    EventFileError
        Not even its rows can be told.
    """
    file = read_events(content, name=name, options=options)
    examined = examine(file, timeline, progressed=options.progressed)
    known = (*timeline.categories, *file.categories)
    names = {row.draft.category: "" for row in examined}
    for label in names:
        found = find_category(label, known) if label else None
        names[label] = one_line(found.name if found else label)
    rows = tuple(_preview_row(row, category=names[row.draft.category]) for row in examined)
    return ReadImport(content, file, examined, rows)


def resolve_import_preview(
    read: ReadImport,
    *,
    name: str,
    timeline: Timeline,
    choice: ImportChoice,
    is_day_first: bool | None,
) -> ImportPreviewState:
    """Return what the preview shows of a file and of what the user has chosen so far."""
    count = count_rows(read.examined, choice)
    kind = FORMATS[EventFormat(read.file.kind)].name
    total = count.added + count.merged
    lanes = sorted(timeline.categories, key=lambda row: (row.order, row.id))
    return ImportPreviewState(
        heading=f"{name} · {kind} · {counted(len(read.rows), 'row')}",
        notes=_notes(read),
        columns=tuple(map(ColumnChoice, read.file.columns, read.file.mapping)),
        rows=read.rows,
        excluded=choice.excluded,
        categories=tuple((row.id, row.name) for row in lanes),
        default_category=default_category(timeline, choice),
        choice=choice,
        is_day_first=is_day_first,
        summary=_summary(count, left_out=len(choice.excluded)),
        button_text=f"&Import {counted(total, 'event')}" if total else "&Import",
        can_import=bool(total) and not count.problems,
        has_problems=bool(count.problems),
    )


def _preview_row(row: ExaminedRow, *, category: str) -> PreviewRow:
    draft, event = row.draft, row.draft.event
    typed = one_line(draft.date_text)
    date_text = short_date(event.when, event.zone) if event else typed
    return PreviewRow(
        number=draft.row,
        date_text=date_text,
        typed_date="" if typed == date_text else typed,
        title=one_line(event.title if event else draft.title),
        category=category,
        status=row.status,
        status_text=" · ".join((_status_text(row), *draft.notes)),
    )


def _status_text(row: ExaminedRow) -> str:
    if row.status is RowStatus.PROBLEM:
        return "Problem · " + "; ".join(
            f"{COLUMN_FIELDS.get(problem.field, problem.field) or 'Row'}: {problem.message}"
            for problem in row.draft.problems
        )
    if row.duplicate is not None:
        day = short_date(row.duplicate.when, row.duplicate.zone)
        return f"Duplicate of “{one_line(row.duplicate.title)}”, {day}"
    return f"Duplicate of row {row.duplicate_row}" if row.duplicate_row else "New"


def _notes(read: ReadImport) -> tuple[str, ...]:
    notes = read.file.notes
    if read.file.columns and not {"when", "title"} <= set(read.file.mapping):
        notes = (*notes, "Say which columns hold the date and the title.")
    return notes[:_MOST_NOTES]


def _summary(count: ImportCount, *, left_out: int) -> str:
    parts = [f"{count.added:,} new"] if count.added else []
    if count.merged:
        parts.append(f"{count.merged:,} merged with what is there")
    if count.skipped:
        parts.append(f"{counted(count.skipped, 'duplicate')} skipped")
    if left_out:
        parts.append(f"{left_out:,} left out")
    if count.problems:
        parts.append(f"{counted(count.problems, 'row')} with a problem: mend the file or untick")
    return " · ".join(parts) or "There is nothing to import."


class ImportPreviewViewModel(QObject):
    """Reads a file beside the window, takes the user's choices, and makes the import.

    Parameters
    ----------
    session : Session
    load : callable
        Returns the content of the file; runs beside the window.
    name : str
        Name of the file.
    jobs : JobRunner
    parent : QObject or None

    Signals
    -------
    changed
        Another state is to be shown.
    progressed(int, int)
        How many rows are done, and of how many.
    imported(str, tuple of str)
        The import was made: what undo would call it, and the ids of its events.
    """

    changed = Signal()
    progressed = Signal(int, int)
    imported = Signal(str, tuple)

    def __init__(
        self,
        session: Session,
        load: Callable[[], bytes | str],
        *,
        name: str,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._load, self._name, self._jobs = session, load, name, jobs
        self._choice = ImportChoice()
        self._mapping: tuple[str, ...] | None = None
        self._is_day_first: bool | None = None
        self._read: ReadImport | None = None
        self._job: Job | None = None
        self._problem = ""
        self._is_busy = False

    def state(self) -> ImportPreviewState:
        """Return what the preview shows."""
        if self._read is None or self._is_busy:
            busy = replace(self._shown(), is_busy=True, can_import=False)
            return busy if self._is_busy else ImportPreviewState(self._name, summary=self._problem)
        shown = self._shown()
        return replace(shown, summary=self._problem) if self._problem else shown

    def start(self) -> None:
        """Read the file; the state changes when that is done."""
        if self._job is not None:
            self._job.cancel()
        read = self._read
        load = self._load if read is None else lambda content=read.content: content
        timeline, name = self._session.timeline, self._name
        options = ReadOptions(
            zone=zone_for_rows(timeline),
            is_day_first=self._is_day_first,
            mapping=self._mapping,
        )

        def work(ticket: Ticket) -> ReadImport:
            watched = replace(options, progressed=ticket.report)
            return read_import(load(), timeline, name=name, options=watched)

        self._is_busy, self._problem = True, ""
        self.changed.emit()
        self._job = self._jobs.start(
            work, done=self._take, failed=self._fail, progressed=self.progressed.emit
        )

    def close(self) -> None:
        """Call off what is being read."""
        if self._job is not None:
            self._job.cancel()

    # Choices

    def map_column(self, place: int, field: str) -> None:
        """Read a column as another field; of two with the same one, the first with text counts."""
        # Not of what was read last: another column may have been chosen while that went on.
        mapping = list(self._mapping or (self._read.file.mapping if self._read else ()))
        if place >= len(mapping):
            return
        mapping[place] = field
        self._mapping = tuple(mapping)
        self._choice = replace(self._choice, excluded=frozenset())
        self.start()

    def set_day_first(self, is_day_first: bool | None) -> None:
        """Read dates such as 03/06/2025 in one order; None takes it from the other dates."""
        self._is_day_first = is_day_first
        self.start()

    def set_on_duplicate(self, what: str) -> None:
        """Deal with duplicates in another way, a value of `OnDuplicate`."""
        self._choose(replace(self._choice, on_duplicate=OnDuplicate(what)))

    def set_category(self, category: str) -> None:
        """Give another category to rows that name none."""
        self._choose(replace(self._choice, category=category))

    def include(self, number: int, *, is_on: bool) -> None:
        """Take a row in, or leave it out."""
        excluded = self._choice.excluded - {number} if is_on else self._choice.excluded | {number}
        self._choose(replace(self._choice, excluded=excluded))

    def leave_out_problems(self) -> None:
        """Leave out every row that cannot be imported."""
        rows = self._read.rows if self._read else ()
        broken = {row.number for row in rows if row.status is RowStatus.PROBLEM}
        self._choose(replace(self._choice, excluded=self._choice.excluded | broken))

    def make(self) -> None:
        """Import what is not left out, as one step; says in the state why not."""
        if self._read is None or not self.state().can_import:
            return
        command = plan_import(
            self._read.examined,
            choice=self._choice,
            timeline=self._session.timeline,
            file=self._read.file,
            source_name=self._name,
        )
        before = self._session.timeline
        try:
            self._session.do(command, self)
        except TickertaleError as error:
            self._problem = f"Nothing was imported: {error}"
            self.changed.emit()
            return
        added = self._session.timeline.events[len(before.events) :]
        self.imported.emit(command.label, tuple(row.id for row in (*command.merged, *added)))

    # Inside

    def _shown(self) -> ImportPreviewState:
        if self._read is None:
            return ImportPreviewState(self._name, summary="Reading…")
        return resolve_import_preview(
            self._read,
            name=self._name,
            timeline=self._session.timeline,
            choice=self._choice,
            is_day_first=self._is_day_first,
        )

    def _choose(self, choice: ImportChoice) -> None:
        self._choice, self._problem = choice, ""
        self.changed.emit()

    def _take(self, read: ReadImport) -> None:
        self._read, self._is_busy = read, False
        self.changed.emit()

    def _fail(self, error: TickertaleError) -> None:
        self._is_busy, self._problem = False, str(error)
        self.changed.emit()
