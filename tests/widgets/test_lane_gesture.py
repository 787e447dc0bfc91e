"""Lanes are moved by their names, and folded by a double click on one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from helpers.pointer import click, double_click, drag, move, press, release
from helpers.story import event_of
from helpers.window import picture_in, shown_window
from tickertale.domain.category import Category
from tickertale.widgets.main_window import MainWindow

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


def test_a_double_click_on_a_name_folds_the_lanes_and_unfolds_them(window: MainWindow) -> None:
    chart = window.chart.chart.viewport()
    before = window.view_model.view
    double_click(chart, *name_place(window, "policy"))
    assert lanes_in(window) == [""]
    QApplication.processEvents()
    double_click(chart, *name_place(window, ""))
    assert lanes_in(window) == list(NAMES)
    assert window.view_model.view == before


def test_the_one_lane_of_all_is_not_dragged(window: MainWindow) -> None:
    window.view_model.display.fold_lanes()
    chart = window.chart.chart.viewport()
    x, y = name_place(window, "")
    drag(chart, (x, y), (x, y - 60))
    assert lanes_in(window) == [""]
