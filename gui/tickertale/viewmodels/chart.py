"""What the chart is asked to show: bars, anchored events, lanes and the visible range."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.event import Event
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import TimeScale, day_ns
from tickertale.viewmodels.anchor import AnchorTable, EventAnchor
from tickertale.viewmodels.price_scale import PriceRange, ScaleKind
from tickertale.viewmodels.wording import short_date

_TOUCH = 1e-9
"""Slots that reach into the view by less only touch it."""


@dataclass(frozen=True, slots=True)
class ViewRange:
    """The visible part of the time axis, in bar positions.

    Parameters
    ----------
    start, end : float
        Bar ``i`` is centered on ``i``; its slot is ``i - 0.5`` to ``i + 0.5``.
    """

    start: float
    end: float

    @property
    def span(self) -> float:
        """Return the number of slots in view."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Lane:
    """The row of one category."""

    category: str
    name: str
    color: str


class TimeAxis(StrEnum):
    """What the time axis counts."""

    TRADING = "trading"
    CALENDAR = "calendar"


class ChartKind(StrEnum):
    """The ways to draw a price."""

    LINE = "line"
    AREA = "area"
    BARS = "bars"
    CANDLES = "candles"


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSeries:
    """Another instrument on the same chart, aligned by time.

    Parameters
    ----------
    instrument, symbol, currency : str
        Id, symbol and ISO 4217 code of the instrument.
    pyramid : Pyramid
        Its bars with their levels of detail.
    positions : (n,) float64
        Where its bars stand on the chart's own time axis, ascending.
    style : int
        Number of its color and dash, from 0.
    """

    instrument: str
    symbol: str
    currency: str
    pyramid: Pyramid
    positions: NDArray[np.float64]
    style: int


@dataclass(frozen=True, slots=True)
class ChartState:
    """Everything that a picture of the chart is made from, but its size.

    Parameters
    ----------
    pyramid : Pyramid
        The bars of the instrument on the chart, with their levels of detail.
    scale : TimeScale
        Their time axis, trading or calendar time.
    anchors : AnchorTable
        Ascending by `first`.
    lanes : tuple of Lane
        From top to bottom.
    view : ViewRange
        The visible range.
    kind : ChartKind
        How the price is drawn.
    scale_kind : ScaleKind
        How prices map to pixels and what the labels tell.
    locked : PriceRange or None
        The range of the price axis where the user set it; else it follows what is in view.
    compared : tuple of ComparedSeries
        Other instruments, rebased to the price of this one.
    selected : str or None
        Id of the current event.
    selected_ids : frozenset of str
        Ids of all selected events; while only the current one is, it may be empty.
    dimmed : frozenset of str
        Ids that search and chips leave out; they keep a pale mark and get no flag.
    """

    pyramid: Pyramid
    scale: TimeScale
    anchors: AnchorTable
    lanes: tuple[Lane, ...]
    view: ViewRange
    kind: ChartKind = ChartKind.AREA
    scale_kind: ScaleKind = ScaleKind.LINEAR
    locked: PriceRange | None = None
    compared: tuple[ComparedSeries, ...] = ()
    selected: str | None = None
    dimmed: frozenset[str] = frozenset()

    selected_ids: frozenset[str] = frozenset()
    @property
    def bars(self) -> Bars:
        """Return the bars of the instrument on the chart."""
        return self.pyramid.bars

    def visible_bars(self) -> tuple[int, int]:
        """Return the half-open range of bars of which a part is in view."""
        # A slot that only touches the edge of the view has no part in it.
        start, end = self.view.start - 0.5 + _TOUCH, self.view.end + 0.5 - _TOUCH
        first, last = self.scale.column_edges(start, end, width_px=1).tolist()
        return first, max(first, last)

    def bars_around(self) -> tuple[int, int]:
        """Return the half-open range of bars in view, with one more on either side."""
        first, last = self.scale.column_edges(self.view.start, self.view.end, width_px=1).tolist()
        return max(first - 1, 0), min(max(first, last) + 1, len(self.bars))

    def selected_anchor(self) -> EventAnchor | None:
        """Return the anchor of the current event, if it is on the curve."""
    def is_selected(self, event_id: str) -> bool:
        """Return whether an event is selected."""
        return event_id == self.selected or event_id in self.selected_ids

        anchor = self.anchors.by_id.get(self.selected) if self.selected is not None else None
        return anchor if anchor is not None and anchor.position is not None else None


def resolve_lanes(timeline: Timeline, *, all_categories: bool = False) -> tuple[Lane, ...]:
    """Return one lane for each category that has an event, or for all, by order and id."""
    used = {event.category for event in timeline.events}
    rows = sorted(timeline.categories, key=lambda row: (row.order, row.id))
    return tuple(
        Lane(row.id, row.lane_name, row.color) for row in rows if all_categories or row.id in used
    )


def resolve_anchors(
    timeline: Timeline,
    *,
    scale: TimeScale,
    reactions: Mapping[str, Reaction],
) -> AnchorTable:
    """Return every event placed on the bars, ascending by its first day.

    Parameters
    ----------
    timeline : Timeline
        The events and the categories that color them.
    scale : TimeScale
        Axis of the instrument on the chart.
    reactions : mapping of event id to Reaction
        Reaction sessions on that instrument; an event without one stands in its lane only.
    """
    colors = {row.id: row.color for row in timeline.categories}
    anchors = [
        _anchor(event, reactions.get(event.id), scale=scale, color=colors[event.category])
        for event in timeline.events
    ]
    return AnchorTable(sorted(anchors, key=lambda row: (row.first, row.event_id)))


def _anchor(
    event: Event, reaction: Reaction | None, *, scale: TimeScale, color: str
) -> EventAnchor:
    index = None
    if reaction is not None and reaction.session is not None:
        index = scale.index_of(reaction.session)
    first, last = event.when.first_day, event.when.last_day
    if event.when.has_time and reaction is not None and reaction.local_time is not None:
        first = last = reaction.local_time.date()
    is_coarse = not event.when.is_day_precise and not event.when.is_interval
    return EventAnchor(
        event_id=event.id,
        text=event.flag_text,
        category=event.category,
        color=color,
        importance=event.importance,
        position=None if index is None else float(scale.bar_positions(index, index + 1)[0]),
        first=scale.position_of(day_ns(first)),
        last=scale.position_of(day_ns(last)),
        is_coarse=is_coarse,
        digits=short_date(event.when, event.zone) if is_coarse else "",
    )
