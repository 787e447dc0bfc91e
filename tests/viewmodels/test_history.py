"""Edits from the window's side."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.open_story import open_story, priced_story
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session
from tickertale.viewmodels.history import HistoryViewModel


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
