"""What a wheel or trackpad motion asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.widgets.wheel import MAX_NOTCHES, ZOOM_STEP, WheelMotion, wheel_motion

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
