"""Edits from the window's side."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.open_story import open_story, priced_story
from tickertale.session.bulk_commands import DeleteEvents
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session
from tickertale.viewmodels.document.history import LONG_EDIT, HistoryViewModel


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


def refusals_of(history: HistoryViewModel) -> list[str]:
    told: list[str] = []
    history.refused.connect(told.append)
    return told


def test_an_event_is_deleted_undone_and_deleted_again(session: Session) -> None:
    history = HistoryViewModel(session)
    before = session.timeline.events
    history.delete("first")
    assert not session.timeline.has_event("first")
    assert (history.undo_label, history.redo_label) == ("Delete “First”", "")
    history.undo()
    assert session.timeline.events == before
    assert (history.undo_label, history.redo_label) == ("", "Delete “First”")
    history.redo()
    assert not session.timeline.has_event("first")


def test_without_edits_undo_and_redo_do_nothing(session: Session) -> None:
    history = HistoryViewModel(session)
    told = refusals_of(history)
    history.undo()
    history.redo()
    assert (history.undo_label, history.redo_label, told) == ("", "", [])


def test_a_refused_edit_says_why_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "story.tale"
    create_document(path, priced_story()).close()
    with closing(open_session(path, read_only=True)) as session:
        history = HistoryViewModel(session)
        told = refusals_of(history)
        history.delete("first")
        history.undo()
        assert len(told) == 2
        assert told[0] == history.read_only_reason != ""
        assert session.timeline.has_event("first")


def test_an_edit_of_very_many_events_is_told_before_it_begins(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = HistoryViewModel(session)
    told: list[str] = []
    history.long_edit_begun.connect(told.append)
    history.long_edit_ended.connect(lambda: told.append("ended"))
    history.do(DeleteEvents(("first",)), size=LONG_EDIT)
    history.do(DeleteEvents(("second",)), size=LONG_EDIT - 1)
    assert told == ["Delete 1 event", "ended"]
    told.clear()
    monkeypatch.setattr(session, "next_size", lambda **_: LONG_EDIT)
    history.undo()
    history.redo()
    assert told == ["Undo Delete 1 event", "ended", "Redo Delete 1 event", "ended"]


def test_a_document_that_cannot_be_written_is_told_until_it_can(tmp_path: Path) -> None:
    path = tmp_path / "story.tale"
    with closing(create_document(path, priced_story())) as session:
        history = HistoryViewModel(session)
        told: list[str] = []
        history.trouble_changed.connect(lambda: told.append(history.unsaved_reason))
        away = path.rename(tmp_path / "away.tale")
        history.delete("first")
        history.delete("first")
        away.rename(path)
        history.delete("first")
        assert len(told) == 2
        assert "moved, deleted or replaced" in told[0]
        assert told[1] == ""
        history.revert_to(0)
        assert session.timeline.has_event("first")
