"""The marks on the curve in the window: plain, sized by the CAR, pointing up or down."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from helpers.study_document import open_study
from helpers.window import picture_in, shown_window
from tickertale.viewmodels.chart.flag_picture import MARK_RADIUS_PX
from tickertale.viewmodels.chart.lane_picture import Mark
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a share, its index and eight events, none of them selected."""
    with shown_window(qtbot, open_study()) as shown:
        shown.view_model.show_all()
        shown.view_model.select(None)
        yield shown


def curve_marks(window: MainWindow) -> dict[str, Mark]:
    return {mark.event_ids[0]: mark for mark in picture_in(window).marks}


def test_marks_are_plain_until_the_user_says_otherwise(window: MainWindow) -> None:
    for name in ("marks_equal", "marks_by_category"):
        assert window.actions_by_name[name].isChecked()
        window.actions_by_name[name].trigger()
    assert {mark.radius for mark in curve_marks(window).values()} == {MARK_RADIUS_PX}
    assert not picture_in(window).mark_note


def test_marks_follow_the_study_and_become_plain_again(window: MainWindow) -> None:
    actions = window.actions_by_name
    actions["marks_by_car"].trigger()
    sized = curve_marks(window)
    assert len({mark.radius for mark in sized.values()}) > 3
    assert {mark.sign for mark in sized.values()} == {0}
    actions["marks_by_sign"].trigger()
    style = window.view_model.display.mark_style
    signs = {name: mark.sign for name, mark in curve_marks(window).items() if name in style.cars}
    assert signs == {name: (1 if car > 0 else -1) for name, car in style.cars.items()}
    plain = window.chart.chart.grab().toImage()
    actions["marks_equal"].trigger()
    actions["marks_by_category"].trigger()
    assert {mark.sign for mark in curve_marks(window).values()} == {0}
    assert not picture_in(window).mark_note
    assert window.chart.chart.grab().toImage() != plain


def test_marks_are_measured_anew_after_an_edit(window: MainWindow) -> None:
    window.actions_by_name["marks_by_car"].trigger()
    window.view_model.history.delete("c")
    assert "c" not in window.view_model.display.mark_style.cars
