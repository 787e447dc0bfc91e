"""Events are dragged to other dates on the chart of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from helpers.pixels import differing_share
from helpers.pointer import drag, move, press, release
from helpers.story import event_of
from helpers.window import lane_mark_in, picture_in, press_key, shown_window
from tickertale.viewmodels.chart.geometry import Point, Rect
from tickertale.viewmodels.chart.lane_picture import Band
from tickertale.widgets.chart.drag_item import tip_box
from tickertale.widgets.look.theme import DARK, LIGHT, Theme
from tickertale.widgets.window.main_window import MainWindow

EVENTS = (
    event_of("first", when="2025-01-20", importance=5),
    event_of("second", when="2025-02-17", category="policy"),
    event_of("period", when="2025-01-06/2025-01-24", category="policy"),
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot, open_story(events=EVENTS)) as window:
        window.view_model.show_all()
        yield window


def date_of(window: MainWindow, event_id: str) -> str:
    return window.view_model.reading.timeline.event(event_id).when.edtf


def slots(window: MainWindow, count: float) -> float:
    return picture_in(window).frame.slot_px * count


def band_in(window: MainWindow, event_id: str) -> Band:
    bands = (band for lane in picture_in(window).lanes for band in lane.bands)
    return next(band for band in bands if band.event_id == event_id)


def drag_sideways(window: MainWindow, at: tuple[float, float], px: float) -> None:
    drag(window.chart.chart.viewport(), at, (at[0] + px, at[1]), steps=8)


def hold(window: MainWindow, at: tuple[float, float], px: float) -> None:
    """Begin a drag and go on with it."""
    chart = window.chart.chart.viewport()
    press(chart, *at)
    for step in range(1, 9):
        QTest.mouseMove(chart, QPoint(round(at[0] + px * step / 8), round(at[1])))


def flag_box(window: MainWindow, event_id: str) -> Rect:
    return next(flag.box for flag in picture_in(window).flags if flag.event_id == event_id)


def test_a_mark_in_its_lane_is_dragged_to_another_session(window: MainWindow) -> None:
    view, mark = window.view_model.view, lane_mark_in(window, "second")
    drag_sideways(window, (mark.x, mark.y), slots(window, 6))
    assert date_of(window, "second") == "2025-02-25"
    assert window.view_model.view == view
    assert window.view_model.history.undo_label == "Move “Second”"
    press_key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert date_of(window, "second") == "2025-02-17"
    assert window.view_model.history.undo_label == ""


def test_a_flag_is_dragged_to_another_session(window: MainWindow) -> None:
    box = flag_box(window, "first")
    at = (box.x + box.width / 2, box.y + box.height / 2)
    drag_sideways(window, at, -slots(window, 5))
    assert date_of(window, "first") == "2025-01-13"


def test_the_ends_of_a_period_are_dragged_alone(window: MainWindow) -> None:
    box = band_in(window, "period").box
    middle = box.y + box.height / 2
    drag_sideways(window, (box.right, middle), slots(window, 5))
    assert date_of(window, "period") == "2025-01-06/2025-01-31"
    drag_sideways(window, (box.x, middle), -slots(window, 5))
    assert date_of(window, "period") == "2024-12-30/2025-01-31"
    box = band_in(window, "period").box
    drag_sideways(window, (box.x + box.width / 2, middle), slots(window, 3))
    assert date_of(window, "period") == "2025-01-02/2025-02-03"


def test_escape_leaves_the_event_and_the_selection_where_they_were(window: MainWindow) -> None:
    window.view_model.select("first")
    mark = lane_mark_in(window, "second")
    hold(window, (mark.x, mark.y), 60)
    assert window.view_model.drag.state is not None
    press_key(window, Qt.Key.Key_Escape)
    assert window.view_model.drag.state is None
    release(window.chart.chart.viewport(), mark.x + 60, mark.y)
    assert date_of(window, "second") == "2025-02-17"
    assert window.view_model.selected == "first"
    press_key(window, Qt.Key.Key_Escape)
    assert window.view_model.selected is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_date_is_shown_while_the_event_is_dragged(window: MainWindow, theme: Theme) -> None:
    window.set_theme(theme)
    chart = window.chart.chart
    # The study of a selected event would be shaded meanwhile, sooner or later.
    window.view_model.select(None)
    move(chart.viewport(), 2, 2)
    plain = chart.grab().toImage()
    mark = lane_mark_in(window, "second")
    hold(window, (mark.x, mark.y), 60)
    state = window.view_model.drag.state
    assert state is not None
    assert state.text.startswith("Wed 5 Mar 2025 · reaction session HKEX")
    box = tip_box(picture_in(window), state, pointer=chart.pointer)
    shown = chart.grab().toImage()
    assert shown.pixelColor(round(box.left()) + 4, round(box.center().y())).name() == theme.card
    release(chart.viewport(), mark.x + 60, mark.y)
    window.view_model.history.undo()
    window.view_model.select(None)
    move(chart.viewport(), 2, 2)
    # Painted on the background or on kept pixels, a color may be rounded by one another way.
    assert differing_share(chart.grab().toImage(), plain) == 0.0


def test_the_tip_stays_in_the_plot(window: MainWindow) -> None:
    mark = lane_mark_in(window, "second")
    hold(window, (mark.x, mark.y), 60)
    state = window.view_model.drag.state
    assert state is not None
    plot = picture_in(window).frame.panes.plot
    inside = QRectF(plot.x, plot.y, plot.width, plot.height)
    for at in (Point(0, 0), Point(plot.right, 5), Point(plot.right - 1, plot.bottom), None):
        assert inside.contains(tip_box(picture_in(window), state, pointer=at))


def test_panning_beside_events_is_as_it_was(window: MainWindow) -> None:
    window.view_model.zoom(about=75.0, factor=0.5)
    before = window.view_model.view
    frame = picture_in(window).frame
    drag_sideways(window, (frame.x_of(60.0), frame.curve.bottom - 4), -50)
    assert window.view_model.view != before
    assert window.view_model.history.undo_label == ""
