"""Colors as numbers: how much two differ in brightness, and the nearest that differs enough."""

import colorsys
from collections.abc import Sequence

_STEPS = 500
_LINEAR_BELOW = 0.04045


def luminance(color: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0 to 1.

    References
    ----------
    WCAG 2.2, definition of relative luminance.
    """
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21.

    References
    ----------
    WCAG 2.2, definition of contrast ratio.
    """
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def least_contrast(color: str, backgrounds: Sequence[str]) -> float:
    """Return the least contrast ratio of a color with any of some backgrounds."""
    return min(contrast(color, background) for background in backgrounds)


def nearest_contrasting(color: str, backgrounds: Sequence[str], *, least: float) -> str | None:
    """Return the color, made lighter or darker as little as needed to differ from backgrounds.

    Parameters
    ----------
    color : str
        ``#RRGGBB``; its hue and saturation are kept.
    backgrounds : sequence of str
    least : float
        Contrast ratio with each of them.

    Returns
    -------
    str or None
        None where no lightness differs enough from all of them.
    """
    if least_contrast(color, backgrounds) >= least:
        return color
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    lightnesses = sorted(
        (step / _STEPS for step in range(_STEPS + 1)), key=lambda value: abs(value - lightness)
    )
    shades = (_hex(colorsys.hls_to_rgb(hue, value, saturation)) for value in lightnesses)
    return next((shade for shade in shades if least_contrast(shade, backgrounds) >= least), None)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(value * 255):02X}" for value in channels)
