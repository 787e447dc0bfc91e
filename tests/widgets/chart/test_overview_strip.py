"""The overview strip, driven by pointer and keys."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.chart import anchor_of, chart_of
from helpers.pixels import as_array
from helpers.pointer import click, drag, move, press, release
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import MIN_SLOTS, bounded
from tickertale.widgets.chart.overview_strip import OverviewStrip
from tickertale.widgets.look.theme import DARK, LIGHT, event_color

NO_KEY = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
VIEW = ViewRange(39.5, 59.5)
STATE = chart_of(
    anchor_of("a", 10.0), close=[100.0 + number % 7 for number in range(100)], view=VIEW
)
MIDDLE = 28.0
"""Height of the middle of the strip."""


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[OverviewStrip]:
    """A strip on which a bar is ten pixels wide; its window shows what is dragged."""
    strip = OverviewStrip(LIGHT)
    qtbot.addWidget(strip)
    strip.resize(1001, 78)
    strip.set_state(STATE)
    with qtbot.waitExposed(strip):
        strip.show()
    yield strip


def follow(strip: OverviewStrip, *, extent: float | None = None) -> list[ViewRange]:
    """Show each view dragged, as the window does, and return them; it bounds them to an extent."""
    told: list[ViewRange] = []

    def on_dragged(asked: ViewRange) -> None:
        view = asked if extent is None else bounded(asked, extent)
        told.append(view)
        strip.set_state(replace(STATE, view=view))

    strip.view_dragged.connect(on_dragged)
    return told


def x_of(position: float) -> float:
    return 0.5 + (position + 0.5) * 10


def assert_near(view: ViewRange, start: float, end: float) -> None:
    assert (view.start, view.end) == pytest.approx((start, end), abs=0.11)


def test_dragging_the_window_moves_the_view(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(50), MIDDLE), (x_of(65), MIDDLE))
    assert_near(told[-1], 54.5, 74.5)
    assert all(view.span == pytest.approx(20) for view in told)


def test_dragging_the_left_edge_keeps_the_right_one(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(VIEW.start), MIDDLE), (x_of(20), MIDDLE))
    assert_near(told[-1], 20, VIEW.end)


def test_dragging_the_right_edge_keeps_the_left_one(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(VIEW.end), MIDDLE), (x_of(80), MIDDLE))
    assert_near(told[-1], VIEW.start, 80)


def test_an_edge_stops_before_the_other(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(VIEW.start), MIDDLE), (x_of(90), MIDDLE))
    assert_near(told[-1], VIEW.end - MIN_SLOTS, VIEW.end)


def test_an_edge_dragged_past_the_other_and_back_leaves_that_where_it_was(
    strip: OverviewStrip,
) -> None:
    told = follow(strip, extent=100.0)
    press(strip, x_of(VIEW.end), MIDDLE)
    for place in (45, 20, 5, 30, 70):
        QTest.mouseMove(strip, QPoint(round(x_of(place)), int(MIDDLE)))
    release(strip, x_of(70), MIDDLE)
    assert {round(view.start, 6) for view in told} == {VIEW.start}
    assert_near(told[-1], VIEW.start, 70)


@pytest.mark.parametrize("span", [0.4, 0.8, 1.2])
def test_a_narrow_window_is_dragged_by_its_middle(strip: OverviewStrip, span: float) -> None:
    view = ViewRange(49.0, 49.0 + span)
    strip.set_state(replace(STATE, view=view))
    told = follow(strip)
    drag(strip, (x_of(view.start + span / 2), MIDDLE), (x_of(70), MIDDLE))
    assert told[-1].span == pytest.approx(span)
    assert_near(told[-1], 70 - span / 2, 70 + span / 2)


def test_a_click_beside_the_window_centers_it_there(strip: OverviewStrip) -> None:
    told = follow(strip)
    click(strip, x_of(80), MIDDLE)
    assert_near(told[-1], 70, 90)


def test_a_press_beside_the_window_goes_on_as_a_drag(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(80), MIDDLE), (x_of(70), MIDDLE))
    assert_near(told[-1], 60, 80)


def test_a_click_in_the_window_changes_nothing(strip: OverviewStrip) -> None:
    told = follow(strip)
    click(strip, x_of(50), MIDDLE)
    assert not told


def test_the_right_button_drags_nothing(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(50), MIDDLE), (x_of(65), MIDDLE), button=Qt.MouseButton.RightButton)
    assert not told


def test_after_a_drag_a_motion_drags_no_more(strip: OverviewStrip) -> None:
    told = follow(strip)
    drag(strip, (x_of(50), MIDDLE), (x_of(55), MIDDLE))
    told.clear()
    move(strip, x_of(20), MIDDLE)
    assert not told


@pytest.mark.parametrize(
    ("position", "shape"),
    [
        pytest.param(VIEW.start, Qt.CursorShape.SizeHorCursor, id="left-edge"),
        pytest.param(VIEW.end, Qt.CursorShape.SizeHorCursor, id="right-edge"),
        pytest.param(50, Qt.CursorShape.OpenHandCursor, id="window"),
        pytest.param(10, Qt.CursorShape.ArrowCursor, id="beside"),
    ],
)
def test_the_cursor_says_what_a_drag_would_do(
    strip: OverviewStrip, position: float, shape: Qt.CursorShape
) -> None:
    move(strip, x_of(position), MIDDLE)
    assert strip.cursor().shape() is shape


@pytest.mark.parametrize(
    ("key", "keys", "expected"),
    [
        pytest.param(Qt.Key.Key_Left, NO_KEY, (37.5, 57.5), id="left"),
        pytest.param(Qt.Key.Key_Right, NO_KEY, (41.5, 61.5), id="right"),
        pytest.param(Qt.Key.Key_Right, SHIFT, (39.5, 61.5), id="longer"),
        pytest.param(Qt.Key.Key_Left, SHIFT, (39.5, 57.68), id="shorter"),
        pytest.param(Qt.Key.Key_Home, NO_KEY, (-0.5, 19.5), id="home"),
        pytest.param(Qt.Key.Key_End, NO_KEY, (79.5, 99.5), id="end"),
        pytest.param(Qt.Key.Key_PageUp, NO_KEY, (19.5, 39.5), id="page-up"),
    ],
)
def test_keys_move_and_resize_the_window(
    strip: OverviewStrip,
    key: Qt.Key,
    keys: Qt.KeyboardModifier,
    expected: tuple[float, float],
) -> None:
    told = follow(strip)
    QTest.keyClick(strip, key, keys)
    assert_near(told[-1], *expected)


def test_other_keys_do_nothing(strip: OverviewStrip) -> None:
    told = follow(strip)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Up, Qt.Key.Key_Escape):
        QTest.keyClick(strip, key)
    QTest.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    # A character that Qt has no name for.
    event = QKeyEvent(QEvent.Type.KeyPress, 0x4E2D, NO_KEY, "中")
    QApplication.sendEvent(strip, event)
    assert not told


def test_the_focus_is_taken_by_tab_only_and_can_be_seen(strip: OverviewStrip) -> None:
    strip.clearFocus()
    plain = as_array(strip.grab().toImage())
    click(strip, x_of(50), MIDDLE)
    assert not strip.hasFocus()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = as_array(strip.grab().toImage())
    ys, xs = (plain != ringed).any(axis=2).nonzero()
    assert {xs.min(), xs.max()} == {0, 1000}
    assert ys.min() == 0
    strip.clearFocus()
    assert (as_array(strip.grab().toImage()) == plain).all()


def test_what_it_is_and_does_can_be_read(strip: OverviewStrip) -> None:
    assert strip.accessibleName()
    assert "Shift" in strip.toolTip()


def test_a_drag_is_told_as_grabbed_from_press_to_release(strip: OverviewStrip) -> None:
    told: list[bool] = []
    strip.grabbed.connect(told.append)
    drag(strip, (x_of(50), MIDDLE), (x_of(65), MIDDLE), button=Qt.MouseButton.RightButton)
    assert told == []
    drag(strip, (x_of(50), MIDDLE), (x_of(65), MIDDLE))
    assert told == [True, False]


def test_setters_are_silent(strip: OverviewStrip) -> None:
    told = follow(strip)
    strip.set_state(replace(STATE, view=ViewRange(0.5, 9.5)))
    strip.set_plot_width(500)
    strip.set_theme(DARK)
    assert not told


def test_the_strip_ends_where_the_plot_ends(strip: OverviewStrip) -> None:
    strip.set_plot_width(500)
    image = as_array(strip.grab().toImage())
    assert len(set(map(tuple, image[20, 510:990].tolist()))) == 1


def test_handles_and_events_have_their_colors(strip: OverviewStrip) -> None:
    image = strip.grab().toImage()
    assert image.pixelColor(round(x_of(VIEW.start)), int(MIDDLE)).name() == LIGHT.accent
    ticks = {
        image.pixelColor(round(x_of(10)) + dx, y).name() for dx in (-1, 0) for y in (52, 53, 54)
    }
    assert event_color(STATE.anchors[0].color, LIGHT) in ticks


def test_without_a_state_the_strip_ignores_the_pointer(qtbot: QtBot) -> None:
    strip = OverviewStrip(LIGHT)
    qtbot.addWidget(strip)
    with qtbot.waitExposed(strip):
        strip.show()
    told = follow(strip)
    drag(strip, (10, 10), (50, 10))
    assert not told
