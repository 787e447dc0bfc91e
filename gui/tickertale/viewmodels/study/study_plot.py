"""Plots of a sample of events: average abnormal returns, and the distribution of the CARs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.sample import Averages
from tickertale.analysis.value_ticks import percent_ticks, value_ticks
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.plot import (
    Axes,
    PlotBand,
    PlotBox,
    PlotDot,
    PlotLine,
    PlotPicture,
    PlotText,
    Tone,
    message_picture,
    percent_grid,
    rule,
    value_range,
)
from tickertale.viewmodels.text.wording import counted, percent

_GUTTER_PX = 48.0
_HEAD_PX = 40.0
_FOOT_PX = 24.0
_LEFT_PX = 10.0
_LABEL_GAP_PX = 34.0
_HALF_LABEL_PX = 20.0
_DOTS_UP_TO = 21
_RUG_UP_TO = 400
_FEWEST_BINS, _MOST_BINS = 6, 30


@dataclass(frozen=True, slots=True, eq=False)
class CarSample:
    """The CARs of a sample.

    Parameters
    ----------
    event_ids : tuple of str
    car : (N,) float64
        As fractions.
    """

    event_ids: tuple[str, ...]
    car: NDArray[np.float64]


def plot_box(width: float, height: float) -> Rect:
    """Return the part of a plot that lies between its head, its labels and its axis."""
    return Rect(
        _LEFT_PX,
        _HEAD_PX,
        max(width - _GUTTER_PX - _LEFT_PX, 1.0),
        max(height - _HEAD_PX - _FOOT_PX, 1.0),
    )


def resolve_average_plot(
    averages: Averages, *, count: int, width: float, height: float
) -> PlotPicture:
    """Return AAR as bars and CAAR as a line in the band of its 95 % interval.

    Where event windows differ in length, the head says how few and how many events have a session.

    Parameters
    ----------
    averages : Averages
    count : int
        Events in the sample.
    width, height : float
        Size in logical pixels.
    """
    if not count:
        return message_picture("No event could be measured", width=width, height=height)
    offsets = averages.offsets.astype(np.float64)
    box = plot_box(width, height)
    low, high = averages.caar - averages.half_width, averages.caar + averages.half_width
    bottom, top = value_range(averages.caar, averages.aar, low, high)
    axes = Axes(box, float(offsets[0]) - 0.5, float(offsets[-1]) + 0.5, bottom, top)
    grid, labels = percent_grid(axes)
    day_zero = axes.x_of(0.0)
    grid.append(rule((day_zero, box.y), (day_zero, box.bottom), tone=Tone.MUTED, is_dashed=True))
    x, y = axes.xs_of(offsets), axes.ys_of(averages.caar)
    dots = _line_dots(x, y) if len(x) <= _DOTS_UP_TO else ()
    last = float(averages.caar[-1])
    title = f"CAAR {percent(last, decimals=2)} over {span_text(averages.offsets)}"
    return PlotPicture(
        boxes=(*_aar_boxes(averages, axes), *_legend_boxes()),
        bands=_bands(axes, offsets, low=low, high=high),
        grid=tuple(grid),
        lines=(PlotLine(x, y, Tone.ACCENT, width_px=2.0), *_legend_lines()),
        dots=dots,
        texts=(
            *head_texts(title, _events_text(averages, count), width=width),
            *_legend_texts(width),
            *labels,
            *offset_labels(axes, averages.offsets),
        ),
        description=f"{title}, {counted(count, 'event')}. {_steps_text(averages, count)}",
    )


def resolve_distribution_plot(
    sample: CarSample, *, selected: str | None, width: float, height: float
) -> PlotPicture:
    """Return a histogram of the CARs with their mean, each event below it as a dot.

    Parameters
    ----------
    sample : CarSample
    selected : str or None
        Id of an event to point out.
    width, height : float
        Size in logical pixels.
    """
    known = np.isfinite(sample.car)
    cars = sample.car[known]
    if not len(cars):
        return message_picture("No event could be measured", width=width, height=height)
    edges = _bin_edges(cars)
    counts, _ = np.histogram(cars, edges)
    box = plot_box(width, height)
    axes = Axes(box, float(edges[0]), float(edges[-1]), 0.0, float(counts.max()) * 1.12)
    boxes = [
        PlotBox(_bar(axes, float(a), end=float(b), top=float(n)), _sign_tone((a + b) / 2), 0.35)
        for a, b, n in zip(edges, edges[1:], counts.tolist(), strict=False)
        if n
    ]
    grid, labels = _count_grid(axes)
    mean = float(cars.mean())
    at = axes.x_of(mean)
    rug, note = _rug(sample, axes, selected=selected)
    title = f"Mean CAR {percent(mean, decimals=2)}, median {percent(_median(cars), decimals=2)}"
    share = f"{int((cars > 0).sum())} of {len(cars)} above zero"
    return PlotPicture(
        boxes=tuple(boxes),
        grid=tuple(grid),
        lines=(rule((at, box.y), (at, box.bottom), tone=Tone.ACCENT),),
        dots=rug,
        texts=(
            *head_texts(title, counted(len(cars), "event"), width=width),
            PlotText(note or share, box.x, 28.0, room_px=box.width),
            *labels,
            *_car_labels(axes),
        ),
        description=f"{title}, {share}.",
    )


def span_text(offsets: NDArray[np.int64]) -> str:
    """Return the window of a sample, ``[−1, +1]``."""
    return f"[{signed(int(offsets[0]))}, {signed(int(offsets[-1]))}]"


def signed(number: int) -> str:
    """Return a whole number with its sign and a true minus, ``−1``."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def head_texts(title: str, note: str, *, width: float) -> tuple[PlotText, ...]:
    """Return the head of a plot: what it shows, and of how many events."""
    return (
        PlotText(title, _LEFT_PX, 10.0, tone=Tone.TEXT, weight=600, room_px=width - 90.0),
        PlotText(note, width - 4.0, 10.0, align=1, room_px=80.0),
    )


