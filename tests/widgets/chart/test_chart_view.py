"""The chart on screen, driven by pointer and wheel."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, SignalInstance
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.chart import anchor_of, chart_of, coarse_anchor
from helpers.pixels import as_array
from helpers.pointer import click, double_click, drag, move, press, release, turn_wheel
from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.event_grip import EventGrip, EventPull
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.lane_picture import Mark
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.chart.price_scale import PriceRange
from tickertale.viewmodels.chart.readout import bar_text
from tickertale.widgets.chart.axis_label import price_label_boxes, time_label_boxes
from tickertale.widgets.chart.chart_view import ChartView
from tickertale.widgets.chart.painting import tag_width
from tickertale.widgets.look.theme import DARK, LIGHT

MARGIN = 40
STATE = chart_of(
    anchor_of("one", 6.0, text="Model released", first=4.0, last=4.0),
    anchor_of("two", 14.0, text="Results"),
    anchor_of("near", 17.0, category="policy"),
    anchor_of("nearer", 17.01, category="policy"),
    coarse_anchor("month", 9.0, 17.0),
)


@pytest.fixture
def chart(qtbot: QtBot) -> Iterator[ChartView]:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(900 + 2 * MARGIN, 600 + 2 * MARGIN)
    view = ChartView(LIGHT, around)
    view.setGeometry(MARGIN, MARGIN, 900, 600)
    view.set_state(STATE)
    with qtbot.waitExposed(around):
        around.show()
    move(around, 2, 2)
    yield view


def picture_of(chart: ChartView) -> ChartPicture:
    assert chart.picture is not None
    return chart.picture


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Return a list that grows with the arguments of each emission."""
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told


def flag_middle(chart: ChartView, event_id: str) -> tuple[float, float]:
    box = next(flag.box for flag in picture_of(chart).flags if flag.event_id == event_id)
    return middle(box)


def middle(box: Rect) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def mark_of(chart: ChartView, event_id: str) -> Mark:
    return next(mark for mark in picture_of(chart).marks if event_id in mark.event_ids)


def lane_mark_of(chart: ChartView, event_id: str) -> Mark:
    marks = (mark for row in picture_of(chart).lanes for mark in row.marks)
    return next(mark for mark in marks if event_id in mark.event_ids)


def empty_place(chart: ChartView) -> tuple[float, float]:
    frame = picture_of(chart).frame
    return frame.x_of(11.0), frame.curve.bottom - 20


def test_a_click_on_a_flag_is_a_click_on_its_event(chart: ChartView) -> None:
    told = heard(chart.event_clicked)
    click(chart.viewport(), *flag_middle(chart, "one"))
    assert told == [("one",)]


def test_a_click_on_a_mark_of_the_curve_is_a_click_on_its_event(chart: ChartView) -> None:
    told = heard(chart.event_clicked)
    mark = mark_of(chart, "two")
    click(chart.viewport(), mark.x, mark.y)
    assert told == [("two",)]


def test_a_click_on_a_lane_mark_is_a_click_on_its_event(chart: ChartView) -> None:
    told = heard(chart.event_clicked)
    mark = lane_mark_of(chart, "one")
    click(chart.viewport(), mark.x, mark.y)
    assert told == [("one",)]


def test_a_click_on_a_band_is_a_click_on_its_event(chart: ChartView) -> None:
    told = heard(chart.event_clicked)
    (band,) = picture_of(chart).lanes[0].bands
    click(chart.viewport(), band.box.right - 6, band.box.y + 7)
    assert told == [("month",)]


def test_a_click_on_a_badge_names_all_its_events(chart: ChartView) -> None:
    told, single = heard(chart.cluster_clicked), heard(chart.event_clicked)
    mark = lane_mark_of(chart, "near")
    click(chart.viewport(), mark.x, mark.y)
    assert told == [(("near", "nearer"),)]
    assert not single


def test_a_click_beside_all_events_is_one_on_the_background(chart: ChartView) -> None:
    told, single = heard(chart.background_clicked), heard(chart.event_clicked)
    click(chart.viewport(), *empty_place(chart))
    assert len(told) == 1
    assert not single


