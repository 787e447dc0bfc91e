"""The timeline, read against the prices of the instrument on the chart: computed once a change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tickertale.analysis.impact import Measure, measure_impact
from tickertale.analysis.unexplained import unexplained_moves
from tickertale.domain.errors import PriceDataError
from tickertale.domain.instrument import Instrument, InstrumentKind
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import read_exchange, zone_of
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.time_scale import CalendarTimeScale, TimeScale, TradingTimeScale
from tickertale.session.session import Session
from tickertale.viewmodels.anchor import AnchorTable
from tickertale.viewmodels.chart import Lane, TimeAxis, resolve_anchors, resolve_lanes
from tickertale.viewmodels.event_list import EventRow, event_rows
from tickertale.viewmodels.impact import InstrumentReaction
from tickertale.viewmodels.unexplained import UnexplainedRow, resolve_unexplained


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
    scale : TradingTimeScale
    reactions : mapping of str to Reaction
        By event id.
    session_bars : Bars
        One bar for each session of intraday bars; else the bars themselves.
    sessions : mapping of str to int
        Index of the reaction session in them by event id; events without one are left out.
    moves : mapping of str to float
        Move since the previous close on the reaction session, by event id.
    anchors : AnchorTable
    lanes : tuple of Lane
    rows : tuple of EventRow
    unexplained : tuple of UnexplainedRow
    """

    timeline: Timeline
    instrument: Instrument | None
    exchange_name: str
    pyramid: Pyramid
    scale: TimeScale
    reactions: Mapping[str, Reaction]
    session_bars: Bars
    sessions: Mapping[str, int]
    moves: Mapping[str, float]
    anchors: AnchorTable
    lanes: tuple[Lane, ...]
    rows: tuple[EventRow, ...]
    unexplained: tuple[UnexplainedRow, ...]

    @property
    def bars(self) -> Bars:
        """Return the bars of the instrument on the chart."""
        return self.pyramid.bars


def resolve_reading(
    session: Session,
    *,
    before: Reading | None = None,
    time_axis: TimeAxis = TimeAxis.TRADING,
) -> Reading:
    """Return the timeline read against its primary instrument.

    Parameters
    ----------
    session : Session
    before : Reading or None
        The last reading, of which what still holds is kept.
    time_axis : TimeAxis
        What positions count.
    """
    timeline = session.timeline
    instrument = primary_instrument(timeline)
    bars = _bars(session, instrument)
    # Building the levels of a long history takes seconds, and edits of events leave it as it is.
    pyramid = before.pyramid if before is not None and before.bars is bars else Pyramid(bars)
    scale = _time_scale(bars, instrument, time_axis=time_axis)
    reactions: dict[str, Reaction] = {}
    if instrument is not None and len(bars):
        reactions = {row.id: session.reaction(row.id, instrument.id) for row in timeline.events}
    daily = _session_bars(session, instrument)
    sessions = _session_indices(reactions, TradingTimeScale(daily.time_ns, daily.interval))
    moves = _moves(daily, sessions)
    return Reading(
        timeline=timeline,
        instrument=instrument,
        exchange_name=exchange_name(instrument.mic) if instrument else "",
        pyramid=pyramid,
        scale=scale,
        reactions=reactions,
        session_bars=daily,
        sessions=sessions,
        moves=moves,
        anchors=resolve_anchors(timeline, scale=scale, reactions=reactions),
        lanes=resolve_lanes(timeline),
        rows=event_rows(timeline, moves),
        unexplained=resolve_unexplained(
            unexplained_moves(daily.close, set(sessions.values())), daily.dates, scale=scale
        ),
    )


def _time_scale(bars: Bars, instrument: Instrument | None, *, time_axis: TimeAxis) -> TimeScale:
    kind = TradingTimeScale if time_axis is TimeAxis.TRADING else CalendarTimeScale
    zone = zone_of(instrument.mic) if instrument else "UTC"
    return kind(bars.time_ns, bars.interval, zone=zone)


def primary_instrument(timeline: Timeline) -> Instrument | None:
    """Return the instrument on the chart: the primary one, else the first."""
    if timeline.primary is not None:
        return timeline.instrument(timeline.primary)
    return timeline.instruments[0] if timeline.instruments else None


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


def _bars(session: Session, instrument: Instrument | None) -> Bars:
    return _or_none(session.bars, instrument)


def _session_bars(session: Session, instrument: Instrument | None) -> Bars:
    return _or_none(session.session_bars, instrument)


def _or_none(read: Callable[[str], Bars], instrument: Instrument | None) -> Bars:
    if instrument is not None:
        try:
            return read(instrument.id)
        except PriceDataError:
            # A timeline may hold an instrument before it holds prices: the chart says so.
            pass
    nothing = np.empty(0)
    return Bars(np.empty(0, np.int64), nothing, nothing, nothing, nothing, nothing)


def _session_indices(reactions: Mapping[str, Reaction], scale: TimeScale) -> dict[str, int]:
    indices = (
        (event_id, scale.index_of(reaction.session))
        for event_id, reaction in reactions.items()
        if reaction.session is not None
    )
    return {event_id: index for event_id, index in indices if index is not None}


def _moves(bars: Bars, sessions: Mapping[str, int]) -> dict[str, float]:
    moves = (
        (event_id, getattr(measure_impact(bars, index), Measure.MOVE_SINCE_PREVIOUS_CLOSE))
        for event_id, index in sessions.items()
    )
    return {event_id: move for event_id, move in moves if move is not None}
