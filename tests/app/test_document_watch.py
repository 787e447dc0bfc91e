"""A document whose file goes while it is open, and one whose writer ends."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import CLOSES, FIRST_DAY, priced_story
from helpers.running_desk import running_desk
from tickertale.app.desk import Desk
from tickertale.app.paths import settings_file
from tickertale.session.commands import DeleteEvent
from tickertale.session.opening import create_document, open_session
from tickertale.store.settings import read_settings
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bars = bars_of(CLOSES, first=FIRST_DAY)
    path = tmp_path / "story.tale"
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    return path


def message_of(window: MainWindow) -> MessageBar:
    bar = window.findChild(MessageBar)
    assert bar is not None
    return bar


def said_in(window: MainWindow) -> str:
    bar = message_of(window)
    return "" if bar.isHidden() else bar.findChildren(QLabel)[0].text()


def status_of(window: MainWindow) -> str:
    return window.statusBar().findChildren(QLabel)[0].text()


def answer_question(monkeypatch: pytest.MonkeyPatch, word: str) -> list[str]:
    """Answer each question with the button that has the word; return what was asked."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        (button,) = (row for row in box.findChildren(QPushButton) if word in row.text())
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    def choose(path: Path | None) -> list[str]:
        suggested: list[str] = []

        def answer(_parent: object, _title: str, start: str, *_: object) -> tuple[str, str]:
            suggested.append(start)
            return "" if path is None else str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        return suggested

    return choose


Choose = Callable[[Path | None], list[str]]


def test_a_file_that_goes_is_told_before_anything_is_typed(
    desk: Desk, path: Path, qtbot: QtBot
) -> None:
    window = desk.open(path)
    away = path.rename(path.with_name("away.tale"))
    qtbot.waitUntil(lambda: "was moved, deleted or replaced" in said_in(window))
    assert status_of(window).startswith("Not saved: ")
    away.rename(path)
    qtbot.waitUntil(lambda: not said_in(window))
    assert status_of(window).startswith("Saved")


def test_a_refused_edit_offers_a_copy_and_goes_on_in_it(
    desk: Desk, path: Path, choose: Choose
) -> None:
    window = desk.open(path)
    window.view_model.set_view(ViewRange(30.0, 70.0))
    window.editor.edit("first")
    form = window.editor.form
    assert form is not None
    path.unlink()
    form.title.setFocus()
    QTest.keyClicks(form.title, "Typed after all")
    QTest.keyClick(form.title, Qt.Key.Key_Tab)
    window.editor.write()
    assert "was not saved" in said_in(window)
    assert status_of(window).startswith("Not saved: ")
    copy = path.with_name("copy.tale")
    suggested = choose(copy)
    message_of(window).act_button.click()
    assert suggested == [str(path.with_name("story copy.tale"))]
    assert form.title.text() == "Typed after all"
    assert window.windowTitle() == "A story — copy.tale"
    assert status_of(window).startswith("Saved")
    assert not message_of(window).act_button.isVisible()
    assert window.view_model.view == ViewRange(30.0, 70.0)
    assert read_settings(settings_file()).documents.last == str(copy)
    with closing(open_session(copy, read_only=True)) as reader:
        assert reader.timeline.event("first").title == "Typed after all"


def test_a_document_whose_file_is_gone_is_not_closed_unasked(
    desk: Desk, path: Path, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(path)
    path.unlink()
    asked = answer_question(monkeypatch, "Cancel")
    window.close()
    assert window.isVisible()
    assert "story.tale" in asked[0]
    answer_question(monkeypatch, "copy")
    choose(None)
    window.close()
    assert window.isVisible()
    choose(path.with_name("copy.tale"))
    window.close()
    assert not window.isVisible()
    with closing(open_session(path.with_name("copy.tale"))) as copy:
        assert copy.timeline == window.view_model.reading.timeline


def test_a_document_whose_file_is_gone_may_be_let_go(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(path)
    path.unlink()
    asked = answer_question(monkeypatch, "without")
    assert desk.open(None) is not window
    assert len(asked) == 1


def test_another_document_does_not_take_its_place_unasked(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(path)
    path.unlink()
    answer_question(monkeypatch, "Cancel")
    assert desk.open(None) is window
    window.documents.reset_requested.emit()
    assert window.view_model.reading.timeline.id == "story"
    answer_question(monkeypatch, "without")


def test_a_file_that_is_where_it_was_is_closed_unasked(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer_question(monkeypatch, "Cancel")
    desk.open(path).close()
    assert asked == []


def test_a_second_window_writes_when_the_first_has_ended(
    desk: Desk, path: Path, qtbot: QtBot
) -> None:
    with closing(open_session(path)) as writer:
        window = desk.open(path)
        window.view_model.select("second")
        view = window.view_model.view
        assert not window.actions_by_name["new_event"].isEnabled()
        writer.do(DeleteEvent("first"))
    qtbot.waitUntil(lambda: not window.view_model.history.read_only_reason)
    assert "can be changed here" in said_in(window)
    assert status_of(window).startswith("Saved")
    assert window.actions_by_name["new_event"].isEnabled()
    assert (window.view_model.selected, window.view_model.view) == ("second", view)
    window.view_model.history.delete("second")
    assert window.view_model.history.undo_label == "Delete “Second”"
