"""The study of the current event in the window: after the first frame, and with it the chart."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.late_runner import LateRunner
from helpers.study_document import open_study
from tickertale.analysis.confounding import Confounding
from tickertale.viewmodels.chart.study_picture import StudyPicture
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.details.computation_dialog import ComputationDialog
from tickertale.widgets.details.study_foot import ChartSwitch
from tickertale.widgets.look.theme import DARK, LIGHT
from tickertale.widgets.window.main_window import MainWindow


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


def study_in(window: MainWindow) -> StudyPicture:
    """Return what the chart shows of the study."""
    picture = window.chart.chart.picture
    assert picture is not None
    assert picture.study is not None
    return picture.study


def switch_in(window: MainWindow) -> ChartSwitch:
    """Return the switch on the card."""
    (switch,) = window.details.impact.findChildren(ChartSwitch)
    return switch


def test_the_windows_are_on_the_chart_until_they_are_switched_off_on_the_card(
    qtbot: QtBot, window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    window.view_model.show_all()
    action, switch = window.actions_by_name["study_shading"], switch_in(window)
    assert (action.isChecked(), switch.isChecked()) == (True, True)
    assert study_in(window).bracket is not None
    assert study_in(window).line is not None
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert (study_in(window).bracket, study_in(window).line) == (None, None)
    assert study_in(window).event is not None
    assert not action.isChecked()
    action.trigger()
    assert switch.isChecked()
    assert study_in(window).bracket is not None


def test_the_next_start_finds_the_windows_switched_off(
    window: MainWindow, runner: LateRunner
) -> None:
    finish(runner)
    window.actions_by_name["study_shading"].trigger()
    kept = window.kept_parts()
    window.actions_by_name["study_shading"].trigger()
    window.restore_parts(kept)
    assert not window.view_model.display.is_study_shaded


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
