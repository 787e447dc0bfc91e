"""Events near events: found, and kept out of each other's way."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.confounding import (
    covered_sessions,
    merged_events,
    neighbors,
    sharing_events,
    shortened_spans,
)
from tickertale.analysis.event_study import Refusal, study_events
from tickertale.analysis.joint_effect import JointEffect, joint_effect
from tickertale.analysis.study_window import StudyWindow

Floats = NDArray[np.float64]
WINDOW = StudyWindow()


@given(st.lists(st.integers(-1, 60), max_size=20))
def test_neighbors_are_the_other_events_with_a_day_zero_in_the_window(days: list[int]) -> None:
    found = neighbors(np.array(days, dtype=np.int64), first=-3, last=2)
    for own, day in enumerate(days):
        wanted = {
            other
            for other, at in enumerate(days)
            if other != own and day >= 0 and at >= 0 and -3 <= at - day <= 2
        }
        assert set(found[own]) == wanted
        assert len(found[own]) == len(wanted)


@given(st.lists(st.integers(-1, 29), max_size=8))
def test_covered_sessions_are_those_of_the_event_windows(days: list[int]) -> None:
    covered = covered_sessions(np.array(days, dtype=np.int64), window=WINDOW, count=30)
    wanted = {at for day in days if day >= 0 for at in range(day - 1, day + 2)}
    assert set(np.flatnonzero(covered).tolist()) == wanted & set(range(30))


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        pytest.param([10, 30], [(-2, 3), (-2, 3)], id="far apart"),
        pytest.param([10, 12], [(-2, 1), (0, 3)], id="two sessions apart"),
        pytest.param([10, 13], [(-2, 1), (-1, 3)], id="three sessions apart"),
        pytest.param([10, 15], [(-2, 2), (-2, 3)], id="one session in both windows"),
        pytest.param([10, 11], [(-2, 0), (0, 3)], id="neighbors"),
        pytest.param([10, 10], [(-2, 3), (-2, 3)], id="the same day cannot be shortened"),
        pytest.param([-1], [(-2, 3)], id="without a day"),
        pytest.param([10, -1], [(-2, 3), (-2, 0)], id="beside one without a day"),
    ],
)
def test_a_session_of_two_windows_goes_to_the_nearer_day_zero(
    days: list[int], spans: list[tuple[int, int]]
) -> None:
    window = StudyWindow(event_first=-2, event_last=3)
    short = shortened_spans(np.array(days), window=window)
    found = list(zip(short.first.tolist(), short.last.tolist(), strict=True))
    assert [row for row, day in zip(found, days, strict=True) if day >= 0] == [
        row for row, day in zip(spans, days, strict=True) if day >= 0
    ]


@st.composite
def _days_and_window(draw: st.DrawFn) -> tuple[list[int], StudyWindow]:
    days = draw(st.lists(st.integers(-1, 40), min_size=1, max_size=12))
    return days, StudyWindow(draw(st.integers(-5, 0)), draw(st.integers(0, 5)))


@given(_days_and_window())
def test_no_session_is_counted_twice_after_shortening(
    case: tuple[list[int], StudyWindow],
) -> None:
    days, window = case
    short = shortened_spans(np.array(days), window=window)
    held: dict[int, int] = {}
    for day, first, last in zip(days, short.first.tolist(), short.last.tolist(), strict=True):
        if day >= 0:
            assert window.event_first <= first <= 0 <= last <= window.event_last
            for at in range(day + first, day + last + 1):
                assert held.setdefault(at, day) == day
    # And none is given up that a window held.
    wanted = {day + at for day in days if day >= 0 for at in _offsets(window)}
    assert set(held) == wanted


def _offsets(window: StudyWindow) -> range:
    return range(window.event_first, window.event_last + 1)


@given(_days_and_window())
def test_compounds_share_no_session_and_their_members_do(
    case: tuple[list[int], StudyWindow],
) -> None:
    days, window = case
    merged = merged_events(np.array(days), window=window)
    ends = [
        (day + first, day + last)
        for day, first, last in zip(
            merged.day_zero.tolist(),
            merged.spans.first.tolist(),
            merged.spans.last.tolist(),
            strict=True,
        )
    ]
    assert all(last < first for (_, last), (first, _) in pairwise(ends))
    shared = sharing_events(np.array(days), window=window)
    compound = {i: members for members in merged.members for i in members}
    assert all(set(others) < set(compound[i]) for i, others in enumerate(shared) if others)


def test_events_whose_windows_share_a_session_become_one() -> None:
    merged = merged_events(np.array([50, 10, 11, -1, 12, 14, 17]), window=WINDOW)
    assert merged.members == ((1, 2, 4, 5), (6,), (0,))
    assert merged.day_zero.tolist() == [10, 17, 50]
    assert merged.spans.first.tolist() == [-1, -1, -1]
    assert merged.spans.last.tolist() == [5, 1, 1]


def test_no_events_are_no_compound() -> None:
    assert merged_events(np.array([-1]), window=WINDOW).members == ()


def _joint(share: Floats, market: Floats, days: Sequence[int], **fields: Any) -> JointEffect:
    """Return the effect of the first of the days 0 beside the others."""
    returns = aligned(share, market)
    effect = joint_effect(returns, days[0], others=days[1:], **({"window": WINDOW} | fields))
    assert isinstance(effect, JointEffect)
    return effect


def _dummies(
    share: Floats, market: Floats, days: Sequence[int], *, window: StudyWindow
) -> tuple[float, float, int]:
    """Return CAR, SE and df from least squares with a dummy for each session of the windows."""
    held = {day: set(range(day + window.event_first, day + window.event_last + 1)) for day in days}
    sessions = sorted(set().union(*held.values()))
    before = range(days[0] + window.estimation_first, days[0] + window.estimation_last + 1)
    rows = np.array(sorted({*before, *sessions}))
    dummies = (rows[:, np.newaxis] == np.array(sessions)).astype(float)
    design = np.column_stack((dummies, np.ones(len(rows)), market[rows]))
    coefficients, *_ = np.linalg.lstsq(design, share[rows], rcond=None)
    residual = share[rows] - design @ coefficients
    df = len(rows) - design.shape[1]
    variance = residual @ residual / df * np.linalg.inv(design.T @ design)
    weights = np.zeros(design.shape[1])
    for column, session in enumerate(sessions):
        if session in held[days[0]]:
            weights[column] = 1.0 / sum(session in row for row in held.values())
    return float(weights @ coefficients), float((weights @ variance @ weights) ** 0.5), df


@pytest.mark.parametrize(
    "days",
    [(200, 201), (201, 200), (200, 202, 204), (204, 202, 200), (200, 202, 189)],
    ids=["first", "second", "a chain", "its end", "in the estimation window"],
)
def test_joint_effects_are_the_coefficients_of_dummies(days: tuple[int, ...]) -> None:
    market, share = market_and_share()
    effect = _joint(share, market, days)
    car, se, df = _dummies(share, market, days, window=WINDOW)
    assert effect.car == exactly(car)
    assert effect.car_se == exactly(se)
    assert effect.t == exactly(car / se)
    assert effect.p == exactly(2 * stats.t.sf(abs(car / se), df))
    assert (effect.df, effect.count) == (df, df + 2)


def test_alone_the_joint_effect_is_that_of_the_study() -> None:
    market, share = market_and_share()
    effect = _joint(share, market, [200])
    alone = study_events(aligned(share, market), np.array([200]))
    assert effect.ar == exactly(alone.abnormal.ar[0, 1])
    assert effect.ar_se == exactly(alone.abnormal.ar_se[0, 1])
    assert effect.car == exactly(alone.abnormal.car[0])
    assert effect.car_se == exactly(alone.abnormal.car_se[0])
    assert effect.p == exactly(alone.abnormal.p[0])
    assert (effect.alpha, effect.sigma) == exactly(
        (alone.estimation.alpha[0], alone.estimation.sigma[0])
    )
    assert (effect.measured, effect.shared) == (3, 0)


def test_an_effect_invents_none_for_the_event_before() -> None:
    market, quiet = market_and_share()
    loud = quiet.copy()
    loud[202] += 0.10
    before, after = (_joint(share, market, [200, 202]) for share in (quiet, loud))
    assert (after.car, after.sigma) == exactly((before.car, before.sigma))
    moved = [_joint(share, market, [202, 200]).car for share in (quiet, loud)]
    assert moved[1] - moved[0] == exactly(0.10)


@pytest.mark.parametrize("days", [(180, 182, 184), (180, 181), (180, 182, 182, 184)], ids=str)
def test_the_effects_of_a_chain_add_up_to_its_abnormal_returns(days: tuple[int, ...]) -> None:
    market, share = market_and_share()
    distinct = sorted(set(days))
    effects = [
        _joint(share, market, [day, *(row for row in days if row != day)], has_unit_beta=True)
        for day in distinct
    ]
    whole = (share - market)[distinct[0] - 1 : distinct[-1] + 2].sum()
    assert sum(effect.car for effect in effects) == exactly(whole)


def test_a_shared_day_zero_has_half_a_return_and_no_test() -> None:
    market, share = market_and_share()
    window = StudyWindow(event_first=-1, event_last=0)
    first, second = (
        _joint(share, market, days, window=window) for days in ((200, 201), (201, 200))
    )
    assert (first.ar_se, first.shared, first.measured) == (None, 1, 2)
    assert second.ar_se is not None
    assert second.ar_p == exactly(2 * stats.t.sf(abs(second.ar / second.ar_se), second.df))
    assert first.ar == pytest.approx(_joint(share, market, [200], window=window).ar / 2, abs=1e-4)


def test_the_market_adjusted_model_has_no_coefficients_to_estimate() -> None:
    market, share = market_and_share()
    effect = _joint(share, market, [200, 201], has_unit_beta=True)
    own = share - market
    sigma = (own[70:190] ** 2).mean() ** 0.5
    assert effect.car == exactly(own[199] + own[200] / 2 + own[201] / 2)
    assert effect.car_se == exactly(sigma * 1.5**0.5)
    assert (effect.df, effect.alpha, effect.beta) == (120, 0.0, (1.0,))


@pytest.mark.parametrize(
    ("day", "others", "refusal"),
    [
        (200, [200], Refusal.INSEPARABLE),
        (200, [199, 201], Refusal.INSEPARABLE),
        (3, [4], Refusal.SHORT_ESTIMATION),
        (0, [1], Refusal.NO_RETURN),
    ],
    ids=["the same day", "no session of its own", "too early", "no return"],
)
def test_a_joint_effect_is_refused_with_a_reason(
    day: int, others: list[int], refusal: Refusal
) -> None:
    market, share = market_and_share()
    share[0] = np.nan
    found = joint_effect(aligned(share, market), day, others=others, window=WINDOW)
    assert found is refusal


def test_returns_that_do_not_vary_have_no_joint_effect() -> None:
    flat = np.zeros(400)
    market, _ = market_and_share()
    for share, against in ((flat, market), (market, flat)):
        found = joint_effect(aligned(share, against), 200, others=[201], window=WINDOW)
        assert found is Refusal.NO_VARIATION
    few = StudyWindow(-1, 1, -16, -11, least_sessions=5)
    factors = np.random.default_rng(1).normal(0.0, 0.01, (6, 400))
    found = joint_effect(aligned(market, *factors), 200, others=[201], window=few)
    assert found is Refusal.NO_VARIATION


def test_others_on_the_same_day_count_as_one() -> None:
    market, share = market_and_share()
    assert _joint(share, market, [200, 201]) == _joint(share, market, [200, 201, 201])


def test_a_joint_window_at_the_end_is_measured_on_what_there_is() -> None:
    market, share = market_and_share()
    effect = _joint(share, market, [399, 397])
    assert (effect.first, effect.last, effect.measured) == (-1, 0, 2)
