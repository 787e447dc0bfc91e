"""Events are merged, and duplicates found, from the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from helpers.story import event_of
from helpers.window import lane_mark_in, row_point, shown_window
from tickertale.widgets.event.duplicates_dialog import DuplicatesDialog
from tickertale.widgets.event.merge_dialog import MergeDialog
from tickertale.widgets.window.main_window import MainWindow

EVENTS = (
    event_of("report", title="Apple picks Alibaba", when="2025-02-11", tags=("apple",)),
    event_of("other", title="Results", when="2025-01-20", category="policy"),
    event_of("deal", title="Apple picks Alibaba!", when="2025-02-12", tags=("deal",)),
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot, open_story(events=EVENTS)) as window:
        window.view_model.show_all()
        yield window


def merge_dialog_in(window: MainWindow, qtbot: QtBot) -> MergeDialog:
    dialog = window.findChild(MergeDialog)
    assert dialog is not None
    # Until then keys go to the window.
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def duplicates_in(window: MainWindow) -> DuplicatesDialog:
    dialog = window.findChild(DuplicatesDialog)
    assert dialog is not None
    return dialog


def ids(window: MainWindow) -> list[str]:
    return [event.id for event in window.view_model.reading.timeline.events]


def right_click(widget: QWidget, at: QPoint) -> list[str]:
    """Ask for the menu at a point, and return its entries."""
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at), Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    return texts


def test_selected_events_become_one_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    window.view_model.selection.select_all(("report", "deal"))
    window.actions_by_name["merge_events"].trigger()
    dialog = merge_dialog_in(window, qtbot)
    assert "2 events become one" in dialog.merge_button.text()
    dialog.title.setFocus()
    QTest.keyClick(dialog.title, Qt.Key.Key_Up)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert ids(window) == ["report", "other"]
    merged = window.view_model.reading.timeline.event("report")
    assert (merged.title, merged.tags) == ("Apple picks Alibaba", ("apple", "deal"))
    assert window.view_model.selection.current == "report"
    window.view_model.history.undo()
    assert ids(window) == ["report", "other", "deal"]


def test_the_preview_follows_the_choice(window: MainWindow, qtbot: QtBot) -> None:
    window.view_model.selection.select_all(("report", "other"))
    window.actions_by_name["merge_events"].trigger()
    dialog = merge_dialog_in(window, qtbot)
    dialog.title.setFocus()
    QTest.keyClick(dialog.title, Qt.Key.Key_End)
    assert dialog.preview.title.toPlainText() == "Results"
    QTest.keyClick(dialog.title, Qt.Key.Key_Home)
    assert dialog.preview.title.toPlainText() == "Apple picks Alibaba"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert ids(window) == ["report", "other", "deal"]


def test_one_event_cannot_be_merged(window: MainWindow) -> None:
    window.view_model.select("report")
    assert not window.actions_by_name["merge_events"].isEnabled()
    assert window.actions_by_name["duplicate_event"].isEnabled()


def test_likely_duplicates_are_found_selected_and_merged(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["find_duplicates"].trigger()
    dialog = duplicates_in(window)
    assert dialog.heading.text() == "1 group of likely duplicates"
    assert not dialog.merge_button.isEnabled()
    QTest.mouseClick(
        dialog.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        dialog.list.visualItemRect(dialog.list.item(0)).center(),
    )
    assert window.view_model.selection.ids == ("report", "deal")
    QTest.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(merge_dialog_in(window, qtbot), Qt.Key.Key_Return)
    assert len(ids(window)) == 2
    assert dialog.heading.text() == "No events tell of the same thing"
    assert dialog.list.isHidden()


def test_a_right_click_on_an_event_opens_its_menu_and_deletes_nothing(window: MainWindow) -> None:
    window.view_model.select("report")
    mark = lane_mark_in(window, "other")
    texts = right_click(window.chart.chart.viewport(), QPoint(round(mark.x), round(mark.y)))
    assert texts[0] == "Details"
    assert texts[-1] == "Delete events"
    assert {"Duplicate event", "Category"} <= set(texts)
    assert window.view_model.selection.ids == ("other",)
    assert len(ids(window)) == 3


def test_a_right_click_on_a_selected_row_keeps_the_selection(window: MainWindow) -> None:
    window.view_model.selection.select_all(("report", "deal"))
    right_click(window.events.rows.viewport(), row_point(window, "report"))
    assert list(window.view_model.selection.ids) == ["report", "deal"]
    right_click(window.events.rows.viewport(), row_point(window, "other"))
    assert list(window.view_model.selection.ids) == ["other"]


def test_the_menu_of_an_event_gives_it_another_category(window: MainWindow) -> None:
    mark = lane_mark_in(window, "other")
    viewport = window.chart.chart.viewport()
    at = QPoint(round(mark.x), round(mark.y))
    QApplication.sendEvent(
        viewport,
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse,
            at,
            viewport.mapToGlobal(at),
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (categories,) = menu.findChildren(QMenu)
    entries = categories.actions()
    assert [(each.text(), each.isChecked()) for each in entries] == [
        ("AI models", False),
        ("Policy", True),
    ]
    entries[0].trigger()
    menu.close()
    assert window.view_model.reading.timeline.event("other").category == "models"
