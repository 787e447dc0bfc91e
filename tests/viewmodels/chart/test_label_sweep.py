"""Labels through a long zoom at many sizes: none overlaps, is crossed, or leaves the plot."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from helpers.bars import bars_of
from helpers.chart import LANES, anchor_of, chart_of, coarse_anchor, measure
from tickertale.analysis.flag_layout import NOTHING_KEPT
from tickertale.viewmodels.chart.anchor import AnchorTable, EventAnchor
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.lane_picture import LaneRow
from tickertale.viewmodels.chart.lane_run import DIGITS_TEXT_PX
from tickertale.viewmodels.chart.picture import AXIS_TEXT_PX, ChartPicture, resolve_picture
from tickertale.viewmodels.chart.viewport import MIN_SLOTS, whole, zoomed

SIZES = ((1280, 720), (1600, 900), (1920, 1080), (2560, 1440), (3840, 2160))
EVENTS = 300
SESSIONS = 1_305
"""Weekdays of five years."""
STEPS = 200
_WORDS = (
    "results",
    "buyback",
    "model released",
    "fine",
    "stake sold",
    "推出新模型",
    "guidance cut",
)


@dataclass(frozen=True)
class Labels:
    """The boxes of all labels of one picture that stand on the plot, and the stems of flags."""

    flags: NDArray[np.float64]
    stems: NDArray[np.float64]
    others: NDArray[np.float64]


@pytest.fixture(scope="module")
def state() -> ChartState:
    dice = random.Random(2025)
    close = 100.0 * np.exp(np.cumsum(np.random.default_rng(7).normal(0.0, 0.02, SESSIONS)))
    anchors = [_anchor(number, dice) for number in range(EVENTS)]
    bars = bars_of(close.tolist(), first=dt.date(2020, 1, 1))
    return chart_of(*anchors, bars=bars, selected="event-7")


def _anchor(number: int, dice: random.Random) -> EventAnchor:
    # A third of them stand near each other, as news does; one in ten is known to the month.
    position = float(dice.randrange(SESSIONS))
    if number % 3 == 0:
        position = float(min(max(round(dice.gauss(900, 6)), 0), SESSIONS - 1))
    lane = LANES[number % len(LANES)]
    if number % 10 == 9:
        coarse = coarse_anchor(f"event-{number}", position, min(position + 21.0, SESSIONS - 1.0))
        return replace(coarse, category=lane.category, color=lane.color)
    return anchor_of(
        f"event-{number}",
        position,
        text=" ".join(dice.choices(_WORDS, k=dice.randint(1, 3))),
        category=lane.category,
        color=lane.color,
        importance=dice.randint(1, 5),
    )


def _views() -> Iterator[ViewRange]:
    """Yield the views of a zoom in on three places, and out again after each."""
    view = whole(SESSIONS)
    factor = (SESSIONS / MIN_SLOTS) ** (6 / STEPS)
    for step in range(STEPS):
        leg = 6 * step // STEPS
        about = view.start + (0.37, 0.69, 0.11)[leg // 2] * view.span
        view = zoomed(
            view,
            about=about,
            factor=1.0 / factor if leg % 2 == 0 else factor,
            extent=SESSIONS,
        )
        yield view


def _labels(picture: ChartPicture) -> Labels:
    flags = _boxes([flag.box for flag in picture.flags])
    stems = [(flag.stem_x, flag.box.bottom, flag.stem_bottom) for flag in picture.flags]
    times = [
        Rect(label.at - width / 2, picture.frame.panes.axis.y, width, AXIS_TEXT_PX)
        for label in picture.time_labels
        for width in [_width(label.text, AXIS_TEXT_PX, weight=600 if label.is_major else 400)]
    ]
    digits = [box for lane in picture.lanes for box in _digits(lane)]
    return Labels(flags, np.array(stems).reshape(-1, 3), _boxes([*times, *digits]))


def _digits(lane: LaneRow) -> list[Rect]:
    return [
        Rect(
            band.text_x,
            lane.y - DIGITS_TEXT_PX / 2,
            _width(band.text, DIGITS_TEXT_PX, weight=500),
            DIGITS_TEXT_PX,
        )
        for band in lane.bands
        if band.text
    ]


def _width(text: str, size_px: int, *, weight: int) -> float:
    return measure(text, size_px=size_px, weight=weight)


def _boxes(rects: Sequence[Rect]) -> NDArray[np.float64]:
    """Return left, top, right and bottom of rectangles, (n, 4) float64."""
    rows = [(rect.x, rect.y, rect.right, rect.bottom) for rect in rects]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _overlaps(boxes: NDArray[np.float64]) -> int:
    """Return how many pairs of boxes have an area in common."""
    left, top, right, bottom = boxes.T
    across = (left[:, None] < right - 1e-9) & (left < right[:, None] - 1e-9)
    down = (top[:, None] < bottom - 1e-9) & (top < bottom[:, None] - 1e-9)
    return int(np.count_nonzero(np.triu(across & down, k=1)))


def _crossings(labels: Labels) -> int:
    """Return how many boxes of flags are crossed by the stem of another."""
    left, top, right, bottom = labels.flags.T
    x, start, end = (column[:, None] for column in labels.stems.T)
    is_crossed = (left + 1e-9 < x) & (x < right - 1e-9) & (start < bottom) & (top < end)
    np.fill_diagonal(is_crossed, val=False)
    return int(np.count_nonzero(is_crossed))


def _is_inside(boxes: NDArray[np.float64], pane: Rect) -> bool:
    borders = np.array((pane.x, pane.y, -pane.right, -pane.bottom))
    edges = boxes * (1.0, 1.0, -1.0, -1.0)
    return bool(np.all(edges >= borders - 1e-6))


@pytest.mark.parametrize("is_steady", [False, True], ids=["settled", "steady"])
@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_labels_keep_clear_of_each_other_through_a_zoom(
    state: ChartState, size: tuple[int, int], is_steady: bool
) -> None:
    kept = NOTHING_KEPT
    counts = set()
    for view in _views():
        # Nothing that was computed for other views must have a part in the layout.
        fresh = AnchorTable(state.anchors)
        pictures = [
            resolve_picture(
                replace(state, view=view, anchors=anchors),
                width=float(size[0]),
                height=float(size[1]),
                measure=measure,
                kept=kept,
            )
            for anchors in (state.anchors, fresh)
        ]
        picture, again = pictures
        labels, panes = _labels(picture), picture.frame.panes
        on_plot = np.concatenate((labels.flags, labels.others))
        assert _overlaps(on_plot) == 0
        assert _crossings(labels) == 0
        assert _is_inside(labels.flags, panes.price)
        assert _is_inside(labels.others, Rect(panes.plot.x, 0.0, panes.plot.width, size[1]))
        assert again.flags == picture.flags
        assert again.time_labels == picture.time_labels
        assert again.lanes == picture.lanes
        kept = replace(picture.kept, is_steady=is_steady)
        counts.add(len(picture.flags))
    # The sweep went through crowded and through empty views.
    assert min(counts) < 5
    assert max(counts) > 20
