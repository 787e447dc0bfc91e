"""The file menu asks for documents; recent ones and dropped files are asked for too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from helpers.window import shown_window
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as shown:
        yield shown


def recent_menu(window: MainWindow) -> QMenu:
    menus = window.actions_by_name.menu("&File").findChildren(QMenu) + window.findChildren(QMenu)
    return next(menu for menu in menus if "recent" in menu.title())


@pytest.mark.parametrize(
    ("command", "signal"),
    [
        ("new", "new_requested"),
        ("open", "open_requested"),
        ("save_copy", "save_copy_requested"),
        ("revert", "revert_requested"),
        ("properties", "properties_requested"),
        ("reset_example", "reset_requested"),
    ],
)
def test_a_command_of_the_file_menu_is_asked_for(
    window: MainWindow, qtbot: QtBot, command: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(window.documents, signal)):
        window.actions_by_name[command].trigger()


def test_recent_documents_are_offered_by_number(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.set_recent([Path("/stories/one.tale"), Path("/stories/a & b.tale")])
    menu = recent_menu(window)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["&1 one.tale  (/stories)", "&2 a && b.tale  (/stories)", "&Clear this list"]
    with qtbot.waitSignal(window.documents.path_chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == [Path("/stories/a & b.tale")]
    with qtbot.waitSignal(window.documents.recent_cleared):
        menu.actions()[-1].trigger()


def test_without_recent_documents_the_menu_is_gray(window: MainWindow) -> None:
    window.documents.set_recent([])
    assert not recent_menu(window).isEnabled()


def dropped(*urls: QUrl) -> QMimeData:
    mime = QMimeData()
    mime.setUrls(list(urls))
    return mime


def drop(window: MainWindow, mime: QMimeData) -> bool:
    """Drag something in and let it go; return whether the window took it."""
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    at = QPointF(window.rect().center())
    enter = QDragEnterEvent(at.toPoint(), action, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(at, action, mime, button, none))
    return enter.isAccepted()


def test_a_file_that_is_dropped_is_asked_for(window: MainWindow, tmp_path: Path) -> None:
    asked: list[Path] = []
    window.documents.path_chosen.connect(asked.append)
    assert drop(window, dropped(QUrl.fromLocalFile(str(tmp_path / "a b.tale"))))
    assert asked == [tmp_path / "a b.tale"]


@pytest.mark.parametrize(
    "mime",
    [
        pytest.param((), id="nothing"),
        pytest.param((QUrl("https://example.com/a.tale"),), id="page"),
        pytest.param((QUrl.fromLocalFile("/a.tale"), QUrl.fromLocalFile("/b.tale")), id="two"),
    ],
)
def test_what_is_not_one_file_is_not_taken(window: MainWindow, mime: tuple[QUrl, ...]) -> None:
    assert not drop(window, dropped(*mime))
