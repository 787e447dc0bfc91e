"""The price axis says what it tells, and shows nothing that is not so."""

import math

import numpy as np
import pytest

from helpers.chart import anchor_of, chart_of, coarse_anchor, picture_of
from tickertale.viewmodels.chart.chart import ChartKind, ViewRange
from tickertale.viewmodels.chart.price_scale import PriceRange, ScaleKind

OIL = [20.0, 12.0, -37.63, 0.0, 10.0, 14.0, 16.0]
LEFT_OUT = "Prices at or below zero have no place on a logarithmic scale"


def test_the_base_of_per_cent_is_named() -> None:
    state = chart_of(scale_kind=ScaleKind.PERCENT_FIRST, view=ViewRange(2.5, 12.5))
    assert picture_of(state).base_note == "0% = close of 4 Jan 2024"


def test_the_base_of_an_event_is_named() -> None:
    state = chart_of(anchor_of("a", 6.0), selected="a", scale_kind=ScaleKind.PERCENT_EVENT)
    assert picture_of(state).base_note == "0% = close of 8 Jan 2024"


def test_a_base_that_no_event_gives_says_why() -> None:
    month = coarse_anchor("About March", 2.0, 9.0)
    state = chart_of(month, scale_kind=ScaleKind.PERCENT_EVENT)
    note = "0% = close of 1 Jan 2024, the first in view: "
    assert picture_of(state).base_note == f"{note}no event is selected"
    state = chart_of(month, selected=month.event_id, scale_kind=ScaleKind.PERCENT_EVENT)
    assert picture_of(state).base_note == f"{note}“About March” stands on no bar"


@pytest.mark.parametrize("kind", [ScaleKind.LINEAR, ScaleKind.LOG])
def test_a_scale_of_prices_has_no_base(kind: ScaleKind) -> None:
    assert not picture_of(chart_of(scale_kind=kind)).base_note


@pytest.mark.parametrize("kind", ChartKind)
def test_a_log_axis_begins_with_the_lowest_price_above_zero(kind: ChartKind) -> None:
    picture = picture_of(chart_of(close=OIL, scale_kind=ScaleKind.LOG, kind=kind))
    assert picture.frame.prices.range == PriceRange(10.0, 20.0)
    assert picture.warning == LEFT_OUT
    assert all(8.0 < picture.frame.price_at(label.at) < 25.0 for label in picture.price_labels)


def test_prices_at_or_below_zero_interrupt_a_log_line() -> None:
    line = picture_of(chart_of(close=OIL, scale_kind=ScaleKind.LOG)).price.line
    assert np.isfinite(line.y).tolist() == [True, True, False, False, True, True, True]
    # Nor does a line from one of them come into view.
    view = ViewRange(3.5, 6.5)
    line = picture_of(chart_of(close=OIL, scale_kind=ScaleKind.LOG, view=view)).price.line
    assert np.isfinite(line.y).tolist() == [False, True, True, True]


def test_dense_prices_at_or_below_zero_interrupt_a_log_line() -> None:
    close = np.tile([3.0, 4.0, 5.0, 6.0], 2_500)
    close[4_000:6_000] = -1.0
    close[7_000] = 0.0
    for kind in ChartKind:
        state = chart_of(close=close.tolist(), scale_kind=ScaleKind.LOG, kind=kind)
        picture = picture_of(state)
        spans = picture.price.spans
        assert spans is not None
        x = picture.frame.x_of(5_000.0)
        assert not (np.abs(spans.x - x) < 50.0).any()
        assert (np.abs(spans.x - picture.frame.x_of(7_000.0)) < 1.0).any()
        assert spans.bottom.max() == pytest.approx(picture.frame.curve.bottom)


def test_without_a_price_above_zero_a_log_axis_has_no_labels() -> None:
    picture = picture_of(chart_of(close=[-1.0, -2.0], scale_kind=ScaleKind.LOG))
    assert picture.price_labels == ()
    assert picture.last_price is None
    assert picture.warning == LEFT_OUT


def test_a_range_locked_on_another_scale_shows_what_a_log_axis_can() -> None:
    locked = PriceRange(-5.0, 40.0)
    picture = picture_of(chart_of(close=OIL, scale_kind=ScaleKind.LOG, locked=locked))
    assert picture.frame.prices.range == PriceRange(10.0, 40.0)


def test_a_last_price_below_zero_has_no_tag_on_a_log_axis() -> None:
    picture = picture_of(chart_of(close=[3.0, 2.0, -1.0], scale_kind=ScaleKind.LOG))
    assert picture.last_price is not None
    assert picture.last_price.text == "2.00"
    assert all(math.isfinite(mark.y) for mark in picture.marks)


def test_a_linear_axis_warns_of_nothing() -> None:
    assert not picture_of(chart_of(close=OIL)).warning
