"""What is typed and not finished outlasts the window, the document and the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import CLOSES, FIRST_DAY, priced_story
from helpers.running_desk import running_desk
from tickertale.app.desk import Desk
from tickertale.app.paths import unfinished_folder
from tickertale.session.opening import create_document
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.editor.editor import EditorPanel
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("home")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


@pytest.fixture
def story_path(tmp_path: Path) -> Path:
    path = tmp_path / "story.tale"
    bars = bars_of(CLOSES, first=FIRST_DAY)
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    return path


@pytest.fixture
def other_path(tmp_path: Path) -> Path:
    path = tmp_path / "other.tale"
    create_document(path, priced_story()).close()
    return path


def bar_of(window: MainWindow) -> MessageBar:
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    return bar


def form_of(window: MainWindow) -> EditorPanel:
    form = window.editor.form
    assert form is not None
    return form


def begin_event(window: MainWindow, title: str) -> None:
    window.actions_by_name["new_event"].trigger()
    QTest.keyClicks(form_of(window).title, title)


def test_a_new_event_is_there_after_the_window_was_closed(
    desk: Desk, story_path: Path, qtbot: QtBot
) -> None:
    begin_event(desk.open(story_path), "Half")
    desk.close()
    window = desk.open(story_path)
    assert bar_of(window).text == "Unfinished event restored"
    assert not window.editor.is_open
    qtbot.mouseClick(bar_of(window).act_button, LEFT)
    assert form_of(window).title.text() == "Half"
    qtbot.mouseClick(form_of(window).discard_button, LEFT)
    assert not list(unfinished_folder().iterdir())
    desk.close()
    assert not bar_of(desk.open(story_path)).text


def test_a_new_event_is_there_after_another_document_was_open(
    desk: Desk, story_path: Path, other_path: Path
) -> None:
    begin_event(desk.open(story_path), "Half")
    assert not bar_of(desk.open(other_path)).text
    window = desk.open(story_path)
    assert bar_of(window).text == "Unfinished event restored"
    window.actions_by_name["new_event"].trigger()
    assert form_of(window).title.text() == "Half"


def test_what_is_not_understood_is_there_again(
    desk: Desk, story_path: Path, other_path: Path, qtbot: QtBot
) -> None:
    window = desk.open(story_path)
    window.editor.edit("second")
    date = form_of(window).date.date
    date.setFocus()
    date.selectAll()
    QTest.keyClicks(date, "31 Feb 2025")
    desk.open(other_path)
    window = desk.open(story_path)
    assert bar_of(window).text == "Unfinished text in “Second” restored"
    qtbot.mouseClick(bar_of(window).act_button, LEFT)
    assert form_of(window).date.date.text() == "31 Feb 2025"
    assert form_of(window).date.date.has_problem


def test_what_is_understood_is_written_when_another_document_opens(
    desk: Desk, story_path: Path, other_path: Path
) -> None:
    window = desk.open(story_path)
    window.editor.edit("second")
    QTest.keyClicks(form_of(window).title, "Written")
    desk.open(other_path)
    window = desk.open(story_path)
    assert "Written" in window.view_model.reading.timeline.event("second").title
    assert not bar_of(window).text