def offset_labels(axes: Axes, offsets: NDArray[np.int64]) -> list[PlotText]:
    """Return the labels of the sessions, as many as have room; day 0 always has one."""
    box = axes.box
    slot = box.width / max(len(offsets), 1)
    every = max(1, int(np.ceil(_LABEL_GAP_PX / slot)))
    middle = box.bottom + 13.0
    labels = []
    for offset in offsets.tolist():
        if offset % every:
            continue
        text = "day 0" if offset == 0 else signed(offset)
        tone, weight = (Tone.TEXT, 600) if offset == 0 else (Tone.MUTED, 400)
        x = axes.x_of(float(offset))
        labels.append(PlotText(text, x, middle, align=0, tone=tone, weight=weight))
    return labels


def _sign_tone(value: float) -> Tone:
    return Tone.UP if value >= 0 else Tone.DOWN


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values))


def _line_dots(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[PlotDot, ...]:
    return tuple(
        PlotDot(a, b, 3.0, Tone.ACCENT)
        for a, b in zip(x.tolist(), y.tolist(), strict=True)
        if np.isfinite(b)
    )


def _aar_boxes(averages: Averages, axes: Axes) -> list[PlotBox]:
    slot = axes.box.width / max(len(averages.offsets), 1)
    half = min(slot * 0.22, 14.0)
    boxes = []
    for offset, value in zip(averages.offsets.tolist(), averages.aar.tolist(), strict=True):
        if not np.isfinite(value):
            continue
        x = axes.x_of(float(offset))
        top, bottom = sorted((axes.y_of(value), axes.y_of(0.0)))
        rect = Rect(x - half, top, 2 * half, max(bottom - top, 1.0))
        boxes.append(PlotBox(rect, _sign_tone(value), 0.45))
    return boxes


def _bands(
    axes: Axes,
    offsets: NDArray[np.float64],
    *,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> tuple[PlotBand, ...]:
    """Return the band; none for a sample of one, which has no error to draw."""
    known = np.isfinite(low) & np.isfinite(high)
    if not known.any():
        return ()
    offsets, low, high = offsets[known], low[known], high[known]
    if len(offsets) == 1:
        # One session has no width; it gets a little.
        offsets = offsets + np.array((-0.3, 0.3))
        low, high = np.repeat(low, 2), np.repeat(high, 2)
    return (PlotBand(axes.xs_of(offsets), axes.ys_of(high), axes.ys_of(low), Tone.ACCENT, 0.13),)


_LEGEND = (("CAAR", 10.0), ("AAR", 74.0), ("95% interval", 126.0))
_LEGEND_MIDDLE_PX = 28.0


def _legend_boxes() -> tuple[PlotBox, ...]:
    middle = _LEGEND_MIDDLE_PX
    aar, band = _LEGEND[1][1], _LEGEND[2][1]
    return (
        PlotBox(Rect(aar, middle - 4.0, 5.0, 8.0), Tone.UP, 0.45),
        PlotBox(Rect(aar + 6.0, middle - 4.0, 5.0, 8.0), Tone.DOWN, 0.45),
        PlotBox(Rect(band, middle - 4.0, 12.0, 8.0), Tone.ACCENT, 0.13),
    )


def _legend_lines() -> tuple[PlotLine, ...]:
    left, middle = _LEGEND[0][1], _LEGEND_MIDDLE_PX
    x, y = np.array((left, left + 14.0)), np.array((middle, middle))
    return (PlotLine(x, y, Tone.ACCENT, width_px=2.0),)


def _legend_texts(width: float) -> tuple[PlotText, ...]:
    return tuple(
        PlotText(text, left + 18.0, _LEGEND_MIDDLE_PX, room_px=max(width - left - 24.0, 1.0))
        for text, left in _LEGEND
    )


def _events_text(averages: Averages, count: int) -> str:
    """Return how many events there are; where that differs by session, the fewest and the most."""
    fewest, most = int(averages.count.min()), int(averages.count.max())
    return counted(count, "event") if fewest == most else f"{fewest}–{most} events"


def _steps_text(averages: Averages, count: int) -> str:
    rows = (averages.offsets.tolist(), averages.caar.tolist(), averages.count.tolist())
    return "; ".join(
        f"day {signed(at)}: {percent(value, decimals=2)}"
        + (f" ({n} of {count})" if n != count else "")
        for at, value, n in zip(*rows, strict=True)
    )


def _bin_edges(cars: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return bins of a round width; zero is an edge, so that no bin holds both signs."""
    low, high = min(float(cars.min()), 0.0), max(float(cars.max()), 0.0)
    if high - low < 1e-9:
        return np.array((-0.01, 0.0, 0.01))
    wanted = min(max(2 * int(np.sqrt(len(cars))), _FEWEST_BINS), _MOST_BINS)
    ticks = value_ticks(low, high, height_px=float(wanted), min_gap_px=1.0)
    step = ticks[1].value - ticks[0].value if len(ticks) > 1 else high - low
    first, last = int(np.floor(low / step)), int(np.floor(high / step)) + 1
    return np.arange(first, last + 1, dtype=np.float64) * step


def _bar(axes: Axes, start: float, *, end: float, top: float) -> Rect:
    left, right, y = axes.x_of(start), axes.x_of(end), axes.y_of(top)
    return Rect(left + 0.5, y, max(right - left - 1.0, 1.0), axes.box.bottom - y)


def _count_grid(axes: Axes) -> tuple[list[PlotLine], list[PlotText]]:
    lines, texts, box = [], [], axes.box
    for tick in value_ticks(0.0, axes.top, height_px=box.height, min_gap_px=32.0):
        if tick.value == int(tick.value):
            y = axes.y_of(tick.value)
            lines.append(rule((box.x, y), (box.right, y), tone=Tone.GRID))
            texts.append(PlotText(f"{int(tick.value):,}", box.right + 8.0, y))
    return lines, texts


def _car_labels(axes: Axes) -> list[PlotText]:
    ticks = percent_ticks(axes.left, axes.right, height_px=axes.box.width, min_gap_px=56.0)
    middle = axes.box.bottom + 13.0
    places = [(tick.text, axes.x_of(tick.value)) for tick in ticks]
    return [PlotText(text, x, middle, align=0) for text, x in places if x > _HALF_LABEL_PX]


def _rug(sample: CarSample, axes: Axes, *, selected: str | None) -> tuple[tuple[PlotDot, ...], str]:
    """Return a dot for each event on the axis, and the words for the selected one."""
    dots, note, y = [], "", axes.box.bottom - 3.0
    shown: Sequence[tuple[str, float]] = tuple(
        zip(sample.event_ids, sample.car.tolist(), strict=True)
    )
    for event_id, car in shown:
        if not np.isfinite(car):
            continue
        if event_id == selected:
            note = f"Selected event: CAR {percent(car, decimals=2)}"
        elif len(shown) <= _RUG_UP_TO:
            dots.append(PlotDot(axes.x_of(car), y, 2.0, Tone.MUTED))
    for event_id, car in shown:
        if event_id == selected and np.isfinite(car):
            dots.append(PlotDot(axes.x_of(car), y, 4.0, Tone.ACCENT))
    return tuple(dots), note
