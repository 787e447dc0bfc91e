"""The bars on the chart are chosen in the header and in the View menu."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.intraday import minute_bars, story_of
from helpers.open_story import SHARE, open_story
from helpers.pointer import click
from helpers.window import picture_in, shown_window
from tickertale.domain.instrument import Interval, Series
from tickertale.domain.series_choice import choice_of_interval
from tickertale.prices.session_bar import session_bars
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import RangePreset, whole
from tickertale.widgets.chart.series_menu import SeriesMenu
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        yield window


def menu_of(window: MainWindow) -> SeriesMenu:
    (menu,) = window.findChildren(SeriesMenu)
    return menu


def action_of(window: MainWindow, text: str) -> QAction:
    (action,) = (row for row in menu_of(window).actions() if row.text() == text)
    return action


def test_daily_prices_can_be_read_weekly_and_monthly(window: MainWindow) -> None:
    assert [row.text() for row in menu_of(window).actions()] == ["Daily", "Weekly", "Monthly"]
    assert window.chart.header.interval.word == "daily"
    moves = dict(window.view_model.reading.moves)
    action_of(window, "Weekly").trigger()
    reading = window.view_model.reading
    assert reading.bars.interval is Interval.WEEK
    assert len(reading.bars) == 31
    assert window.chart.header.interval.word == "weekly"
    assert action_of(window, "Weekly").isChecked()
    # Moves and reactions stay those of sessions.
    assert dict(reading.moves) == moves
    assert len(reading.session_bars) == 150
    action_of(window, "Daily").trigger()
    assert len(window.view_model.reading.bars) == 150


def test_the_header_opens_the_menu(window: MainWindow) -> None:
    button = window.chart.header.interval
    click(button, button.width() / 2, button.height() / 2)
    menu = menu_of(window)
    assert menu.isVisible()
    menu.close()


def test_other_bars_keep_the_time_in_view(window: MainWindow) -> None:
    model = window.view_model
    model.show_all()
    model.views.hold(False)
    model.set_view(ViewRange(40.25, 90.75))
    days = [model.reading.scale.date_at(place) for place in (41, 90)]
    action_of(window, "Weekly").trigger()
    scale = model.reading.scale
    for place, day in zip((model.view.start, model.view.end), days, strict=True):
        assert abs((scale.date_at(place) - day).days) <= 7
    model.views.go_back()
    assert model.view == whole(len(model.reading.bars))


def test_with_all_in_view_all_stays_in_view(window: MainWindow) -> None:
    model = window.view_model
    model.show_preset(RangePreset.ALL)
    for name in ("Monthly", "Weekly", "Daily"):
        action_of(window, name).trigger()
        assert model.view == whole(len(model.reading.bars))


def test_the_crosshair_stays_on_its_day(window: MainWindow) -> None:
    model = window.view_model
    model.set_view(ViewRange(40.25, 90.75))
    model.point_at(62.0)
    day = model.reading.bars.dates[62].item()
    action_of(window, "Weekly").trigger()
    assert model.cursor is not None
    held = model.reading.bars.dates[model.cursor].item()
    assert 0 <= (day - held).days < 7


def test_events_stand_on_the_week_of_their_session(window: MainWindow) -> None:
    action_of(window, "Weekly").trigger()
    reading = window.view_model.reading
    placed = [row for row in reading.anchors if row.position is not None]
    assert placed
    for anchor in placed:
        index = reading.sessions[anchor.event_id]
        session = reading.session_bars.dates[index].item()
        week = reading.bars.dates[int(anchor.position or 0)].item()
        assert 0 <= (session - week).days < 7


def test_what_is_compared_has_bars_as_long(window: MainWindow) -> None:
    window.view_model.display.compare("BABA", is_on=True)
    action_of(window, "Weekly").trigger()
    (compared,) = window.view_model.chart_state().compared
    assert compared.pyramid.bars.interval is Interval.WEEK
    assert len(picture_in(window).compared) == 1


def test_minutes_and_days_of_one_instrument_are_both_at_hand(qtbot: QtBot) -> None:
    minutes = minute_bars()
    daily = session_bars(minutes, zone="America/New_York")
    timeline = story_of(minutes.interval)
    share = timeline.instruments[0]
    both = share.model_copy(update={"series": (Series(id="days"), *share.series)})
    session = new_session(
        timeline.model_copy(update={"instruments": (both,)}), {"days": daily, "BABA": minutes}
    )
    with shown_window(qtbot, session) as window:
        assert window.chart.header.interval.word == "daily"
        action_of(window, "1-minute").trigger()
        assert len(window.view_model.reading.bars) == len(minutes)
        QApplication.processEvents()
        assert np.array_equal(window.view_model.reading.session_bars.close, daily.close)
        action_of(window, "Weekly").trigger()
        assert len(window.view_model.reading.bars) == 6


def test_where_there_is_no_choice_there_is_no_button(qtbot: QtBot) -> None:
    weekly = SHARE.model_copy(update={"series": (Series(id="w", interval=Interval.WEEK),)})
    assert choice_of_interval(weekly, Interval.MONTH) is None
    with shown_window(qtbot, open_story(instruments=(weekly,))) as window:
        assert not window.chart.header.interval.isVisible()
