"""The example in a real window on an X server, used as a newcomer would."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.pointer import click, move
from helpers.running_desk import running_desk
from helpers.window import listed_ids, picture_in, press_key, selected_row
from tickertale.widgets.chart.hover_card import HoverCard
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.display

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    with running_desk(qapp) as desk:
        window = desk.open(None)
        qtbot.waitExposed(window)
        # Without a window manager nobody gives the window the keyboard.
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        yield window


def test_every_flag_can_be_clicked_for_its_facts(window: MainWindow) -> None:
    for event_id in [flag.event_id for flag in picture_in(window).flags]:
        flag = next(row for row in picture_in(window).flags if row.event_id == event_id)
        click(window.chart.chart.viewport(), flag.box.x + flag.box.width / 2, flag.box.y + 9)
        event = window.view_model.reading.timeline.event(event_id)
        assert selected_row(window) == event_id
        assert window.details.title.toPlainText() == event.title


def test_a_newcomer_finds_an_event_and_steps_on(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.events.search, Qt.MouseButton.LeftButton)
    QTest.keyClicks(window.events.search, "DeepSeek")
    found = listed_ids(window)
    assert 0 < len(found) < len(window.view_model.reading.rows)
    press_key(window, Qt.Key.Key_Down)
    press_key(window, Qt.Key.Key_Right, CONTROL)
    assert selected_row(window) in found


def test_a_deleted_event_comes_back(window: MainWindow) -> None:
    before = listed_ids(window)
    press_key(window, Qt.Key.Key_Delete)
    assert len(listed_ids(window)) == len(before) - 1
    press_key(window, Qt.Key.Key_Z, CONTROL)
    assert listed_ids(window) == before


def test_the_card_of_an_event_stands_beside_the_pointer(window: MainWindow, qtbot: QtBot) -> None:
    mark = picture_in(window).marks[0]
    with qtbot.waitSignal(window.chart.chart.event_rested, timeout=5000):
        move(window.chart.chart.viewport(), mark.x, mark.y)
    card = window.findChild(HoverCard)
    assert card is not None
    assert card.isVisible()
    assert window.rect().contains(card.geometry())
    at = window.chart.chart.viewport().mapTo(window, window.rect().topLeft())
    assert not card.geometry().contains(round(mark.x) + at.x(), round(mark.y) + at.y())
