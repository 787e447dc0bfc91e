"""Where the words and the chart of a figure stand on their sheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tickertale.viewmodels.chart.flag_picture import shortened
from tickertale.viewmodels.chart.geometry import Rect, TextWidth
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.figure.figure import FigureState

_TOKENS = re.compile(r"\s+|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+")
"""What may stand alone at the start of a line: a word, or one sign of a script without spaces."""

_NARROW_PX = 640
_FOOTER_LINES = 3
_HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the frame.

    Parameters
    ----------
    text : str
        As painted.
    left, middle : float
        Left edge, and the height on which the capitals are centered, in logical pixels.
    size_px, weight : int
        Font.
    is_muted : bool
        In the quieter of the two text colors.
    """

    text: str
    left: float
    middle: float
    size_px: int
    weight: int
    is_muted: bool


@dataclass(frozen=True, slots=True, eq=False)
class FigurePicture:
    """A figure, ready to be painted.

    Parameters
    ----------
    width_px, height_px : int
        Size of the sheet in logical pixels.
    lines : tuple of TextLine
        Title, subtitle and footer.
    area : Rect
        The chart's part of the sheet.
    chart : ChartPicture
        Laid out for the size of `area`, from its top left corner.
    """

    width_px: int
    height_px: int
    lines: tuple[TextLine, ...]
    area: Rect
    chart: ChartPicture


@dataclass(frozen=True, slots=True)
class _Style:
    size_px: int
    weight: int
    line_px: float
    is_muted: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a figure, and the room that they leave.

    Parameters
    ----------
    lines : tuple of TextLine
        Title, subtitle and footer.
    area : Rect
        What lies between them.
    """

    lines: tuple[TextLine, ...]
    area: Rect


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words of a frame; empty ones leave their line out."""

    title: str
    subtitle: str
    footer: tuple[str, ...]


def resolve_figure_picture(figure: FigureState, *, measure: TextWidth) -> FigurePicture:
    """Return the places of everything in a figure; the same figure gives the same picture.

    Parameters
    ----------
    figure : FigureState
        What to show.
    measure : TextWidth
        Measures texts as they will be drawn.
    """
    words = FrameWords(figure.title, figure.subtitle, figure.footer)
    frame = resolve_frame(
        words, width_px=figure.width_px, height_px=figure.height_px, measure=measure
    )
    area = frame.area
    return FigurePicture(
        width_px=figure.width_px,
        height_px=figure.height_px,
        lines=frame.lines,
        area=area,
        chart=resolve_picture(figure.chart, width=area.width, height=area.height, measure=measure),
    )


def resolve_frame(words: FrameWords, *, width_px: int, height_px: int, measure: TextWidth) -> Frame:
    """Return where the words of a figure stand on a sheet of that size."""
    is_narrow = width_px < _NARROW_PX
    margin = 14.0 if is_narrow else 28.0
    title = _Style(16, 700, 21.0, False) if is_narrow else _Style(22, 700, 29.0, False)
    subtitle = _Style(12, 400, 17.0, True) if is_narrow else _Style(14, 400, 20.0, True)
    footer = _Style(10, 400, 14.0, True) if is_narrow else _Style(11, 400, 16.0, True)
    width = width_px - 2 * margin
    head = _set_lines(words.title, title, width=width, most=_HEAD_LINES, measure=measure)
    head += _set_lines(words.subtitle, subtitle, width=width, most=_HEAD_LINES, measure=measure)
    foot = [
        row
        for text in words.footer
        for row in _set_lines(text, footer, width=width, most=_FOOTER_LINES, measure=measure)
    ]
    top = margin + sum(style.line_px for _, style in head) + (margin / 2 if head else 0.0)
    bottom = height_px - margin - sum(style.line_px for _, style in foot)
    area = Rect(margin, top, width, max(bottom - top - (margin / 2 if foot else 0.0), 1.0))
    lines = (*_stacked(head, left=margin, top=margin), *_stacked(foot, left=margin, top=bottom))
    return Frame(lines, area)


def wrapped(
    text: str, *, width_px: float, most: int, width_of: Callable[[str], float]
) -> tuple[str, ...]:
    """Return the text in lines that fit; the last of `most` lines is cut with an ellipsis.

    Parameters
    ----------
    text : str
        One paragraph; an empty one has no lines.
    width_px : float
        Width of a line.
    most : int
        Lines at most.
    width_of : callable
        Width of a text in the font of the lines.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most - 1:
        line = _longest_start(rest, width_px, width_of=width_of)
        lines.append(line)
        rest = rest[len(line) :].lstrip()
    if rest:
        lines.append(shortened(rest, width_px, width_of=width_of))
    return tuple(line.rstrip() for line in lines)


def _longest_start(text: str, width_px: float, *, width_of: Callable[[str], float]) -> str:
    line = ""
    for token in _TOKENS.findall(text):
        if width_of((line + token).rstrip()) > width_px:
            break
        line += token
    return line or _cut_word(text, width_px, width_of=width_of)


def _cut_word(text: str, width_px: float, *, width_of: Callable[[str], float]) -> str:
    end = 1
    while end < len(text) and width_of(text[: end + 1]) <= width_px:
        end += 1
    return text[:end]


def _set_lines(
    text: str, style: _Style, *, width: float, most: int, measure: TextWidth
) -> list[tuple[str, _Style]]:
    def width_of(part: str) -> float:
        return measure(part, size_px=style.size_px, weight=style.weight)

    return [(line, style) for line in wrapped(text, width_px=width, most=most, width_of=width_of)]


def _stacked(rows: list[tuple[str, _Style]], *, left: float, top: float) -> list[TextLine]:
    lines = []
    for text, style in rows:
        middle = top + style.line_px / 2
        lines.append(
            TextLine(
                text=text,
                left=left,
                middle=middle,
                size_px=style.size_px,
                weight=style.weight,
                is_muted=style.is_muted,
            )
        )
        top += style.line_px
    return lines
