"""``tickertale import``, ``export-events`` and ``schema``: events from and for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tickertale.domain.timeline import Timeline
    from tickertale.session.import_plan import ExaminedRow, ImportCount
    from tickertale.store.draft import EventFile

FORMAT_NAMES = ("csv", "ics", "json", "timelinejs", "vis")
"""The formats, named here so that the command line need not import them to start."""

_FORMAT = click.option(
    "--format", "kind", type=click.Choice(FORMAT_NAMES), help="Instead of what FILE looks like."
)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("document", metavar="DOC", type=click.Path(path_type=Path))
@_FORMAT
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column of a table holds; its head or number. An empty field leaves it out.",
)
@click.option(
    "--day-first/--month-first",
    "is_day_first",
    default=None,
    help="Which comes first in 03/06/2025; else other dates of the file must tell.",
)
@click.option("--category", default="", help="For rows that name none; else the first one.")
@click.option(
    "--on-duplicate",
    type=click.Choice(["skip", "add", "merge"]),
    default="skip",
    show_default=True,
    help="What becomes of a row that tells of what is there already.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
def import_events(
    file: Path, document: Path, *, category: str, on_duplicate: str, dry_run: bool, **how: object
) -> None:
    """Import the events of FILE into DOC, all of them or none, as one step that can be undone.

    FILE is CSV or TSV, iCalendar, our JSON, or that of TimelineJS or vis-timeline; DOC is a .tale
    document. Each row that is no event is told on its own line, and then nothing is imported. A
    row is taken for a duplicate when its date is at most a day from that of an event with a
    similar title.
    """
    from tickertale.session.import_plan import (
        ImportChoice,
        OnDuplicate,
        count_rows,
        examine,
        plan_import,
    )
    from tickertale.session.opening import open_session

    reading = _Reading(**how)  # type: ignore[arg-type] # click has made them what they should be
    choice = ImportChoice(on_duplicate=OnDuplicate(on_duplicate), category=category)
    session = open_session(document, read_only=dry_run)
    try:
        read = _read(file, session.timeline, how=reading)
        rows = examine(read, session.timeline)
        _refuse_problems(file, rows)
        for note in (*read.notes, *_row_notes(rows)):
            click.echo(f"{file.name}: {note}", err=True)
        count = count_rows(rows, choice)
        if not dry_run and count.added + count.merged:
            command = plan_import(
                rows, choice=choice, timeline=session.timeline, file=read, source_name=file.name
            )
            session.do(command)
    finally:
        session.close()
    click.echo(_summary(count, is_tried=dry_run))


@click.command("export-events")
@click.argument("document", metavar="DOC", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@_FORMAT
def export_events(*, document: Path, out: Path, kind: str | None) -> None:
    """Write the events of DOC to OUT, in the format of its suffix.

    .csv is a table for spreadsheets, .ics a calendar, .json our JSON; --format timelinejs and vis
    are JSON, too. DOC is a .tale document, a folder with timeline.json, or a .json file.
    """
    import datetime as dt

    from tickertale.cli.document import opened
    from tickertale.store.event_file import write_event_bytes
    from tickertale.store.interchange import (
        EventFormat,
        WrittenEvents,
        format_of_suffix,
        write_events,
    )

    chosen = EventFormat(kind) if kind else format_of_suffix(out.name)
    if chosen is None:
        message = f"{out.name!r} has no suffix that says its format; .csv, .ics or .json, or"
        raise click.BadParameter(f"{message} --format was expected", param_hint="OUT")
    with opened(document) as session:
        timeline = session.timeline
    rows = WrittenEvents(
        events=sorted(timeline.events, key=lambda event: (event.when.first_day, event.id)),
        categories=timeline.categories,
        title=timeline.title,
        now=dt.datetime.now(dt.UTC),
    )
    write_event_bytes(out, write_events(chosen, rows))
    click.echo(f"{out}: {_counted(len(timeline.events), 'event')} written")


@click.command()
def schema() -> None:
    """Print the JSON Schema of timeline.json, which our JSON of events follows as well."""
    from tickertale.store.event_json import timeline_schema

    click.echo(timeline_schema(), nl=False)


# Reading


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the file shall be read."""

    kind: str | None
    mapped: tuple[str, ...]
    is_day_first: bool | None


def _read(file: Path, timeline: "Timeline", *, how: _Reading) -> "EventFile":
    from tickertale.session.import_plan import zone_for_rows
    from tickertale.store.draft import ReadOptions
    from tickertale.store.event_file import read_event_bytes
    from tickertale.store.interchange import EventFormat, read_events

    content = read_event_bytes(file)
    chosen: EventFormat | None = EventFormat(how.kind) if how.kind else None
    options = ReadOptions(zone=zone_for_rows(timeline), is_day_first=how.is_day_first)
    read = read_events(content, name=file.name, kind=chosen, options=options)
    if not how.mapped:
        return read
    options = replace(options, mapping=_mapping(read, how.mapped))
    return read_events(content, name=file.name, kind=chosen, options=options)


def _mapping(read: "EventFile", mapped: Sequence[str]) -> tuple[str, ...]:
    from tickertale.store.event_column import COLUMN_FIELDS, field_of

    if not read.columns:
        raise click.BadParameter("only a table has columns", param_hint="--map")
    mapping = list(read.mapping)
    for entry in mapped:
        head, sign, name = (part.strip() for part in entry.rpartition("="))
        wanted = name if name in COLUMN_FIELDS else field_of(name)
        if not sign or (name and not wanted):
            known = ", ".join(COLUMN_FIELDS)
            message = f"{entry!r} names no field; COLUMN=FIELD was expected, FIELD one of {known}"
            raise click.BadParameter(message, param_hint="--map")
        place = _place(head, read.columns)
        mapping = ["" if field == wanted else field for field in mapping]
        mapping[place] = wanted
    return tuple(mapping)


def _place(head: str, columns: Sequence[str]) -> int:
    folded = [column.casefold() for column in columns]
    if head.casefold() in folded:
        return folded.index(head.casefold())
    if head.isascii() and head.isdigit() and 1 <= int(head[:6]) <= len(columns):
        return int(head[:6]) - 1
    message = f"there is no column {head!r}; one of {', '.join(columns)} was expected"
    raise click.BadParameter(message, param_hint="--map")


# Telling


def _refuse_problems(file: Path, rows: "Sequence[ExaminedRow]") -> None:
    from tickertale.domain.errors import EventFileError

    problems = [problem for row in rows for problem in row.draft.problems]
    for problem in problems:
        click.echo(f"{file.name}: {' '.join(str(problem).split())}", err=True)
    if problems:
        count = _counted(len({problem.row for problem in problems}), "row")
        raise EventFileError(f"{file}: nothing was imported, as {count} cannot be read")


def _row_notes(rows: "Sequence[ExaminedRow]") -> list[str]:
    return [f"row {row.draft.row}: {note}" for row in rows for note in row.draft.notes]


def _summary(count: "ImportCount", *, is_tried: bool) -> str:
    parts = [f"{_counted(count.added, 'event')} {'would be ' if is_tried else ''}added"]
    if count.merged:
        parts.append(f"{count.merged:,} merged with what was there")
    if count.skipped:
        parts.append(f"{_counted(count.skipped, 'duplicate')} skipped")
    return ", ".join(parts)


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
