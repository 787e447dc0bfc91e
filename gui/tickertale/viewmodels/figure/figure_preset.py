"""Sizes of figures that fit common places."""

from dataclasses import dataclass

_PX_PER_MM = 96 / 25.4
_PRINT_SCALE = 300 / 96


@dataclass(frozen=True, slots=True)
class FigurePreset:
    """A size with a name.

    Parameters
    ----------
    name : str
        As shown.
    width_px, height_px : int
        Size in logical pixels, 96 to the inch; texts have the same size in all of them.
    scale : float
        Image pixels for each logical pixel.
    """

    name: str
    width_px: int
    height_px: int
    scale: float


def _print_column(name: str, *, width_mm: float, height_mm: float) -> FigurePreset:
    # Rounded down: a figure a hair too wide for its column is scaled by the program that sets it.
    width, height = int(width_mm * _PX_PER_MM), int(height_mm * _PX_PER_MM)
    return FigurePreset(name, width, height, _PRINT_SCALE)


PRESETS = (
    FigurePreset("Slide 16:9 (1600 × 900)", 1280, 720, 1.25),
    FigurePreset("Square (1080 × 1080)", 720, 720, 1.5),
    _print_column("A4, one column (85 mm, 300 dpi)", width_mm=85, height_mm=100),
    _print_column("A4, two columns (170 mm, 300 dpi)", width_mm=170, height_mm=120),
)
