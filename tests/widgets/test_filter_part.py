"""Filters are typed, completed, kept and chosen in the window, and the chart dims the rest."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from helpers.window import shown_window
from tickertale.widgets.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as shown:
        yield shown


def shown_ids(window: MainWindow) -> list[str]:
    return [row.id for row in window.view_model.list_state().rows]


def notice(window: MainWindow) -> str:
    label = window.events.findChild(QLabel, "search_notice")
    assert label is not None
    return label.text() if label.isVisible() else ""


def open_menu(window: MainWindow) -> QMenu:
    window.actions_by_name["filters"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_condition_filters_the_list_and_dims_the_chart(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.events.search, "importance>=4")
    assert set(shown_ids(window)) == {"first", "third"}
    assert window.view_model.chart_state().dimmed == {"second", "vague"}
    assert notice(window) == ""


def test_what_is_not_understood_is_said_below_the_field(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.events.search, "importance:9")
    assert "“importance:9” is not understood" in notice(window)
    assert len(shown_ids(window)) == 4
    qtbot.keyClick(window.events.search, Qt.Key.Key_Escape)
    assert notice(window) == ""


def test_names_are_offered_and_taken_by_key(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:pol")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "category:Policy"
    assert shown_ids(window) == ["second"]


def test_the_offers_go_away_once_none_fits(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:pol")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClicks(popup, "x")
    assert field.text() == "category:polx"
    assert not popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert popup.isVisible()
    field.clear_search()
    qtbot.keyClicks(field, "first")
    assert not popup.isVisible()


def test_a_filter_is_kept_under_a_name_and_chosen_again(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.actions_by_name["save_filter"].isEnabled()
    qtbot.keyClicks(window.events.search, "importance>=4")
    window.actions_by_name["save_filter"].trigger()
    (dialog,) = window.findChildren(QInputDialog)
    dialog.setTextValue("Great & small")
    dialog.accept()
    assert window.view_model.history.undo_label == "Save filter “Great & small”"
    qtbot.keyClick(window.events.search, Qt.Key.Key_Escape)
    menu = open_menu(window)
    assert texts_of(menu)[0] == "Great && small\timportance>=4"
    menu.actions()[0].trigger()
    menu.close()
    assert window.events.search.text() == "importance>=4"
    assert set(shown_ids(window)) == {"first", "third"}


def test_a_kept_filter_can_be_removed(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.events.search, "first")
    window.actions_by_name["save_filter"].trigger()
    (dialog,) = window.findChildren(QInputDialog)
    dialog.accept()
    menu = open_menu(window)
    (removal,) = menu.findChildren(QMenu)
    removal.actions()[0].trigger()
    menu.close()
    assert window.view_model.reading.timeline.filters == ()


def test_a_name_of_nothing_is_refused_in_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    refused: list[str] = []
    window.view_model.history.refused.connect(refused.append)
    qtbot.keyClicks(window.events.search, "first")
    window.actions_by_name["save_filter"].trigger()
    (dialog,) = window.findChildren(QInputDialog)
    dialog.setTextValue("  ")
    dialog.accept()
    assert "a name of 1 to 100 characters" in refused[0]
    assert window.view_model.reading.timeline.filters == ()


def test_words_that_were_found_are_marked_in_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    rows = window.events.rows.viewport()
    qtbot.keyClicks(window.events.search, "first")
    marked = rows.grab().toImage()
    qtbot.keyClick(window.events.search, Qt.Key.Key_Escape)
    qtbot.keyClicks(window.events.search, "importance:5")
    assert shown_ids(window) == ["first"]
    assert rows.grab().toImage() != marked