def test_a_double_click_beside_all_events_is_told(chart: ChartView) -> None:
    told = heard(chart.plot_double_clicked)
    double_click(chart.viewport(), *flag_middle(chart, "one"))
    assert not told
    double_click(chart.viewport(), *empty_place(chart))
    assert len(told) == 1


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_click_nothing(chart: ChartView, button: Qt.MouseButton) -> None:
    told = [heard(chart.event_clicked), heard(chart.background_clicked)]
    click(chart.viewport(), *flag_middle(chart, "one"), button=button)
    assert told == [[], []]


def test_a_drag_pans_with_the_pointer_and_clicks_nothing(chart: ChartView) -> None:
    panned, clicks = heard(chart.panned), heard(chart.background_clicked)
    x, y = empty_place(chart)
    drag(chart.viewport(), (x, y), (x - 120, y))
    slots = sum(float(str(row[0])) for row in panned)
    assert slots == pytest.approx(120 / picture_of(chart).frame.slot_px)
    assert not clicks


def test_a_drag_that_begins_on_an_event_pulls_that_and_not_the_view(chart: ChartView) -> None:
    panned, clicks = heard(chart.panned), heard(chart.event_clicked)
    pulled, dropped = heard(chart.event_pulled), heard(chart.event_dropped)
    x, y = flag_middle(chart, "two")
    drag(chart.viewport(), (x, y), (x + 60, y))
    assert not panned
    assert not clicks
    pull = pulled[-1][0]
    assert isinstance(pull, EventPull)
    assert (pull.grip, pull.is_free) == (EventGrip("two"), False)
    assert pull.by == pytest.approx(60 / picture_of(chart).frame.slot_px)
    assert dropped == [()]


def test_where_nothing_may_be_changed_a_drag_on_an_event_pans(chart: ChartView) -> None:
    panned, pulled = heard(chart.panned), heard(chart.event_pulled)
    chart.set_editable(False)
    x, y = flag_middle(chart, "two")
    drag(chart.viewport(), (x, y), (x + 60, y))
    assert panned
    assert not pulled


def test_escape_calls_a_drag_off_and_the_release_clicks_nothing(chart: ChartView) -> None:
    dropped, let_be = heard(chart.event_dropped), heard(chart.event_let_be)
    clicks, grabbed = heard(chart.event_clicked), heard(chart.grabbed)
    pulled = heard(chart.event_pulled)
    x, y = flag_middle(chart, "two")
    press(chart.viewport(), x, y)
    for step in (20, 40):
        QTest.mouseMove(chart.viewport(), QPoint(round(x) + step, round(y)))
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert let_be == [()]
    before = len(pulled)
    QTest.mouseMove(chart.viewport(), QPoint(round(x) + 60, round(y)))
    release(chart.viewport(), x + 60, y)
    assert len(pulled) == before
    assert dropped == clicks == []
    assert grabbed == [(True,), (False,)]
    drag(chart.viewport(), (x, y), (x + 60, y))
    assert dropped == [()]


def test_a_drag_whose_release_was_lost_moves_nothing(chart: ChartView) -> None:
    dropped, let_be = heard(chart.event_dropped), heard(chart.event_let_be)
    x, y = flag_middle(chart, "two")
    press(chart.viewport(), x, y)
    QTest.mouseMove(chart.viewport(), QPoint(round(x) + 40, round(y)))
    press(chart.viewport(), *empty_place(chart))
    assert (dropped, let_be) == ([], [()])


def test_a_way_shorter_than_the_drag_distance_is_a_click(chart: ChartView) -> None:
    panned, clicks = heard(chart.event_pulled), heard(chart.event_clicked)
    x, y = flag_middle(chart, "two")
    way = QApplication.startDragDistance() - 2
    drag(chart.viewport(), (x, y), (x + way, y), steps=2)
    assert not panned
    assert clicks == [("two",)]


