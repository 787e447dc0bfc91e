"""A plot as a list of strokes and texts, ready to be painted on any device."""

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.value_ticks import percent_ticks
from tickertale.viewmodels.chart.geometry import Rect

_MESSAGE_ROW_PX, _MESSAGE_LETTER_PX = 17.0, 6.6
_FEWEST_LETTERS = 16

PLOT_TEXT_PX = 11
"""Size of labels."""


class Tone(StrEnum):
    """What a stroke means; the theme says which color that is."""

    TEXT = "text"
    MUTED = "muted"
    GRID = "grid"
    ACCENT = "accent"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PlotBox:
    """A filled box.

    Parameters
    ----------
    rect : Rect
    tone : Tone
    strength : float
        Share of the tone in the fill, 0 to 1; the rest is the background.
    """

    rect: Rect
    tone: Tone
    strength: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PlotBand:
    """The area between two lines, in logical pixels.

    Parameters
    ----------
    x, top, bottom : (n,) float64
    tone : Tone
    strength : float
        As in `PlotBox`.
    """

    x: NDArray[np.float64]
    top: NDArray[np.float64]
    bottom: NDArray[np.float64]
    tone: Tone
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class PlotLine:
    """A line through points, in logical pixels.

    Parameters
    ----------
    x, y : (n,) float64
    tone : Tone
    width_px : float
    is_dashed : bool
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    tone: Tone
    width_px: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class PlotDot:
    """A dot."""

    x: float
    y: float
    radius: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class PlotText:
    """One line of text.

    Parameters
    ----------
    text : str
    x, middle : float
        Where it is anchored, and the height on which its capitals are centered.
    align : int
        -1 begins at `x`, 0 is centered on it, 1 ends there.
    tone : Tone
    weight : int
    size_px : int
    room_px : float
        Width that it has; what does not fit is cut with an ellipsis. Zero for any.
    """

    text: str
    x: float
    middle: float
    align: int = -1
    tone: Tone = Tone.MUTED
    weight: int = 400
    size_px: int = PLOT_TEXT_PX
    room_px: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class PlotPicture:
    """Everything that is painted, from back to front.

    Parameters
    ----------
    bands : tuple of PlotBand
    grid : tuple of PlotLine
        Lines that help the eye, behind all that has a value.
    boxes : tuple of PlotBox
    lines : tuple of PlotLine
    dots : tuple of PlotDot
    texts : tuple of PlotText
    description : str
        The picture in words, for those who cannot see it.
    """

    bands: tuple[PlotBand, ...] = ()
    grid: tuple[PlotLine, ...] = ()
    boxes: tuple[PlotBox, ...] = ()
    lines: tuple[PlotLine, ...] = ()
    dots: tuple[PlotDot, ...] = ()
    texts: tuple[PlotText, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Axes:
    """The mapping between values and pixels.

    Parameters
    ----------
    box : Rect
    left, right : float
        Values at the edges.
    bottom, top : float
        The same, from below to above.
    """

    box: Rect
    left: float
    right: float
    bottom: float
    top: float

    def x_of(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (value - self.left) / (self.right - self.left)
        return self.box.x + share * self.box.width

    def y_of(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.box.bottom - (value - self.bottom) / (self.top - self.bottom) * self.box.height

    def xs_of(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels of values, (n,) float64."""
        return self.box.x + (values - self.left) / (self.right - self.left) * self.box.width

    def ys_of(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels of values, (n,) float64."""
        share = (values - self.bottom) / (self.top - self.bottom)
        return self.box.bottom - share * self.box.height


def value_range(*rows: NDArray[np.float64], pad: float = 0.08) -> tuple[float, float]:
    """Return the range that holds zero and every finite value, with some air."""
    values = np.concatenate([np.zeros(1), *(row[np.isfinite(row)] for row in rows)])
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return -0.01, 0.01
    air = (high - low) * pad
    return low - air, high + air


def percent_grid(axes: Axes) -> tuple[list[PlotLine], list[PlotText]]:
    """Return lines at round per cents, and their labels to the right of the box."""
    lines, texts = [], []
    box = axes.box
    for tick in percent_ticks(axes.bottom, axes.top, height_px=box.height, min_gap_px=32.0):
        y = axes.y_of(tick.value)
        tone = Tone.GRID if tick.value else Tone.MUTED
        lines.append(rule((box.x, y), (box.right, y), tone=tone))
        texts.append(PlotText(tick.text, box.right + 8.0, y))
    return lines, texts


def rule(
    start: tuple[float, float], end: tuple[float, float], *, tone: Tone, is_dashed: bool = False
) -> PlotLine:
    """Return a straight hairline between two points, on whole pixels where it is upright."""
    x, y = np.array((start[0], end[0])), np.array((start[1], end[1]))
    if start[0] == end[0]:
        x = np.floor(x) + 0.5
    if start[1] == end[1]:
        y = np.floor(y) + 0.5
    return PlotLine(x, y, tone, is_dashed=is_dashed)


def message_picture(text: str, *, width: float, height: float) -> PlotPicture:
    """Return a picture of nothing but a sentence, in as many lines as it needs."""
    room = max(width - 24.0, 1.0)
    lines = wrapped(text, room_px=room, letter_px=_MESSAGE_LETTER_PX)
    top = height / 2 - (len(lines) - 1) * _MESSAGE_ROW_PX / 2
    texts = tuple(
        PlotText(line, width / 2, top + row * _MESSAGE_ROW_PX, align=0, size_px=12, room_px=room)
        for row, line in enumerate(lines)
    )
    return PlotPicture(texts=texts, description=text)


def wrapped(text: str, *, room_px: float, letter_px: float) -> list[str]:
    """Return the lines of a text that fit into a width, by how wide its letters are about."""
    return wrap(text, max(int(room_px / letter_px), _FEWEST_LETTERS))
