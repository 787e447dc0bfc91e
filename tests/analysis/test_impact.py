"""Impact of a session, and the reason where it cannot be measured."""

import math

import pytest

from helpers.bars import bars_of
from tickertale.analysis.impact import Impact, Measure, MissingReason, measure_impact

STEADY = [100.0] * 21


def test_a_session_is_measured_from_its_open_from_the_close_before_and_by_volume() -> None:
    bars = bars_of(
        [*STEADY, 110.0], opens=[*STEADY, 104.0], volume=[50.0] * 11 + [150.0] * 10 + [300.0]
    )
    impact = measure_impact(bars, 21)
    assert impact.day_move == pytest.approx(110 / 104 - 1)
    assert impact.gap == pytest.approx(0.04)
    assert impact.move_since_previous_close == pytest.approx(0.10)
    assert impact.volume_multiple == pytest.approx(3.0)
    assert impact.missing == {}


@pytest.mark.parametrize("index", [None, -1, 3])
def test_without_a_session_all_is_missing(index: int | None) -> None:
    impact = measure_impact(bars_of([1.0, 2.0, 3.0]), index)
    assert impact == Impact(
        None, None, None, None, dict.fromkeys(Measure, MissingReason.NO_SESSION)
    )


def test_the_first_session_has_no_close_before_it() -> None:
    impact = measure_impact(bars_of([100.0, 101.0], opens=[99.0, 101.0]), 0)
    assert impact.day_move == pytest.approx(100 / 99 - 1)
    assert impact.missing == {
        Measure.GAP: MissingReason.NO_PREVIOUS_CLOSE,
        Measure.MOVE_SINCE_PREVIOUS_CLOSE: MissingReason.NO_PREVIOUS_CLOSE,
        Measure.VOLUME_MULTIPLE: MissingReason.TOO_FEW_VOLUMES,
    }


@pytest.mark.parametrize(
    ("close", "opens", "measure", "reason"),
    [
        pytest.param(math.nan, 1.0, Measure.DAY_MOVE, MissingReason.NO_CLOSE, id="no close"),
        pytest.param(1.0, math.nan, Measure.DAY_MOVE, MissingReason.NO_OPEN, id="no open"),
        pytest.param(1.0, math.nan, Measure.GAP, MissingReason.NO_OPEN, id="no open, gap"),
        pytest.param(
            -37.6,
            18.0,
            Measure.MOVE_SINCE_PREVIOUS_CLOSE,
            MissingReason.PRICE_NOT_POSITIVE,
            id="oil below zero",
        ),
    ],
)
def test_a_measure_without_its_prices_says_which_is_missing(
    close: float, opens: float, measure: Measure, reason: MissingReason
) -> None:
    impact = measure_impact(bars_of([18.3, close], opens=[18.3, opens]), 1)
    assert getattr(impact, measure) is None
    assert impact.missing[measure] is reason


@pytest.mark.parametrize(
    ("volume", "reason"),
    [
        pytest.param([1.0] * 20 + [math.nan], MissingReason.NO_VOLUME, id="none itself"),
        pytest.param(
            [math.nan] * 11 + [1.0] * 10, MissingReason.TOO_FEW_VOLUMES, id="gaps before it"
        ),
        pytest.param([0.0] * 20 + [5.0], MissingReason.TOO_FEW_VOLUMES, id="nothing traded"),
    ],
)
def test_a_volume_multiple_needs_volumes(volume: list[float], reason: MissingReason) -> None:
    impact = measure_impact(bars_of(STEADY, volume=volume), 20)
    assert impact.missing == {Measure.VOLUME_MULTIPLE: reason}
