"""The table of events: in step with the chart, sorted, edited in its cells, and copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDockWidget, QLineEdit, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from helpers.window import shown_window
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.editor.event_table import COLUMNS, EventColumn
from tickertale.widgets.event.event_table import EventTableView
from tickertale.widgets.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as shown:
        shown.actions_by_name["event_table"].trigger()
        yield shown


@pytest.fixture
def table(window: MainWindow) -> EventTableView:
    found = window.findChild(EventTableView)
    assert found is not None
    return found


def center(table: EventTableView, event_id: str, column: EventColumn) -> QPoint:
    shown = table.row_model.table
    assert shown is not None
    index = table.row_model.index(shown.rows_by_id[event_id], COLUMNS.index(column))
    table.scrollTo(index)
    return table.visualRect(index).center()


def click(
    qtbot: QtBot,
    table: EventTableView,
    event_id: str,
    *,
    column: EventColumn = EventColumn.TITLE,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.mouseClick(table.viewport(), LEFT, keys, center(table, event_id, column))


def selected_titles(table: EventTableView) -> list[str]:
    rows = table.selectionModel().selectedRows()
    return sorted(str(index.data()) for index in rows)


def edit(qtbot: QtBot, table: EventTableView, event_id: str, column: EventColumn) -> None:
    """Begin to edit a cell as the user does: click it and press F2."""
    click(qtbot, table, event_id, column=column)
    qtbot.keyClick(table, Qt.Key.Key_F2)


def event_in(window: MainWindow) -> Event:
    return window.view_model.reading.timeline.event("third")


def line_in(table: EventTableView) -> QLineEdit:
    (line,) = table.viewport().findChildren(QLineEdit)
    return line


def test_it_is_a_model_as_qt_wants_it(table: EventTableView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.row_model)


def test_the_command_opens_and_closes_it(window: MainWindow, table: EventTableView) -> None:
    action = window.actions_by_name["event_table"]
    assert action.isChecked()
    assert table.isVisible()
    action.trigger()
    assert not table.isVisible()
    assert not action.isChecked()


def test_a_row_that_is_clicked_is_selected_everywhere(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    click(qtbot, table, "third")
    assert window.view_model.selected == "third"
    assert window.view_model.chart_state().selected == "third"


def test_what_is_selected_elsewhere_is_selected_here(
    window: MainWindow, table: EventTableView
) -> None:
    window.view_model.select("second")
    assert selected_titles(table) == ["Second"]


def test_rows_clicked_with_control_are_selected_together(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    click(qtbot, table, "second")
    click(qtbot, table, "third", keys=Qt.KeyboardModifier.ControlModifier)
    assert set(window.view_model.selection.ids) == {"second", "third"}
    assert window.view_model.selected == "third"
    assert selected_titles(table) == ["Second", "Third"]


def test_a_click_on_a_head_sorts_and_another_turns_it_round(
    table: EventTableView, qtbot: QtBot
) -> None:
    head = table.horizontalHeader()
    number = COLUMNS.index(EventColumn.IMPORTANCE)
    at = QPoint(head.sectionViewportPosition(number) + 20, head.height() // 2)
    for ids in (
        ("second", "vague", "third", "first"),
        ("first", "third", "vague", "second"),
    ):
        qtbot.mouseClick(head.viewport(), LEFT, pos=at)
        shown = table.row_model.table
        assert shown is not None
        assert shown.ids == ids


def test_a_title_is_edited_in_its_cell(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    edit(qtbot, table, "third", EventColumn.TITLE)
    line = line_in(table)
    line.selectAll()
    qtbot.keyClicks(line, "Another")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: event_in(window).title == "Another")
    assert "Edit" in window.view_model.history.undo_label
    assert selected_titles(table) == ["Another"]


def test_a_date_that_is_not_understood_stays_in_its_cell_until_it_is_mended(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    edit(qtbot, table, "third", EventColumn.DATE)
    line = line_in(table)
    line.selectAll()
    qtbot.keyClicks(line, "soon")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert line.toolTip()
    line.selectAll()
    qtbot.keyClicks(line, "7 Mar 2025")
    assert not line.toolTip()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: event_in(window).when.edtf == "2025-03-07")


def test_escape_leaves_a_cell_as_it_was(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    edit(qtbot, table, "third", EventColumn.TITLE)
    qtbot.keyClicks(line_in(table), "nonsense")
    qtbot.keyClick(line_in(table), Qt.Key.Key_Escape)
    assert window.view_model.history.undo_label == ""
    assert table.isVisible()


def test_a_category_is_chosen_from_a_list(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    edit(qtbot, table, "third", EventColumn.CATEGORY)
    (box,) = table.viewport().findChildren(QComboBox)
    assert box.currentData() == "models"
    box.setCurrentIndex(box.findData("policy"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: event_in(window).category == "policy")


@pytest.mark.parametrize("column", [EventColumn.MOVE, EventColumn.SOURCES])
def test_what_is_computed_cannot_be_edited(
    table: EventTableView, qtbot: QtBot, column: EventColumn
) -> None:
    edit(qtbot, table, "third", column)
    assert not table.viewport().findChildren(QLineEdit)


def test_the_selected_rows_are_copied_as_tab_separated_text(
    table: EventTableView, qtbot: QtBot
) -> None:
    table.set_columns((EventColumn.TITLE, EventColumn.IMPORTANCE))
    click(qtbot, table, "third")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Event\tImportance\nThird\t4\n"


def test_the_menu_of_rows_does_with_them_what_that_of_the_chart_does(
    window: MainWindow, table: EventTableView, qtbot: QtBot
) -> None:
    click(qtbot, table, "first")
    click(qtbot, table, "third", keys=Qt.KeyboardModifier.ControlModifier)
    table.customContextMenuRequested.emit(center(table, "third", EventColumn.TITLE))
    (menu,) = (row for row in table.findChildren(QMenu) if row.isVisible())
    texts = [row.text().replace("&", "") for row in menu.actions() if not row.isSeparator()]
    for word in ("Edit", "Duplicate", "Merge", "Delete", "Category", "Copy rows", "Columns"):
        assert any(word in text for text in texts), word
    assert window.actions_by_name["delete_event"] in menu.actions()
    window.actions_by_name["delete_event"].trigger()
    menu.close()
    assert {row.id for row in window.view_model.reading.timeline.events} == {"second", "vague"}


def test_there_is_room_for_dates_up_to_a_limit(window: MainWindow, table: EventTableView) -> None:
    column = COLUMNS.index(EventColumn.DATE)
    narrow = table.columnWidth(column)
    third = window.view_model.reading.timeline.event("third")
    for when in ("2024-12-10/2025-02-11", "2024-12-10T09:30/2025-02-11T16:00"):
        window.view_model.history.move(third.id, EventDate(when))
        place = table.model().index(len(window.view_model.reading.timeline.events) - 1, column)
        assert place.isValid()
    assert narrow < table.columnWidth(column) <= 240
    table.setColumnWidth(column, 99)
    window.view_model.history.undo()
    assert table.columnWidth(column) == 99


def test_columns_are_chosen_from_a_menu(table: EventTableView, qtbot: QtBot) -> None:
    menu = table.column_menu()
    people = next(row for row in menu.actions() if row.text() == EventColumn.PEOPLE)
    assert table.isColumnHidden(COLUMNS.index(EventColumn.PEOPLE))
    people.trigger()
    assert not table.isColumnHidden(COLUMNS.index(EventColumn.PEOPLE))
    menu.close()


def test_the_dock_goes_to_the_bottom(window: MainWindow) -> None:
    (dock,) = (row for row in window.findChildren(QDockWidget) if row.objectName() == "table_dock")
    assert window.dockWidgetArea(dock) is Qt.DockWidgetArea.BottomDockWidgetArea
    assert QApplication.activeModalWidget() is None