def test_the_middle_button_pans_at_once(chart: ChartView) -> None:
    panned = heard(chart.panned)
    x, y = empty_place(chart)
    drag(chart.viewport(), (x, y), (x + 4, y), button=Qt.MouseButton.MiddleButton)
    assert panned


def test_the_cursor_says_what_a_click_would_do(chart: ChartView) -> None:
    viewport = chart.viewport()
    move(viewport, *flag_middle(chart, "one"))
    assert viewport.cursor().shape() is Qt.CursorShape.PointingHandCursor
    move(viewport, *empty_place(chart))
    assert viewport.cursor().shape() is Qt.CursorShape.CrossCursor
    move(viewport, 890, 20)
    assert viewport.cursor().shape() is Qt.CursorShape.SizeVerCursor
    move(viewport, 400, 595)
    assert viewport.cursor().shape() is Qt.CursorShape.ArrowCursor
    x, y = empty_place(chart)
    press(viewport, x, y)
    move(viewport, x + 40, y)
    assert viewport.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    release(viewport, x + 40, y)
    assert viewport.cursor().shape() is not Qt.CursorShape.ClosedHandCursor


@pytest.mark.parametrize("notches", [1, -1])
def test_the_wheel_zooms_about_the_pointer(chart: ChartView, notches: int) -> None:
    told = heard(chart.zoomed)
    x, y = empty_place(chart)
    turn_wheel(chart.viewport(), (x, y), notches=notches)
    ((about, factor),) = told
    assert about == pytest.approx(11.0, abs=0.05)
    assert (float(str(factor)) < 1) is (notches > 0)


def test_the_wheel_pans_with_shift(chart: ChartView) -> None:
    panned, zoomed = heard(chart.panned), heard(chart.zoomed)
    turn_wheel(
        chart.viewport(), empty_place(chart), notches=-1, keys=Qt.KeyboardModifier.ShiftModifier
    )
    ((slots,),) = panned
    assert float(str(slots)) > 0
    assert not zoomed


def test_a_sideways_wheel_pans(chart: ChartView) -> None:
    panned = heard(chart.panned)
    turn_wheel(chart.viewport(), empty_place(chart), sideways=1)
    assert len(panned) == 1


def test_a_pinch_zooms_about_the_fingers(chart: ChartView) -> None:
    told = heard(chart.zoomed)
    x, y = empty_place(chart)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(x, y),
        QPointF(x, y),
        QPointF(x, y),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(chart.viewport(), event)
    assert told == [(pytest.approx(11.0, abs=0.05), pytest.approx(0.8))]


def test_the_pointer_is_told_where_it_is_and_when_it_leaves(chart: ChartView) -> None:
    told = heard(chart.pointed)
    x, y = empty_place(chart)
    move(chart.viewport(), x, y)
    assert told[-1][0] == pytest.approx(11.0, abs=0.05)
    move(chart.window(), 2, 2)
    assert told[-1] == (None,)


def test_beside_the_plot_the_pointer_has_no_position(chart: ChartView) -> None:
    told = heard(chart.pointed)
    move(chart.viewport(), 895, 100)
    assert told[-1] == (None,)


def test_a_rest_on_an_event_is_told_with_its_place(chart: ChartView, qtbot: QtBot) -> None:
    x, y = flag_middle(chart, "one")
    with qtbot.waitSignal(chart.event_rested, timeout=3000) as rest:
        move(chart.viewport(), x, y)
    event_id, place = rest.args
    assert event_id == "one"
    assert isinstance(place, QRect)
    assert place.contains(chart.viewport().mapToGlobal(QPoint(round(x), round(y))))


def test_moving_on_from_an_event_is_told(chart: ChartView, qtbot: QtBot) -> None:
    move(chart.viewport(), *flag_middle(chart, "one"))
    with qtbot.waitSignal(chart.event_left):
        move(chart.viewport(), *empty_place(chart))


def test_leaving_the_chart_leaves_the_event(chart: ChartView) -> None:
    move(chart.viewport(), *flag_middle(chart, "one"))
    left = heard(chart.event_left)
    move(chart.window(), 2, 2)
    assert len(left) == 1


