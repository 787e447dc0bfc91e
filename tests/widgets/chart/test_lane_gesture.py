"""Lanes are moved by their names, and collapsed by a double click on one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from helpers.pointer import click, double_click, drag, move, press, release
from helpers.story import event_of
from helpers.window import lane_mark_in, picture_in, shown_window
from tickertale.domain.category import Category
from tickertale.widgets.window.main_window import MainWindow

NAMES = ("models", "policy", "results")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    categories = tuple(
        Category(id=name, name=name.title(), color="#0072B2", order=place)
        for place, name in enumerate(NAMES)
    )
    events = tuple(event_of(f"in-{name}", category=name) for name in NAMES)
    session = open_story(categories=categories, events=events)
    with shown_window(qtbot, session) as window:
        window.view_model.show_all()
        yield window


def lanes_in(window: MainWindow) -> list[str]:
    return [lane.category for lane in picture_in(window).lanes]


def name_place(window: MainWindow, category: str) -> tuple[float, float]:
    picture = picture_in(window)
    lane = next(row for row in picture.lanes if row.category == category)
    return picture.frame.panes.plot.right + 20.0, lane.y


@pytest.mark.parametrize(
    ("dragged", "onto", "expected"),
    [
        pytest.param("models", "results", ["policy", "results", "models"], id="to-the-bottom"),
        pytest.param("results", "models", ["results", "models", "policy"], id="to-the-top"),
        pytest.param("models", "policy", ["policy", "models", "results"], id="by-one"),
    ],
)
def test_a_lane_is_dragged_by_its_name(
    window: MainWindow, dragged: str, onto: str, expected: list[str]
) -> None:
    before = window.view_model.view
    chart = window.chart.chart.viewport()
    drag(chart, name_place(window, dragged), name_place(window, onto))
    assert lanes_in(window) == expected
    assert window.view_model.view == before
    assert window.view_model.selected == "in-models"


def test_a_lane_moves_while_it_is_dragged_and_back_again(window: MainWindow) -> None:
    chart = window.chart.chart.viewport()
    start, end = name_place(window, "models"), name_place(window, "results")
    press(chart, *start)
    move(chart, *end)
    assert lanes_in(window) == ["policy", "results", "models"]
    move(chart, *start)
    assert lanes_in(window) == list(NAMES)
    release(chart, *start)


def test_dragged_lanes_keep_those_that_are_hidden(window: MainWindow) -> None:
    display = window.view_model.display
    display.arrange_lanes(display.lanes.with_hidden("policy", is_hidden=True))
    chart = window.chart.chart.viewport()
    drag(chart, name_place(window, "models"), name_place(window, "results"))
    assert lanes_in(window) == ["results", "models"]
    display.arrange_lanes(display.lanes.with_hidden("policy", is_hidden=False))
    assert set(lanes_in(window)) == set(NAMES)


def test_the_pointer_says_that_a_name_can_be_grabbed(window: MainWindow) -> None:
    chart = window.chart.chart.viewport()
    move(chart, *name_place(window, "policy"))
    assert chart.cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_a_click_on_a_name_leaves_the_selection(window: MainWindow) -> None:
    click(window.chart.chart.viewport(), *name_place(window, "policy"))
    assert window.view_model.selected == "in-models"


def test_a_double_click_on_a_name_collapses_that_lane_and_expands_it(window: MainWindow) -> None:
    chart = window.chart.chart.viewport()
    before = window.view_model.view
    for expected in ({"policy"}, set()):
        double_click(chart, *name_place(window, "policy"))
        assert {row.category for row in picture_in(window).lanes if row.is_thin} == expected
        assert lanes_in(window) == list(NAMES)
        QApplication.processEvents()
    assert window.view_model.view == before


def test_a_double_click_on_the_name_of_the_one_lane_unfolds_all(window: MainWindow) -> None:
    window.view_model.display.fold_lanes()
    double_click(window.chart.chart.viewport(), *name_place(window, ""))
    assert lanes_in(window) == list(NAMES)


def test_ticks_of_a_collapsed_lane_are_clicked_like_marks(window: MainWindow) -> None:
    display = window.view_model.display
    display.arrange_lanes(display.lanes.toggled("models"))
    window.view_model.select(None)
    tick = lane_mark_in(window, "in-models")
    click(window.chart.chart.viewport(), tick.x, tick.y)
    assert window.view_model.selected == "in-models"


def test_a_name_that_cannot_be_read_whole_is_told_by_a_tip(
    window: MainWindow, qtbot: QtBot
) -> None:
    display = window.view_model.display
    display.arrange_lanes(display.lanes.toggled("models"))
    view = window.chart.chart
    x, y = name_place(window, "models")
    at = QPoint(round(x), round(y))
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(lambda: bool(QToolTip.text()))
    row = next(row for row in picture_in(window).lanes if row.category == "models")
    assert QToolTip.text() == row.name
    QToolTip.hideText()


def test_the_one_lane_of_all_is_not_dragged(window: MainWindow) -> None:
    window.view_model.display.fold_lanes()
    chart = window.chart.chart.viewport()
    x, y = name_place(window, "")
    drag(chart, (x, y), (x, y - 60))
    assert lanes_in(window) == [""]
