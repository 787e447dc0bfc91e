"""Figures of the example, and what can be read back from the files made of them."""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from tickertale.assets import seed
from tickertale.domain.timeline import Timeline
from tickertale.session.opening import open_session
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import FLAG_HEIGHT_PX, Rect
from tickertale.viewmodels.figure.figure import FigureRequest, FigureState, resolve_figure
from tickertale.viewmodels.timeline.chart_reading import read_chart

EXAMPLE = seed("alibaba-2025")
WINTER = FigureRequest(first=dt.date(2024, 12, 1), last=dt.date(2025, 3, 14))

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@cache
def example() -> tuple[Timeline, ChartState]:
    """Return the example's timeline and its chart over the whole history."""
    session = open_session(EXAMPLE)
    try:
        return session.timeline, read_chart(session)
    finally:
        session.close()


def example_figure(request: FigureRequest = WINTER) -> FigureState:
    """Return the figure of the example that answers a request."""
    timeline, chart = example()
    return resolve_figure(request, timeline=timeline, chart=chart)


def flag_boxes(path: Path) -> list[Rect]:
    """Return the boxes of the flags in an SVG file, stroke left out.

    A flag is a closed path with four curved corners, as high as flags are, filled and stroked.
    """
    boxes = []
    for group in _parsed(path).iter(f"{_SVG}g"):
        if group.get("stroke", "none") == "none" or group.get("fill", "none") == "none":
            continue
        for shape in group.findall(f"{_SVG}path"):
            box = _placed(shape.get("d", ""), group.get("transform", ""))
            if shape.get("d", "").count("C") == 4 and abs(box.height - FLAG_HEIGHT_PX + 1) < 0.1:
                boxes.append(box)
    return boxes


def svg_texts(path: Path) -> list[str]:
    """Return the texts of an SVG file in painting order."""
    return ["".join(row.itertext()) for row in _parsed(path).iter(f"{_SVG}text")]


def _parsed(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 (we wrote it)


def _placed(outline: str, transform: str) -> Rect:
    numbers = [float(text) for text in _NUMBERS.findall(outline)]
    x, y = numbers[::2], numbers[1::2]
    matrix = [float(text) for text in _NUMBERS.findall(transform)] or [1.0, 0, 0, 1.0, 0, 0]
    return Rect(min(x) + matrix[4], min(y) + matrix[5], max(x) - min(x), max(y) - min(y))
