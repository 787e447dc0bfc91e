"""Plots of a sample: where bars, lines and labels stand, and what they say in words."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tickertale.analysis.sample import Averages
from tickertale.viewmodels.chart.plot import PlotPicture, Tone, message_picture
from tickertale.viewmodels.study.study_plot import (
    CarSample,
    plot_box,
    resolve_average_plot,
    resolve_distribution_plot,
)


def averages(first: int, aar: list[float], half: list[float]) -> Averages:
    offsets = np.arange(first, first + len(aar))
    values, width = np.array(aar), np.array(half)
    se = np.full(len(aar), 0.01)
    count = np.full(len(aar), 5)
    return Averages(offsets, count, values, se, np.cumsum(values), se, width)


def average_plot(first: int, aar: list[float], half: list[float]) -> PlotPicture:
    return resolve_average_plot(averages(first, aar, half), count=5, width=400.0, height=300.0)


def texts(picture: PlotPicture) -> list[str]:
    return [text.text for text in picture.texts]


def test_the_caar_runs_through_the_sums_of_the_bars() -> None:
    picture = average_plot(-1, [0.01, 0.02, -0.005], [0.01, 0.02, 0.03])
    (caar,) = [line for line in picture.lines if len(line.x) == 3]
    box = plot_box(400.0, 300.0)
    assert caar.tone is Tone.ACCENT
    assert np.all(np.diff(caar.x) == pytest.approx(box.width / 3))
    assert caar.y[1] < caar.y[2] < caar.y[0]
    bars = [one for one in picture.boxes if one.rect.y > box.y]
    assert [one.tone for one in bars] == [Tone.UP, Tone.UP, Tone.DOWN]
    assert bars[1].rect.height == pytest.approx(2 * bars[0].rect.height)
    assert texts(picture)[0] == "CAAR +2.50% over [−1, +1]"
    assert "5 events" in texts(picture)
    assert "day +1: +2.50%" in picture.description


def test_the_band_is_the_interval_of_the_caar() -> None:
    picture = average_plot(-1, [0.01, 0.02, -0.005], [0.01, 0.02, 0.03])
    (band,) = picture.bands
    (caar,) = [line for line in picture.lines if len(line.x) == 3]
    assert (band.top + band.bottom) / 2 == pytest.approx(caar.y)
    assert "95% interval" in texts(picture)
    assert np.all(np.diff(band.bottom - band.top) > 0)


def test_one_session_has_a_band_that_can_be_seen() -> None:
    picture = average_plot(0, [0.01], [0.02])
    (band,) = picture.bands
    assert band.x[1] - band.x[0] > 50.0
    assert "day 0" in texts(picture)


def test_where_there_is_no_band_none_is_drawn() -> None:
    picture = average_plot(-1, [0.01, 0.02, -0.005], [float("nan")] * 3)
    assert picture.bands == ()


def test_how_many_events_have_a_session_is_told_where_it_differs() -> None:
    few = replace(averages(-1, [0.01, 0.02], [0.01, 0.02]), count=np.array([5, 2]))
    picture = resolve_average_plot(few, count=5, width=420.0, height=300.0)
    assert "2–5 events" in texts(picture)
    assert "day 0: +3.00% (2 of 5)" in picture.description
    assert "5 events" in texts(average_plot(-1, [0.01, 0.02], [0.01, 0.02]))


def test_many_sessions_are_labelled_as_room_allows_and_day_0_always() -> None:
    picture = average_plot(-30, [0.001] * 61, [0.01] * 61)
    middles = {text.middle for text in picture.texts if text.text == "day 0"}
    labels = [text for text in picture.texts if text.middle in middles]
    places = sorted(label.x for label in labels)
    assert "day 0" in [label.text for label in labels]
    assert min(np.diff(places)) >= 30.0


def test_an_empty_sample_says_so() -> None:
    picture = resolve_average_plot(averages(0, [0.0], [0.0]), count=0, width=400.0, height=300.0)
    assert texts(picture) == ["No event could be measured"]


def test_a_message_has_as_many_lines_as_it_needs() -> None:
    words = "effects that were estimated jointly are no sample: merged events were expected"
    picture = message_picture(words, width=240.0, height=200.0)
    assert " ".join(texts(picture)) == picture.description == words
    middles = [text.middle for text in picture.texts]
    assert (middles[0] + middles[-1]) / 2 == pytest.approx(100.0)


def distribution(cars: list[float], selected: str | None = None) -> PlotPicture:
    values: NDArray[np.float64] = np.array(cars)
    sample = CarSample(tuple(f"e{at}" for at in range(len(cars))), values)
    return resolve_distribution_plot(sample, selected=selected, width=400.0, height=300.0)


def test_bins_hold_every_event_once_and_never_both_signs() -> None:
    cars = [-0.03, -0.011, 0.004, 0.012, 0.013, 0.02, 0.05, float("nan")]
    picture = distribution(cars)
    heights = [one.rect.height for one in picture.boxes]
    smallest = min(heights)
    assert sum(round(height / smallest) for height in heights) == 7
    ups = [one.rect.x for one in picture.boxes if one.tone is Tone.UP]
    downs = [one.rect.right for one in picture.boxes if one.tone is Tone.DOWN]
    assert max(downs) <= min(ups)
    assert "5 of 7 above zero" in texts(picture)
    assert texts(picture)[0] == "Mean CAR +0.83%, median +1.20%"


def test_the_selected_event_is_pointed_out_in_words_and_in_front() -> None:
    picture = distribution([0.01, 0.02, 0.03], selected="e1")
    assert "Selected event: CAR +2.00%" in texts(picture)
    assert [dot.tone for dot in picture.dots] == [Tone.MUTED, Tone.MUTED, Tone.ACCENT]


@pytest.mark.parametrize("cars", [[0.0], [0.01], [-0.2, 3.0], [0.0001] * 3])
def test_odd_samples_are_drawn_inside_the_plot(cars: list[float]) -> None:
    box = plot_box(400.0, 300.0)
    picture = distribution(cars)
    assert picture.boxes
    for one in picture.boxes:
        assert box.x - 1e-6 <= one.rect.x
        assert one.rect.right <= box.right + 1e-6
        assert one.rect.y >= box.y


def test_a_sample_without_a_measured_event_says_so() -> None:
    assert texts(distribution([float("nan")])) == ["No event could be measured"]
