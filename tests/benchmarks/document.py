"""How long a document of 100,000 events takes to open, edit and search, beside plain SQLite."""

import datetime as dt
import gc
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import accumulate, product
from pathlib import Path

from benchmarks.figure import Figure
from helpers.timeline import CATEGORY_IDS, event_of, timeline_of
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.commands import AddEvent, Command, DeleteEvent, EditEvent
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session
from tickertale.store.search import match_expression

EVENTS = 100_000
_OPENINGS = 5
_EDITS = 120
_SEARCHES = 7
_INSERT = "INSERT INTO event (id, body) VALUES (?, ?)"
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
)
_ENDINGS = ("lan", "mer", "nor", "pit", "quar", "res", "sund", "tov", "vart", "wick")


@dataclass(frozen=True)
class Times:
    """Seconds of ours and of plain SQLite, measured in turns."""

    ours: tuple[float, ...]
    plain: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return the median of ours over that of plain SQLite."""
        return statistics.median(self.ours) / statistics.median(self.plain)

    @property
    def words(self) -> str:
        """Return both medians."""
        ours, plain = (_ms(statistics.median(row)) for row in (self.ours, self.plain))
        return f"{ours}, plain sqlite3 {plain}; medians of {len(self.ours)} in turn"


@dataclass(frozen=True)
class Measured:
    """All that is measured on the document, which takes long to make."""

    opening: Times
    edit: Times
    undo: Times
    searches: dict[str, Times]


def open_1e5_events_vs_sqlite() -> Figure:
    """Return the time to open the document over that to read its rows and decode their JSON."""
    times = _measured().opening
    note = f"{times.words}: SELECT of all bodies and json.loads, without collecting garbage"
    return Figure("open_1e5_events_vs_sqlite", times.ratio, bar=4.0, note=note)


def open_1e5_events_s() -> Figure:
    """Return how long the document takes to open."""
    times = _measured().opening
    value = statistics.median(times.ours)
    return Figure("open_1e5_events_s", value, bar=3.0, note=f"slowest {max(times.ours):.2f} s")


def edit_vs_sqlite_commit() -> Figure:
    """Return the time of an edit, with history and search, over that of one durable insert."""
    times = _measured().edit
    note = f"{times.words}: INSERT of one body into a table of as many, synchronous = FULL"
    return Figure("edit_vs_sqlite_commit", times.ratio, bar=3.0, note=note)


def edit_1e5_events_ms() -> Figure:
    """Return how long edits of the document take, all but the slowest twentieth."""
    return _absolute("edit_1e5_events_ms", _measured().edit, bar=20.0)


def undo_1e5_events_ms() -> Figure:
    """Return how long undoing them takes, all but the slowest twentieth."""
    return _absolute("undo_1e5_events_ms", _measured().undo, bar=50.0)


def search_vs_fts() -> Figure:
    """Return the time of a search as you type over that of its plain FTS5 query."""
    searches = _measured().searches
    ratios = {text: times.ratio for text, times in searches.items()}
    total = [
        sum(statistics.median(each) for each in column)
        for column in zip(*((times.ours, times.plain) for times in searches.values()), strict=True)
    ]
    worst = max(ratios, key=lambda text: ratios[text])
    note = (
        f"{len(searches)} texts, as they grow: {_ms(total[0])} in all, the same MATCH joined with "
        f"the ids, not ranked, {_ms(total[1])}; worst {ratios[worst]:.2f} for {worst!r}"
    )
    return Figure("search_vs_fts", total[0] / total[1], bar=3.0, note=note)


def search_1e5_events_ms() -> Figure:
    """Return how long the slowest search as you type takes."""
    medians = {
        text: statistics.median(times.ours) * 1e3 for text, times in _measured().searches.items()
    }
    worst = max(medians, key=lambda text: medians[text])
    note = f"for {worst!r}; of {', '.join(map(repr, medians))}"
    return Figure("search_1e5_events_ms", medians[worst], bar=50.0, note=note)


def _absolute(name: str, times: Times, *, bar: float) -> Figure:
    value = statistics.quantiles(times.ours, n=20)[-1] * 1e3
    return Figure(name, value, bar=bar, note=f"{times.words}; slowest {_ms(max(times.ours))}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"


@lru_cache(maxsize=1)
def _measured() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.tale"
        # In a process of its own, for a program that opens a document has not made it before.
        subprocess.run([sys.executable, "-m", "benchmarks.document", str(path)], check=True)
        with closing(open_session(path)) as session, _plain_table(path) as plain:
            edit, undo = _editing(session, plain)
            searches = {text: _searching(session, path, text=text) for text in _texts(session)}
        del session
        _forget()
        return Measured(_opening(path), edit, undo, searches)


def generated_timeline(count: int = EVENTS) -> Timeline:
    """Return so many events of fifty words each, drawn by Zipf's law from 2,250 words."""
    dice = random.Random(17)
    words = ["".join(parts) for parts in product(_SYLLABLES, _SYLLABLES, _ENDINGS)]
    dice.shuffle(words)
    first = dt.date(1990, 1, 1)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def text(length: int) -> str:
        return " ".join(dice.choices(words, cum_weights=weights, k=length))

    return timeline_of(
        *(
            event_of(
                f"event-{number}",
                text(6).capitalize(),
                summary=text(40),
                when=str(first + dt.timedelta(days=dice.randrange(12_000))),
                category=CATEGORY_IDS[number % 2],
                importance=1 + number % 5,
                tags=(text(1),),
                sources=({"title": text(4), "url": f"https://example.org/{number}"},),
            )
            for number in range(count)
        )
    )


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


