"""The panes share the room; bars and prices map to pixels and back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.chart.geometry import LANE_HEIGHT_PX, PlotFrame, Rect, resolve_panes
from tickertale.viewmodels.chart.price_scale import PriceRange, PriceScale


@given(st.floats(1, 4000), st.floats(1, 3000), st.floats(0, 300), st.integers(0, 40), st.booleans())
def test_the_panes_stand_one_under_another_and_fill_the_height(
    width: float, height: float, gutter: float, lane_count: int, has_volume: bool
) -> None:
    panes = resolve_panes(
        width, height, gutter=gutter, lanes_px=lane_count * LANE_HEIGHT_PX, has_volume=has_volume
    )
    rows = (panes.price, panes.lanes, panes.volume, panes.axis)
    assert rows[0].y == 0
    for upper, lower in pairwise(rows):
        assert upper.height >= 0
        assert lower.y == pytest.approx(upper.bottom)
    assert panes.axis.bottom == pytest.approx(max(height, 1.0 + panes.axis.height))
    assert len({(row.x, row.width) for row in rows}) == 1


@given(st.floats(2, 3000), st.integers(0, 40))
def test_the_price_keeps_half_of_the_height(height: float, lane_count: int) -> None:
    panes = resolve_panes(
        500, height, gutter=60, lanes_px=lane_count * LANE_HEIGHT_PX, has_volume=True
    )
    assert panes.price.height >= (height - panes.axis.height) / 2 - 1e-9


def test_where_the_room_is_short_the_volume_goes_before_the_lanes() -> None:
    tall = resolve_panes(500, 600, gutter=60, lanes_px=120, has_volume=True)
    middling = resolve_panes(500, 320, gutter=60, lanes_px=120, has_volume=True)
    low = resolve_panes(500, 200, gutter=60, lanes_px=120, has_volume=True)
    assert (tall.lanes.height > 0, tall.volume.height > 0) == (True, True)
    assert (middling.lanes.height > 0, middling.volume.height > 0) == (True, False)
    assert (low.lanes.height > 0, low.volume.height > 0) == (False, False)


def test_lanes_and_volume_take_no_room_where_there_are_none() -> None:
    panes = resolve_panes(500, 600, gutter=60, lanes_px=0, has_volume=False)
    assert (panes.lanes.height, panes.volume.height) == (0, 0)


def test_the_plot_spans_price_lanes_and_volume() -> None:
    panes = resolve_panes(500, 600, gutter=60, lanes_px=40, has_volume=True)
    assert panes.plot == Rect(0, 0, 440, panes.axis.y)


@given(st.floats(0.001, 1e6), st.floats(0.001, 1e6), st.floats(0, 1), st.floats(-50, 5000))
def test_prices_and_positions_map_to_pixels_and_back(
    low: float, span: float, share: float, position: float
) -> None:
    panes = resolve_panes(800, 600, gutter=60, lanes_px=40, has_volume=True)
    frame = PlotFrame(
        panes=panes,
        curve=Rect(0, 40, 740, 300),
        prices=PriceScale(PriceRange(low, low + span), top_px=40, bottom_px=340),
        view_start=12.5,
        slot_px=3.7,
    )
    price = low + share * span
    assert frame.price_at(frame.y_of(price)) == pytest.approx(price, rel=1e-9, abs=1e-9)
    assert frame.position_at(frame.x_of(position)) == pytest.approx(position, abs=1e-9)


def test_the_highest_price_is_at_the_top_of_the_curve() -> None:
    panes = resolve_panes(800, 600, gutter=60, lanes_px=0, has_volume=False)
    curve = Rect(0, 40, 740, 300)
    frame = PlotFrame(
        panes=panes,
        curve=curve,
        prices=PriceScale(PriceRange(10, 20), top_px=curve.y, bottom_px=curve.bottom),
        view_start=0,
        slot_px=5,
    )
    assert (frame.y_of(20), frame.y_of(10)) == (curve.y, curve.bottom)


@pytest.mark.parametrize(
    ("x", "y", "margin", "expected"),
    [
        pytest.param(10, 10, 0, True, id="corner"),
        pytest.param(30, 25, 0, True, id="opposite-corner"),
        pytest.param(31, 20, 0, False, id="beside"),
        pytest.param(31, 20, 1, True, id="within-the-margin"),
        pytest.param(20, 27, 1, False, id="below"),
    ],
)
def test_a_rectangle_contains_its_edges(x: float, y: float, margin: float, expected: bool) -> None:
    assert Rect(10, 10, 20, 15).contains(x, y, margin=margin) is expected
