"""``tickertale events``: the events with their reaction sessions and moves."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tickertale.cli.document import opened
from tickertale.session.listing import aligned, comma_separated

if TYPE_CHECKING:
    from tickertale.domain.event import Event
    from tickertale.domain.instrument import Instrument
    from tickertale.domain.timeline import Timeline
    from tickertale.session.session import Session

_HEAD = ("id", "when", "precision", "category", "importance")
_NONE = "–"


@dataclass(frozen=True, slots=True)
class _Reaction:
    """What an instrument did on the reaction session; `reason` says why something is missing."""

    session: str | None
    move_pct: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Row:
    """An event with one reaction for each symbol."""

    id: str
    title: str
    when: str
    precision: str
    category: str
    importance: int
    reactions: dict[str, _Reaction]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
def events(file: Path, kind: str) -> None:
    """List the events of FILE with the session that could react first, and its move in per cent.

    FILE is a .tale document, a folder with timeline.json, or a .json file. The move is the one
    since the previous session's close.
    """
    with opened(file) as session:
        rows = _rows(session)
        symbols = list(_symbols(session.timeline).values())
    click.echo(_WRITERS[kind](rows, symbols), nl=False)


def _rows(session: "Session") -> list[_Row]:
    timeline = session.timeline
    symbols = _symbols(timeline)
    ordered = sorted(timeline.events, key=lambda event: (event.when.first_day, event.id))
    return [
        _Row(
            id=event.id,
            title=event.title,
            when=event.when.edtf,
            precision=event.when.precision.value,
            category=event.category,
            importance=event.importance,
            reactions={
                symbols[instrument.id]: _reaction(session, event, instrument=instrument)
                for instrument in timeline.instruments
            },
        )
        for event in ordered
    ]


def _symbols(timeline: "Timeline") -> dict[str, str]:
    """Return the symbol of each instrument id; two that share one also carry their id."""
    count = Counter(row.symbol for row in timeline.instruments)
    return {
        row.id: row.symbol if count[row.symbol] == 1 else f"{row.symbol} ({row.id})"
        for row in timeline.instruments
    }


def _reaction(session: "Session", event: "Event", *, instrument: "Instrument") -> _Reaction:
    from tickertale.analysis.impact import Measure, measure_impact
    from tickertale.domain.errors import PriceDataError
    from tickertale.viewmodels.text.wording import reaction_reason

    try:
        reaction = session.reaction(event.id, instrument.id)
        bars = session.session_bars(instrument.id)
    except PriceDataError as error:
        return _Reaction(None, None, str(error))
    if reaction.session is None:
        return _Reaction(None, None, reaction_reason(event, reaction))
    index = session.bar_of(instrument.id, reaction.session)
    impact = measure_impact(bars, index)
    move = impact.move_since_previous_close
    if move is None:
        missing = impact.missing[Measure.MOVE_SINCE_PREVIOUS_CLOSE]
        return _Reaction(reaction.session.isoformat(), None, missing.value.replace("_", " "))
    return _Reaction(reaction.session.isoformat(), round(move * 100, 4), "")


def _json(rows: Sequence[_Row], _symbols: Sequence[str]) -> str:
    return json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def _as_json(row: _Row) -> dict[str, object]:
    reactions: dict[str, dict[str, object]] = {}
    for symbol, reaction in row.reactions.items():
        reactions[symbol] = {"session": reaction.session, "move_pct": reaction.move_pct}
        if reaction.reason:
            reactions[symbol]["reason"] = reaction.reason
    return {
        "id": row.id,
        "title": row.title,
        "when": row.when,
        "precision": row.precision,
        "category": row.category,
        "importance": row.importance,
        "reactions": reactions,
    }


def _csv(rows: Sequence[_Row], symbols: Sequence[str]) -> str:
    pairs = (f"{symbol} {what}" for symbol in symbols for what in ("session", "move_pct"))
    lines: list[Sequence[object]] = [(*_HEAD, "title", *pairs)]
    for row in rows:
        reactions = (row.reactions[symbol] for symbol in symbols)
        words = (row.id, row.when, row.precision, row.category, row.importance, row.title)
        moves = (cell for reaction in reactions for cell in (reaction.session, reaction.move_pct))
        lines.append((*words, *moves))
    return comma_separated(lines)


def _table(rows: Sequence[_Row], symbols: Sequence[str]) -> str:
    return aligned([[*_HEAD, *symbols, "title"], *(_cells(row, symbols) for row in rows)])


def _cells(row: _Row, symbols: Iterable[str]) -> list[str]:
    reactions = (_reaction_text(row.reactions[symbol]) for symbol in symbols)
    words = (row.id, row.when, row.precision, row.category, str(row.importance))
    return [*words, *reactions, row.title]


def _reaction_text(reaction: _Reaction) -> str:
    from tickertale.viewmodels.text.wording import percent

    if reaction.session is None:
        return _NONE
    move = None if reaction.move_pct is None else reaction.move_pct / 100
    return f"{reaction.session} {percent(move)}"


_WRITERS: dict[str, Callable[[Sequence[_Row], Sequence[str]], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
