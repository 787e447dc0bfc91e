"""The tool bar: its buttons stay where they are, and stay in view."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from helpers.window import shown_window
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.widgets.chart.range_bar import MenuButton, RangeBar
from tickertale.widgets.chart.range_field import RangeFields
from tickertale.widgets.look.stylesheet import window_style
from tickertale.widgets.look.theme import DARK, LIGHT, Theme, mixed
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        yield window


def bar_in(window: MainWindow) -> RangeBar:
    bar = window.findChild(RangeBar)
    assert isinstance(bar, RangeBar)
    return bar


def places(window: MainWindow) -> dict[str, tuple[int, int]]:
    buttons = bar_in(window).findChildren(QToolButton)
    return {row.text(): (row.x(), row.width()) for row in buttons if row.menu() is None}


@pytest.mark.parametrize("kind", ScaleKind)
def test_no_scale_moves_the_ranges(window: MainWindow, kind: ScaleKind) -> None:
    before = places(window)
    window.actions_by_name[f"scale_{kind}"].trigger()
    QApplication.processEvents()
    assert places(window) == before


def test_a_short_text_has_its_full_one_beside_it(window: MainWindow) -> None:
    window.actions_by_name["scale_percent_event"].trigger()
    buttons = {row.text(): row for row in bar_in(window).findChildren(MenuButton)}
    told = "Price scale: Per cent from the selected event"
    assert (buttons["% event"].toolTip(), buttons["% event"].accessibleName()) == (told, told)


@pytest.mark.parametrize("width", [760, 900, 1100, 1440])
def test_the_export_button_stays_in_view(window: MainWindow, qtbot: QtBot, width: int) -> None:
    window.resize(width, 700)
    button = bar_in(window).findChild(QPushButton)
    assert isinstance(button, QPushButton)

    def is_in_view() -> bool:
        return button.isVisible() and button.geometry().right() < width == window.width()

    qtbot.waitUntil(is_in_view)
    assert all(row.isVisible() for row in bar_in(window).findChildren(MenuButton))


def test_the_dates_come_back_where_they_have_room(window: MainWindow, qtbot: QtBot) -> None:
    dates = window.findChild(RangeFields)
    assert isinstance(dates, RangeFields)
    window.resize(760, 700)
    qtbot.waitUntil(lambda: not dates.isVisible())
    window.resize(1440, 900)
    qtbot.waitUntil(dates.isVisible)
    assert "+ Compare" in {row.text() for row in bar_in(window).findChildren(QToolButton)}


def test_the_buttons_are_clear_of_the_line_below(window: MainWindow) -> None:
    bar = bar_in(window)
    for button in bar.findChildren(MenuButton):
        assert 4 <= bar.height() - button.geometry().bottom() - 1 <= 8


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_drop_down_under_the_pointer_looks_different(theme: Theme) -> None:
    hover = mixed(theme.field, theme.text, share=0.06)
    assert hover not in {theme.field, theme.window}
    style = " ".join(window_style(theme).split())
    assert f"#menu_button:hover {{ background: {hover}; }}" in style
