"""Events near events: found, and kept out of each other's way."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.confounding import (
    covered_sessions,
    merged_events,
    neighbors,
    sharing_events,
    shortened_spans,
)
from tickertale.analysis.event_study import study_events
from tickertale.analysis.joint_effect import joint_effect
from tickertale.analysis.study_window import StudyWindow

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


def test_joint_effects_are_the_coefficients_of_dummies() -> None:
    market, share = market_and_share()
    days, window = (200, 201), StudyWindow(event_first=0, event_last=2)
    rows = np.r_[70:190, 200:204]
    dummies = [np.isin(rows, range(day, day + 3)).astype(float) for day in days]
    design = np.column_stack((*dummies, np.ones(124), market[rows]))
    coefficients, *_ = np.linalg.lstsq(design, share[rows], rcond=None)
    residual = share[rows] - design @ coefficients
    variance = residual @ residual / (124 - 4) * np.linalg.inv(design.T @ design)
    effect = joint_effect(aligned(share, market), 200, others=[201], window=window)
    assert effect is not None
    assert effect.car == exactly(3 * coefficients[0])
    assert effect.car_se == exactly(3 * variance[0, 0] ** 0.5)
    assert effect.t == exactly(coefficients[0] / variance[0, 0] ** 0.5)
    assert effect.p == exactly(2 * stats.t.sf(abs(effect.t), 120))
    assert effect.ar == exactly(coefficients[0] + residual[120])
    assert (effect.df, effect.first, effect.last) == (120, 0, 2)


def test_alone_and_over_one_session_the_joint_effect_is_the_abnormal_return() -> None:
    market, share = market_and_share()
    window = StudyWindow(event_first=0, event_last=0)
    effect = joint_effect(aligned(share, market), 200, others=[], window=window)
    alone = study_events(aligned(share, market), np.array([200]), window=window)
    assert effect is not None
    assert effect.car == exactly(alone.abnormal.car[0])
    assert effect.t == exactly(alone.abnormal.t[0])


def test_planted_effects_are_told_apart() -> None:
    market, share = market_and_share()
    share[200:203] += 0.10
    share[201:204] -= 0.05
    window = StudyWindow(event_first=0, event_last=2)
    returns = aligned(share, market)
    first = joint_effect(returns, 200, others=[201], window=window)
    second = joint_effect(returns, 201, others=[200], window=window, has_unit_beta=True)
    assert first is not None
    assert second is not None
    assert first.car == pytest.approx(0.30, abs=0.15)
    assert second.car == pytest.approx(-0.15, abs=0.15)


def test_events_with_the_same_window_cannot_be_told_apart() -> None:
    market, share = market_and_share()
    returns = aligned(share, market)
    assert joint_effect(returns, 200, others=[200], window=WINDOW) is None
    assert joint_effect(returns, 3, others=[], window=WINDOW) is None


def test_others_on_the_same_day_count_as_one() -> None:
    market, share = market_and_share()
    returns = aligned(share, market)
    one = joint_effect(returns, 200, others=[201], window=WINDOW)
    assert one == joint_effect(returns, 200, others=[201, 201], window=WINDOW)
    assert one is not None


def test_a_joint_window_at_the_end_is_measured_on_what_there_is() -> None:
    market, share = market_and_share()
    effect = joint_effect(aligned(share, market), 399, others=[398], window=WINDOW)
    assert effect is not None
    assert (effect.first, effect.last) == (-1, 0)