# Opening


def _opening(path: Path) -> Times:
    ours, plain = [], []
    for _ in range(_OPENINGS):
        plain.append(_plain_reading(path))
        start = time.perf_counter()
        session = open_session(path)
        ours.append(time.perf_counter() - start)
        session.close()
        del session
        _forget()
    return Times(tuple(ours), tuple(plain))


def _forget() -> None:
    gc.unfreeze()
    gc.collect()


def _plain_reading(path: Path) -> float:
    gc.disable()
    try:
        with closing(sqlite3.connect(path)) as connection:
            start = time.perf_counter()
            rows = connection.execute("SELECT position, id, body FROM event ORDER BY position")
            bodies = [(position, row_id, json.loads(body)) for position, row_id, body in rows]
            seconds = time.perf_counter() - start
    finally:
        gc.enable()
    if len(bodies) != EVENTS:
        raise SystemExit(f"{len(bodies)} events were read; {EVENTS} were expected")
    return seconds


# Editing


@contextmanager
def _plain_table(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that holds the same bodies, and nothing else."""
    plain = sqlite3.connect(path.with_name("plain.db"), isolation_level=None)
    with closing(plain) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE event (position INTEGER PRIMARY KEY, id UNIQUE, body)")
        connection.execute("ATTACH ? AS document", (str(path),))
        connection.execute("INSERT INTO main.event SELECT position, id, body FROM document.event")
        connection.execute("DETACH document")
        yield connection


def _editing(session: Session, plain: sqlite3.Connection) -> tuple[Times, Times]:
    dice = random.Random(29)
    edits, undos, inserts = [], [], []
    for number in range(_EDITS):
        event = dice.choice(session.timeline.events)
        command = _command(event, number=number)
        body = event.model_dump_json()
        row = (f"plain-{number}", body)
        inserts.append(_timed(partial(plain.execute, _INSERT, row)))
        edits.append(_timed(partial(session.do, command)))
        undos.append(_timed(session.undo))
        session.redo()
    return Times(tuple(edits), tuple(inserts)), Times(tuple(undos), tuple(inserts))


def _command(event: Event, *, number: int) -> Command:
    """Return an edit: mostly of a title, but also of a date, a new event, or one less."""
    match number % 6:
        case 0:
            return AddEvent(event.model_copy(update={"id": f"new-{number}"}))
        case 1:
            return DeleteEvent(event.id, event.title)
        case 2:
            moved = {"when": EventDate.parse(f"2025-03-{1 + number % 28:02}")}
            return EditEvent(event.model_copy(update=moved))
        case _:
            return EditEvent(event.model_copy(update={"title": f"{event.title} {number}"}))


# Searching


def _texts(session: Session) -> list[str]:
    """Return two words of an event as they are typed, letter by letter."""
    first, second = session.timeline.events[4711].title.lower().split()[:2]
    typed = f"{first} {second}"
    return [typed[: length + 1] for length in range(len(typed)) if typed[length] != " "]


def _searching(session: Session, path: Path, *, text: str) -> Times:
    expression = match_expression(text)
    statement = (
        "SELECT event.id FROM event_search JOIN event ON event.position = event_search.rowid "
        "WHERE event_search MATCH ?"
    )
    times = Times((), ())
    with closing(sqlite3.connect(path)) as connection:
        found = {row[0] for row in connection.execute(statement, (expression,))}
        if found != set(session.search(text)):
            raise SystemExit(f"{text!r} does not find what plain FTS5 finds")
        for _ in range(_SEARCHES):
            plain = _timed(lambda: connection.execute(statement, (expression,)).fetchall())
            ours = _timed(lambda: session.search(text))
            times = replace(times, ours=(*times.ours, ours), plain=(*times.plain, plain))
    return times


if __name__ == "__main__":
    create_document(Path(sys.argv[1]), generated_timeline()).close()
