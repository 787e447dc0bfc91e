"""Charts for tests, and random ones, without a timeline behind them."""

import math
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from helpers.bars import bars_of
from tickertale.analysis.flag_layout import NOTHING_KEPT, KeptFlags
from tickertale.prices.bars import Bars
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.chart.anchor import AnchorTable, EventAnchor
from tickertale.viewmodels.chart.chart import ChartState, Lane, ViewRange
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture

COLORS = ("#0072B2", "#009E73", "#D55E00")
LANES = tuple(
    Lane(name, name.title(), color)
    for name, color in zip(("models", "policy", "results"), COLORS, strict=True)
)
RISING = tuple(100.0 + number for number in range(20))


def measure(text: str, *, size_px: int, weight: int) -> float:
    """Return a width as of a font whose letters are all as wide."""
    return len(text) * size_px * (0.5 + weight / 10_000)


def anchor_of(event_id: str, position: float | None = 5.0, **fields: Any) -> EventAnchor:
    """Return an anchor of the first lane that stands on one bar; `fields` replace the rest."""
    place = 0.0 if position is None else position
    standard: dict[str, Any] = {
        "event_id": event_id,
        "text": event_id,
        "category": LANES[0].category,
        "color": LANES[0].color,
        "importance": 3,
        "position": position,
        "first": place,
        "last": place,
        "is_coarse": False,
        "digits": "",
    }
    return EventAnchor(**(standard | fields))


def coarse_anchor(event_id: str, first: float, last: float) -> EventAnchor:
    """Return an anchor of a month."""
    return anchor_of(event_id, None, first=first, last=last, is_coarse=True, digits="Feb 2025")


def chart_of(
    *anchors: EventAnchor,
    close: Sequence[float] = RISING,
    view: ViewRange | None = None,
    bars: Bars | None = None,
    **fields: Any,
) -> ChartState:
    """Return a chart of these anchors on weekdays, all in view unless told."""
    series = bars_of(close) if bars is None else bars
    standard: dict[str, Any] = {
        "pyramid": Pyramid(series),
        "scale": TradingTimeScale(series.time_ns, series.interval),
        "anchors": AnchorTable(sorted(anchors, key=lambda row: (row.first, row.event_id))),
        "lanes": LANES,
        "view": view or ViewRange(-0.5, max(len(series), 1) - 0.5),
    }
    return ChartState(**(standard | fields))


def picture_of(
    state: ChartState,
    *,
    width: float = 900.0,
    height: float = 600.0,
    kept: KeptFlags = NOTHING_KEPT,
) -> ChartPicture:
    """Return the picture of a chart at a size."""
    return resolve_picture(state, width=width, height=height, measure=measure, kept=kept)


def do_overlap(one: Rect, other: Rect) -> bool:
    """Return whether two rectangles have an area in common."""
    is_beside = one.right <= other.x or other.right <= one.x
    return not is_beside and one.y < other.bottom and other.y < one.bottom


def closes() -> st.SearchStrategy[list[float]]:
    """Closes of up to 60 bars, some of them missing."""
    price = st.floats(0.01, 1e6) | st.just(math.nan)
    return st.lists(price, max_size=60)


@st.composite
def anchors(draw: st.DrawFn, bar_count: int) -> tuple[EventAnchor, ...]:
    """Anchors on random bars, some without a bar, some of a month or a period."""
    result = []
    for number in range(draw(st.integers(0, 30))):
        first = float(draw(st.integers(-5, bar_count + 5)))
        last = first + draw(st.integers(0, 12))
        lane = LANES[draw(st.integers(0, len(LANES) - 1))]
        on_bars = st.integers(0, bar_count - 1).map(float) if bar_count else st.none()
        position = draw(st.none() | on_bars)
        is_coarse = draw(st.booleans()) and position is None
        anchor = anchor_of(
            f"event-{number}",
            position,
            text=draw(st.text(max_size=30)),
            category=lane.category,
            color=lane.color,
            importance=draw(st.integers(1, 5)),
            first=first,
            last=last,
            is_coarse=is_coarse,
            digits="Feb 2025" if is_coarse else "",
        )
        result.append(anchor)
    return tuple(result)


@st.composite
def charts(draw: st.DrawFn) -> ChartState:
    """Charts of random bars and events, some part of which is in view."""
    close = draw(closes())
    rows = draw(anchors(len(close)))
    start = draw(st.floats(-20.0, len(close) + 5.0))
    span = draw(st.floats(1.0, 100.0))
    ids = [row.event_id for row in rows]
    return chart_of(
        *rows,
        close=close,
        view=ViewRange(start, start + span),
        selected=draw(st.none() | st.sampled_from(ids)) if ids else None,
        dimmed=draw(st.frozensets(st.sampled_from(ids))) if ids else frozenset(),
    )


def sizes() -> st.SearchStrategy[tuple[float, float]]:
    """Sizes of a chart, from a stamp to a wall."""
    return st.tuples(st.floats(40.0, 3840.0), st.floats(40.0, 2160.0))
