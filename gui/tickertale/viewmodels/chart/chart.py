"""What the chart is asked to show: bars, anchored events, lanes and the visible range."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.event import Event
from tickertale.domain.reaction import Reaction, ReactionRule
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import NS_PER_SECOND, TimeScale, day_ns, instant_ns
from tickertale.viewmodels.chart.anchor import AnchorTable, EventAnchor
from tickertale.viewmodels.chart.mark_style import PLAIN, MarkStyle
from tickertale.viewmodels.chart.price_scale import PriceRange, ScaleKind
from tickertale.viewmodels.chart.study_shading import StudyShading
from tickertale.viewmodels.text.wording import short_date

_NEARLY_LAST = dt.date.max - dt.timedelta(days=1)
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
    """The row of one category, or of all that are shown.

    Parameters
    ----------
    category, name, color : str
        Of the category.
    is_collapsed : bool
        It is a thin row of ticks.
    left_out : frozenset of str
        Categories whose events do not stand in the one row of all.
    """

    category: str
    name: str
    color: str
    is_collapsed: bool = False
    left_out: frozenset[str] = frozenset()


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
    study : StudyShading or None
        Windows and expected prices of the current event; none until it was studied.
    is_study_shaded : bool
        All windows are shown, and not the event window alone.
    mark_style : MarkStyle
        How large the marks on the curve are and what their color says.
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
    selected_ids: frozenset[str] = frozenset()
    dimmed: frozenset[str] = frozenset()
    study: StudyShading | None = None
    is_study_shaded: bool = False
    mark_style: MarkStyle = PLAIN

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

    def is_selected(self, event_id: str) -> bool:
        """Return whether an event is selected."""
        return event_id == self.selected or event_id in self.selected_ids

    def selected_anchor(self) -> EventAnchor | None:
        """Return the anchor of the current event, if it is on the curve."""
        anchor = self.anchors.by_id.get(self.selected) if self.selected is not None else None
        return anchor if anchor is not None and anchor.position is not None else None


def resolve_lanes(
    timeline: Timeline, *, all_categories: bool = False, used: Mapping[str, int] | None = None
) -> tuple[Lane, ...]:
    """Return one lane for each category that has an event, or for all, by order and id.

    Parameters
    ----------
    timeline : Timeline
    all_categories : bool
        Also those without an event.
    used : mapping of str to int or None
        Events of each category by its id, where they have been counted.
    """
    counts = used or Counter(event.category for event in timeline.events)
    rows = sorted(timeline.categories, key=lambda row: (row.order, row.id))
    return tuple(
        Lane(row.id, row.lane_name, row.color)
        for row in rows
        if all_categories or counts.get(row.id, 0)
    )


def resolve_anchors(
    timeline: Timeline,
    *,
    scale: TimeScale,
    reactions: Mapping[str, Reaction],
    events: Sequence[Event] | None = None,
) -> AnchorTable:
    """Return events placed on the bars, ascending by their first day.

    Parameters
    ----------
    timeline : Timeline
        The events and the categories that color them.
    scale : TimeScale
        Axis of the instrument on the chart.
    reactions : mapping of event id to Reaction
        Reaction sessions on that instrument; an event without one stands in its lane only.
    events : sequence of Event or None
        Those that are wanted; all by default.
    """
    colors = {row.id: row.color for row in timeline.categories}
    anchors: list[EventAnchor] = []
    known: dict[tuple[str, int], _Place] = {}
    for event in timeline.events if events is None else events:
        reaction = reactions.get(event.id)
        # Without a time of day all events of a date stand together, and there are far fewer dates.
        is_shared = not event.when.has_time
        key = event.when.edtf, id(reaction)
        place = known.get(key) if is_shared else None
        if place is None:
            place = _place_of(event, reaction, scale=scale)
        if is_shared:
            known[key] = place
        anchors.append(_anchor(event, place, color=colors[event.category]))
    return AnchorTable(sorted(anchors, key=attrgetter("order")))


def resolve_anchor(
    event: Event, reaction: Reaction | None, *, scale: TimeScale, color: str
) -> EventAnchor:
    """Return an event placed on the bars.

    Parameters
    ----------
    event : Event
    reaction : Reaction or None
        Its reaction session on the instrument on the chart.
    scale : TimeScale
        Axis of that instrument.
    color : str
        Of its category.
    """
    return _anchor(event, _place_of(event, reaction, scale=scale), color=color)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an event stands, as in `EventAnchor`."""

    position: float | None
    first: float
    last: float
    is_coarse: bool
    digits: str


