"""What a wheel or trackpad motion asks for: a pure reading of its deltas."""

import math
from dataclasses import dataclass

ZOOM_STEP = 1.2
"""Factor of one notch of a wheel."""
MAX_NOTCHES = 3.0
"""Most notches that one event counts for; some drivers send bursts."""
_ANGLE_PER_NOTCH = 120.0
_PIXELS_PER_NOTCH = 60.0
_PAN_PX_PER_NOTCH = 80.0


@dataclass(frozen=True, slots=True)
class WheelMotion:
    """A zoom, a pan, or neither.

    Parameters
    ----------
    zoom_factor : float
        Below 1 zooms in; 1 does nothing.
    pan_px : float
        Pixels by which the content moves; positive is to the right, toward earlier bars.
    """

    zoom_factor: float = 1.0
    pan_px: float = 0.0


def wheel_motion(
    *, pixels: tuple[float, float], angles: tuple[float, float], is_shifted: bool
) -> WheelMotion:
    """Return what a wheel event asks for.

    A motion that is more sideways than up and down pans, and so does any with Shift; else it
    zooms. Where a trackpad gives pixels, they are taken; a wheel gives angles only.

    Parameters
    ----------
    pixels, angles : tuple of float
        x and y of `QWheelEvent.pixelDelta` and `angleDelta`.
    is_shifted : bool
        Whether Shift is held.
    """
    has_pixels = pixels != (0.0, 0.0)
    x, y = pixels if has_pixels else angles
    unit = _PIXELS_PER_NOTCH if has_pixels else _ANGLE_PER_NOTCH
    if abs(x) > abs(y) or is_shifted:
        amount = x if abs(x) > abs(y) else y
        return WheelMotion(pan_px=amount if has_pixels else amount / unit * _PAN_PX_PER_NOTCH)
    notches = max(-MAX_NOTCHES, min(y / unit, MAX_NOTCHES))
    return WheelMotion(zoom_factor=math.pow(ZOOM_STEP, -notches))


def pinch_factor(value: float) -> float:
    """Return the zoom that a step of a pinch asks for; below 1 zooms in.

    Parameters
    ----------
    value : float
        As `QNativeGestureEvent.value` has it: by which share of its size the content grows.
    """
    most = ZOOM_STEP**MAX_NOTCHES
    growth = min(max(1.0 + value, 1.0 / most), most)
    return 1.0 / growth
