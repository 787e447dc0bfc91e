"""The main window on a document in memory, for tests that use it as a user would."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from tickertale.session.session import Session
from tickertale.viewmodels.chart.lane_picture import Mark
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.look.theme import LIGHT
from tickertale.widgets.window.main_window import MainWindow


@contextmanager
def shown_window(qtbot: QtBot, session: Session | None = None) -> Iterator[MainWindow]:
    """Show the window on a session, by default on `open_story`, and close both."""
    with closing(session or open_story()) as opened:
        model = TimelineViewModel(opened)
        window = MainWindow(model, LIGHT)
        model.setParent(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.chart.chart.setFocus()
        yield window
        model.close()
        window.close()


def picture_in(window: MainWindow) -> ChartPicture:
    """Return what the chart of a window shows."""
    picture = window.chart.chart.picture
    assert picture is not None
    return picture


def lane_mark_in(window: MainWindow, event_id: str) -> Mark:
    """Return the lane mark of an event, alone or in a cluster."""
    marks = (mark for row in picture_in(window).lanes for mark in row.marks)
    return next(mark for mark in marks if event_id in mark.event_ids)


def row_point(window: MainWindow, event_id: str) -> QPoint:
    """Return the middle of an event's row in the list."""
    rows = window.events.rows
    return rows.visualRect(rows.row_model.index(rows.row_model.row_of(event_id))).center()


def listed_ids(window: MainWindow) -> list[str]:
    """Return the ids in the list, from top to bottom."""
    return [row.id for row in window.events.rows.row_model.rows]


def selected_row(window: MainWindow) -> str | None:
    """Return the id of the row that is selected in the list."""
    index = window.events.rows.currentIndex()
    is_selected = window.events.rows.selectionModel().hasSelection()
    return window.events.rows.row_model.rows[index.row()].id if is_selected else None


def press_key(
    window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard focus is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, keys)
