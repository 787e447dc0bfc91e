"""The file of a session: copies, a file that is taken away, and a writer that has ended."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import names_in
from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import DocumentError, GoneDocumentError, ReadOnlyDocumentError
from tickertale.session.change import Change
from tickertale.session.commands import AddEvent, DeleteEvent
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session

STORY = timeline_of(event_of("one"), event_of("two"), event_of("three"))
ADD = AddEvent(event_of("four"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    return tmp_path / "own" / "story.tale"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with closing(create_document(path, STORY)) as session:
        yield session


def test_a_copy_has_the_history_and_nothing_beside_it(session: Session, tmp_path: Path) -> None:
    session.do(ADD)
    session.do(DeleteEvent("one", "One"))
    session.undo()
    session.save_copy(tmp_path / "copy.tale")
    assert names_in(tmp_path) == ["copy.tale", "own"]
    with closing(open_session(tmp_path / "copy.tale")) as copy:
        assert copy.timeline == session.timeline
        assert copy.history() == session.history()
        assert (copy.undo_label, copy.redo_label) == (session.undo_label, session.redo_label)
        copy.undo()
        assert copy.timeline == STORY


def test_a_copy_keeps_what_is_in_quarantine(path: Path, tmp_path: Path) -> None:
    create_document(path, STORY).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event SET body = 'damaged' WHERE id = 'two'")
    with closing(open_session(path)) as session:
        session.save_copy(tmp_path / "copy.tale")
    with closing(open_session(tmp_path / "copy.tale")) as copy:
        assert [row.id for row in copy.quarantined] == ["two"]


def test_a_copy_that_takes_the_place_of_another_file_inherits_no_journal(
    session: Session, tmp_path: Path
) -> None:
    create_document(tmp_path / "copy.tale", STORY).close()
    (tmp_path / "copy.tale-journal").write_bytes(b"\xd9\xd5\x05\xf9" + bytes(508))
    session.do(ADD)
    session.save_copy(tmp_path / "copy.tale")
    with closing(open_session(tmp_path / "copy.tale")) as copy:
        assert copy.timeline == session.timeline


def test_a_copy_never_replaces_the_open_document(session: Session, path: Path) -> None:
    with pytest.raises(DocumentError, match="choose another name"):
        session.save_copy(path)


def test_it_is_known_why_an_edit_was_not_written_until_one_is(session: Session, path: Path) -> None:
    assert session.unsaved_reason == ""
    away = path.rename(path.with_name("away.tale"))
    with pytest.raises(GoneDocumentError):
        session.do(ADD)
    assert session.is_gone
    assert "was moved, deleted or replaced" in session.unsaved_reason
    away.rename(path)
    assert not session.is_gone
    session.do(ADD)
    assert session.unsaved_reason == ""


@pytest.mark.parametrize("name", ["story.tale", "copy.tale"])
def test_a_session_whose_file_is_gone_goes_on_with_a_copy(
    session: Session, path: Path, name: str
) -> None:
    session.do(ADD)
    before = session.timeline
    path.unlink()
    with pytest.raises(GoneDocumentError):
        session.do(DeleteEvent("one", "One"))
    session.move_to(path.with_name(name))
    assert session.timeline is before
    assert session.path == path.with_name(name)
    assert (session.is_gone, session.unsaved_reason, session.undo_label) == (False, "", ADD.label)
    session.do(DeleteEvent("one", "One"))
    with closing(open_session(path.with_name(name), read_only=True)) as reader:
        assert reader.timeline == session.timeline
    session.close()
    assert names_in(path.parent) == [name]


def test_a_session_that_cannot_go_on_elsewhere_stays_where_it_is(
    session: Session, path: Path, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError, match=r"copy\.tale"):
        session.move_to(tmp_path / "nowhere" / "copy.tale")
    session.do(ADD)
    assert session.path == path


def test_a_reader_becomes_the_writer_when_that_has_ended(session: Session, path: Path) -> None:
    with closing(open_session(path)) as reader:
        told: list[Change] = []
        reader.subscribe(told.append)
        assert not reader.become_writer()
        with pytest.raises(ReadOnlyDocumentError):
            reader.do(ADD)
        session.do(ADD)
        session.close()
        assert reader.become_writer()
        assert reader.read_only_reason == ""
        assert reader.timeline.has_event("four")
        assert [change.after for change in told] == [reader.timeline]
        reader.do(DeleteEvent("four", "Four"))
        assert not reader.become_writer()
    assert names_in(path.parent) == [path.name]


def test_what_was_opened_for_reading_only_stays_so(session: Session, path: Path) -> None:
    session.close()
    with closing(open_session(path, read_only=True)) as reader:
        assert not reader.become_writer()


def test_a_reader_whose_document_has_gone_with_its_writer_says_so(
    session: Session, path: Path
) -> None:
    with closing(open_session(path)) as reader:
        session.close()
        path.unlink()
        with pytest.raises(DocumentError, match="does not exist"):
            reader.become_writer()
