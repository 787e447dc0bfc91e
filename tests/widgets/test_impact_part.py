"""The study of the current event in the window: after the first frame, and with it the chart."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from helpers.late_runner import LateRunner
from helpers.study_document import open_study
from tickertale.analysis.confounding import Confounding
from tickertale.viewmodels.timeline import TimelineViewModel
from tickertale.widgets.computation_dialog import ComputationDialog
from tickertale.widgets.main_window import MainWindow
from tickertale.widgets.theme import DARK, LIGHT


@pytest.fixture
def runner() -> LateRunner:
    """Holds all work back."""
    return LateRunner()


@pytest.fixture
def window(qtbot: QtBot, runner: LateRunner) -> Iterator[MainWindow]:
    """A window whose work is done when a test says so, on an event that can be studied."""
    session = open_study(primary="BABA")
    model = TimelineViewModel(session, jobs=runner)
    model.select("c")
    window = MainWindow(model, LIGHT)
    qtbot.addWidget(window)
    window.resize(1300, 800)
    window.show()
    qtbot.waitUntil(lambda: len(runner.waiting) == 1)
    yield window
    model.close()
    session.close()


def finish(runner: LateRunner) -> None:
    """Do the work that is waiting, and what it asks for."""
    done = 0
    while done < len(runner.waiting):
        runner.waiting[done]()
        done += 1


def test_the_card_is_there_at_once_and_the_number_later(
    window: MainWindow, runner: LateRunner
) -> None:
    card = window.details.impact
    assert card.isVisible()
    assert [number.value for number in card.numbers[1:]] == ["…", "…"]
    assert window.view_model.impact is None
    finish(runner)
    assert card.numbers[1].value.endswith("%")
    assert window.actions_by_name["explain_impact"].isEnabled()


def test_another_event_is_studied_as_soon_as_it_is_selected(
    window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    before = window.details.impact.numbers
    window.view_model.select("a")
    assert window.details.impact.numbers[1].value == "…"
    runner.waiting[-1]()
    assert window.details.impact.numbers != before
    assert window.details.overlap.isVisible()
    assert window.chart.chart.picture is not None


def test_other_options_leave_the_last_number_until_the_next_is_there(
    window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    before = window.details.impact.numbers
    window.view_model.study_options.choose_confounding(Confounding.EXCLUDE)
    assert window.details.impact.numbers == before
    runner.waiting[-1]()
    assert window.details.impact.numbers != before


def test_the_chart_shades_the_windows_when_it_is_asked_to(
    window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    window.view_model.show_all()
    action = window.actions_by_name["study_shading"]
    assert not action.isChecked()
    picture = window.chart.chart.picture
    assert picture is not None
    assert picture.study is not None
    assert [band.is_event for band in picture.study.bands] == [True]
    action.trigger()
    picture = window.chart.chart.picture
    assert picture is not None
    assert picture.study is not None
    assert [band.is_event for band in picture.study.bands] == [False, False, True]
    assert len(picture.study.lines) == 2
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()


def test_the_computation_is_one_command_away(
    qtbot: QtBot, window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    window.set_theme(DARK)
    window.actions_by_name["explain_impact"].trigger()
    (dialog,) = window.findChildren(ComputationDialog)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_without_an_event_there_is_nothing_to_explain(
    window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    window.view_model.select(None)
    assert not window.actions_by_name["explain_impact"].isEnabled()
    picture = window.chart.chart.picture
    assert picture is not None
    assert picture.study is None
