"""The strip under the chart: the whole history and the window on it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chart import anchor_of, chart_of, charts, measure
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.overview import OverviewPicture, resolve_overview

EDGE = 1e-6


def overview_of(
    state: ChartState, *, width: float = 601.0, height: float = 78.0
) -> OverviewPicture:
    return resolve_overview(state, width=width, height=height, measure=measure)


@given(charts(), st.floats(20, 3000), st.floats(30, 200))
def test_everything_lies_in_the_strip(state: ChartState, width: float, height: float) -> None:
    picture = overview_of(state, width=width, height=height)
    strip = picture.strip
    finite = picture.line_y[np.isfinite(picture.line_y)]
    assert ((finite >= strip.y) & (finite <= strip.bottom)).all()
    assert ((picture.line_x >= strip.x) & (picture.line_x <= strip.right)).all()
    assert all(strip.x <= tick.x <= strip.right for tick in picture.ticks)
    assert all(strip.x <= label.at <= strip.right + EDGE for label in picture.labels)


@given(charts(), st.floats(20, 3000))
def test_the_window_lies_in_the_strip(state: ChartState, width: float) -> None:
    picture = overview_of(state, width=width)
    assert picture.window.x >= picture.strip.x - EDGE
    assert picture.window.right <= picture.strip.right + EDGE
    assert picture.window.width > 0


def test_the_window_spans_the_view() -> None:
    picture = overview_of(chart_of(view=ViewRange(4.5, 9.5)))
    assert picture.window.x == pytest.approx(picture.strip.x + 150)
    assert picture.window.width == pytest.approx(150)


@given(st.floats(-0.5, 19.5))
def test_a_pixel_has_the_position_that_the_window_shows(position: float) -> None:
    picture = overview_of(chart_of(view=ViewRange(position, 25.0)))
    if picture.window.x < picture.strip.right - 2:
        assert picture.position_at(picture.window.x) == pytest.approx(position, abs=EDGE)


def test_no_low_or_high_is_lost_where_bars_share_a_pixel() -> None:
    close = [100.0] * 5000
    close[2500], close[2600] = 10.0, 900.0
    picture = overview_of(chart_of(close=close), width=301)
    assert picture.line_y.max() == pytest.approx(picture.strip.bottom - 6)
    assert picture.line_y.min() == pytest.approx(picture.strip.y + 6)
    assert len(picture.line_x) <= 2 * 301


@pytest.mark.parametrize(
    "close",
    [
        pytest.param([], id="no-bars"),
        pytest.param([math.nan] * 9, id="nothing-but-gaps"),
    ],
)
def test_without_prices_there_is_no_line(close: list[float]) -> None:
    assert len(overview_of(chart_of(close=close)).line_x) == 0


def test_equal_prices_are_a_flat_line() -> None:
    assert len(set(overview_of(chart_of(close=[5.0] * 9)).line_y.tolist())) == 1


def test_an_event_has_a_tick_on_its_session_or_else_on_its_day() -> None:
    rows = (
        anchor_of("a", 5.0, first=4.0),
        anchor_of("b", None, first=10.0),
        anchor_of("c", None, first=-30.0),
    )
    ticks = overview_of(chart_of(*rows)).ticks
    assert sorted(tick.x for tick in ticks) == pytest.approx([165.5, 315.5])


def test_many_events_of_one_color_in_one_pixel_are_one_tick() -> None:
    rows = [anchor_of(f"event-{number}", 5.0) for number in range(500)]
    dimmed = frozenset(row.event_id for row in rows[:100])
    ticks = overview_of(chart_of(*rows, dimmed=dimmed)).ticks
    assert sorted(tick.is_dimmed for tick in ticks) == [False, True]
