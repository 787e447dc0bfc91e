"""The pyramid: what it says of a pixel column is what reading every bar says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from helpers.bars import bars_of
from helpers.series import long_series, random_series
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.prices.pyramid import Pyramid, column_edges
from tickertale.prices.time_scale import CalendarTimeScale

FIELDS = (
    "first_close",
    "last_close",
    "lowest_close",
    "highest_close",
    "open",
    "high",
    "low",
    "volume",
    "peak_volume",
)


def _first(values: NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known[0]) if len(known) else np.nan


def _of_every_bar(bars: Bars, rows: slice) -> tuple[float, ...]:
    """Return the fields of a column, read bar by bar."""
    close, volume = bars.close[rows], bars.volume[rows]
    if not len(close):
        return (np.nan,) * len(FIELDS)
    return (
        _first(close),
        _first(close[::-1]),
        float(np.fmin.reduce(close)),
        float(np.fmax.reduce(close)),
        _first(bars.open[rows]),
        float(np.fmax.reduce(bars.high[rows])),
        float(np.fmin.reduce(bars.low[rows])),
        np.nan if np.isnan(volume).all() else float(np.nansum(volume)),
        float(np.fmax.reduce(volume)),
    )


def _assert_exact(pyramid: Pyramid, start: float, end: float, width_px: int) -> None:
    columns = pyramid.columns(start, end, width_px=width_px)
    assert len(columns) == width_px
    expected = np.array(
        [
            _of_every_bar(pyramid.bars, slice(int(first), int(last)))
            for first, last in zip(columns.edges[:-1], columns.edges[1:], strict=True)
        ]
    )
    for number, field in enumerate(FIELDS):
        np.testing.assert_array_equal(getattr(columns, field), expected[:, number], field)


@given(random_series(), st.data())
def test_a_column_is_what_its_bars_are(bars: Bars, data: st.DataObject) -> None:
    count = len(bars)
    start = data.draw(st.floats(-1.5 * count - 1.0, count))
    span = data.draw(st.floats(0.01, 3.0 * count + 1.0))
    width_px = data.draw(st.integers(1, 60))
    _assert_exact(Pyramid(bars), start, start + span, width_px)


LONG = Pyramid(long_series(300_000))


@given(st.floats(-1.0, 18.3), st.floats(0.0, 1.0), st.integers(1, 40))
def test_a_column_is_exact_at_every_zoom_and_offset(
    zoom: float, place: float, width_px: int
) -> None:
    span = min(float(2.0**zoom) * width_px, 400_000.0)
    start = place * 400_000.0 - 50_000.0 - span / 2
    _assert_exact(LONG, start, start + span, width_px)


@given(st.integers(-10, 300_010), st.integers(-10, 300_010))
def test_the_extremes_of_a_range_are_those_of_its_bars(one: int, other: int) -> None:
    first, last = min(one, other), max(one, other)
    rows = slice(max(first, 0), max(last, 0))
    _, _, lowest, highest, _, high, low, _, peak = _of_every_bar(LONG.bars, rows)
    found = LONG.extremes(first, last)
    np.testing.assert_array_equal(
        (found.low, found.high, found.lowest_close, found.highest_close, found.peak_volume),
        (low, high, lowest, highest, peak),
    )


@given(st.integers(0, 10**8), st.floats(0.0, 1.0), st.floats(0.1, 1e6), st.integers(1, 4000))
def test_a_bar_is_in_the_column_that_its_pixel_names(
    bar: int, offset: float, span: float, width_px: int
) -> None:
    start = bar - offset * span
    end = start + span
    edges = column_edges(start, end, width_px=width_px, bar_count=10**8 + 1)
    column = np.floor((bar - start) * (width_px / (end - start)))
    if 0 <= column < width_px:
        assert edges[int(column)] <= bar < edges[int(column) + 1]


def test_bars_that_stand_on_the_edge_of_a_pixel_are_in_the_right_one() -> None:
    edges = column_edges(0.1, 0.1 + 0.3 * 1000, width_px=1000, bar_count=400)
    columns = np.floor((np.arange(400) - 0.1) * (1000 / (0.1 + 0.3 * 1000 - 0.1)))
    counted = [np.count_nonzero(columns == column) for column in range(1000)]
    assert np.diff(edges).tolist() == counted


def test_no_bars_are_no_values() -> None:
    empty = Pyramid(long_series(0))
    columns = empty.columns(-0.5, 0.5, width_px=3)
    assert all(np.isnan(getattr(columns, field)).all() for field in FIELDS)
    assert np.isnan(empty.extremes(0, 5).low)


def test_a_gap_longer_than_a_block_is_stepped_over() -> None:
    bars = long_series(2_000)
    for values in (bars.open, bars.close):
        values[100:1_500] = np.nan
        values[0:10] = np.nan
        values[1_990:] = np.nan
    pyramid = Pyramid(bars)
    _assert_exact(pyramid, -0.5, 1_999.5, 3)
    _assert_exact(pyramid, 90.5, 1_510.5, 7)
    _assert_exact(pyramid, 200.5, 1_400.5, 2)


@pytest.mark.parametrize("share_of_gaps", [0.0, 1.0])
def test_its_memory_is_a_quarter_of_the_bars_at_most(share_of_gaps: float) -> None:
    bars = long_series(100_000)
    for values in (bars.open, bars.close):
        values[: int(share_of_gaps * len(bars))] = np.nan
    assert Pyramid(bars).nbytes <= 0.25 * 5 * bars.close.nbytes


def test_whole_volumes_are_summed_exactly() -> None:
    bars = long_series(50_000)
    bars.volume[:] = 1e11 + np.arange(50_000)
    columns = Pyramid(bars).columns(-0.5, 49_999.5, width_px=1)
    assert columns.volume.item() == sum(int(1e11) + number for number in range(50_000))


def test_built_side_by_side_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickertale.prices.pyramid._BUILT_AT_ONCE", 0)
    _assert_exact(Pyramid(LONG.bars), -0.5, len(LONG.bars) - 0.5, 11)


@given(st.lists(st.integers(0, 300_000), min_size=2, max_size=30), st.integers(0, 12))
def test_columns_may_hold_as_many_bars_as_they_like(places: list[int], near: int) -> None:
    edges = np.array(sorted([*places, *(places[0] + n * n for n in range(near))]), dtype=np.int64)
    columns = LONG.columns_between(np.minimum(edges, len(LONG.bars)))
    expected = np.array(
        [
            _of_every_bar(LONG.bars, slice(int(first), int(last)))
            for first, last in zip(columns.edges[:-1], columns.edges[1:], strict=True)
        ]
    )
    for number, field in enumerate(FIELDS):
        np.testing.assert_array_equal(getattr(columns, field), expected[:, number], field)


def test_calendar_time_has_columns_of_its_own() -> None:
    times = np.delete(LONG.bars.time_ns, np.s_[5_000:200_000])
    scale = CalendarTimeScale(times, Interval.HOUR)
    edges = scale.column_edges(-0.5, scale.last_position + 0.5, width_px=300)
    counts = np.diff(edges)
    assert counts.sum() == len(times)
    assert np.count_nonzero(counts == 0) == 195


@given(st.lists(st.floats(-5.0, 5.0) | st.just(math.nan), max_size=300), st.data())
def test_the_lowest_price_above_zero_is_that_of_every_bar(
    closes: list[float], data: st.DataObject
) -> None:
    pyramid = Pyramid(bars_of(closes))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(closes))] * 2)))
    above = [close for close in closes[first:last] if close > 0.0]
    for is_close in (True, False):
        lowest = pyramid.lowest_positive(first, last, is_close=is_close)
        assert lowest == min(above, default=math.nan) or (math.isnan(lowest) and not above)
