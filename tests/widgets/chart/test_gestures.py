"""Gestures and keys of the window: spans, going back, going to a date, the price axis."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.pixels import as_array
from helpers.pointer import click, double_click, drag, move, press, release, turn_wheel
from helpers.window import picture_in, press_key, shown_window
from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis, ViewRange
from tickertale.viewmodels.chart.view_history import REST_S
from tickertale.viewmodels.chart.viewport import whole
from tickertale.viewmodels.timeline.span import Span
from tickertale.widgets.chart.go_to_dialog import GoToDialog
from tickertale.widgets.chart.painting import as_qrect
from tickertale.widgets.chart.span_item import band_of, card_of
from tickertale.widgets.look.theme import DARK, LIGHT
from tickertale.widgets.window.main_window import MainWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
COUNT = 150


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        window.view_model.views.restart(window.view_model.view)
        window.view_model.view_changed.emit()
        yield window


def select_span(window: MainWindow, start: float, end: float) -> None:
    """Drag with Shift from one position to another, well below the flags."""
    chart, frame = window.chart.chart.viewport(), picture_in(window).frame
    y = round(frame.curve.bottom) - 30
    places = [QPoint(round(frame.x_of(start + (end - start) * k / 4)), y) for k in range(5)]
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, SHIFT, places[0])
    for place in places[1:]:
        QTest.mouseMove(chart, place)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, SHIFT, places[-1])


def axis_point(window: MainWindow, *, share: float = 0.5) -> tuple[float, float]:
    frame = picture_in(window).frame
    return frame.panes.plot.right + 20, frame.curve.y + frame.curve.height * share


def rest(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so much time pass that the next change of the view is a step of its own."""
    clock = window.view_model.views._clock
    now = clock() + 2 * REST_S
    monkeypatch.setattr(window.view_model.views, "_clock", lambda: now)


# Spans


def test_a_drag_with_shift_selects_a_span_and_moves_nothing(window: MainWindow) -> None:
    before = window.view_model.view
    select_span(window, 20, 60)
    assert window.view_model.span.span == Span(20, 60)
    assert window.view_model.view == before
    assert window.view_model.selected == "first"


def test_a_span_can_be_seen(window: MainWindow) -> None:
    chart = window.chart.chart
    move(chart.viewport(), 2, 2)
    plain = as_array(chart.grab().toImage())
    window.view_model.span.select(20.0, 60.0)
    shown = as_array(chart.grab().toImage())
    state = window.view_model.span.state()
    assert state is not None
    band = band_of(picture_in(window), state)
    ys, xs = (plain != shown).any(axis=2).nonzero()
    # The card may lie beside the band, and is above the lanes.
    xs = xs[ys > picture_in(window).frame.panes.price.bottom]
    assert xs.min() == pytest.approx(band.left(), abs=2)
    assert xs.max() == pytest.approx(band.right(), abs=2)
    for theme in (DARK, LIGHT):
        window.set_theme(theme)
        card = card_of(picture_in(window), state)
        image = chart.grab().toImage()
        at = card.topLeft() + QPointF(5, 5)
        assert image.pixelColor(round(at.x()), round(at.y())).name() == theme.card
    window.view_model.span.clear()
    assert (as_array(chart.grab().toImage()) == plain).all()


@pytest.mark.parametrize("where", [0.0, 149.0, 75.0])
def test_the_card_of_a_span_stays_in_the_plot(window: MainWindow, where: float) -> None:
    window.view_model.span.select(where, where)
    state = window.view_model.span.state()
    assert state is not None
    plot = picture_in(window).frame.panes.plot
    card = card_of(picture_in(window), state)
    assert plot.x <= card.left()
    assert card.right() <= plot.right
    assert card.bottom() <= picture_in(window).frame.panes.price.bottom


def test_the_card_of_a_span_keeps_clear_of_the_curve(window: MainWindow) -> None:
    # Prices rise, so the curve is low at the beginning of the span.
    window.view_model.span.select(2.0, 60.0)
    state = window.view_model.span.state()
    assert state is not None
    card = card_of(picture_in(window), state)
    line = picture_in(window).price.line
    is_behind = (line.x >= card.left()) & (line.x <= card.right()) & (line.y >= card.top())
    assert not is_behind.any()


