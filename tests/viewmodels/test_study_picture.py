"""The windows of a study on the chart, and the price that the model expected."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from helpers.chart import anchor_of, chart_of, do_overlap, measure, picture_of
from tickertale.viewmodels.chart import ChartState, ViewRange
from tickertale.viewmodels.geometry import Rect
from tickertale.viewmodels.picture import ChartPicture
from tickertale.viewmodels.price_scale import ScaleKind
from tickertale.viewmodels.study_picture import StudyBand, StudyPicture
from tickertale.viewmodels.study_shading import ExpectedLine, StudyShading

CLOSES = [100.0 + number % 7 for number in range(60)]
EVENT = StudyShading(
    event_id="one",
    event=(49.0, 52.0),
    estimation=(10.0, 39.0),
    lines=(
        ExpectedLine(np.arange(9.0, 40.0), np.linspace(100.0, 106.0, 31)),
        ExpectedLine(np.arange(48.0, 53.0), np.array([104.0, 103.0, 103.5, 104.0, 105.0])),
    ),
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


def band_named(picture: ChartPicture, text: str) -> StudyBand:
    """Return the band with a word."""
    return next(band for band in study_of(picture).bands if band.text == text)


def test_the_three_windows_stand_side_by_side_with_a_word_each() -> None:
    picture = picture_of(state_of(), width=900.0)
    bands = study_of(picture).bands
    words = ["Estimation window · dashed: expected price", "Gap", "Event window"]
    assert [band.text for band in bands] == words
    assert [(band.is_event, band.is_filled) for band in bands] == [
        (False, True),
        (False, False),
        (True, True),
    ]
    ends = [picture.frame.x_of(position) for position in (9.5, 39.5, 48.5, 52.5)]
    assert [band.box.x for band in bands] == pytest.approx(ends[:-1])
    assert [band.box.right for band in bands] == pytest.approx(ends[1:])
    assert picture.window == bands[-1].box


def test_unless_it_is_asked_for_only_the_event_window_is_shown() -> None:
    picture = picture_of(state_of(is_study_shaded=False), width=900.0)
    (band,) = study_of(picture).bands
    assert (band.is_event, band.text) == (True, "")
    assert band.box.x == pytest.approx(picture.frame.x_of(48.5))
    assert study_of(picture).lines == ()


@pytest.mark.parametrize("study", [None, replace(EVENT, event_id="two")])
def test_before_it_is_studied_an_event_has_the_usual_window(study: StudyShading | None) -> None:
    picture = picture_of(state_of(study=study), width=900.0)
    (band,) = study_of(picture).bands
    assert band.box.x == pytest.approx(picture.frame.x_of(48.5))
    assert band.box.right == pytest.approx(picture.frame.x_of(51.5))


def test_without_a_selected_event_nothing_is_shaded() -> None:
    assert picture_of(state_of(selected=None)).study is None


def test_bands_end_where_the_view_does() -> None:
    picture = picture_of(state_of(view=ViewRange(30.0, 51.0)), width=900.0)
    plot = picture.frame.panes.plot
    bands = study_of(picture).bands
    assert bands[0].box.x == plot.x
    assert bands[-1].box.right == plot.right
    away = picture_of(state_of(view=ViewRange(0.0, 8.0)), width=900.0)
    assert study_of(away).bands == ()


@pytest.mark.parametrize("kind", list(ScaleKind))
def test_the_expected_price_stands_on_the_scale_of_the_actual_one(kind: ScaleKind) -> None:
    picture = picture_of(state_of(scale_kind=kind), width=900.0)
    frame = picture.frame
    for line, expected in zip(study_of(picture).lines, EVENT.lines, strict=True):
        places = [frame.x_of(position) for position in expected.position.tolist()]
        heights = [frame.y_of(price) for price in expected.price.tolist()]
        assert line.x == pytest.approx(places)
        assert line.y == pytest.approx(heights)


def test_words_keep_clear_of_flags() -> None:
    picture = picture_of(state_of(), width=900.0)
    flag = next(flag for flag in picture.flags if flag.event_id == "one")
    word = band_named(picture, "Event window")
    assert not flag.box.contains(word.text_x, word.text_y)
    assert picture.frame.panes.price.contains(word.text_x, word.text_y)


@pytest.mark.parametrize("width", [300.0, 500.0, 700.0, 900.0, 1400.0])
def test_no_word_stands_on_another(width: float) -> None:
    picture = picture_of(state_of(), width=width)
    rooms = [
        Rect(band.text_x, band.text_y - 8.0, measure(band.text, size_px=11, weight=400), 16.0)
        for band in study_of(picture).bands
        if band.text
    ]
    pairs = [(one, other) for at, one in enumerate(rooms) for other in rooms[at + 1 :]]
    assert not any(do_overlap(one, other) for one, other in pairs)


def test_a_band_too_narrow_for_its_word_has_none() -> None:
    picture = picture_of(state_of(), width=200.0)
    words = [band.text for band in study_of(picture).bands]
    assert words[:2] == ["", ""]
