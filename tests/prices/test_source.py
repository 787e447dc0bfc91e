"""Price sources: every bar of a range, or no more than there are pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bars import bars_of
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.source import ArraySource, PriceSource, merge_bars

NAN = float("nan")


def test_a_range_includes_its_start_and_not_its_end() -> None:
    bars = bars_of([1.0, 2.0, 3.0, 4.0])
    source: PriceSource = ArraySource(bars)
    found = source.bars(int(bars.time_ns[1]), int(bars.time_ns[3]))
    assert found.close.tolist() == [2.0, 3.0]


def test_a_range_upside_down_is_empty() -> None:
    bars = bars_of([1.0, 2.0, 3.0])
    assert len(ArraySource(bars).bars(int(bars.time_ns[2]), int(bars.time_ns[0]))) == 0


def test_a_range_with_fewer_bars_than_pixels_is_given_in_full() -> None:
    bars = bars_of([1.0, 2.0, 3.0])
    end_ns = int(bars.time_ns[-1]) + NS_PER_DAY
    assert ArraySource(bars).overview(0, end_ns, width_px=3).close.tolist() == [1.0, 2.0, 3.0]


def test_merged_bars_keep_first_extremes_last_and_sum() -> None:
    bars = bars_of([2.0, 9.0, 1.0, 5.0], opens=[3.0, 2.0, 9.0, 1.0], volume=[1, NAN, 2, 3])
    merged = merge_bars(bars, 2)
    assert merged.time_ns.tolist() == bars.time_ns[[0, 2]].tolist()
    assert merged.open.tolist() == [3.0, 9.0]
    assert merged.high.tolist() == [9.0, 9.0]
    assert merged.low.tolist() == [2.0, 1.0]
    assert merged.close.tolist() == [9.0, 5.0]
    assert merged.volume.tolist() == [1.0, 5.0]


def test_gaps_do_not_hide_the_prices_beside_them() -> None:
    merged = merge_bars(bars_of([NAN, 2.0, 3.0, NAN]), 1)
    assert (merged.open.item(), merged.close.item()) == (2.0, 3.0)


def test_a_group_of_gaps_is_a_gap() -> None:
    merged = merge_bars(bars_of([1.0, 2.0, NAN, NAN], volume=[1, 1, NAN, NAN]), 2)
    for values in (merged.open, merged.high, merged.low, merged.close, merged.volume):
        assert np.isnan(values[1])


@pytest.mark.parametrize("most", [0, -3])
def test_no_pixels_still_give_one_bar(most: int) -> None:
    assert len(merge_bars(bars_of([1.0, 2.0]), most)) == 1


@given(st.lists(st.floats(1, 100), max_size=50), st.integers(1, 60))
def test_merging_loses_no_extreme_and_no_volume(closes: list[float], most: int) -> None:
    bars = bars_of(closes)
    merged = merge_bars(bars, most)
    assert len(merged) == min(len(bars), most)
    assert merged.volume.sum() == pytest.approx(bars.volume.sum())
    if closes:
        assert (merged.high.max(), merged.low.min()) == (max(closes), min(closes))
        assert (merged.open[0], merged.close[-1]) == (closes[0], closes[-1])
