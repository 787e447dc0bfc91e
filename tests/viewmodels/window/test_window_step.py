"""Steps of the overview's window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import MIN_SLOTS, bounded
from tickertale.viewmodels.window.window_step import WindowStep, resized, stepped

VIEW = ViewRange(39.5, 59.5)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param(WindowStep.EARLIER, (37.5, 57.5), id="earlier"),
        pytest.param(WindowStep.LATER, (41.5, 61.5), id="later"),
        pytest.param(WindowStep.PAGE_EARLIER, (19.5, 39.5), id="page-earlier"),
        pytest.param(WindowStep.PAGE_LATER, (59.5, 79.5), id="page-later"),
        pytest.param(WindowStep.LONGER, (39.5, 61.5), id="longer"),
        pytest.param(WindowStep.FIRST, (-0.5, 19.5), id="first"),
        pytest.param(WindowStep.LAST, (79.5, 99.5), id="last"),
    ],
)
def test_a_step_moves_the_window_or_its_right_edge(
    step: WindowStep, expected: tuple[float, float]
) -> None:
    after = stepped(VIEW, step, extent=100.0)
    assert (after.start, after.end) == pytest.approx(expected)


def test_shorter_undoes_longer() -> None:
    longer = stepped(VIEW, WindowStep.LONGER, extent=100.0)
    after = stepped(longer, WindowStep.SHORTER, extent=100.0)
    assert (after.start, after.end) == pytest.approx((VIEW.start, VIEW.end))


@given(st.floats(1.0, 1e4), st.integers(1, 200))
def test_the_window_never_gets_too_short_to_see(span: float, times: int) -> None:
    view = ViewRange(0.0, span)
    for _ in range(times):
        view = stepped(view, WindowStep.SHORTER, extent=1e4)
    assert view.start == 0.0
    assert view.span >= min(MIN_SLOTS, span)


@given(st.sampled_from(list(WindowStep)[:4]), st.floats(-100, 1e4), st.floats(0.1, 1e4))
def test_moving_keeps_the_length(step: WindowStep, start: float, span: float) -> None:
    view = ViewRange(start, start + span)
    assert stepped(view, step, extent=1e4).span == pytest.approx(view.span, abs=1e-6)


@given(st.floats(-50.0, 150.0), st.booleans(), st.floats(3.0, 60.0))
def test_a_dragged_edge_never_moves_the_other_one(at: float, is_left: bool, span: float) -> None:
    view = ViewRange(20.0, 20.0 + span)
    after = resized(view, at=at, is_left=is_left, extent=100.0)
    assert (after.end == view.end) if is_left else (after.start == view.start)
    assert after.span >= MIN_SLOTS - 1e-9
    # The chart takes it as it is.
    kept = bounded(after, 100.0)
    assert (kept.start, kept.end) == pytest.approx((after.start, after.end))
