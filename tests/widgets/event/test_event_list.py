"""The left panel, driven as a user would."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helpers.story import UNEXPLAINED, event_of, list_state, story
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.event.event_list import EventOrder, EventRow
from tickertale.viewmodels.text.found_text import Snippet
from tickertale.widgets.control.flow_layout import FlowLayout
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.event.event_row_delegate import ROW_HEIGHT_PX
from tickertale.widgets.event.event_rows import EventRowModel
from tickertale.widgets.look.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[EventListPanel]:
    panel = EventListPanel()
    qtbot.addWidget(panel)
    panel.resize(260, 800)
    panel.set_state(list_state(selected="second"))
    panel.set_unexplained(UNEXPLAINED)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel


def row_center(panel: EventListPanel, row: int) -> QPoint:
    return panel.rows.visualRect(panel.rows.row_model.index(row)).center()


def press_row(qtbot: QtBot, panel: EventListPanel, row: int) -> None:
    qtbot.mouseClick(panel.rows.viewport(), LEFT, pos=row_center(panel, row))


def message(panel: EventListPanel) -> QLabel:
    label = panel.findChild(QLabel, "event_list_message")
    assert isinstance(label, QLabel)
    return label


def test_the_selected_event_is_marked_without_a_signal(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.assertNotEmitted(panel.event_clicked):
        panel.set_state(list_state(selected="third"))
    assert panel.rows.currentIndex().row() == 3
    panel.set_state(list_state(selected=None))
    assert not panel.rows.currentIndex().isValid()
    assert not panel.rows.selectionModel().hasSelection()


def test_a_click_on_a_row_selects_its_event(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.waitSignal(panel.event_clicked) as caught:
        press_row(qtbot, panel, 0)
    assert caught.args == ["first"]


def test_a_click_on_the_selected_row_says_so_again(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.waitSignal(panel.event_clicked) as caught:
        press_row(qtbot, panel, 2)
    assert caught.args == ["second"]


def test_one_click_is_one_signal(qtbot: QtBot, panel: EventListPanel) -> None:
    heard: list[str] = []
    panel.event_clicked.connect(heard.append)
    press_row(qtbot, panel, 3)
    assert heard == ["third"]


def test_a_click_beside_the_rows_selects_nothing(qtbot: QtBot, panel: EventListPanel) -> None:
    panel.rows.setFixedHeight(400)
    with qtbot.assertNotEmitted(panel.event_clicked):
        qtbot.mouseClick(panel.rows.viewport(), LEFT, pos=QPoint(50, 390))


def test_arrows_select_the_neighbor(qtbot: QtBot, panel: EventListPanel) -> None:
    panel.focus_list()
    with qtbot.waitSignal(panel.event_clicked) as caught:
        qtbot.keyClick(panel.rows, Qt.Key.Key_Down)
    assert caught.args == ["third"]


def test_enter_opens_the_details(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.waitSignal(panel.event_activated) as caught:
        qtbot.keyClick(panel.rows, Qt.Key.Key_Return)
    assert caught.args == ["second"]


def test_a_double_click_opens_the_event(qtbot: QtBot, panel: EventListPanel) -> None:
    press_row(qtbot, panel, 2)
    with qtbot.waitSignal(panel.event_double_clicked) as caught:
        qtbot.mouseDClick(panel.rows.viewport(), LEFT, pos=row_center(panel, 2))
    assert caught.args == ["second"]


def test_down_goes_from_the_search_into_the_list_and_up_comes_back(
    qtbot: QtBot, panel: EventListPanel
) -> None:
    panel.set_state(list_state(selected=None))
    panel.activateWindow()
    panel.focus_search()
    with qtbot.waitSignal(panel.event_clicked) as caught:
        qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert caught.args == ["first"]
    assert panel.focusWidget() is panel.rows
    qtbot.keyClick(panel.rows, Qt.Key.Key_Up)
    assert panel.focusWidget() is panel.search


def test_typing_searches(qtbot: QtBot, panel: EventListPanel) -> None:
    heard: list[str] = []
    panel.search_edited.connect(heard.append)
    qtbot.keyClicks(panel.search, "deep")
    assert heard == ["d", "de", "dee", "deep"]


def test_escape_clears_the_search_once(qtbot: QtBot, panel: EventListPanel) -> None:
    qtbot.keyClicks(panel.search, "x")
    with qtbot.waitSignal(panel.search_edited) as caught:
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert caught.args == [""]
    with qtbot.assertNotEmitted(panel.search_edited):
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)


def test_a_search_that_was_cleared_leaves_undo_to_the_document(
    qtbot: QtBot, panel: EventListPanel
) -> None:
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), panel)
    qtbot.keyClicks(panel.search, "xi")
    with qtbot.assertNotEmitted(undo.activated):
        qtbot.keySequence(panel.search, QKeySequence.StandardKey.Undo)
    qtbot.keyClicks(panel.search, "xi")
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    with qtbot.waitSignal(undo.activated):
        qtbot.keySequence(panel.search, QKeySequence.StandardKey.Undo)
    assert panel.search.text() == ""


def test_the_cross_clears_the_search(qtbot: QtBot, panel: EventListPanel) -> None:
    (action,) = (row for row in panel.search.actions() if "Clear" in row.text())
    assert not action.isVisible()
    qtbot.keyClicks(panel.search, "x")
    assert action.isVisible()
    with qtbot.waitSignal(panel.search_edited) as caught:
        action.trigger()
    assert caught.args == [""]


def test_a_state_sets_the_search_silently_but_not_while_the_user_types(
    qtbot: QtBot, panel: EventListPanel
) -> None:
    with qtbot.assertNotEmitted(panel.search_edited):
        panel.set_state(list_state(search_text="old"))
    assert panel.search.text() == "old"
    qtbot.keyClicks(panel.search, "er")
    panel.set_state(list_state(search_text="old", selected="first"))
    assert panel.search.text() == "older"


def test_a_chip_switches_its_category(qtbot: QtBot, panel: EventListPanel) -> None:
    chip = panel.chips.buttons[1]
    with qtbot.waitSignal(panel.category_toggled) as caught:
        qtbot.mouseClick(chip, LEFT)
    assert caught.args == ["policy", False]
    with qtbot.assertNotEmitted(panel.category_toggled):
        panel.set_state(list_state(hidden=frozenset({"models"})))
    assert [button.isChecked() for button in panel.chips.buttons] == [False, True]


def test_a_chip_answers_to_the_keyboard(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.waitSignal(panel.category_toggled) as caught:
        qtbot.keyClick(panel.chips.buttons[0], Qt.Key.Key_Space)
    assert caught.args == ["models", False]


def test_chips_come_and_go_with_the_categories(panel: EventListPanel) -> None:
    few = story().model_copy(update={"categories": story().categories[1:], "events": ()})
    panel.set_state(list_state(few))
    assert [button.chip.id for button in panel.chips.buttons] == ["models"]
    panel.set_state(list_state())
    assert [button.chip.id for button in panel.chips.buttons] == ["models", "policy"]


def test_the_menu_offers_every_order(qtbot: QtBot, panel: EventListPanel) -> None:
    qtbot.mouseClick(panel.order_button, LEFT)
    (menu,) = [menu for menu in panel.findChildren(QMenu) if menu.isVisible()]
    assert [action.data() for action in menu.actions()] == [order.value for order in EventOrder]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    with qtbot.waitSignal(panel.order_chosen) as caught:
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[2]).center())
    assert caught.args == [EventOrder.MOVE.value]
    panel.set_state(list_state(order=EventOrder.MOVE))
    assert panel.order_button.word == "by move"


def test_an_unexplained_move_can_be_clicked(qtbot: QtBot, panel: EventListPanel) -> None:
    with qtbot.waitSignal(panel.move_clicked) as caught:
        qtbot.mouseClick(panel.unexplained.buttons[1], LEFT)
    assert caught.args == [54]


def test_an_unexplained_move_says_how_unusual_it_is(panel: EventListPanel) -> None:
    first, last = panel.unexplained.buttons
    assert first.accessibleName() == "Unexplained move on 10 Feb 2025, t = 2.9"
    assert "t = −3.1." in last.toolTip().replace("T =", "t =")
    panel.set_unexplained(())
    assert not panel.unexplained.isVisible()


def test_without_rows_there_is_a_message_as_plain_text(panel: EventListPanel) -> None:
    panel.set_state(list_state(search_text="<b>foo</b>", matching=frozenset()))
    assert not panel.rows.isVisible()
    assert message(panel).isVisible()
    assert message(panel).textFormat() is Qt.TextFormat.PlainText
    assert "“<b>foo</b>”" in message(panel).text()
    panel.set_state(list_state())
    assert panel.rows.isVisible()
    assert not message(panel).isVisible()


def test_the_selected_row_is_scrolled_into_view_and_stays_there(
    qtbot: QtBot, panel: EventListPanel
) -> None:
    many = story().model_copy(update={"events": tuple(event_of(f"e{n:03}") for n in range(200))})
    panel.set_state(list_state(many, selected="e150"))
    view = panel.rows
    qtbot.waitUntil(lambda: view.viewport().rect().contains(row_center(panel, 150)))
    panel.resize(260, 500)
    qtbot.waitUntil(lambda: view.viewport().rect().contains(row_center(panel, 150)))
    panel.set_state(list_state(many, selected="e002"))
    assert view.viewport().rect().contains(row_center(panel, 2))


def test_the_list_is_as_tall_as_its_rows_and_no_taller_than_the_panel(
    qtbot: QtBot, panel: EventListPanel
) -> None:
    assert panel.rows.height() == 4 * ROW_HEIGHT_PX
    many = story().model_copy(update={"events": tuple(event_of(f"e{n:03}") for n in range(200))})
    panel.set_state(list_state(many))
    qtbot.waitUntil(lambda: panel.rows.height() > 6 * ROW_HEIGHT_PX)
    last = panel.unexplained.geometry().bottom()
    assert last <= panel.height()


@pytest.mark.parametrize("width", [200, 220, 260, 400])
def test_the_panel_fits_its_width(panel: EventListPanel, width: int) -> None:
    panel.resize(width, 800)
    assert panel.width() == width
    for button in panel.findChildren(QPushButton):
        right = button.mapTo(panel, QPoint(button.width(), 0)).x()
        assert right <= width


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_control_has_an_accessible_name(panel: EventListPanel, theme: object) -> None:
    panel.set_theme(DARK if theme is DARK else LIGHT)
    controls: list[QWidget] = [*panel.findChildren(QPushButton), panel.search, panel.rows]
    assert all(control.accessibleName() for control in controls)


def test_the_row_model_keeps_the_rules_of_item_models(qapp: object, qtmodeltester: object) -> None:
    model = EventRowModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(list_state().rows)
    index = model.index(2)
    assert model.data(index) == "Second"
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == (
        "Second, 17 Feb 2025, Policy, −2.0%"
    )
    assert "<qt>" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert model.row_of("third") == 3
    assert model.row_of(None) == -1
    model.set_rows(())
    assert model.rowCount() == 0
    assert tester.model() is model


def test_an_edit_of_one_row_lays_out_none_anew(qtbot: QtBot) -> None:
    # A reset makes the view ask for every row there is: seconds, where there are many.
    model, rows = EventRowModel(), list_state().rows
    model.set_rows(rows)
    resets: list[None] = []
    changes: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    model.set_rows((*rows[:2], replace(rows[2], title="Else"), *rows[3:]))
    assert (resets, changes) == ([], [(2, 2)])
    assert model.data(model.index(2)) == "Else"
    model.set_rows(model.rows[:1])
    assert resets == [None]


def test_the_selection_follows_its_event_when_rows_change_places(panel: EventListPanel) -> None:
    state = list_state(selected="second")
    panel.set_state(state)
    panel.set_state(replace(state, rows=state.rows[::-1]))
    rows = panel.rows.row_model.rows
    assert rows[panel.rows.currentIndex().row()].id == "second"
    assert [index.row() for index in panel.rows.selectedIndexes()] == [
        panel.rows.currentIndex().row()
    ]


def test_a_hundred_thousand_rows_scroll_smoothly(qtbot: QtBot, panel: EventListPanel) -> None:
    when = EventDate("2025-03-06")
    first = event_of(when=when)
    many = tuple(first.model_copy(update={"id": f"e{n}"}) for n in range(100_000))
    panel.set_state(list_state(story().model_copy(update={"events": many})))
    bar = panel.rows.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 4_000_000)
    start = time.perf_counter()
    for step in range(20):
        bar.setValue(step * 200_000)
        panel.rows.viewport().repaint()
    assert (time.perf_counter() - start) / 20 < 0.05


def test_only_rows_in_sight_are_searched_for_a_snippet_and_each_once(
    qtbot: QtBot, panel: EventListPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def snippet(row: EventRow, _terms: tuple[str, ...]) -> Snippet:
        looked_at.append(row.id)
        return Snippet("a hit", ((2, 5),))

    monkeypatch.setattr(EventRow, "snippet", snippet)
    events = tuple(event_of(f"e{number}") for number in range(2_000))
    timeline = story().model_copy(update={"events": events})
    panel.set_state(list_state(timeline, terms=("hit",)))
    for _ in range(3):
        panel.rows.viewport().grab()
    assert 0 < len(looked_at) < 60
    assert len(looked_at) == len(set(looked_at))


def test_a_hit_outside_the_title_is_shown_in_a_row_as_tall(panel: EventListPanel) -> None:
    event = event_of("first", summary="The Qwen team")
    timeline = story().model_copy(update={"events": (event,)})
    panel.set_state(list_state(timeline))
    plain, height = panel.rows.viewport().grab().toImage(), panel.rows.sizeHintForRow(0)
    panel.set_state(list_state(timeline, terms=("qwen",)))
    assert panel.rows.viewport().grab().toImage() != plain
    assert panel.rows.sizeHintForRow(0) == height


def test_the_flow_layout_breaks_lines(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = FlowLayout(box, gap_px=6)
    layout.setContentsMargins(0, 0, 0, 0)
    for _ in range(3):
        child = QWidget()
        child.setFixedSize(QSize(100, 20))
        layout.addWidget(child)
    assert layout.heightForWidth(312) == 20
    assert layout.heightForWidth(311) == 46
    assert layout.heightForWidth(150) == 72
    layout.setGeometry(QRect(0, 0, 210, 100))
    items = [item for at in range(3) if (item := layout.itemAt(at)) is not None]
    places = [item.geometry().topLeft() for item in items]
    assert places == [QPoint(0, 0), QPoint(106, 0), QPoint(0, 26)]
    assert layout.itemAt(3) is None
    assert layout.takeAt(9) is None
