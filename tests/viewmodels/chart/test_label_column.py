"""Labels of lines and prices share one column, and none covers another."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bars import bars_of
from helpers.chart import chart_of, picture_of
from tickertale.prices.pyramid import Pyramid
from tickertale.viewmodels.chart.chart import ComparedSeries
from tickertale.viewmodels.chart.label_column import (
    LABEL_GAP_PX,
    TAG_GAP_PX,
    TICK_GAP_PX,
    spread_labels,
    told_ticks,
)
from tickertale.viewmodels.chart.price_scale import ScaleKind

NEAR = 1e-9
TICKS = [90.0, 160.0, 230.0, 300.0, 370.0]
HEIGHTS = st.floats(50, 400)


@given(st.lists(HEIGHTS, max_size=8), HEIGHTS | st.just(math.nan))
def test_labels_keep_clear_of_each_other_and_of_the_tag(heights: list[float], tag: float) -> None:
    places = sorted(spread_labels(heights, ticks=TICKS, tag=tag, top=50.0, bottom=400.0))
    assert len(places) == len(heights)
    assert not any(abs(place - tag) < TAG_GAP_PX - NEAR for place in places)
    assert (np.diff(places) >= LABEL_GAP_PX - NEAR).all()
    assert all(50.0 <= place <= 400.0 for place in places)


@given(st.lists(HEIGHTS, max_size=8), HEIGHTS | st.just(math.nan))
def test_two_prices_stay_told(heights: list[float], tag: float) -> None:
    places = spread_labels(heights, ticks=TICKS, tag=tag, top=50.0, bottom=400.0)
    told = told_ticks(TICKS, places, tag=tag)
    assert len(told) >= 2
    assert all(abs(TICKS[row] - place) >= TICK_GAP_PX for row in told for place in places)


def test_labels_with_room_stay_where_their_lines_end() -> None:
    heights = [100.0, math.nan, 300.0]
    places = spread_labels(heights, ticks=TICKS, tag=200.0, top=50.0, bottom=400.0)
    np.testing.assert_array_equal(places, heights)


def test_labels_without_room_are_left_out() -> None:
    places = spread_labels([70.0] * 9, ticks=[60.0, 80.0], tag=65.0, top=50.0, bottom=100.0)
    shown = sorted(place for place in places if math.isfinite(place))
    assert shown[0] >= 65.0 + TAG_GAP_PX
    assert shown[-1] <= 100.0
    assert len(shown) == 2
    (alone,) = spread_labels([70.0], ticks=[], tag=50.0, top=50.0, bottom=50.0)
    assert math.isnan(alone)


@pytest.mark.parametrize("height", [400.0, 620.0, 900.0])
@pytest.mark.parametrize("kind", [ScaleKind.LOG, ScaleKind.PERCENT_FIRST])
def test_a_comparison_leaves_prices_on_the_axis(kind: ScaleKind, height: float) -> None:
    walks = [np.linspace(100.0, end, 60).tolist() for end in (150.0, 90.0, 62.0, 118.0, 131.0)]
    others = tuple(
        ComparedSeries(name, name, "USD", Pyramid(bars_of(walk)), np.arange(60.0), style)
        for style, (name, walk) in enumerate(zip("ABCD", walks[1:], strict=True))
    )
    picture = picture_of(chart_of(close=walks[0], compared=others, scale_kind=kind), height=height)
    pane = picture.frame.panes.price
    assert sum(label.is_told for label in picture.price_labels) >= 2
    assert all(pane.y + 6 <= row.label_y <= pane.bottom - 6 for row in picture.compared)


def test_a_low_chart_leaves_labels_out_and_covers_none() -> None:
    heights = [20.0, 24.0, 50.0, 60.0]
    places = spread_labels(heights, ticks=[30.0], tag=22.0, top=8.0, bottom=67.0)
    shown = sorted(place for place in places if math.isfinite(place))
    assert len(shown) == 3
    assert (np.diff(shown) >= LABEL_GAP_PX).all()
