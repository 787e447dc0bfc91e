"""A document for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.document import ROWS, STORY
from tickertale.store.bar_table import BarColumns
from tickertale.store.event_store import EventStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The name of a document that is not there yet."""
    return tmp_path / "story.tale"


@pytest.fixture
def store(path: Path) -> Iterator[EventStore]:
    """The story, open and loaded."""
    store = EventStore.create(path, STORY, bars={"BABA-1d": BarColumns.from_rows(ROWS)})
    store.load()
    yield store
    store.close()
