"""What a wheel or trackpad motion asks for, read from its deltas and where in a scroll it is."""

import math
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

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


class ScrollAxis(StrEnum):
    """What a scroll is taken for."""

    SIDEWAYS = "sideways"
    UPRIGHT = "upright"
    SHIFTED = "shifted"


class WheelGesture:
    """Reads the events of a wheel or a trackpad, of which one scroll either pans or zooms.

    Two fingers never move quite straight: what a scroll begins as, it is to its end, and so is
    what the trackpad lets follow from it. A wheel tells of no scroll, so each event of it counts by
    itself.
    """

    def __init__(self) -> None:
        self._axis: ScrollAxis | None = None

    def motion(
        self,
        *,
        pixels: tuple[float, float],
        angles: tuple[float, float],
        is_shifted: bool,
        phase: Qt.ScrollPhase,
    ) -> WheelMotion:
        """Return what the next event asks for.

        Parameters
        ----------
        pixels, angles, is_shifted
            As for `wheel_motion`.
        phase : Qt.ScrollPhase
            Where in a scroll the event is.
        """
        if phase in {Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollBegin}:
            self._axis = None
        if self._axis is None:
            self._axis = scroll_axis(pixels=pixels, angles=angles, is_shifted=is_shifted)
        return wheel_motion(pixels=pixels, angles=angles, is_shifted=is_shifted, axis=self._axis)


def scroll_axis(
    *, pixels: tuple[float, float], angles: tuple[float, float], is_shifted: bool
) -> ScrollAxis | None:
    """Return what a scroll is that begins with this event; None where it does not move."""
    x, y = pixels if pixels != (0.0, 0.0) else angles
    if x == y == 0.0:
        return None
    if abs(x) > abs(y):
        return ScrollAxis.SIDEWAYS
    return ScrollAxis.SHIFTED if is_shifted else ScrollAxis.UPRIGHT


def wheel_motion(
    *,
    pixels: tuple[float, float],
    angles: tuple[float, float],
    is_shifted: bool,
    axis: ScrollAxis | None = None,
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
    axis : ScrollAxis or None
        What the scroll began as, of which only that part counts; else the event decides.
    """
    axis = axis or scroll_axis(pixels=pixels, angles=angles, is_shifted=is_shifted)
    has_pixels = pixels != (0.0, 0.0)
    x, y = pixels if has_pixels else angles
    unit = _PIXELS_PER_NOTCH if has_pixels else _ANGLE_PER_NOTCH
    if axis is not ScrollAxis.UPRIGHT:
        amount = x if axis is ScrollAxis.SIDEWAYS else y
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
