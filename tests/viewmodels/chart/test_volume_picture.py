"""The volume bars of a picture."""

import math

import numpy as np
import pytest

from helpers.bars import bars_of
from helpers.chart import chart_of, picture_of
from helpers.series import long_series
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.volume_picture import VolumeColumns


def columns_of(
    volume: list[float], *, close: list[float] | None = None, view: ViewRange | None = None
) -> tuple[VolumeColumns, float]:
    """Return the volume columns and the bottom of their pane."""
    bars = bars_of(close or [100.0] * len(volume), volume=volume)
    picture = picture_of(chart_of(bars=bars, view=view))
    assert picture.volume is not None
    return picture.volume, picture.frame.panes.volume.bottom


def test_heights_are_in_proportion() -> None:
    columns, bottom = columns_of([100.0, 50.0, 0.0, 25.0])
    heights = bottom - columns.top
    assert heights / heights[0] == pytest.approx([1.0, 0.5, 0.0, 0.25])
    assert columns.label == "100"


def test_the_tallest_is_the_largest_in_view() -> None:
    all_of_them, bottom = columns_of([1000.0, 50.0, 100.0, 25.0])
    some, _ = columns_of([1000.0, 50.0, 100.0, 25.0], view=ViewRange(0.5, 3.5))
    assert some.top.min() == all_of_them.top.min() < bottom
    assert some.label == "100"


def test_a_bar_without_volume_has_no_column() -> None:
    columns, _ = columns_of([100.0, math.nan, 50.0])
    assert len(columns.left) == len(columns.top) == 2


def test_a_column_is_up_if_the_close_did_not_fall() -> None:
    columns, _ = columns_of([1.0] * 4, close=[10.0, 9.0, 9.0, 12.0])
    assert columns.is_up.tolist() == [True, False, True, True]


def test_the_first_in_view_is_compared_with_the_bar_before_it() -> None:
    columns, _ = columns_of([1.0] * 4, close=[10.0, 9.0, 9.5, 8.0], view=ViewRange(0.5, 2.5))
    assert columns.is_up.tolist() == [False, True]


def test_columns_end_at_the_edges_of_the_pane() -> None:
    columns, _ = columns_of([1.0] * 4, view=ViewRange(0.9, 2.1))
    plot = picture_of(chart_of(view=ViewRange(0.9, 2.1))).frame.panes.plot
    assert columns.left.min() >= plot.x
    assert (columns.right >= columns.left).all()


def test_no_volume_at_all_has_no_pane() -> None:
    bars = bars_of([100.0, 101.0], volume=[math.nan, math.nan])
    assert picture_of(chart_of(bars=bars)).volume is None


def test_volume_that_is_always_zero_is_flat() -> None:
    columns, bottom = columns_of([0.0, 0.0])
    assert columns.top.tolist() == [bottom, bottom]
    assert columns.label == "0"


def test_dense_bars_show_the_largest_of_each_pixel() -> None:
    bars = long_series(5_000)
    picture = picture_of(chart_of(bars=bars))
    columns = picture.volume
    assert columns is not None
    frame = picture.frame
    positions = np.arange(5_000, dtype=np.float64)
    places = np.floor((positions + 0.5) * frame.slot_px).astype(np.int64)
    heights = frame.panes.volume.bottom - columns.top
    peak = np.nanmax(bars.volume)
    for place, height in list(zip(columns.left, heights, strict=True))[5:-5:37]:
        largest = np.nanmax(bars.volume[places == round(place)])
        assert height / heights.max() == pytest.approx(largest / peak)