def _place_of(event: Event, reaction: Reaction | None, *, scale: TimeScale) -> _Place:
    index = None if reaction is None else _reaction_index(event, reaction, scale=scale)
    first, last = _extent(event, reaction, scale=scale)
    is_coarse = not event.when.is_day_precise and not event.when.is_interval
    return _Place(
        position=None if index is None else _bar_position(scale, index),
        first=first,
        last=last,
        is_coarse=is_coarse,
        digits=short_date(event.when, event.zone) if is_coarse else "",
    )


def _anchor(event: Event, place: _Place, *, color: str) -> EventAnchor:
    return EventAnchor(
        event_id=event.id,
        text=event.flag_text,
        category=event.category,
        color=color,
        importance=event.importance,
        position=place.position,
        first=place.first,
        last=place.last,
        is_coarse=place.is_coarse,
        digits=place.digits,
    )


def _reaction_index(event: Event, reaction: Reaction, *, scale: TimeScale) -> int | None:
    """Return the bar on which the price could react first, or none.

    Where bars have a time of day and so has the news, that is the bar which holds it, or the next
    one while the market is closed.
    """
    if reaction.session is None:
        return None
    is_chosen = reaction.rule is ReactionRule.OVERRIDE
    if scale.interval.is_intraday and event.when.has_time and not is_chosen:
        return scale.index_from(instant_ns(event.when.earliest(event.zone)))
    return scale.index_of(reaction.session)


def _extent(event: Event, reaction: Reaction | None, *, scale: TimeScale) -> tuple[float, float]:
    """Return where the time that the date covers begins, and where it ends."""
    when = event.when
    if scale.interval.is_intraday:
        begin = scale.start_of(when.first_day)
        # The last second of the last day.
        after = min(when.last_day, _NEARLY_LAST) + dt.timedelta(days=1)
        end = scale.start_of(after) - NS_PER_SECOND
        if when.has_time:
            begin, end = (instant_ns(at(event.zone)) for at in (when.earliest, when.latest))
        first = _place(scale, begin, is_end=False)
        return first, max(_place(scale, end, is_end=True), first)
    days = when.first_day, when.last_day
    if when.has_time and not when.is_interval and reaction and reaction.local_time is not None:
        days = reaction.local_time.date(), reaction.local_time.date()
    first = _day_position(scale, days[0])
    return first, first if days[0] == days[1] else _day_position(scale, days[1])


def _day_position(scale: TimeScale, day: dt.date) -> float:
    """Return where the first bar of a day stands, or the day itself where it has none."""
    index = scale.index_of(day)
    return scale.position_of(day_ns(day)) if index is None else _bar_position(scale, index)


def _place(scale: TimeScale, time_ns: int, *, is_end: bool) -> float:
    """Return where an instant stands: with the bar of its day that holds it or is next to it.

    A span begins with the first bar after its beginning, and ends with the last before its end.
    While the market is closed all day, the instant stands between its neighbors.
    """
    after = int(np.searchsorted(scale.time_ns, time_ns, side="right"))
    index = after - 1 if is_end else scale.index_from(time_ns)
    position = scale.position_of(time_ns)
    if index is None or index < 0:
        return position
    place = _bar_position(scale, index)
    days = (scale.local_time_at(at).date() for at in (place, position))
    return place if next(days) == next(days) else position


def _bar_position(scale: TimeScale, index: int) -> float:
    return float(scale.bar_positions(index, index + 1)[0])