def test_a_menu_is_asked_for_where_the_pointer_is(chart: ChartView) -> None:
    told = heard(chart.menu_requested)
    at = QPoint(200, 100)
    where = chart.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(chart.viewport(), event)
    assert told == [(where, FOLDED)]


def test_a_menu_in_a_lane_is_one_for_that_lane(chart: ChartView) -> None:
    told = heard(chart.menu_requested)
    picture = chart.picture
    assert picture is not None
    lane = picture.lanes[1]
    at = QPoint(300, round(lane.y))
    where = chart.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(chart.viewport(), event)
    assert told == [(where, lane.category)]


def test_a_press_takes_the_keyboard_focus(chart: ChartView) -> None:
    chart.clearFocus()
    click(chart.viewport(), *empty_place(chart))
    assert chart.hasFocus()


def test_setters_are_silent(chart: ChartView) -> None:
    signals = (
        chart.event_clicked,
        chart.zoomed,
        chart.panned,
        chart.pointed,
        chart.background_clicked,
        chart.event_left,
    )
    told = [heard(signal) for signal in signals]
    chart.set_state(chart_of(anchor_of("other", 3.0), view=ViewRange(2.0, 9.0)))
    chart.set_cursor_bar(4)
    chart.set_cursor_bar(None)
    chart.set_theme(DARK)
    assert told == [[]] * len(signals)


def test_a_new_state_is_painted(chart: ChartView) -> None:
    chart.set_state(chart_of(anchor_of("other", 3.0)))
    assert [flag.event_id for flag in picture_of(chart).flags] == ["other"]


def test_a_new_size_is_laid_out_anew(chart: ChartView) -> None:
    told = heard(chart.plot_resized)
    before = picture_of(chart).frame.panes.plot.width
    chart.resize(700, 500)
    assert told == [(before - 200,)]
    assert picture_of(chart).frame.panes.axis.bottom == 500


def test_the_first_picture_is_told_once(qtbot: QtBot) -> None:
    view = ChartView(LIGHT)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_state(STATE)
    told = heard(view.painted)
    with qtbot.waitSignal(view.painted):
        view.show()
    view.viewport().repaint()
    assert len(told) == 1


def test_a_theme_colors_the_background(chart: ChartView) -> None:
    for theme in (DARK, LIGHT):
        chart.set_theme(theme)
        assert chart.grab().toImage().pixelColor(893, 595).name() == theme.plot


