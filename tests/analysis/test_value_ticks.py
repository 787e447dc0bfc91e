"""Value axis: round steps, the decimals they need, and short forms of large numbers."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tickertale.analysis.value_ticks import (
    compact_text,
    log_ticks,
    percent_ticks,
    plain_text,
    value_ticks,
)


def _texts(low: float, high: float, height_px: float = 300.0) -> list[str]:
    return [tick.text for tick in value_ticks(low, high, height_px=height_px)]


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        pytest.param(78, 142, ["80", "100", "120", "140"], id="a share"),
        pytest.param(0.00012, 0.00019, ["0.00012", "0.00014", "0.00016", "0.00018"], id="tiny"),
        pytest.param(-3, 4, ["−2", "0", "2", "4"], id="across zero"),
        pytest.param(1.02, 1.31, ["1.1", "1.2", "1.3"], id="tenths"),
        pytest.param(16_100, 23_900, ["18,000", "20,000", "22,000"], id="thousands"),
        pytest.param(1e9, 3e9, ["1bn", "1.5bn", "2bn", "2.5bn", "3bn"], id="huge"),
        pytest.param(2e-12, 4e-12, ["2e-12", "2.5e-12", "3e-12", "3.5e-12", "4e-12"], id="minute"),
        pytest.param(-1e-12, 1e-12, ["−1e-12", "−5e-13", "0", "5e-13", "1e-12"], id="about zero"),
    ],
)
def test_ticks_are_round(low: float, high: float, texts: list[str]) -> None:
    assert _texts(low, high) == texts


def test_a_step_of_hundredths_shows_two_decimals_everywhere() -> None:
    assert _texts(0.99, 1.11) == ["1.00", "1.05", "1.10"]


@pytest.mark.parametrize("value", [5.0, 0.0, -0.5, 1e15])
def test_a_flat_range_has_one_tick_at_its_value(value: float) -> None:
    (tick,) = value_ticks(value, value, height_px=300)
    assert tick.value == value


def test_a_range_finer_than_floats_has_one_tick() -> None:
    assert len(value_ticks(1e15, 1e15 + 1, height_px=300)) == 1


@pytest.mark.parametrize(
    ("low", "high", "height_px"),
    [
        pytest.param(math.nan, 1.0, 300.0, id="NaN"),
        pytest.param(0.0, math.inf, 300.0, id="infinite"),
        pytest.param(-1e308, 1e308, 300.0, id="more than a float can span"),
        pytest.param(2.0, 1.0, 300.0, id="upside down"),
        pytest.param(1.0, 2.0, 0.0, id="no height"),
    ],
)
def test_an_impossible_axis_has_no_ticks(low: float, high: float, height_px: float) -> None:
    assert value_ticks(low, high, height_px=height_px) == ()


@pytest.mark.parametrize("height_px", [1.0, 20.0, 59.0])
def test_an_axis_too_low_for_two_ticks_has_its_roundest_value(height_px: float) -> None:
    assert _texts(78, 142, height_px) == ["100"]


def test_a_gap_of_nothing_does_not_flood_the_axis() -> None:
    assert len(value_ticks(0, 1, height_px=1e9, min_gap_px=0)) <= 1001


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.floats(1, 4000), st.floats(20, 200))
def test_ticks_are_inside_ascending_and_apart(
    low: float, span: float, height_px: float, gap_px: float
) -> None:
    high = low + span
    assume(high > low and span > 1e-9 * abs(low))
    values = [tick.value for tick in value_ticks(low, high, height_px=height_px, min_gap_px=gap_px)]
    slack = 1e-6 * (high - low)
    assert all(low - slack <= value <= high + slack for value in values)
    if len(values) > 1:
        least = min(b - a for a, b in pairwise(values))
        assert least * height_px / (high - low) >= gap_px * (1 - 1e-3)
    if height_px >= 6 * gap_px:
        assert len(values) >= 2


@given(st.integers(-1000, 1000), st.integers(1, 1000), st.integers(-500, 500))
def test_panning_chooses_the_same_multiples(low: int, span: int, shift: int) -> None:
    one = {tick.value for tick in value_ticks(low, low + span, height_px=400)}
    other = {tick.value for tick in value_ticks(low + shift, low + shift + span, height_px=400)}
    start, stop = max(low, low + shift), min(low, low + shift) + span
    shared = {value for value in one if start <= value <= stop}
    assert shared == {value for value in other if start <= value <= stop}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (198_900_000, "198.9m"),
        (337_000_000, "337m"),
        (1_234_000_000, "1.2bn"),
        (28_567, "28.6k"),
        (999_949, "999.9k"),
        (999_960, "1m"),
        (950, "950"),
        (12.3456, "12.35"),
        (0.01234, "0.01234"),
        (0, "0"),
        (-28_567_849, "−28.6m"),
        (3e15, "3,000tn"),
        (math.nan, "–"),
    ],
)
def test_a_large_number_is_shortened(value: float, text: str) -> None:
    assert compact_text(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, None, "1,234.5"),
        (100.0, None, "100"),
        (-0.001, 1, "0.0"),
        (-2.5, 2, "−2.50"),
        (math.nan, 2, "–"),
    ],
)
def test_a_number_is_written_with_a_true_minus(
    value: float, decimals: int | None, text: str
) -> None:
    assert plain_text(value, decimals) == text


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        pytest.param(0.8, 120, ["1", "10", "100"], id="decades"),
        pytest.param(3, 40, ["5", "10", "20"], id="1-2-5"),
        pytest.param(78, 142, ["80", "100", "120", "140"], id="a share"),
        pytest.param(1e-12, 1e12, ["1e-10", "0.00001", "1", "100,000", "10bn"], id="many decades"),
        pytest.param(99.9, 100.1, ["99.90", "99.95", "100.00", "100.05", "100.10"], id="a little"),
        pytest.param(5, 5, ["5"], id="flat"),
        pytest.param(0, 5, [], id="from zero"),
        pytest.param(-5, 5, [], id="negative"),
        pytest.param(1, math.inf, [], id="infinite"),
        pytest.param(2, 1, [], id="upside down"),
    ],
)
def test_ticks_of_a_logarithmic_axis_are_round(low: float, high: float, texts: list[str]) -> None:
    assert [tick.text for tick in log_ticks(low, high, height_px=300)] == texts


def test_a_logarithmic_axis_without_height_has_no_ticks() -> None:
    assert log_ticks(1, 2, height_px=0) == ()


@given(st.floats(-9, 9), st.floats(0.001, 9), st.floats(40, 4000), st.floats(10, 200))
def test_ticks_of_a_logarithmic_axis_keep_their_distance(
    power: float, decades: float, height_px: float, gap_px: float
) -> None:
    low, high = 10.0**power, 10.0 ** (power + decades)
    ticks = log_ticks(low, high, height_px=height_px, min_gap_px=gap_px)
    assert all(low * (1 - 1e-6) <= tick.value <= high * (1 + 1e-6) for tick in ticks)
    for one, other in pairwise(ticks):
        assert math.log10(other.value / one.value) * height_px / decades >= gap_px * (1 - 1e-3)
    if height_px >= 12 * gap_px:
        assert len(ticks) >= 2


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (-0.11, 0.12, ["−10%", "−5%", "0%", "+5%", "+10%"]),
        (0.001, 0.012, ["+0.2%", "+0.4%", "+0.6%", "+0.8%", "+1.0%", "+1.2%"]),
        (-0.6, 25.0, ["0%", "+500%", "+1,000%", "+1,500%", "+2,000%", "+2,500%"]),
        (0.0, 0.0, ["0%"]),
    ],
)
def test_per_cents_are_signed(low: float, high: float, texts: list[str]) -> None:
    assert [tick.text for tick in percent_ticks(low, high, height_px=350)] == texts


def test_the_value_of_a_tick_in_per_cent_is_the_change() -> None:
    assert percent_ticks(0.0, 0.1, height_px=300)[-1].value == pytest.approx(0.1)
