"""Documents for tests, and hands that change them as another program would."""

import sqlite3
from contextlib import closing
from pathlib import Path

from helpers.timeline import event_of, timeline_of
from tickertale.store.event_store import EventStore
from tickertale.store.loading import LoadedDocument

STORY = timeline_of(event_of("one"), event_of("two", "阿里巴巴发布模型"), event_of("three"))

ROWS = ((1, 1.0, 2.0, 0.5, 1.5, 10.0), (2, 1.5, 2.5, 1.0, 2.0, 20.0))


def change_by_hand(path: Path, statement: str, *values: object) -> None:
    """Change a document as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)


def load(path: Path) -> LoadedDocument:
    """Return what a document holds, and close it again."""
    with closing(EventStore.open(path)) as store:
        return store.load()


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())
