"""Where the dialogs for files begin."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from tickertale.widgets.control.start_folder import StartFolder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(tmp_path / "Documents"))
    return tmp_path


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_it_is_that_of_the_open_document_first(home: Path) -> None:
    folder = StartFolder(last=made(home / "last"))
    folder.document = made(home / "work") / "story.tale"
    folder.remember(home / "last" / "events.csv")
    assert folder.path() == home / "work"
    assert folder.file("events.csv") == str(home / "work" / "events.csv")


def test_for_a_document_of_the_program_it_is_where_a_file_was_chosen_last(home: Path) -> None:
    own = made(home / "own")
    folder = StartFolder([own])
    folder.document = own / "example.tale"
    folder.remember(made(home / "last") / "events.csv")
    assert folder.path() == home / "last"


def test_without_either_it_is_that_of_the_users_documents_or_home(home: Path) -> None:
    folder = StartFolder(last=home / "gone")
    folder.document = home / "gone, too" / "story.tale"
    assert folder.path() == home
    made(home / "Documents")
    assert folder.path() == home / "Documents"
