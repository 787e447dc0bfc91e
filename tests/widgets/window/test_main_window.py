"""The window as a whole: what is done in one part shows in all of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story, priced_story
from helpers.pixels import as_array
from helpers.pointer import click, double_click, drag, move, turn_wheel
from helpers.story import event_of
from helpers.window import (
    lane_mark_in,
    listed_ids,
    picture_in,
    press_key,
    row_point,
    selected_row,
    shown_window,
)
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import RangePreset, whole
from tickertale.widgets.chart.hover_card import HoverCard
from tickertale.widgets.chart.readout_line import ReadoutLine
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.frame.catalogue import ACTIONS
from tickertale.widgets.look.theme import DARK, LIGHT
from tickertale.widgets.window.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
EVENTS = ["first", "vague", "second", "third"]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        yield window


def crowd() -> tuple[Event, ...]:
    """Return events on four days in a row."""
    days = (EventDate(f"2025-03-0{day}") for day in (3, 4, 5, 6))
    return tuple(event_of(f"day-{when.first_day.day}", when=when) for when in days)


def assert_selected(window: MainWindow, event_id: str) -> None:
    """Fail unless an event is selected everywhere and in view."""
    picture = picture_in(window)
    model = window.view_model
    assert model.selected == event_id
    assert selected_row(window) == event_id
    assert window.details.title.toPlainText() == event_id.capitalize()
    assert lane_mark_in(window, event_id).is_selected
    position = model.reading.sessions.get(event_id)
    if position is not None:
        assert model.view.start <= position <= model.view.end
        assert [flag.event_id for flag in picture.flags if flag.is_selected] == [event_id]
        assert picture.marks[-1].event_ids == (event_id,)
        assert picture.window is not None


# Selecting


def test_it_opens_with_the_headline_selected(qtbot: QtBot) -> None:
    with shown_window(qtbot) as window:
        assert_selected(window, "first")
        assert window.windowTitle() == "A story — Tickertale"


@pytest.mark.parametrize("event_id", ["second", "third"])
def test_a_click_on_a_flag_selects_its_event_everywhere(window: MainWindow, event_id: str) -> None:
    flag = next(row for row in picture_in(window).flags if row.event_id == event_id)
    click(window.chart.chart.viewport(), flag.box.x + flag.box.width / 2, flag.box.y + 9)
    assert_selected(window, event_id)


def test_a_click_on_a_mark_of_the_curve_selects_its_event_everywhere(window: MainWindow) -> None:
    mark = next(row for row in picture_in(window).marks if row.event_ids == ("third",))
    click(window.chart.chart.viewport(), mark.x, mark.y)
    assert_selected(window, "third")


@pytest.mark.parametrize("event_id", ["second", "third"])
def test_a_click_on_a_lane_mark_selects_its_event_everywhere(
    window: MainWindow, event_id: str
) -> None:
    mark = lane_mark_in(window, event_id)
    click(window.chart.chart.viewport(), mark.x, mark.y)
    assert_selected(window, event_id)


@pytest.mark.parametrize("event_id", EVENTS[1:])
def test_a_click_on_a_row_selects_its_event_everywhere(window: MainWindow, event_id: str) -> None:
    at = row_point(window, event_id)
    click(window.events.rows.viewport(), at.x(), at.y())
    assert_selected(window, event_id)


def test_an_event_out_of_view_is_scrolled_into_it(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(0.0, 20.0))
    at = row_point(window, "third")
    click(window.events.rows.viewport(), at.x(), at.y())
    assert_selected(window, "third")


def test_a_click_on_the_background_selects_nothing(window: MainWindow) -> None:
    frame = picture_in(window).frame
    click(window.chart.chart.viewport(), frame.x_of(20), frame.curve.y + 10)
    assert window.view_model.selected is None
    assert selected_row(window) is None
    assert window.details.title.toPlainText() == "A story"


def test_control_and_arrows_step_through_the_events(window: MainWindow) -> None:
    seen = []
    for key in (Qt.Key.Key_Right,) * 3 + (Qt.Key.Key_Left,) * 3:
        press_key(window, key, CONTROL)
        seen.append(window.view_model.selected)
    assert seen == ["vague", "second", "third", "second", "vague", "first"]


def test_stepping_works_from_the_list_too(window: MainWindow) -> None:
    window.events.focus_list()
    press_key(window, Qt.Key.Key_Right, CONTROL)
    assert_selected(window, "vague")
    press_key(window, Qt.Key.Key_Down)
    assert_selected(window, "second")


def test_the_arrows_of_the_details_step_too(window: MainWindow, qtbot: QtBot) -> None:
    buttons = {row.accessibleName(): row for row in window.details.findChildren(QPushButton)}
    following = next(row for name, row in buttons.items() if "next" in name.lower())
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert_selected(window, "vague")


def test_a_click_on_a_badge_shows_its_members_apart(qtbot: QtBot) -> None:
    with shown_window(qtbot, open_story(events=crowd())) as window:
        window.view_model.show_all()
        badge = lane_mark_in(window, "day-3")
        assert len(badge.event_ids) > 1
        click(window.chart.chart.viewport(), badge.x, badge.y)
        assert lane_mark_in(window, "day-3").event_ids == ("day-3",)


# Searching and filtering


def test_a_search_filters_list_and_chart(window: MainWindow, qtbot: QtBot) -> None:
    press_key(window, Qt.Key.Key_F, CONTROL)
    assert window.events.search.hasFocus()
    qtbot.keyClicks(window.events.search, "third")
    assert listed_ids(window) == ["third"]
    assert [flag.event_id for flag in picture_in(window).flags] == ["third"]
    pale = {mark.event_ids[0] for mark in picture_in(window).marks if mark.is_dimmed}
    assert {"second"} <= pale


def test_a_chip_switches_a_category_off(window: MainWindow, qtbot: QtBot) -> None:
    chip = next(row for row in window.events.chips.buttons if row.chip.id == "models")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert listed_ids(window) == ["second"]
    assert [flag.event_id for flag in picture_in(window).flags] == ["second"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert listed_ids(window) == EVENTS


def test_keys_typed_into_the_search_do_not_reach_the_chart(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.view_model.view
    window.events.focus_search()
    qtbot.keyClicks(window.events.search, "a+b-c=")
    press_key(window, Qt.Key.Key_Delete)
    press_key(window, Qt.Key.Key_Left)
    press_key(window, Qt.Key.Key_Home)
    assert window.events.search.text() == "a+b-c="
    assert window.view_model.view == view
    assert len(window.view_model.reading.rows) == 4


def test_escape_clears_the_search_first_where_it_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.events.focus_search()
    qtbot.keyClicks(window.events.search, "third")
    press_key(window, Qt.Key.Key_Escape)
    assert (window.events.search.text(), listed_ids(window)) == ("", EVENTS)
    assert window.view_model.selected == "first"
    press_key(window, Qt.Key.Key_Escape)
    assert window.view_model.selected is None


def test_escape_in_the_chart_ends_selection_and_then_search(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.events.focus_search()
    qtbot.keyClicks(window.events.search, "first")
    window.chart.chart.setFocus()
    press_key(window, Qt.Key.Key_Escape)
    assert (window.view_model.selected, listed_ids(window)) == (None, ["first"])
    press_key(window, Qt.Key.Key_Escape)
    assert (window.events.search.text(), listed_ids(window)) == ("", EVENTS)


# Editing


def test_delete_takes_an_event_out_and_undo_brings_it_back(window: MainWindow) -> None:
    actions = window.actions_by_name
    press_key(window, Qt.Key.Key_Delete)
    assert listed_ids(window) == EVENTS[1:]
    assert not picture_in(window).has_flag("first")
    assert "First" in actions["undo"].text()
    press_key(window, Qt.Key.Key_Z, CONTROL)
    assert listed_ids(window) == EVENTS
    assert picture_in(window).has_flag("first")
    press_key(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert listed_ids(window) == EVENTS[1:]


def test_commands_that_cannot_be_done_are_pale(window: MainWindow) -> None:
    actions = window.actions_by_name
    assert not actions["undo"].isEnabled()
    assert not actions["redo"].isEnabled()
    assert actions["delete_event"].isEnabled()
    window.view_model.select(None)
    assert not actions["delete_event"].isEnabled()


def test_a_refused_edit_is_said_in_the_window(window: MainWindow) -> None:
    window.view_model.history.refused.emit("The disk is full.")
    bar = window.findChild(MessageBar)
    assert bar is not None
    assert bar.isVisible()
    assert [row.text() for row in bar.findChildren(QLabel)] == ["The disk is full."]
    press_key(window, Qt.Key.Key_Escape)
    assert not bar.isVisible()


# Moving


@pytest.mark.parametrize("choice", RangePreset)
def test_a_range_button_shows_its_range(
    window: MainWindow, qtbot: QtBot, choice: RangePreset
) -> None:
    buttons = {row.text(): row for row in window.findChildren(QToolButton)}
    qtbot.mouseClick(buttons[choice], Qt.MouseButton.LeftButton)
    assert window.view_model.active_preset() is not None
    checked = [name for name, row in buttons.items() if row.isChecked()]
    assert checked == [window.view_model.active_preset()]


def test_dragging_the_chart_moves_it_with_the_pointer(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(60.0, 120.0))
    frame = picture_in(window).frame
    y = frame.curve.bottom - 10
    x = frame.x_of(90)
    drag(window.chart.chart.viewport(), (x, y), (x - 100, y))
    assert window.view_model.view.start == pytest.approx(60 + 100 / frame.slot_px, abs=0.05)
    assert picture_in(window).frame.x_of(90) == pytest.approx(x - 100, abs=1)


def test_the_wheel_zooms_about_the_pointer(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(60.0, 120.0))
    frame = picture_in(window).frame
    at = (frame.x_of(90), frame.curve.bottom - 10)
    turn_wheel(window.chart.chart.viewport(), at, notches=1)
    assert window.view_model.view.span == pytest.approx(50.0)
    assert picture_in(window).frame.x_of(90) == pytest.approx(at[0], abs=1)


def test_a_double_click_shows_all(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(60.0, 120.0))
    frame = picture_in(window).frame
    double_click(window.chart.chart.viewport(), frame.x_of(62), frame.curve.bottom - 5)
    assert window.view_model.view == whole(150)


def test_dragging_the_overview_moves_the_chart(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(60.0, 120.0))
    strip = window.chart.overview
    slot = picture_in(window).frame.panes.plot.width / 150
    drag(strip, (90 * slot, 25), (70 * slot, 25))
    assert window.view_model.view.start == pytest.approx(40.0, abs=0.5)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(Qt.Key.Key_Plus, 40.0, id="plus"),
        pytest.param(Qt.Key.Key_Minus, 90.0, id="minus"),
    ],
)
def test_plus_and_minus_zoom(window: MainWindow, key: Qt.Key, expected: float) -> None:
    window.view_model.set_view(ViewRange(60.0, 120.0))
    press_key(window, key)
    assert window.view_model.view.span == pytest.approx(expected)


def test_keys_move_the_crosshair_and_the_view(window: MainWindow) -> None:
    model = window.view_model
    press_key(window, Qt.Key.Key_End)
    assert model.cursor == 149
    press_key(window, Qt.Key.Key_Left)
    assert model.cursor == 148
    press_key(window, Qt.Key.Key_Home)
    assert model.cursor == 0
    model.set_view(ViewRange(60.0, 80.0))
    press_key(window, Qt.Key.Key_PageDown)
    assert model.view == ViewRange(76.0, 96.0)
    press_key(window, Qt.Key.Key_PageUp)
    assert model.view == ViewRange(60.0, 80.0)
    press_key(window, Qt.Key.Key_0, CONTROL)
    assert model.view == whole(150)


def test_the_read_out_follows_the_crosshair(window: MainWindow) -> None:
    frame = picture_in(window).frame
    move(window.chart.chart.viewport(), frame.x_of(0), frame.curve.bottom - 40)
    line = window.chart.header.findChild(ReadoutLine)
    assert isinstance(line, ReadoutLine)
    assert line.text.startswith("1 Oct 2024")
    move(window.chart.header, 5, 5)
    assert "1 Oct 2024" not in line.text


def test_a_rest_on_an_event_shows_its_card_and_moving_on_hides_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    card = window.findChild(HoverCard)
    assert card is not None
    mark = next(row for row in picture_in(window).marks if row.event_ids == ("third",))
    with qtbot.waitSignal(window.chart.chart.event_rested, timeout=3000):
        move(window.chart.chart.viewport(), mark.x, mark.y)
    assert card.isVisible()
    assert card.accessibleName().startswith("Third")
    move(window.chart.chart.viewport(), mark.x + 60, mark.y)
    assert not card.isVisible()


# Panels and themes


def test_enter_on_the_chart_goes_to_the_details(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_F8)
    assert not window.details.isVisible()
    window.chart.chart.setFocus()
    press_key(window, Qt.Key.Key_Return)
    assert window.details.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is window.details or window.details.isAncestorOf(focus)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        pytest.param(Qt.Key.Key_F7, "events", id="F7"),
        pytest.param(Qt.Key.Key_F8, "details", id="F8"),
    ],
)
def test_a_key_hides_and_shows_a_panel(window: MainWindow, key: Qt.Key, name: str) -> None:
    panel: QWidget = getattr(window, name)
    action = window.actions_by_name[f"show_{name}"]
    assert panel.isVisible()
    assert action.isChecked()
    press_key(window, key)
    assert not panel.isVisible()
    assert not action.isChecked()
    press_key(window, key)
    assert panel.isVisible()
    assert action.isChecked()


def test_a_theme_recolors_every_part(window: MainWindow) -> None:
    before = as_array(window.grab().toImage()).astype(int)
    window.set_theme(DARK)
    after = as_array(window.grab().toImage()).astype(int)
    bright = (after.mean(axis=2) > 140).mean()
    assert (before.mean(axis=2) > 140).mean() > 0.8
    assert bright < 0.1
    window.set_theme(LIGHT)
    assert (as_array(window.grab().toImage()).astype(int) == before).all()


def test_the_settings_in_force_are_checked(window: MainWindow) -> None:
    actions = window.actions_by_name
    window.set_choices(theme="dark", move_colors="red_up")
    chosen = [spec for spec in ACTIONS if spec.group in {"theme", "colors"}]
    checked = {spec.name for spec in chosen if actions[spec.name].isChecked()}
    assert checked == {"theme_dark", "colors_red_up"}


@pytest.mark.parametrize(
    ("command", "signal", "value"),
    [
        pytest.param("theme_dark", "theme_chosen", ["dark"], id="theme"),
        pytest.param("colors_blue_orange", "move_colors_chosen", ["blue_orange"], id="colors"),
        pytest.param("export", "export_requested", [], id="export"),
        pytest.param("copy_figure", "copy_requested", [], id="copy"),
        pytest.param("about", "about_requested", [], id="about"),
    ],
)
def test_what_the_window_cannot_do_it_asks_for(
    window: MainWindow, qtbot: QtBot, command: str, signal: str, value: list[str]
) -> None:
    with qtbot.waitSignal(getattr(window, signal)) as asked:
        window.actions_by_name[command].trigger()
    assert asked.args == value


def test_the_context_menu_repeats_commands(window: MainWindow) -> None:
    window.chart.chart.menu_requested.emit(window.mapToGlobal(window.rect().center()), "")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert window.actions_by_name["export"] in menu.actions()
    menu.close()


def test_closing_is_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


# Names


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    nameless = [
        f"{type(row).__name__} {row.objectName()!r} in {_owner(row)}"
        for row in window.findChildren(QWidget)
        if row.isVisible() and row.focusPolicy() & Qt.FocusPolicy.TabFocus
        if row.focusProxy() is None and not _name_of(row)
    ]
    assert not nameless


def _owner(widget: QWidget) -> str:
    parent: QObject | None = widget.parent()
    return type(parent).__name__


def test_every_command_has_a_text(window: MainWindow) -> None:
    assert all(window.actions_by_name[spec.name].text() for spec in ACTIONS)


def test_the_range_buttons_begin_where_the_chart_begins(window: MainWindow, qtbot: QtBot) -> None:
    first = next(row for row in window.findChildren(QToolButton) if row.text() == "1M")

    def left_of(part: QWidget) -> int:
        return part.mapTo(window, QPoint(0, 0)).x()

    assert left_of(window.chart) > 100
    assert 0 <= left_of(first) - left_of(window.chart) < 20
    press_key(window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: left_of(window.chart) < 20)
    qtbot.waitUntil(lambda: 0 <= left_of(first) - left_of(window.chart) < 20)


# Without prices


def test_a_timeline_without_prices_says_so(qtbot: QtBot) -> None:
    session = new_session(priced_story())
    with shown_window(qtbot, session) as window:
        assert picture_in(window).message
        for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Plus, Qt.Key.Key_PageUp):
            press_key(window, key)
        press_key(window, Qt.Key.Key_Right, CONTROL)
        move(window.chart.chart.viewport(), 100, 100)
        drag(window.chart.overview, (50, 20), (90, 20))
        assert listed_ids(window) == EVENTS


def test_an_empty_timeline_opens(qtbot: QtBot) -> None:
    with shown_window(qtbot, open_story(events=())) as window:
        press_key(window, Qt.Key.Key_Right, CONTROL)
        press_key(window, Qt.Key.Key_Delete)
        assert listed_ids(window) == []
        assert picture_in(window).lanes == ()
