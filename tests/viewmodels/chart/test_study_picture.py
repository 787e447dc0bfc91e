"""The windows of a study on the chart, and the price that the model expected."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from helpers.chart import anchor_of, chart_of, measure, picture_of
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.chart.study_picture import StudyBracket, StudyPicture
from tickertale.viewmodels.chart.study_shading import ExpectedLine, StudyShading

CLOSES = [100.0 + number % 7 for number in range(60)]
EVENT = StudyShading(
    event_id="one",
    event=(49.0, 52.0),
    estimation=(10.0, 39.0),
    expected=ExpectedLine(np.arange(48.0, 53.0), np.array([104.0, 103.0, 103.5, 104.0, 105.0])),
)


def state_of(**changes: Any) -> ChartState:
    """Return a chart of sixty bars with a studied event that is selected."""
    state = chart_of(anchor_of("one", 50.0), anchor_of("two", 5.0), close=CLOSES)
    standard: dict[str, Any] = {"selected": "one", "study": EVENT, "is_study_shaded": True}
    return replace(state, **(standard | changes))


def study_of(picture: ChartPicture) -> StudyPicture:
    """Return the study on a picture."""
    assert picture.study is not None
    return picture.study


def bracket_of(picture: ChartPicture) -> StudyBracket:
    """Return the bracket of the estimation window on a picture."""
    bracket = study_of(picture).bracket
    assert bracket is not None
    return bracket


def test_the_estimation_window_is_a_bracket_and_the_gap_leads_to_the_event_window() -> None:
    picture = picture_of(state_of(), width=900.0)
    bracket, window = bracket_of(picture), picture.window
    assert window is not None
    ends = [picture.frame.x_of(position) for position in (9.5, 39.5, 48.5, 52.5)]
    assert [bracket.left, bracket.right, window.x, window.right] == pytest.approx(ends)
    assert bracket.gap_right == window.x
    assert (bracket.has_left, bracket.has_right) == (True, True)
    assert bracket.text == "Estimation window"


def test_the_bracket_keeps_to_the_foot_of_the_prices() -> None:
    picture = picture_of(state_of(), width=900.0)
    pane = picture.frame.panes.price
    assert pane.bottom - 6.0 < bracket_of(picture).y < pane.bottom


def test_where_it_is_switched_off_only_the_event_window_is_shown() -> None:
    study = study_of(picture_of(state_of(is_study_shaded=False), width=900.0))
    assert study.event is not None
    assert (study.bracket, study.line) == (None, None)


@pytest.mark.parametrize("study", [None, replace(EVENT, event_id="two")])
def test_before_it_is_studied_an_event_has_the_usual_window(study: StudyShading | None) -> None:
    picture = picture_of(state_of(study=study), width=900.0)
    assert picture.window is not None
    assert picture.window.x == pytest.approx(picture.frame.x_of(48.5))
    assert picture.window.right == pytest.approx(picture.frame.x_of(51.5))
    assert study_of(picture).bracket is None


def test_without_a_selected_event_nothing_is_shaded() -> None:
    assert picture_of(state_of(selected=None)).study is None


def test_windows_end_where_the_view_does() -> None:
    picture = picture_of(state_of(view=ViewRange(30.0, 51.0)), width=900.0)
    plot = picture.frame.panes.plot
    bracket = bracket_of(picture)
    assert (bracket.left, bracket.has_left, bracket.has_right) == (plot.x, False, True)
    assert picture.window is not None
    assert picture.window.right == plot.right
    away = study_of(picture_of(state_of(view=ViewRange(0.0, 8.0)), width=900.0))
    assert (away.event, away.bracket) == (None, None)


@pytest.mark.parametrize("kind", list(ScaleKind))
def test_the_expected_price_stands_on_the_scale_of_the_actual_one(kind: ScaleKind) -> None:
    picture = picture_of(state_of(scale_kind=kind), width=900.0)
    frame, line, expected = picture.frame, study_of(picture).line, EVENT.expected
    assert line is not None
    places = [frame.x_of(position) for position in expected.position.tolist()]
    heights = [frame.y_of(price) for price in expected.price.tolist()]
    assert line.x == pytest.approx(places)
    assert line.y == pytest.approx(heights)


@pytest.mark.parametrize("width", [300.0, 500.0, 700.0, 900.0, 1400.0])
def test_the_word_stands_inside_its_bracket(width: float) -> None:
    bracket = bracket_of(picture_of(state_of(), width=width))
    if bracket.text:
        text_px = measure(bracket.text, size_px=10, weight=400)
        assert bracket.left < bracket.text_left
        assert bracket.text_left + text_px < bracket.text_right < bracket.right


def test_a_bracket_too_narrow_for_its_word_has_none() -> None:
    assert bracket_of(picture_of(state_of(), width=200.0)).text == ""