def test_the_band_reaches_from_the_first_close_to_the_last(window: MainWindow) -> None:
    window.view_model.span.select(20.0, 60.0)
    state = window.view_model.span.state()
    assert state is not None
    frame, band = picture_in(window).frame, band_of(picture_in(window), state)
    assert (band.left(), band.right()) == pytest.approx((frame.x_of(20.0), frame.x_of(60.0)))
    assert state.length.startswith("40 bars")


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_card_goes_above_the_curve_where_below_is_no_room(
    window: MainWindow, kind: ChartKind
) -> None:
    # Far from its highest prices the curve is low, and with all in view the card is wider.
    window.view_model.display.draw_as(kind)
    bars = window.view_model.reading.bars
    low = int(bars.close.argmin())
    window.view_model.span.select(float(low), float(low + 1))
    state = window.view_model.span.state()
    assert state is not None
    card = card_of(picture_in(window), state)
    assert not any(as_qrect(flag.box).intersects(card) for flag in picture_in(window).flags)
    frame = picture_in(window).frame
    for index in range(len(bars)):
        x = frame.x_of(window.view_model.position_of(index))
        y = frame.y_of(float(bars.close[index]))
        assert not card.contains(QPointF(x, y))


def test_a_span_moves_with_the_view(window: MainWindow) -> None:
    window.view_model.span.select(20.0, 60.0)
    state = window.view_model.span.state()
    assert state is not None
    before = band_of(picture_in(window), state)
    window.view_model.set_view(ViewRange(20.0, 120.0))
    after = band_of(picture_in(window), state)
    assert after.left() == picture_in(window).frame.panes.plot.x
    assert after.width() != before.width()


def test_a_span_stays_on_its_bars_in_calendar_time(window: MainWindow) -> None:
    window.view_model.span.select(20.0, 60.0)
    window.view_model.display.count_time_as(TimeAxis.CALENDAR)
    state = window.view_model.span.state()
    assert window.view_model.span.span == Span(20, 60)
    assert state is not None
    assert state.view == ViewRange(27.5, 84.5)


def test_a_click_elsewhere_takes_only_the_span_away(window: MainWindow) -> None:
    select_span(window, 20, 60)
    frame = picture_in(window).frame
    click(window.chart.chart.viewport(), frame.x_of(90), frame.curve.bottom - 20)
    assert window.view_model.span.span is None
    assert window.view_model.selected == "first"
    click(window.chart.chart.viewport(), frame.x_of(90), frame.curve.bottom - 20)
    assert window.view_model.selected is None


def test_a_click_on_an_event_takes_the_span_away_too(window: MainWindow) -> None:
    select_span(window, 20, 60)
    flag = next(row for row in picture_in(window).flags if row.event_id == "third")
    click(window.chart.chart.viewport(), flag.box.x + 8, flag.box.y + 9)
    assert window.view_model.span.span is None
    assert window.view_model.selected == "third"


def test_esc_clears_the_span_first(window: MainWindow) -> None:
    select_span(window, 20, 60)
    press_key(window, Qt.Key.Key_Escape)
    assert window.view_model.span.span is None
    assert window.view_model.selected == "first"
    press_key(window, Qt.Key.Key_Escape)
    assert window.view_model.selected is None


def test_enter_zooms_to_the_span_and_then_shows_details_again(window: MainWindow) -> None:
    select_span(window, 20, 60)
    press_key(window, Qt.Key.Key_Return)
    assert window.view_model.view == ViewRange(19.5, 60.5)
    assert window.view_model.span.span is None
    press_key(window, Qt.Key.Key_Return)
    assert window.details.hasFocus()


def test_zooming_to_the_span_is_offered_while_there_is_one(window: MainWindow) -> None:
    action = window.actions_by_name["zoom_span"]
    assert not action.isEnabled()
    select_span(window, 20, 60)
    assert action.isEnabled()
    action.trigger()
    assert not action.isEnabled()


def test_keys_extend_a_span_from_the_crosshair(window: MainWindow) -> None:
    model = window.view_model
    model.point_at(50.0)
    for key, expected in (
        (Qt.Key.Key_Right, Span(50, 51)),
        (Qt.Key.Key_Right, Span(50, 52)),
        (Qt.Key.Key_Left, Span(50, 51)),
        (Qt.Key.Key_Left, Span(50, 50)),
        (Qt.Key.Key_Left, Span(50, 49)),
    ):
        press_key(window, key, SHIFT)
        assert model.span.span == expected
        assert model.cursor == expected.head


def test_without_a_crosshair_keys_begin_at_the_last_bar_in_view(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_Left, SHIFT)
    assert window.view_model.span.span == Span(COUNT - 1, COUNT - 2)


def test_keys_go_on_with_a_span_of_the_pointer(window: MainWindow) -> None:
    select_span(window, 20, 60)
    window.view_model.point_at(90.0)
    press_key(window, Qt.Key.Key_Right, SHIFT)
    assert window.view_model.span.span == Span(20, 61)


def test_a_span_extended_beyond_the_view_brings_its_head_into_it(window: MainWindow) -> None:
    model = window.view_model
    model.set_view(ViewRange(19.5, 39.5))
    model.point_at(39.0)
    for _ in range(5):
        press_key(window, Qt.Key.Key_Right, SHIFT)
    assert model.span.span == Span(39, 44)
    assert model.view.end > 44


