"""Filters are typed, completed, kept and chosen in the window, and the chart dims the rest."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from helpers.window import shown_window
from tickertale.viewmodels.event.filter_offer import Offer
from tickertale.widgets.control.offer_list import OfferList
from tickertale.widgets.window.main_window import MainWindow


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


def offered(window: MainWindow) -> list[str]:
    return [row.words for row in window.events.search.offers]


def test_names_are_offered_and_taken_by_key(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:pol")
    assert offered(window) == ["Policy"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "category:Policy"
    assert shown_ids(window) == ["second"]
    assert field.hasFocus()
    assert offered(window) == []


def test_names_are_taken_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:")
    assert offered(window) == ["AI models", "Policy"]
    offers = window.findChild(OfferList)
    assert offers is not None
    place = offers.visualRect(offers.model().index(1, 0)).center()
    qtbot.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.text() == "category:Policy"
    assert field.hasFocus()


def test_a_key_is_offered_and_taken_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "cat")
    assert offered(window) == ["category:"]
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "category:"
    assert offered(window) == ["AI models", "Policy"]
    assert len(shown_ids(window)) == 4
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == 'category:"AI models"'
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_a_key_that_is_offered_leaves_the_way_to_the_list(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "fi")
    window.events.search.set_suggestions(lambda _: (Offer("x", "x", is_key=True),))
    qtbot.keyClicks(field, "r")
    assert offered(window) == ["x"]
    qtbot.keyClick(field, key)
    assert window.events.rows.hasFocus()
    assert offered(window) == []
    assert field.text() == "fir"


def test_escape_puts_the_offers_away_before_it_clears(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "ta")
    assert offered(window) == ["tag:"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), offered(window)) == ("ta", [])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_up_leaves_the_offers_and_enter_then_goes_to_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "category:"
    assert window.events.rows.hasFocus()


def test_the_offers_go_away_once_none_fits(window: MainWindow, qtbot: QtBot) -> None:
    field = window.events.search
    field.setFocus()
    qtbot.keyClicks(field, "category:pol")
    assert offered(window)
    qtbot.keyClicks(field, "x")
    assert field.text() == "category:polx"
    assert not offered(window)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert offered(window)
    field.clear_search()
    qtbot.keyClicks(field, "first")
    assert not offered(window)


def test_the_menu_lists_the_keys_and_the_values_that_exist(
    window: MainWindow, qtbot: QtBot
) -> None:
    menu = open_menu(window)
    names = texts_of(menu)
    assert names[:3] == ["Tag…", "Person…", "Organisation…"]
    (tag,) = (row for row in menu.actions() if row.text() == "Tag…")
    assert not tag.isEnabled()
    (category,) = (row for row in menu.findChildren(QMenu) if row.title() == "Category")
    assert texts_of(category) == ["AI models", "Policy"]
    category.actions()[1].trigger()
    menu.close()
    assert window.events.search.text() == "category:Policy"
    assert shown_ids(window) == ["second"]


def test_a_condition_of_the_menu_is_put_behind_what_is_typed(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = window.events.search
    qtbot.keyClicks(field, "importance>=4 tag:")
    menu = open_menu(window)
    next(row for row in menu.actions() if row.text() == "After…").trigger()
    menu.close()
    assert field.text() == "importance>=4 after:"
    assert field.hasFocus()
    assert offered(window) == ["2025"]


def test_a_key_that_is_none_is_said_below_the_field(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.events.search, "tagg:apple")
    assert "perhaps tag: was meant" in notice(window)


def test_a_notice_of_long_words_is_wrapped_within_the_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.events.search.search_for(f"importance:{'9' * 300} 重要：{'不' * 300} a:1 b:2")
    label = window.events.findChild(QLabel, "search_notice")
    assert label is not None
    assert label.text().endswith("And 1 more.")
    room = label.fontMetrics().boundingRect(
        label.rect(), int(Qt.TextFlag.TextWordWrap), label.text()
    )
    assert room.width() <= label.width()


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
    (removal,) = (row for row in menu.findChildren(QMenu) if row.title() == "&Remove")
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
