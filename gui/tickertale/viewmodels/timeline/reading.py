"""The timeline, read against the prices of the instrument on the chart: computed once a change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from tickertale.analysis.impact import measure_impact
from tickertale.domain.errors import PriceDataError
from tickertale.domain.instrument import Instrument, InstrumentKind
from tickertale.domain.reaction import Reaction
from tickertale.domain.series_choice import SeriesChoice, choice_in_force
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import read_exchange, zone_of
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import CalendarTimeScale, TimeScale, TradingTimeScale
from tickertale.session.session import Session
from tickertale.viewmodels.chart.anchor import AnchorTable
from tickertale.viewmodels.chart.chart import Lane, TimeAxis, resolve_lanes
from tickertale.viewmodels.event.event_list import EventRow
from tickertale.viewmodels.event.impact import InstrumentReaction
from tickertale.viewmodels.event.patched_mapping import PatchedMapping
from tickertale.viewmodels.timeline.event_reading import EventReader, EventReading

_NOTHING = np.empty(0)
_NO_BARS = Bars(np.empty(0, np.int64), _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the events mean on one instrument.

    Parameters
    ----------
    timeline : Timeline
    instrument : Instrument or None
        The one on the chart; none in a timeline without instruments.
    exchange_name : str
        Short name of its exchange, such as ``HKEX``.
    pyramid : Pyramid
        Its bars with their levels of detail; empty where it has none.
    choice : SeriesChoice or None
        Which of its bars they are; none where it has no series.
    scale : TradingTimeScale
    reactions : mapping of str to Reaction
        By event id.
    session_bars : Bars
        One bar for each session of intraday bars; else the bars themselves.
    sessions : mapping of str to int
        Index of the reaction session in them by event id; events without one are left out.
    by_session : mapping of int to tuple of str
        The other way round: ids of events by the index of their reaction session.
    moves : mapping of str to float
        Move since the previous close on the reaction session, by event id.
    anchors : AnchorTable
    lanes : tuple of Lane
    rows : tuple of EventRow
    counts : mapping of str to int
        Events of each category, by its id.
    reader : EventReader
        What has read the events.
    """

    timeline: Timeline
    instrument: Instrument | None
    exchange_name: str
    pyramid: Pyramid
    choice: SeriesChoice | None
    scale: TimeScale
    reactions: PatchedMapping[Reaction]
    session_bars: Bars
    sessions: PatchedMapping[int]
    by_session: Mapping[int, tuple[str, ...]]
    moves: PatchedMapping[float]
    anchors: AnchorTable
    lanes: tuple[Lane, ...]
    rows: tuple[EventRow, ...]
    counts: Mapping[str, int]
    reader: EventReader

    @property
    def bars(self) -> Bars:
        """Return the bars of the instrument on the chart."""
        return self.pyramid.bars

    @property
    def events(self) -> EventReading:
        """Return what is known of the events alone."""
        return EventReading(
            reactions=self.reactions,
            sessions=self.sessions,
            by_session=self.by_session,
            moves=self.moves,
            anchors=self.anchors,
            rows=self.rows,
            counts=self.counts,
        )

    def sessions_near(self, event_id: str, *, within: int) -> dict[str, int]:
        """Return the reaction sessions of an event and of those at most so many sessions away."""
        own = self.sessions.get(event_id)
        if own is None:
            return {}
        near = range(own - within, own + within + 1)
        return {name: index for index in near for name in self.by_session.get(index, ())}

    def is_of(self, instrument: Instrument | None, *, bars: Bars, is_ordinal: bool) -> bool:
        """Return whether events are read against just these, on such a time axis."""
        is_same = self.instrument is instrument and self.bars is bars
        return is_same and self.scale.is_ordinal is is_ordinal


def resolve_reading(
    session: Session,
    *,
    before: Reading | None = None,
    time_axis: TimeAxis = TimeAxis.TRADING,
    wanted: SeriesChoice | None = None,
) -> Reading:
    """Return the timeline read against its primary instrument.

    Parameters
    ----------
    session : Session
    before : Reading or None
        The last reading, of which what still holds is kept.
    time_axis : TimeAxis
        What positions count.
    wanted : SeriesChoice or None
        Which bars; those of the first series where the instrument has none such.
    """
    timeline = session.timeline
    instrument = timeline.shown_instrument
    bars = _or_none(partial(session.bars, choice=wanted), instrument)
    # Building the levels of a long history takes seconds, and edits of events leave it as it is.
    pyramid = before.pyramid if before is not None and before.bars is bars else Pyramid(bars)
    is_ordinal = time_axis is TimeAxis.TRADING
    if before is not None and before.is_of(instrument, bars=bars, is_ordinal=is_ordinal):
        reader = before.reader
        events = reader.read_again(before.events, before=before.timeline, after=timeline)
    else:
        scale = _time_scale(bars, instrument, is_ordinal=is_ordinal)
        daily = _session_bars(session, instrument)
        reader = EventReader(session, instrument, scale=scale, daily=daily)
        events = reader.read(timeline)
    return Reading(
        timeline=timeline,
        instrument=instrument,
        exchange_name=exchange_name(instrument.mic) if instrument else "",
        pyramid=pyramid,
        choice=choice_in_force(instrument, wanted) if instrument else None,
        scale=reader.scale,
        reactions=events.reactions,
        session_bars=reader.daily,
        sessions=events.sessions,
        by_session=events.by_session,
        moves=events.moves,
        anchors=events.anchors,
        lanes=resolve_lanes(timeline, used=events.counts),
        rows=events.rows,
        counts=events.counts,
        reader=reader,
    )


def _time_scale(bars: Bars, instrument: Instrument | None, *, is_ordinal: bool) -> TimeScale:
    kind = TradingTimeScale if is_ordinal else CalendarTimeScale
    zone = zone_of(instrument.mic) if instrument else "UTC"
    return kind(bars.time_ns, bars.interval, zone=zone)


def exchange_name(mic: str) -> str:
    """Return the short name of an exchange, or its MIC where it is not known."""
    exchange = read_exchange(mic)
    return exchange.short_name if exchange else mic


def instrument_reactions(
    session: Session, reading: Reading, *, event_id: str
) -> tuple[InstrumentReaction, ...]:
    """Return what an event did to each share of the timeline, the one on the chart first."""
    if reading.instrument is None:
        return ()
    others = [
        instrument
        for instrument in reading.timeline.instruments
        if instrument.kind is InstrumentKind.SHARE and instrument.id != reading.instrument.id
    ]
    return tuple(
        _instrument_reaction(session, instrument, event_id=event_id)
        for instrument in (reading.instrument, *others)
    )


def _instrument_reaction(
    session: Session, instrument: Instrument, *, event_id: str
) -> InstrumentReaction:
    bars = _session_bars(session, instrument)
    reaction = session.reaction(event_id, instrument.id) if len(bars) else Reaction()
    index = None
    if reaction.session is not None:
        index = TradingTimeScale(bars.time_ns, bars.interval).index_of(reaction.session)
    return InstrumentReaction(
        instrument=instrument,
        exchange_name=exchange_name(instrument.mic),
        reaction=reaction,
        impact=measure_impact(bars, index) if index is not None else None,
    )


def _session_bars(session: Session, instrument: Instrument | None) -> Bars:
    return _or_none(session.session_bars, instrument)


def _or_none(read: Callable[[str], Bars], instrument: Instrument | None) -> Bars:
    if instrument is not None:
        try:
            return read(instrument.id)
        except PriceDataError:
            # A timeline may hold an instrument before it holds prices: the chart says so.
            pass
    return _NO_BARS
