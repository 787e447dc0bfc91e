"""The menu of lanes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from helpers.chart import LANES
from tickertale.viewmodels.chart.display import DisplayViewModel
from tickertale.widgets.chart.lane_menu import LaneMenu


@pytest.fixture
def display() -> DisplayViewModel:
    return DisplayViewModel()


@pytest.fixture
def menu(display: DisplayViewModel, qtbot: QtBot) -> Iterator[LaneMenu]:
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = LaneMenu(display, parent=owner)
    menu.set_lanes(LANES)
    yield menu


def action_of(menu: LaneMenu, text: str) -> QAction:
    menu.aboutToShow.emit()
    (action,) = (row for row in menu.actions() if row.text().replace("&", "") == text)
    return action


def test_a_lane_is_hidden_and_shown(menu: LaneMenu, display: DisplayViewModel) -> None:
    action_of(menu, LANES[1].name).trigger()
    assert display.lanes.hidden == {LANES[1].category}
    action_of(menu, LANES[1].name).trigger()
    assert not display.lanes.hidden


def test_lanes_are_folded_and_unfolded(menu: LaneMenu, display: DisplayViewModel) -> None:
    action_of(menu, "Fold into one lane").trigger()
    assert display.lanes.is_folded
    action_of(menu, "Fold into one lane").trigger()
    assert not display.lanes.is_folded


def test_the_lane_that_was_pointed_at_can_be_moved_and_hidden(
    menu: LaneMenu, display: DisplayViewModel
) -> None:
    menu.set_lane(LANES[0].category)
    action_of(menu, f"Move “{LANES[0].name}” down").trigger()
    assert display.lanes.arranged(LANES)[1] == LANES[0]
    action_of(menu, f"Move “{LANES[0].name}” up").trigger()
    assert display.lanes.arranged(LANES) == LANES
    action_of(menu, f"Hide “{LANES[0].name}”").trigger()
    assert display.lanes.hidden == {LANES[0].category}


def test_every_lane_can_be_moved_without_pointing_at_it(
    menu: LaneMenu, display: DisplayViewModel
) -> None:
    menu.aboutToShow.emit()
    (order,) = (row for row in menu.findChildren(QMenu) if row.title() == "&Order")
    assert order.menuAction() in menu.actions()
    names = [lane.name for lane in LANES]
    assert [row.text() for row in order.actions()] == [
        f"“{names[0]}” down",
        f"“{names[1]}” up",
        f"“{names[1]}” down",
        f"“{names[2]}” up",
    ]
    order.actions()[-1].trigger()
    assert display.lanes.arranged(LANES) == (LANES[0], LANES[2], LANES[1])


def test_a_lane_is_collapsed_and_expanded(menu: LaneMenu, display: DisplayViewModel) -> None:
    menu.set_lane(LANES[0].category)
    action_of(menu, f"Collapse “{LANES[0].name}”").trigger()
    assert display.lanes.collapsed == {LANES[0].category}
    assert action_of(menu, f"Collapse “{LANES[0].name}”").isChecked()
    action_of(menu, f"Collapse “{LANES[0].name}”").trigger()
    assert not display.lanes.collapsed


def test_every_lane_can_be_collapsed_without_pointing_at_it(
    menu: LaneMenu, display: DisplayViewModel
) -> None:
    collapse = action_of(menu, "Collapse").menu()
    assert isinstance(collapse, QMenu)
    assert [row.text() for row in collapse.actions()] == [lane.name for lane in LANES]
    collapse.actions()[2].trigger()
    assert display.lanes.collapsed == {LANES[2].category}


def test_an_ampersand_in_the_name_of_a_lane_is_shown(menu: LaneMenu) -> None:
    menu.set_lanes([replace(LANES[0], name="M&A"), *LANES[1:]])
    menu.set_lane(LANES[0].category)
    menu.aboutToShow.emit()
    texts = [row.text() for row in menu.actions()]
    assert "&Hide “M&&A”" in texts
    assert "Move “M&&A” &down" in texts
