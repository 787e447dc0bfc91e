"""The file of a document: whole or not at all, and for reading where it must be."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import ROWS, STORY, change_by_hand, names_in
from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    DocumentNotFoundError,
    NewerDocumentError,
    ReadOnlyDocumentError,
)
from tickertale.store import document_file
from tickertale.store.event_store import EventStore
from tickertale.store.schema import NEWEST_VERSION
from tickertale.store.writer_lock import WriterLock, lock_path


def test_a_document_holds_what_it_was_made_of(store: EventStore, path: Path) -> None:
    assert store.load().timeline == STORY
    assert store.read_bars("BABA-1d").rows() == ROWS
    assert store.path == path
    assert not store.is_read_only


def test_a_document_in_memory_needs_no_file() -> None:
    with closing(EventStore.in_memory(STORY)) as store:
        assert store.load().timeline == STORY
        assert store.path is None
        store.commit(STORY, STORY.without_event("one"), label="Delete")
        assert store.load().timeline == STORY.without_event("one")


def test_a_name_that_is_taken_is_not_overwritten(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(DocumentError, match="exists already"):
        EventStore.create(path, STORY)
    assert path.read_text() == "precious"


def test_a_name_that_is_taken_in_the_meantime_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda _: False)
    path.write_text("precious")
    with pytest.raises(DocumentError, match="exists already"):
        EventStore.create(path, STORY)
    assert path.read_text() == "precious"
    assert names_in(path.parent) == [path.name]


def test_a_document_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        EventStore.create(tmp_path / "missing" / "story.tale", STORY)


def test_a_folder_that_refuses_the_name_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(document_file, "place_new", refuse)
    with pytest.raises(DocumentError, match="cannot be written: Permission denied"):
        EventStore.create(path, STORY)
    assert names_in(path.parent) == []


def test_the_file_says_whose_it_is(store: EventStore, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x54414C45,)
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        titles = connection.execute("SELECT title, happened FROM event ORDER BY position")
        assert titles.fetchall()[0] == ("Event one", "2025-03-06")


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(DocumentNotFoundError, match=r"does not exist; a \.tale file, a folder or"):
        EventStore.open(path)
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(5000)],
    ids=["empty", "text", "only the start", "zeros"],
)
def test_a_file_that_is_no_document_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CorruptDocumentError):
        EventStore.open(path)
    assert path.read_bytes() == content
    assert names_in(path.parent) == [path.name]


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        EventStore.open(tmp_path)


def test_a_name_with_nul_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        EventStore.open(tmp_path / "a\0b.tale")


def test_a_database_of_another_program_is_left_as_it_is(path: Path) -> None:
    change_by_hand(path, "CREATE TABLE event (id)")
    content = path.read_bytes()
    with pytest.raises(CorruptDocumentError, match="another program"):
        EventStore.open(path)
    assert path.read_bytes() == content


def test_a_document_opened_for_reading_refuses_every_change(store: EventStore, path: Path) -> None:
    after = STORY.without_event("one")
    store.commit(STORY, after, label="Delete")
    store.close()
    with closing(EventStore.open(path, read_only=True)) as again:
        timeline = again.load().timeline
        assert again.is_read_only
        for change in (
            lambda: again.commit(timeline, STORY, label="Add"),
            lambda: again.undo(timeline),
        ):
            with pytest.raises(ReadOnlyDocumentError, match="for reading only"):
                change()
        assert again.load().timeline == after
        assert not lock_path(path).exists()


def test_a_write_protected_document_is_read_only(
    store: EventStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with closing(EventStore.open(path)) as again:
        assert "write-protected" in again.read_only_reason
        assert again.load().timeline == STORY


def test_a_folder_that_takes_no_lock_makes_it_read_only(
    store: EventStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    store.close()
    monkeypatch.setattr(WriterLock, "acquire", refuse)
    with closing(EventStore.open(path)) as again:
        assert "Read-only file system" in again.read_only_reason


def test_a_newer_document_is_read_only_and_says_so(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, f"PRAGMA user_version = {NEWEST_VERSION + 6}")
    content = path.read_bytes()
    with closing(EventStore.open(path)) as again:
        loaded = again.load()
        assert loaded.timeline == STORY
        assert "newer Tickertale" in again.read_only_reason
        assert again.search("发布") == ("two",)
        with pytest.raises(ReadOnlyDocumentError, match="newer Tickertale"):
            again.commit(STORY, STORY.without_event("one"), label="Delete")
    assert path.read_bytes() == content


@pytest.mark.parametrize("version", [0, -5])
def test_a_version_that_never_was_is_damage(store: EventStore, path: Path, version: int) -> None:
    store.close()
    change_by_hand(path, f"PRAGMA user_version = {version}")
    content = path.read_bytes()
    with pytest.raises(CorruptDocumentError, match=f"has the document version {version}"):
        EventStore.open(path)
    assert path.read_bytes() == content


def test_a_document_too_new_to_be_read_is_refused(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "ALTER TABLE event RENAME TO happening")
    change_by_hand(path, f"PRAGMA user_version = {NEWEST_VERSION + 1}")
    with pytest.raises(NewerDocumentError, match="cannot read it"):
        EventStore.open(path)
