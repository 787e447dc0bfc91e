"""The sheet that a figure is painted on: its size, its sharpness and its words for machines."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPainter

PX_PER_INCH = 96
"""Logical pixels of an inch, as CSS has it."""

Paint = Callable[[QPainter], None]
"""Paints a figure of the sheet's logical size; the same one for every format."""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """What a file of a figure needs to know beside its picture.

    Parameters
    ----------
    width_px, height_px : int
        Size in logical pixels, 96 to the inch.
    scale : float
        Image pixels for each logical pixel; SVG and PDF have no pixels and pass over it.
    title : str
        Title of the document; not painted.
    description : str
        The figure in words, for those who cannot see it.
    """

    width_px: int
    height_px: int
    scale: float = 1.0
    title: str = ""
    description: str = ""

    @property
    def pixel_size(self) -> tuple[int, int]:
        """Return width and height of the image in its own pixels."""
        return round(self.width_px * self.scale), round(self.height_px * self.scale)
