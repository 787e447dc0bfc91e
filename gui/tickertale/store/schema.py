"""The tables of a document, and the numbered steps that bring an old one up to date."""

import sqlite3
from collections.abc import Callable, Sequence

from tickertale.domain.errors import CorruptDocumentError
from tickertale.store.connection import transaction
from tickertale.store.row_table import rebuild_index
from tickertale.store.search import merge_index

APPLICATION_ID = 0x54414C45
"""``TALE`` in ASCII: tells our documents from any other SQLite file."""

Step = str | Callable[[sqlite3.Connection], None]
"""A statement, or what no statement can do."""

_ROW_TABLE = """
CREATE TABLE @table (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    @columns
) STRICT
"""

_GENERATED = """
    @name ANY GENERATED ALWAYS AS (
        CASE WHEN json_valid(body) THEN json_extract(body, '$.@field') END
    ) VIRTUAL"""


def _row_table(table: str, **columns: str) -> str:
    generated = (
        _GENERATED.replace("@name", name).replace("@field", field)
        for name, field in columns.items()
    )
    return _ROW_TABLE.replace("@table", table).replace("@columns", ",".join(generated))


_SEARCH_SETTINGS = (
    "INSERT INTO event_search (event_search, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0)')",
    # Merging bit by bit would now and then hold up one edit by a tenth of a second; small pieces
    # are still merged by sixteens.
    "INSERT INTO event_search (event_search, rank) VALUES ('automerge', 0)",
)

_FIRST_TABLES: tuple[Step, ...] = (
    _row_table("document", title="title"),
    _row_table("category", name="name", color="color"),
    _row_table("instrument", symbol="symbol", name="name", mic="mic"),
    _row_table(
        "event", title="title", happened="when", category="category", importance="importance"
    ),
    """
    CREATE TABLE bar (
        series TEXT NOT NULL,
        first_ns INTEGER NOT NULL,
        count INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        time_ns BLOB NOT NULL,
        open BLOB NOT NULL,
        high BLOB NOT NULL,
        low BLOB NOT NULL,
        close BLOB NOT NULL,
        volume BLOB NOT NULL,
        UNIQUE (series, first_ns)
    ) STRICT
    """,
    """
    CREATE TABLE history (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        at TEXT NOT NULL,
        is_undone INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE history_change (
        seq INTEGER NOT NULL REFERENCES history (seq) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        position_before INTEGER,
        body_before TEXT,
        position_after INTEGER,
        body_after TEXT,
        PRIMARY KEY (seq, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    # The terms are made in Python, so the tokenizer has only to split at spaces.
    """
    CREATE VIRTUAL TABLE event_search USING fts5 (
        title, names, text, content = '', tokenize = 'ascii'
    )
    """,
    *_SEARCH_SETTINGS,
)

# With the first one and two letters of each term, for a search finds the most while it is begun:
# of 100,000 events it took a tenth of a second, and takes ten milliseconds.
_SEARCH_BY_PREFIX: tuple[Step, ...] = (
    "DROP TABLE event_search",
    """
    CREATE VIRTUAL TABLE event_search USING fts5 (
        title, names, text, content = '', tokenize = 'ascii', prefix = '1 2'
    )
    """,
    *_SEARCH_SETTINGS,
    rebuild_index,
    merge_index,
)

MIGRATIONS: tuple[tuple[Step, ...], ...] = (_FIRST_TABLES, _SEARCH_BY_PREFIX)
"""Steps by version: the first tuple makes version 1 of an empty file, the next one 2, …"""

NEWEST_VERSION = len(MIGRATIONS)
"""The version that this program writes."""


def application_id(connection: sqlite3.Connection) -> int:
    """Return the number by which a file says whose document it is."""
    return _number(connection, "PRAGMA application_id")


def document_version(connection: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 for an empty file."""
    return _number(connection, "PRAGMA user_version")


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that changes when another connection has written to the file."""
    return _number(connection, "PRAGMA data_version")


def _number(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])


def migrate(
    connection: sqlite3.Connection, migrations: Sequence[Sequence[Step]] = MIGRATIONS
) -> None:
    """Bring the tables up to the newest version, each step in a transaction of its own.

    Raises
    ------
    CorruptDocumentError
        The tables are newer than the newest step.
    """
    version = document_version(connection)
    if version > len(migrations):
        message = f"the document has version {version}; at most {len(migrations)} was expected"
        raise CorruptDocumentError(message)
    for number in range(version, len(migrations)):
        with transaction(connection):
            for step in migrations[number]:
                if isinstance(step, str):
                    connection.execute(step)
                else:
                    step(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