def test_a_chart_without_a_state_ignores_the_pointer(qtbot: QtBot) -> None:
    view = ChartView(LIGHT)
    qtbot.addWidget(view)
    view.resize(400, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.set_cursor_bar(3)
    move(view.viewport(), 100, 100)
    turn_wheel(view.viewport(), (100, 100), notches=1)
    drag(view.viewport(), (100, 100), (200, 100))
    assert view.picture is None


def test_the_crosshair_leaves_no_trails(chart: ChartView, qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()

    def on_screen() -> bytes:
        chart.repaint()
        QApplication.processEvents()
        return as_array(screen.grabWindow(chart.window().winId()).toImage()).tobytes()

    def follow(position: float | None) -> None:
        chart.set_cursor_bar(None if position is None else round(position))

    chart.pointed.connect(follow)
    before = on_screen()
    seen = set()
    frame = picture_of(chart).frame
    for step in range(30):
        move(chart.viewport(), 20 + step * 25, frame.curve.y + step * 9)
        seen.add(on_screen())
    assert len(seen) > 10
    move(chart.window(), 2, 2)
    assert on_screen() == before


def test_the_crosshair_stands_on_the_bar_and_names_its_day(chart: ChartView) -> None:
    plain = as_array(chart.grab().toImage())
    chart.set_cursor_bar(11)
    crossed = as_array(chart.grab().toImage())
    ys, xs = (plain != crossed).any(axis=2).nonzero()
    x = picture_of(chart).frame.x_of(11.0)
    axis = picture_of(chart).frame.panes.axis
    assert int(x) in set(xs[ys < axis.y - 1].tolist())
    assert (ys > axis.y + 5).any()
    assert abs(xs[ys > axis.y + 5].mean() - x) < 3


@pytest.mark.parametrize("by", [0.0, 14.0, 30.0, 200.0])
def test_a_tag_of_the_crosshair_hides_a_label_whole_or_not_at_all(
    chart: ChartView, by: float
) -> None:
    picture = picture_of(chart)
    frame, state = picture.frame, STATE
    plot, axis = frame.panes.plot, frame.panes.axis
    color = QColor(LIGHT.plot)
    background = (color.red(), color.green(), color.blue())
    chart.grab()
    for box in (*time_label_boxes(picture), *price_label_boxes(picture)):
        is_time = box.top() > axis.y
        x = min(box.center().x() + by, plot.right - 1.0) if is_time else plot.x + 100.0
        y = frame.curve.y + 40.0 if is_time else min(box.center().y() + by, frame.curve.bottom)
        plain = as_array(chart.grab().toImage())
        move(chart.viewport(), x, y)
        index = state.scale.nearest_index(frame.position_at(x))
        chart.set_cursor_bar(index)
        shown = as_array(chart.grab().toImage())
        chart.set_cursor_bar(None)
        rows, columns = (plain[..., :3] != background).any(axis=2).nonzero()
        is_label = (rows > box.top()) & (rows < box.bottom())
        is_label &= (columns > box.left()) & (columns < box.right())
        rows, columns = rows[is_label], columns[is_label]
        assert len(rows)
        off = np.abs(shown[rows, columns, :3].astype(int) - np.array(background))
        is_seen = off.max(axis=1) > 2
        is_same = np.all(shown[rows, columns] == plain[rows, columns], axis=1)
        tag = tag_box(chart, picture, index=index, is_time=is_time)
        is_beside = np.array(
            [not tag.contains(column, row) for row, column in zip(rows, columns, strict=True)]
        )
        assert is_same.all() or not is_seen[is_beside].any()


def tag_box(chart: ChartView, picture: ChartPicture, *, index: int | None, is_time: bool) -> QRectF:
    """Return where a tag of the crosshair lies, by one pixel larger."""
    assert index is not None
    assert chart.pointer is not None
    panes = picture.frame.panes
    if not is_time:
        return QRectF(panes.plot.right, chart.pointer.y - 10, 200, 20)
    half = tag_width(bar_text(STATE.scale, index)) / 2
    center = picture.frame.x_of(float(index))
    center = min(max(center, half), panes.plot.right - half)
    return QRectF(center - half - 1, panes.axis.y, 2 * half + 2, panes.axis.height)


def test_in_another_size_the_crosshair_stands_where_the_bar_is_now(chart: ChartView) -> None:
    chart.set_cursor_bar(11)
    chart.resize(700, 500)
    # The first painting is of the picture itself, the others of its kept pixels.
    chart.grab()
    resized = as_array(chart.grab().toImage())
    chart.set_cursor_bar(11)
    assert (resized == as_array(chart.grab().toImage())).all()


def test_the_tag_of_the_day_stays_in_the_plot_at_both_ends(chart: ChartView) -> None:
    plot = picture_of(chart).frame.panes.plot
    plain = as_array(chart.grab().toImage())
    for index in (0, 19):
        chart.set_cursor_bar(index)
        ys, xs = (plain != as_array(chart.grab().toImage())).any(axis=2).nonzero()
        on_axis = xs[ys > picture_of(chart).frame.panes.axis.y + 5]
        assert on_axis.min() >= plot.x
        assert on_axis.max() <= plot.right


def test_a_double_click_in_a_lane_names_lane_and_place(chart: ChartView) -> None:
    told, others = heard(chart.lane_double_clicked), heard(chart.plot_double_clicked)
    frame = picture_of(chart).frame
    lane = picture_of(chart).lanes[1]
    double_click(chart.viewport(), frame.x_of(3.0), lane.y)
    ((category, position),) = told
    assert category == lane.category
    assert position == pytest.approx(3.0, abs=0.05)
    assert not others


def test_a_double_click_on_a_lane_mark_makes_no_event(chart: ChartView) -> None:
    told = heard(chart.lane_double_clicked)
    mark = lane_mark_of(chart, "one")
    double_click(chart.viewport(), mark.x, mark.y)
    assert not told


def test_a_double_click_on_a_badge_that_opens_is_meant_for_the_badge(chart: ChartView) -> None:
    wrong = [
        heard(signal)
        for signal in (
            chart.lane_double_clicked,
            chart.plot_double_clicked,
            chart.event_double_clicked,
            chart.background_clicked,
        )
    ]
    opened = heard(chart.cluster_clicked)
    # Its members move away from under the pointer.
    chart.cluster_clicked.connect(
        lambda _: chart.set_state(replace(STATE, view=ViewRange(12.0, 12.5)))
    )
    mark = lane_mark_of(chart, "near")
    double_click(chart.viewport(), mark.x, mark.y)
    release(chart.viewport(), mark.x, mark.y)
    assert len(opened) == 1
    assert not any(wrong)


def test_a_badge_that_stays_takes_every_click(chart: ChartView) -> None:
    opened = heard(chart.cluster_clicked)
    mark = lane_mark_of(chart, "near")
    double_click(chart.viewport(), mark.x, mark.y)
    release(chart.viewport(), mark.x, mark.y)
    assert len(opened) == 2


def test_the_wheel_over_the_price_axis_zooms_prices_about_the_pointer(chart: ChartView) -> None:
    told, others = heard(chart.prices_moved), heard(chart.zoomed)
    prices = picture_of(chart).frame.prices
    x, y = picture_of(chart).frame.panes.plot.right + 20, prices.top_px + 100
    turn_wheel(chart.viewport(), (x, y), notches=1)
    ((moved,),) = told
    assert isinstance(moved, PriceRange)
    assert moved.high - moved.low < prices.range.high - prices.range.low
    after = replace(prices, range=moved)
    assert after.y_of(prices.price_at(round(y))) == pytest.approx(round(y), abs=0.01)
    assert not others


def test_a_drag_of_the_price_axis_moves_prices_and_not_time(chart: ChartView) -> None:
    told, others = heard(chart.prices_moved), heard(chart.panned)
    grabs = heard(chart.grabbed)
    x, y = picture_of(chart).frame.panes.plot.right + 20, 200.0
    drag(chart.viewport(), (x, y), (x, y - 120))
    before = picture_of(chart).frame.prices.range
    last = told[-1][0]
    assert isinstance(last, PriceRange)
    assert last.high - last.low == pytest.approx((before.high - before.low) / 2)
    assert not others
    assert grabs == [(True,), (False,)]


def test_with_a_locked_axis_a_drag_moves_prices_as_well(chart: ChartView) -> None:
    chart.set_state(replace(STATE, locked=PriceRange(90.0, 130.0)))
    told, panned = heard(chart.prices_moved), heard(chart.panned)
    x, y = empty_place(chart)
    drag(chart.viewport(), (x, y), (x, y - 60), steps=1)
    ((moved,),) = told
    assert isinstance(moved, PriceRange)
    curve = picture_of(chart).frame.curve
    assert 130.0 - moved.high == pytest.approx(60 / curve.height * 40.0)
    assert not panned


def test_the_lock_is_shown_and_its_sign_asks_to_unlock(chart: ChartView) -> None:
    told = heard(chart.unlock_requested)
    assert not chart.lock_sign.isVisible()
    chart.set_state(replace(STATE, locked=PriceRange(90.0, 130.0)))
    assert chart.lock_sign.isVisible()
    panes = picture_of(chart).frame.panes
    place = chart.lock_sign.geometry()
    assert panes.plot.right <= place.left()
    assert panes.axis.y <= place.top() <= place.bottom() <= panes.axis.bottom
    click(chart.lock_sign, 5, 5)
    double_click(chart.viewport(), panes.plot.right + 20, 100)
    assert len(told) == 2


@pytest.mark.parametrize("to", [15.0, 2.0])
def test_a_drag_with_shift_tells_the_span(chart: ChartView, to: float) -> None:
    told, others = heard(chart.spanned), heard(chart.panned)
    clicks = heard(chart.background_clicked)
    frame = picture_of(chart).frame
    y = round(frame.curve.bottom) - 20
    start, end = QPoint(round(frame.x_of(11.0)), y), QPoint(round(frame.x_of(to)), y)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, shift, start)
    QTest.mouseMove(chart.viewport(), end)
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, shift, end)
    assert told[-1] == (pytest.approx(11.0, abs=0.05), pytest.approx(to, abs=0.05))
    assert not others
    assert not clicks


