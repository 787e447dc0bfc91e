"""Documents of every released version of the tables, which must open for ever."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import ROWS, change_by_hand
from helpers.released import released_path, released_story
from tickertale.store.event_store import EventStore
from tickertale.store.schema import NEWEST_VERSION, document_version

VERSIONS = range(1, NEWEST_VERSION + 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_there_is_a_document_of_every_version(version: int) -> None:
    path = released_path(version)
    assert path.exists(), f"write it once, and commit it: python -m helpers.released {version}"
    with closing(EventStore.open(path, read_only=True)) as store:
        assert document_version(store._connection) == version


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_of_every_version_opens_and_can_be_edited(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.tale"
    shutil.copy(released_path(version), path)
    with closing(EventStore.open(path)) as store:
        loaded = store.load()
        assert not store.is_read_only
        assert loaded.quarantined == ()
        assert loaded.timeline == released_story()
        assert document_version(store._connection) == NEWEST_VERSION
        assert store.read_bars("BABA-1d").rows() == ROWS
        assert store.search("通义千问") == ("qwq",)
        assert [step.label for step in store.history()] == ["Edit “QwQ”", "Delete “Last”"]
        before = store.undo(loaded.timeline)
        assert before.has_event("last")
        after = before.without_event("qwq")
        store.commit(before, after, label="Delete")
        assert store.search("通义千问") == ()
        assert store.undo(after) == before


def test_an_older_document_that_is_damaged_opens_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "old.tale"
    shutil.copy(released_path(1), path)
    change_by_hand(path, "UPDATE event_search_data SET block = x'00' WHERE id = 1")
    change_by_hand(path, "DELETE FROM event_search_config")
    content = path.read_bytes()
    with closing(EventStore.open(path)) as store:
        assert "an older Tickertale and could not be brought up to date" in store.read_only_reason
        assert store.load().timeline == released_story()
    assert path.read_bytes() == content


def test_an_older_document_that_must_not_be_written_opens_as_it_is() -> None:
    with closing(EventStore.open(released_path(1), read_only=True)) as store:
        assert store.load().timeline == released_story()
        assert store.search("通义千问") == ("qwq",)
