"""Several events are selected by clicks and keys, in the list as on the chart."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.window import lane_mark_in, listed_ids, picture_in, press_key, row_point, shown_window
from tickertale.widgets.window.main_window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        yield window


def click_row(
    window: MainWindow, event_id: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseClick(window.events.rows.viewport(), LEFT, keys, row_point(window, event_id))


def click_flag(window: MainWindow, event_id: str, keys: Qt.KeyboardModifier) -> None:
    box = next(flag.box for flag in picture_in(window).flags if flag.event_id == event_id)
    at = QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))
    QTest.mouseClick(window.chart.chart.viewport(), LEFT, keys, at)


def selected_ids(window: MainWindow) -> list[str]:
    return list(window.view_model.selection.ids)


def selected_rows(window: MainWindow) -> set[str]:
    rows = window.events.rows
    return {
        rows.row_model.rows[index.row()].id for index in rows.selectionModel().selectedIndexes()
    }


def drawn_as_selected(window: MainWindow) -> set[str]:
    picture = picture_in(window)
    flags = {flag.event_id for flag in picture.flags if flag.is_selected}
    assert flags <= {name for mark in picture.marks if mark.is_selected for name in mark.event_ids}
    lanes = (mark for row in picture.lanes for mark in row.marks if mark.is_selected)
    return {name for mark in lanes for name in mark.event_ids}


def test_ctrl_click_in_the_list_selects_one_more_and_one_less(window: MainWindow) -> None:
    click_row(window, "first")
    click_row(window, "third", CONTROL)
    assert selected_ids(window) == ["first", "third"]
    assert selected_rows(window) == {"first", "third"}
    assert drawn_as_selected(window) == {"first", "third"}
    assert window.view_model.selected == "third"
    click_row(window, "first", CONTROL)
    assert selected_ids(window) == ["third"]
    assert selected_rows(window) == {"third"}


def test_shift_click_in_the_list_selects_a_range(window: MainWindow) -> None:
    order = listed_ids(window)
    click_row(window, order[0])
    click_row(window, order[2], SHIFT)
    assert selected_ids(window) == order[:3]
    assert selected_rows(window) == set(order[:3])
    click_row(window, order[1], SHIFT)
    assert selected_ids(window) == order[:2]


def test_shift_and_the_arrows_extend_the_selection_and_arrows_end_it(window: MainWindow) -> None:
    order = listed_ids(window)
    click_row(window, order[1])
    press_key(window, Qt.Key.Key_Down, SHIFT)
    press_key(window, Qt.Key.Key_Down, SHIFT)
    assert selected_ids(window) == order[1:4]
    for _ in range(3):
        press_key(window, Qt.Key.Key_Up, SHIFT)
    assert selected_ids(window) == order[:2]
    assert window.view_model.selected == order[0]
    press_key(window, Qt.Key.Key_Down)
    assert selected_ids(window) == [order[1]]


def test_shift_up_at_the_top_stays_in_the_list(window: MainWindow) -> None:
    click_row(window, listed_ids(window)[0])
    press_key(window, Qt.Key.Key_Up, SHIFT)
    assert window.events.rows.hasFocus()


def test_ctrl_space_takes_the_current_one_away(window: MainWindow) -> None:
    click_row(window, "first")
    click_row(window, "third", CONTROL)
    press_key(window, Qt.Key.Key_Space, CONTROL)
    assert selected_ids(window) == ["first"]


def test_ctrl_a_selects_what_the_list_shows(window: MainWindow) -> None:
    window.view_model.show_category("policy", False)
    press_key(window, Qt.Key.Key_A, CONTROL)
    assert set(window.view_model.selection.ids) == {"first", "third", "vague"}
    assert selected_rows(window) == {"first", "third", "vague"}


def test_ctrl_a_in_the_search_field_selects_its_text(window: MainWindow) -> None:
    window.events.focus_search()
    QTest.keyClicks(window.events.search, "first")
    QTest.keyClick(window.events.search, Qt.Key.Key_A, CONTROL)
    assert window.events.search.selectedText() == "first"
    assert len(window.view_model.selection.ids) == 1


def test_what_is_filtered_out_is_selected_no_longer(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_A, CONTROL)
    window.view_model.show_category("policy", False)
    assert "second" not in window.view_model.selection.ids
    assert window.view_model.selection.is_multiple


def test_clicks_on_the_chart_with_keys_extend_the_selection(window: MainWindow) -> None:
    click_flag(window, "first", Qt.KeyboardModifier.NoModifier)
    mark = lane_mark_in(window, "second")
    at = QPoint(round(mark.x), round(mark.y))
    QTest.mouseClick(window.chart.chart.viewport(), LEFT, CONTROL, at)
    assert selected_ids(window) == ["first", "second"]
    assert drawn_as_selected(window) == {"first", "second"}
    QTest.mouseClick(window.chart.chart.viewport(), LEFT, CONTROL, at)
    assert selected_ids(window) == ["first"]
    click_flag(window, "third", SHIFT)
    order = listed_ids(window)
    start, end = sorted((order.index("first"), order.index("third")))
    assert selected_ids(window) == order[start : end + 1]


def test_a_plain_click_or_escape_ends_a_multiple_selection(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_A, CONTROL)
    click_flag(window, "first", Qt.KeyboardModifier.NoModifier)
    assert selected_ids(window) == ["first"]
    press_key(window, Qt.Key.Key_A, CONTROL)
    press_key(window, Qt.Key.Key_Escape)
    assert selected_ids(window) == []


def test_a_right_click_on_a_row_selects_and_deletes_nothing(window: MainWindow) -> None:
    click_row(window, "first")
    QTest.mouseClick(
        window.events.rows.viewport(),
        Qt.MouseButton.RightButton,
        Qt.KeyboardModifier.NoModifier,
        row_point(window, "third"),
    )
    assert selected_ids(window) == ["first"]
    assert len(window.view_model.reading.timeline.events) == 4