def test_a_span_ends_where_the_plot_does(chart: ChartView) -> None:
    told = heard(chart.spanned)
    frame = picture_of(chart).frame
    place, beyond = QPoint(round(frame.x_of(11.0)), 300), QPoint(890, 300)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, shift, place)
    QTest.mouseMove(chart.viewport(), beyond)
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, shift, beyond)
    assert 19.0 < float(str(told[-1][1])) < 19.5


def test_another_button_does_not_end_a_drag(chart: ChartView) -> None:
    panned, clicks = heard(chart.panned), heard(chart.background_clicked)
    x, y = empty_place(chart)
    press(chart.viewport(), x, y)
    move(chart.viewport(), x + 60, y)
    click(chart.viewport(), x + 60, y, button=Qt.MouseButton.MiddleButton)
    before = len(panned)
    move(chart.viewport(), x + 90, y)
    release(chart.viewport(), x + 90, y)
    assert len(panned) > before
    assert not clicks


@pytest.mark.parametrize(
    ("pixels", "angles"),
    [
        pytest.param(QPoint(0, 30), QPoint(), id="pixels-only"),
        pytest.param(QPoint(), QPoint(0, 60), id="angles-only"),
        pytest.param(QPoint(0, 30), QPoint(0, 60), id="both"),
    ],
)
def test_any_kind_of_wheel_zooms(chart: ChartView, pixels: QPoint, angles: QPoint) -> None:
    told = heard(chart.zoomed)
    send_wheel(chart, pixels=pixels, angles=angles)
    ((about, factor),) = told
    assert about == pytest.approx(11.0, abs=0.05)
    assert 0.5 < float(str(factor)) < 1.0


