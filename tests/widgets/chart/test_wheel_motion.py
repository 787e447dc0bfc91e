"""What a wheel or trackpad motion asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from tickertale.widgets.chart.wheel import (
    MAX_NOTCHES,
    ZOOM_STEP,
    WheelGesture,
    WheelMotion,
    pinch_factor,
    wheel_motion,
)

NONE = (0.0, 0.0)
DELTAS = st.floats(-5000, 5000)


def test_a_notch_up_zooms_in_by_one_step() -> None:
    motion = wheel_motion(pixels=NONE, angles=(0, 120), is_shifted=False)
    assert motion.zoom_factor == pytest.approx(1 / ZOOM_STEP)
    assert motion.pan_px == 0


def test_up_and_down_undo_each_other() -> None:
    up = wheel_motion(pixels=NONE, angles=(0, 240), is_shifted=False)
    down = wheel_motion(pixels=NONE, angles=(0, -240), is_shifted=False)
    assert up.zoom_factor * down.zoom_factor == pytest.approx(1.0)


def test_shift_pans() -> None:
    motion = wheel_motion(pixels=NONE, angles=(0, -120), is_shifted=True)
    assert motion == WheelMotion(pan_px=-80)


def test_a_sideways_motion_pans_by_its_pixels() -> None:
    motion = wheel_motion(pixels=(33, 4), angles=(120, 0), is_shifted=False)
    assert motion == WheelMotion(pan_px=33)


def test_the_fine_motion_of_a_trackpad_zooms_finely() -> None:
    motion = wheel_motion(pixels=(0, 6), angles=(0, 120), is_shifted=False)
    assert 1 / ZOOM_STEP < motion.zoom_factor < 1


def test_no_motion_asks_for_nothing() -> None:
    assert wheel_motion(pixels=NONE, angles=NONE, is_shifted=False) == WheelMotion()


@given(st.tuples(DELTAS, DELTAS), st.tuples(DELTAS, DELTAS), st.booleans())
def test_a_burst_zooms_by_a_few_notches_at_most(
    pixels: tuple[float, float], angles: tuple[float, float], is_shifted: bool
) -> None:
    motion = wheel_motion(pixels=pixels, angles=angles, is_shifted=is_shifted)
    most = ZOOM_STEP**MAX_NOTCHES
    assert 1 / most - 1e-9 <= motion.zoom_factor <= most + 1e-9
    assert motion.zoom_factor == 1.0 or motion.pan_px == 0.0


@pytest.mark.parametrize("has_pixels", [True, False], ids=["pixels-only", "angles-only"])
@given(DELTAS, DELTAS)
def test_a_longer_motion_zooms_no_less(has_pixels: bool, one: float, other: float) -> None:
    factors = []
    for way in sorted((one, other)):
        pixels, angles = ((0.0, way), NONE) if has_pixels else (NONE, (0.0, way))
        motion = wheel_motion(pixels=pixels, angles=angles, is_shifted=False)
        assert motion.pan_px == 0.0
        factors.append(motion.zoom_factor)
    assert factors == sorted(factors, reverse=True)


@given(DELTAS, DELTAS)
def test_two_fingers_pan_as_far_as_they_go(x: float, y: float) -> None:
    motion = wheel_motion(pixels=(x, y), angles=NONE, is_shifted=False)
    if abs(x) > abs(y):
        assert motion == WheelMotion(pan_px=x)
    else:
        assert motion.pan_px == 0.0


@given(DELTAS)
def test_with_shift_two_fingers_pan_upward_too(y: float) -> None:
    assert wheel_motion(pixels=(0.0, y), angles=NONE, is_shifted=True).pan_px == y


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_a_pinch_zooms_monotonously_and_by_a_few_notches_at_most(one: float, other: float) -> None:
    near, far = (pinch_factor(value) for value in sorted((one, other)))
    most = ZOOM_STEP**MAX_NOTCHES
    assert far <= near
    assert 1 / most - 1e-9 <= far
    assert near <= most + 1e-9


def test_a_pinch_zooms_by_as_much_as_the_fingers_spread() -> None:
    assert pinch_factor(0.0) == 1.0
    assert pinch_factor(0.25) == pytest.approx(0.8)
    assert pinch_factor(-0.2) == pytest.approx(1.25)


def scroll(wheel: WheelGesture, x: float, y: float, phase: Qt.ScrollPhase) -> WheelMotion:
    return wheel.motion(pixels=(x, y), angles=NONE, is_shifted=False, phase=phase)


def test_a_scroll_that_begins_as_a_pan_never_zooms() -> None:
    wheel = WheelGesture()
    scroll(wheel, 0, 0, Qt.ScrollPhase.ScrollBegin)
    steps = [(9, 2, Qt.ScrollPhase.ScrollUpdate), (3, 8, Qt.ScrollPhase.ScrollUpdate)]
    steps += [(0, 0, Qt.ScrollPhase.ScrollEnd), (1, 4, Qt.ScrollPhase.ScrollMomentum)]
    motions = [scroll(wheel, *step) for step in steps]
    assert [motion.pan_px for motion in motions] == [9, 3, 0, 1]
    assert all(motion.zoom_factor == 1.0 for motion in motions)


def test_a_scroll_that_begins_as_a_zoom_never_pans() -> None:
    wheel = WheelGesture()
    begun = scroll(wheel, 1, 6, Qt.ScrollPhase.ScrollBegin)
    after = scroll(wheel, 9, 5, Qt.ScrollPhase.ScrollMomentum)
    assert begun.zoom_factor < 1.0
    assert after.zoom_factor < 1.0
    assert begun.pan_px == after.pan_px == 0.0


def test_the_next_scroll_is_what_it_begins_as() -> None:
    wheel = WheelGesture()
    scroll(wheel, 9, 2, Qt.ScrollPhase.ScrollBegin)
    assert scroll(wheel, 2, 9, Qt.ScrollPhase.ScrollBegin).zoom_factor < 1.0
    scroll(wheel, 9, 2, Qt.ScrollPhase.NoScrollPhase)
    assert scroll(wheel, 2, 9, Qt.ScrollPhase.NoScrollPhase).zoom_factor < 1.0
