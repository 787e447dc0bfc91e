"""The window on bars of minutes, seconds, weeks and months, used with pointer and keys."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.intraday import (
    HALF_DAY,
    long_bars,
    minute_bars,
    open_intraday,
    session_times,
    walk,
)
from helpers.pointer import click, move
from helpers.window import picture_in, press_key, shown_window
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.viewmodels.chart.viewport import RangePreset
from tickertale.widgets.chart.chart_header import ChartHeader
from tickertale.widgets.chart.go_to_dialog import GoToDialog
from tickertale.widgets.chart.readout_line import ReadoutLine
from tickertale.widgets.control.elided_label import ElidedLabel
from tickertale.widgets.control.status_line import StatusLine
from tickertale.widgets.window.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
CHANGE = 5 * 390
"""The first bar after the clocks have changed."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot, open_intraday(minute_bars())) as window:
        yield window


def texts(window: MainWindow, part: type[ChartHeader | StatusLine]) -> str:
    shown = window.findChild(part)
    assert isinstance(shown, part)
    words = [label.text() for label in shown.findChildren(ElidedLabel)]
    return "  ".join([*words, *(line.text for line in shown.findChildren(ReadoutLine))])


def show_bars(window: MainWindow, first: int, last: int) -> None:
    model = window.view_model
    model.set_view(type(model.view)(first - 0.5, last + 0.5))


def test_the_read_out_tells_the_hour_under_the_pointer(window: MainWindow) -> None:
    show_bars(window, CHANGE - 30, CHANGE + 30)
    frame = picture_in(window).frame
    for bar, text in ((CHANGE - 1, "31 Oct 2025, 15:59 EDT"), (CHANGE, "3 Nov 2025, 09:30 EST")):
        move(window.chart.chart.viewport(), frame.x_of(bar), 300)
        assert window.view_model.cursor == bar
        assert text in texts(window, ChartHeader)


def test_keys_step_from_bar_to_bar_over_the_weekend(window: MainWindow) -> None:
    show_bars(window, CHANGE - 30, CHANGE + 30)
    window.view_model.point_at(float(CHANGE - 1))
    press_key(window, Qt.Key.Key_Right)
    assert "3 Nov 2025, 09:30 EST" in texts(window, ChartHeader)
    press_key(window, Qt.Key.Key_Left)
    assert "31 Oct 2025, 15:59 EDT" in texts(window, ChartHeader)


def test_the_status_line_counts_bars(window: MainWindow) -> None:
    assert "BABA 11,130 bars, 27 Oct 2025 – 5 Dec 2025" in texts(window, StatusLine)


def test_the_time_axis_tells_hours_and_days_of_the_exchange(window: MainWindow) -> None:
    show_bars(window, CHANGE - 60, CHANGE + 120)
    labels = {label.text for label in picture_in(window).time_labels}
    assert {"15:30", "3 Nov", "10:30"} <= labels


def test_news_stands_on_the_minute_that_holds_it(window: MainWindow) -> None:
    window.view_model.select("in-session")
    show_bars(window, CHANGE, CHANGE + 60)
    picture = picture_in(window)
    (flag,) = (row for row in picture.flags if row.event_id == "in-session")
    assert flag.stem_x == pytest.approx(picture.frame.x_of(CHANGE + 30), abs=1)
    click(window.chart.chart.viewport(), flag.box.x + 5, flag.box.y + 9)
    assert window.view_model.selected == "in-session"
    window.view_model.point_at(None)
    assert "3 Nov 2025, 10:00 EST" in texts(window, ChartHeader)


def test_going_to_an_hour_of_a_half_day(window: MainWindow, qtbot: QtBot) -> None:
    press_key(window, Qt.Key.Key_G, CONTROL)
    (dialog,) = window.findChildren(GoToDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(dialog.start, "2025-11-28T12:59")
    QTest.keyClick(dialog.start, Qt.Key.Key_Return)
    cursor = window.view_model.cursor
    assert cursor is not None
    assert (
        window.view_model.reading.bars.time_ns[cursor]
        == session_times(HALF_DAY, Interval.MINUTE)[-1]
    )


@pytest.mark.parametrize("choice", RangePreset)
def test_presets_take_whole_days(window: MainWindow, choice: RangePreset) -> None:
    window.view_model.show_all()
    window.actions_by_name[f"range_{choice}"].trigger()
    first, last = window.view_model.days_in_view()
    assert first is not None
    assert last == dt.date(2025, 12, 5)
    scale, view = window.view_model.reading.scale, window.view_model.view
    assert f"{scale.local_time_at(view.start + 0.5):%H:%M}" == "09:30"
    assert f"{scale.local_time_at(view.end - 0.5):%H:%M}" == "15:59"
    assert window.view_model.active_preset() is not None


def test_the_moves_are_those_of_sessions(window: MainWindow) -> None:
    moves = {row.id: row.move for row in window.view_model.list_state().rows}
    assert moves["half-day-afternoon"] is not None
    assert abs(moves["half-day-afternoon"]) > 0.005


@pytest.mark.parametrize(
    ("bars", "read_out", "counted"),
    [
        pytest.param(
            walk(session_times(HALF_DAY, Interval.SECOND), Interval.SECOND),
            "28 Nov 2025, 12:59:59 EST",
            "12,600 bars",
            id="seconds",
        ),
        pytest.param(
            long_bars(
                Interval.WEEK, [dt.date(2025, 9, 1) + dt.timedelta(weeks=n) for n in range(15)]
            ),
            "week of 8 Dec 2025",
            "15 weeks",
            id="weeks",
        ),
        pytest.param(
            long_bars(Interval.MONTH, [dt.date(2025, month, 1) for month in range(1, 13)]),
            "Dec 2025",
            "12 months",
            id="months",
        ),
    ],
)
def test_other_bars_are_told_as_what_they_are(
    qtbot: QtBot, bars: Bars, read_out: str, counted: str
) -> None:
    with shown_window(qtbot, open_intraday(bars)) as window:
        press_key(window, Qt.Key.Key_End)
        assert read_out in texts(window, ChartHeader)
        assert counted in texts(window, StatusLine)
        window.actions_by_name["time_calendar"].trigger()
        assert read_out in texts(window, ChartHeader)