# Going back


def test_going_back_and_forward_by_key(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    model = window.view_model
    back = window.actions_by_name["view_back"]
    assert not back.isEnabled()
    at = picture_in(window).frame.x_of(70), 200.0
    for _ in range(5):
        turn_wheel(window.chart.chart.viewport(), at, notches=1)
    near = model.view
    assert back.isEnabled()
    rest(window, monkeypatch)
    press_key(window, Qt.Key.Key_End)
    end = model.view
    assert end != near
    press_key(window, Qt.Key.Key_Left, ALT)
    assert model.view == near
    press_key(window, Qt.Key.Key_Left, ALT)
    assert model.view == whole(COUNT)
    assert not back.isEnabled()
    press_key(window, Qt.Key.Key_Right, ALT)
    press_key(window, Qt.Key.Key_Right, ALT)
    assert model.view == end
    assert not window.actions_by_name["view_forward"].isEnabled()


def test_the_side_buttons_of_the_mouse_go_back_and_forward(window: MainWindow) -> None:
    model = window.view_model
    model.set_view(ViewRange(20.0, 60.0))
    for part in (window.chart.chart.viewport(), window.chart.overview):
        click(part, 200, 20, button=Qt.MouseButton.BackButton)
        assert model.view == whole(COUNT)
        click(part, 200, 20, button=Qt.MouseButton.ForwardButton)
        assert model.view == ViewRange(20.0, 60.0)


def test_a_drag_of_the_chart_is_one_step(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = window.view_model
    model.set_view(ViewRange(40.0, 80.0))
    chart = window.chart.chart.viewport()
    press(chart, 300, 300)
    for x in (320, 360, 420):
        rest(window, monkeypatch)
        move(chart, x, 300)
    release(chart, 420, 300)
    model.views.go_back()
    assert model.view == ViewRange(40.0, 80.0)


def test_on_another_time_axis_one_goes_back_to_the_same_views(window: MainWindow) -> None:
    model = window.view_model
    before = model.view
    model.set_view(ViewRange(20.0, 60.0))
    ends = [model.reading.scale.date_at(place) for place in (before.start, before.end)]
    model.display.count_time_as(TimeAxis.CALENDAR)
    model.views.go_back()
    scale = model.reading.scale
    for place, date in zip((model.view.start, model.view.end), ends, strict=True):
        assert abs((scale.date_at(place) - date).days) <= 3
    model.display.count_time_as(TimeAxis.TRADING)
    assert model.view == before
    model.views.go_forward()
    assert model.view == ViewRange(20.0, 60.0)


def test_back_and_forth_between_time_axes_moves_nothing(window: MainWindow) -> None:
    model = window.view_model
    model.set_view(ViewRange(21.3, 67.9))
    before = model.view
    for bar in (None, 30.0):
        model.point_at(bar)
        for _ in range(3):
            model.display.count_time_as(TimeAxis.CALENDAR)
            model.display.count_time_as(TimeAxis.TRADING)
        assert model.view == before


@pytest.mark.parametrize("x", [90.0, 411.0, 700.0])
def test_another_time_axis_keeps_the_bar_under_the_pointer(window: MainWindow, x: float) -> None:
    model, chart = window.view_model, window.chart.chart
    model.set_view(ViewRange(40.0, 100.0))
    move(chart.viewport(), x, 300)
    bar = model.cursor
    assert bar is not None
    before = picture_in(window).frame.x_of(model.position_of(bar))
    for name in ("time_calendar", "time_trading"):
        window.actions_by_name[name].trigger()
        assert model.cursor == bar
        assert picture_in(window).frame.x_of(model.position_of(bar)) == pytest.approx(before, abs=1)


# Going to a date


def open_dialog(window: MainWindow, qtbot: QtBot) -> GoToDialog:
    press_key(window, Qt.Key.Key_G, CONTROL)
    (dialog,) = window.findChildren(GoToDialog)
    # Until then its keys would be those of the window behind it.
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_typed_date_is_centered_under_the_crosshair(window: MainWindow, qtbot: QtBot) -> None:
    model = window.view_model
    model.set_view(ViewRange(0.0, 20.0))
    dialog = open_dialog(window, qtbot)
    QTest.keyClicks(dialog.start, "2025-01-06")
    QTest.keyClick(dialog.start, Qt.Key.Key_Return)
    index = model.cursor
    assert index is not None
    assert model.reading.scale.date_at(float(index)).isoformat() == "2025-01-06"
    assert (model.view.start + model.view.end) / 2 == pytest.approx(index)
    assert model.view.span == pytest.approx(20.0)


def test_two_typed_dates_are_the_ends_of_the_view(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(window, qtbot)
    QTest.keyClicks(dialog.start, "2024-11")
    QTest.keyClicks(dialog.end, "2025-01")
    QTest.keyClick(dialog.end, Qt.Key.Key_Return)
    days = [day.isoformat() for day in window.view_model.days_in_view() if day]
    assert days == ["2024-11-01", "2025-01-31"]


# The price axis


def test_dragging_the_price_axis_scales_and_locks_it(window: MainWindow) -> None:
    chart, display = window.chart.chart, window.view_model.display
    x, y = axis_point(window)
    before = picture_in(window).frame.prices.range
    drag(chart.viewport(), (x, y), (x, y + 120), steps=6)
    locked = display.locked
    assert locked is not None
    assert locked.high - locked.low == pytest.approx(2 * (before.high - before.low), rel=1e-3)
    assert chart.lock_sign.isVisible()
    assert window.actions_by_name["lock_prices"].isChecked()


def test_a_drag_of_the_price_axis_that_comes_back_changes_nothing(window: MainWindow) -> None:
    x, y = axis_point(window)
    before = picture_in(window).frame.prices.range
    chart = window.chart.chart.viewport()
    press(chart, x, y)
    for way in (-60, -200, 90, 0):
        move(chart, x, y + way)
    release(chart, x, y)
    after = picture_in(window).frame.prices.range
    assert (after.low, after.high) == pytest.approx((before.low, before.high))


def test_a_double_click_on_the_price_axis_unlocks_it(window: MainWindow) -> None:
    x, y = axis_point(window)
    drag(window.chart.chart.viewport(), (x, y), (x, y - 60))
    double_click(window.chart.chart.viewport(), *axis_point(window))
    assert window.view_model.display.locked is None
    assert not window.chart.chart.lock_sign.isVisible()


def test_the_lock_sign_says_what_it_is_and_unlocks(window: MainWindow) -> None:
    sign = window.chart.chart.lock_sign
    assert not sign.isVisible()
    window.actions_by_name["lock_prices"].trigger()
    assert sign.isVisible()
    assert "locked" in sign.accessibleName()
    assert sign.geometry().right() < window.chart.chart.width()
    click(sign, 5, 5)
    assert window.view_model.display.locked is None


def test_with_a_locked_axis_a_drag_moves_prices_too(window: MainWindow) -> None:
    chart, display = window.chart.chart.viewport(), window.view_model.display
    frame = picture_in(window).frame
    drag(chart, (300, 300), (300, 340))
    assert display.locked is None
    display.lock(frame.prices.range)
    price = picture_in(window).frame.price_at(300.0)
    drag(chart, (300, 300), (360, 340), steps=6)
    assert display.locked is not None
    assert picture_in(window).frame.price_at(340.0) == pytest.approx(price)


def test_in_a_log_scale_the_axis_is_dragged_by_ratios(window: MainWindow) -> None:
    window.actions_by_name["scale_log"].trigger()
    before = picture_in(window).frame.prices.range
    x, y = axis_point(window)
    drag(window.chart.chart.viewport(), (x, y), (x, y + 120), steps=6)
    after = picture_in(window).frame.prices.range
    assert after.high / after.low == pytest.approx((before.high / before.low) ** 2, rel=1e-3)


# Keys at the edges


@pytest.mark.parametrize(
    ("key", "index"),
    [
        pytest.param(Qt.Key.Key_End, COUNT - 1, id="end"),
        pytest.param(Qt.Key.Key_Home, 0, id="home"),
    ],
)
def test_the_last_and_first_bar_are_shown_with_a_margin(
    window: MainWindow, key: Qt.Key, index: int
) -> None:
    window.view_model.set_view(ViewRange(60.0, 90.0))
    press_key(window, key)
    view = window.view_model.view
    assert window.view_model.cursor == index
    assert view.span == pytest.approx(30.0)
    assert min(view.end - index, index - view.start) == pytest.approx(3.0)


def test_the_overview_is_reached_by_tab_and_moves_the_view(window: MainWindow) -> None:
    window.view_model.set_view(ViewRange(39.5, 59.5))
    overview = window.chart.overview
    for _ in range(40):
        if overview.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    assert overview.hasFocus()
    press_key(window, Qt.Key.Key_Right)
    assert window.view_model.view == ViewRange(41.5, 61.5)
    press_key(window, Qt.Key.Key_Right, SHIFT)
    assert window.view_model.view == ViewRange(41.5, 63.5)
    assert window.view_model.span.span is None
    press_key(window, Qt.Key.Key_End)
    assert window.view_model.view.end == COUNT - 0.5
