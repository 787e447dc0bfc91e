"""The journal beside an open document holds nothing back, and is gone when it is closed."""

import shutil
from pathlib import Path

import pytest

from helpers.document import STORY, names_in
from helpers.timeline import event_of
from tickertale.domain.errors import DocumentError
from tickertale.store.event_store import EventStore
from tickertale.store.journal import drop_left_journal

EDITED = STORY.with_event(event_of("four"))


@pytest.fixture
def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def test_a_closed_document_is_one_file(store: EventStore, path: Path) -> None:
    store.commit(STORY, EDITED, label="Add")
    store.close()
    assert names_in(path.parent) == [path.name]


def test_what_is_committed_stands_in_the_document_alone(
    store: EventStore, path: Path, journal: Path, tmp_path: Path
) -> None:
    store.commit(STORY, EDITED, label="Add")
    assert not any(journal.read_bytes()[:28])
    copy = tmp_path / "copy.tale"
    shutil.copy(path, copy)
    opened = EventStore.open(copy)
    assert opened.load().timeline == EDITED
    opened.close()


def test_a_long_edit_leaves_a_short_journal(store: EventStore, journal: Path) -> None:
    many = STORY.with_events(
        event.model_copy(update={"summary": "word " * 300_000}) for event in STORY.events
    )
    store.commit(STORY, many, label="Edit")
    store.commit(many, STORY, label="Edit")
    assert 0 < journal.stat().st_size <= 131_072


def test_a_document_that_is_gone_can_still_be_read(
    store: EventStore, path: Path, journal: Path
) -> None:
    store.commit(STORY, EDITED, label="Add")
    path.unlink()
    assert [step.label for step in store.history()] == ["Add"]
    assert not journal.exists()
    with pytest.raises(DocumentError, match="was moved, deleted or replaced"):
        store.commit(EDITED, STORY, label="Delete")


def test_the_journal_of_a_file_in_our_place_is_let_be(
    store: EventStore, path: Path, journal: Path
) -> None:
    store.commit(STORY, EDITED, label="Add")
    shutil.copy(path, path.with_name("other"))
    path.with_name("other").replace(path)
    store.history()
    store.close()
    assert journal.exists()


@pytest.mark.parametrize("head", [b"\xd9\xd5\x05\xf9", bytes(12) + b"nonce"], ids=["hot", "begun"])
def test_a_journal_with_an_edit_to_take_back_is_kept(
    path: Path, journal: Path, head: bytes
) -> None:
    journal.write_bytes(head + bytes(512))
    drop_left_journal(path)
    assert journal.exists()
    journal.write_bytes(bytes(512))
    drop_left_journal(path)
    assert not journal.exists()
