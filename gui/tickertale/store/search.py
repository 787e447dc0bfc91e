"""Full-text search over events: the terms of a text, and the index that holds them."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from operator import attrgetter

from tickertale.domain.event import Event

_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_RUN = re.compile(f"(?P<cjk>[{_CJK}]+)|(?P<word>(?:(?![{_CJK}_])\\w)+)")
_ASCII_WORD = re.compile(r"[0-9a-z]+")
_CHUNK = re.compile(r"\S+")

MOST_RANKED = 5000
"""Events that are put in order of rank; a text that finds more tells them hardly apart."""

LONGEST_QUERY = 200
"""Characters of a search text that are looked at."""


def search_terms(text: str) -> tuple[str, ...]:
    """Return the terms under which a text is found, in its order.

    Words are folded: case, width and accents do not matter. A run of Chinese, Japanese or Korean
    characters becomes its overlapping pairs and its last character, so that any two neighbors,
    and any single character, are the start of a term.

    Parameters
    ----------
    text : str
        Any text.
    """
    if text.isascii():
        # The same, many times faster: most of what is written is English.
        return tuple(_ASCII_WORD.findall(text.lower()))
    return tuple(_terms(text, ends_open=False))


def match_expression(text: str) -> str:
    """Return the FTS5 expression for what a user typed; empty when nothing can be searched.

    Each piece between spaces is a phrase, and all must be there; the last one may still be
    growing. Terms hold letters and digits only and are quoted, so no text is a syntax error.

    Parameters
    ----------
    text : str
        What the user typed.
    """
    text = text[:LONGEST_QUERY]
    phrases = []
    for chunk in _CHUNK.finditer(text):
        terms = tuple(_terms(chunk[0], ends_open=True))
        if terms:
            is_growing = chunk.end() == len(text) or _is_single_cjk(terms[-1])
            phrases.append('"' + " ".join(terms) + '"' + (" *" if is_growing else ""))
    return " AND ".join(phrases)


def _terms(text: str, *, ends_open: bool) -> Iterator[str]:
    folded = _fold(text)
    for run in _RUN.finditer(folded):
        if run["word"]:
            yield run["word"]
            continue
        cjk = run["cjk"]
        yield from (cjk[i : i + 2] for i in range(len(cjk) - 1))
        # In a query the run may go on in the text, unless another word follows it.
        if len(cjk) == 1 or not ends_open or run.end() < len(folded):
            yield cjk[-1]


def _fold(text: str) -> str:
    """Return the text with case, width and Latin accents folded away."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", plain).casefold()


def _is_single_cjk(term: str) -> bool:
    return len(term) == 1 and re.fullmatch(f"[{_CJK}]", term) is not None


def _columns(event: Event) -> tuple[str, str, str]:
    names = (*event.tags, *event.people, *event.organisations)
    parts = [event.summary]
    for figure in event.figures:
        parts += (figure.name, figure.note)
    for source in event.sources:
        parts += (source.title, source.publisher)
    titles = (event.title, event.short_title)
    return _joined(titles), _joined(names), _joined(parts)


_SEARCHED_FIELDS = attrgetter(
    "title", "short_title", "tags", "people", "organisations", "summary", "figures", "sources"
)


def is_found_alike(one: Event, other: Event) -> bool:
    """Return whether the same texts find two events, as far as that can be told at a glance."""
    return bool(_SEARCHED_FIELDS(one) == _SEARCHED_FIELDS(other))


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, (" ".join(search_terms(text)) for text in texts)))


def add_to_index(connection: sqlite3.Connection, rows: Iterable[tuple[int, Event]]) -> None:
    """Make events found, each by its position in the table."""
    connection.executemany(
        "INSERT INTO event_search (rowid, title, names, text) VALUES (?, ?, ?, ?)",
        ((position, *_columns(event)) for position, event in rows),
    )


def drop_from_index(connection: sqlite3.Connection, rows: Iterable[tuple[int, Event]]) -> None:
    """Make events found no more; they must be the very values that were added.

    The index is contentless, so SQLite has to be told again which terms to take out.
    """
    connection.executemany(
        "INSERT INTO event_search (event_search, rowid, title, names, text) "
        "VALUES ('delete', ?, ?, ?, ?)",
        ((position, *_columns(event)) for position, event in rows),
    )


def clear_index(connection: sqlite3.Connection) -> None:
    """Make nothing found any more, whatever the index holds."""
    connection.execute("INSERT INTO event_search (event_search) VALUES ('delete-all')")


def merge_index(connection: sqlite3.Connection) -> None:
    """Bring the index into its fastest form; takes as long as a good part of making it."""
    connection.execute("INSERT INTO event_search (event_search) VALUES ('optimize')")


def find_positions(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return the positions of the events that a search text finds.

    The best come first; more than `MOST_RANKED` come in the order of the table.
    """
    expression = match_expression(text)
    if not expression:
        return []
    # As one text, since 100,000 rows one by one take longer than to find them.
    (joined,) = connection.execute(
        "SELECT group_concat(rowid) FROM "
        "(SELECT rowid FROM event_search WHERE event_search MATCH ? ORDER BY rowid)",
        (expression,),
    ).fetchone()
    positions = [] if joined is None else list(map(int, joined.split(",")))
    if not 1 < len(positions) <= MOST_RANKED:
        return positions
    ranked = connection.execute(
        "SELECT rowid FROM event_search WHERE event_search MATCH ? ORDER BY rank, rowid",
        (expression,),
    )
    return [position for (position,) in ranked.fetchall()]
