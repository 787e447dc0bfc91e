"""Panels give way to the chart in a narrow window."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from helpers.window import picture_in, shown_window
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        yield window


def docks_in(window: MainWindow) -> list[str]:
    """Return the titles of the events' and the details' dock, as far as they are shown."""
    docks = window.findChildren(QDockWidget)
    return sorted(
        dock.windowTitle()
        for dock in docks
        if dock.isVisible() and dock.windowTitle() in {"Events", "Details"}
    )


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        pytest.param(1200, ["Details", "Events"], id="wide"),
        pytest.param(800, ["Events"], id="narrow"),
        pytest.param(640, [], id="very-narrow"),
    ],
)
def test_panels_go_one_after_the_other_and_come_back(
    window: MainWindow, qtbot: QtBot, width: int, shown: list[str]
) -> None:
    window.resize(width, 600)
    qtbot.waitUntil(lambda: docks_in(window) == shown)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: docks_in(window) == ["Details", "Events"])


def test_a_small_window_is_left_to_the_chart(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(640, 400)
    qtbot.waitUntil(lambda: docks_in(window) == [])
    assert (window.width(), window.height()) == (640, 400)
    qtbot.waitUntil(lambda: picture_in(window).frame.panes.plot.width > 400)
    picture = picture_in(window)
    assert picture.frame.curve.height > 30
    assert window.chart.overview.isVisible()


def test_a_low_window_keeps_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1000, 400)
    qtbot.waitUntil(lambda: window.height() == 400)
    assert docks_in(window) == ["Details", "Events"]
    rows = window.events.rows
    assert rows.height() >= 48
    assert not window.events.unexplained.isVisible()


def test_a_panel_that_is_asked_for_in_a_narrow_window_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(800, 600)
    qtbot.waitUntil(lambda: docks_in(window) == ["Events"])
    window.actions_by_name["show_details"].trigger()
    window.resize(820, 600)
    assert docks_in(window) == ["Details", "Events"]


def test_a_panel_that_was_closed_stays_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["show_events"].trigger()
    assert docks_in(window) == ["Details"]
    window.resize(1000, 600)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.width() == 1440)
    assert docks_in(window) == ["Details"]


def test_panels_are_as_wide_as_before_once_there_is_room_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    docks = [dock for dock in window.findChildren(QDockWidget) if dock.isVisible()]
    window.resizeDocks(docks, [300] * len(docks), Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: {dock.width() for dock in docks} == {300})
    for width, shown in ((900, ["Details", "Events"]), (640, [])):
        window.resize(width, 600)
        qtbot.waitUntil(partial(lambda shown: docks_in(window) == shown, shown))
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: [dock.width() for dock in docks] == [300, 300])