def test_two_fingers_pan_by_their_pixels(chart: ChartView) -> None:
    told = heard(chart.panned)
    send_wheel(chart, pixels=QPoint(-43, 2), angles=QPoint())
    assert told == [(pytest.approx(43 / picture_of(chart).frame.slot_px),)]


def send_wheel(chart: ChartView, *, pixels: QPoint, angles: QPoint) -> None:
    """Turn a wheel, or move two fingers, over an empty place."""
    at = QPointF(*empty_place(chart))
    event = QWheelEvent(
        at,
        QPointF(chart.viewport().mapToGlobal(at)),
        pixels,
        angles,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)


def rows_of(chart: ChartView) -> dict[str, int]:
    assert chart.picture is not None
    return {flag.event_id: flag.row for flag in chart.picture.flags}


def test_flags_stay_on_their_rows_in_a_pan_and_settle_once_it_rests(
    chart: ChartView, qtbot: QtBot
) -> None:
    stairs = [anchor_of("abc"[place - 1], float(place), text="Release") for place in (1, 2, 3)]
    state = chart_of(*stairs, view=ViewRange(0.5, 15.5))
    chart.set_state(state)
    assert rows_of(chart) == {"a": 0, "b": 1, "c": 2}
    chart.set_state(replace(state, view=ViewRange(2.5, 17.5)))
    assert rows_of(chart) == {"c": 2}
    qtbot.waitUntil(lambda: rows_of(chart) == {"c": 0})
