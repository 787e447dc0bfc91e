"""The price as shapes: line, candles, spans, and where they are cut."""

import math

import numpy as np
import pytest

from helpers.bars import bars_of
from helpers.chart import chart_of, picture_of
from helpers.series import long_series
from tickertale.viewmodels.chart.chart import ChartKind, ChartState, ViewRange
from tickertale.viewmodels.chart.price_shape import (
    THIN_CANDLE_PX,
    PriceShape,
    cut_line,
    edge_prices,
)

WALK = long_series(5_000)


def shape_of(state: ChartState, *, width: float = 900.0) -> PriceShape:
    return picture_of(state, width=width).price


@pytest.mark.parametrize("kind", ChartKind)
def test_dense_bars_are_spans_whatever_the_kind(kind: ChartKind) -> None:
    shape = shape_of(chart_of(bars=WALK, kind=kind))
    assert shape.kind is kind
    assert shape.candles is None
    assert shape.spans is not None
    assert len(shape.spans.is_up) == (
        0 if kind in {ChartKind.LINE, ChartKind.AREA} else len(shape.spans.x)
    )
    assert (shape.spans.top <= shape.spans.bottom).all()
    assert np.diff(shape.spans.x).min() == pytest.approx(shape.spans.width)


@pytest.mark.parametrize("kind", [ChartKind.CANDLES, ChartKind.BARS])
def test_bars_with_room_are_candles(kind: ChartKind) -> None:
    shape = shape_of(chart_of(kind=kind))
    assert shape.spans is None
    assert shape.candles is not None
    assert len(shape.candles.x) == 20
    assert (shape.candles.high <= np.minimum(shape.candles.open, shape.candles.close)).all()
    assert (shape.candles.low >= np.maximum(shape.candles.open, shape.candles.close)).all()


def test_candles_become_spans_where_they_get_thin() -> None:
    state = chart_of(bars=WALK, kind=ChartKind.CANDLES)
    frame = picture_of(state).frame
    bars = frame.panes.plot.width / THIN_CANDLE_PX
    for share, is_thin in ((1.05, True), (0.95, False)):
        view = ViewRange(-0.5, bars * share - 0.5)
        shape = shape_of(chart_of(bars=WALK, kind=ChartKind.CANDLES, view=view))
        assert (shape.spans is not None) is is_thin


def test_the_envelope_of_thin_candles_is_that_of_the_candles() -> None:
    # One bar a pixel: the spans are the wicks.
    state = chart_of(bars=long_series(800), kind=ChartKind.CANDLES)
    picture = picture_of(state)
    view = ViewRange(0.0, picture.frame.panes.plot.width)
    picture = picture_of(chart_of(bars=long_series(800), kind=ChartKind.CANDLES, view=view))
    spans = picture.price.spans
    assert spans is not None
    first, last = spans.x[0], spans.x[-1]
    bars = state.bars
    low = bars.low[round(first) : round(last) + 1]
    known = low[np.isfinite(low)]
    assert spans.bottom == pytest.approx(picture.frame.prices.ys_of(known))


def test_bars_without_a_value_have_no_candle() -> None:
    bars = bars_of([10.0, math.nan, 12.0], opens=[10.0, 11.0, math.nan])
    shape = shape_of(chart_of(bars=bars, kind=ChartKind.CANDLES))
    assert shape.candles is not None
    assert len(shape.candles.x) == 1


def test_the_line_is_cut_at_the_edges_of_the_view() -> None:
    state = chart_of(close=[10.0, 20.0, 40.0], view=ViewRange(0.5, 1.25))
    positions, prices = cut_line(state)
    assert positions.tolist() == [0.5, 1.0, 1.25]
    assert prices.tolist() == [15.0, 20.0, 25.0]
    assert edge_prices(state) == (15.0, 25.0)


def test_beyond_the_bars_no_line_meets_the_edge() -> None:
    left, right = edge_prices(chart_of(close=[10.0, 20.0], view=ViewRange(-5.0, 9.0)))
    assert math.isnan(left)
    assert math.isnan(right)


@pytest.mark.parametrize("close", [[], [5.0]])
def test_without_two_bars_there_is_no_edge_to_meet(close: list[float]) -> None:
    assert all(math.isnan(price) for price in edge_prices(chart_of(close=close)))


def test_spans_reach_the_edges_of_the_view() -> None:
    """The line comes from a bar before the view and goes on to one after it."""
    state = chart_of(bars=long_series(5_000, seed=3), view=ViewRange(100.3, 3_000.7))
    spans = shape_of(state).spans
    assert spans is not None
    left, right = edge_prices(state)
    frame = picture_of(state).frame
    for place, price in ((0, left), (-1, right)):
        y = frame.y_of(price)
        assert spans.top[place] - 1e-6 <= y <= spans.bottom[place] + 1e-6


def test_spans_of_neighbors_meet() -> None:
    spans = shape_of(chart_of(close=[100.0 + number % 97 for number in range(4_000)])).spans
    assert spans is not None
    assert (spans.top[1:] <= spans.bottom[:-1] + 1e-9).all()
    assert (spans.bottom[1:] >= spans.top[:-1] - 1e-9).all()


def test_a_long_gap_leaves_columns_without_a_span() -> None:
    close = [100.0] * 4_000
    close[1_000:3_000] = [math.nan] * 2_000
    picture = picture_of(chart_of(close=close))
    spans = picture.price.spans
    assert spans is not None
    gap = np.diff(spans.x).max()
    assert gap == pytest.approx(picture.frame.panes.plot.width / 2, abs=3)
