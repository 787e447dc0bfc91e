"""What the events of a timeline mean on one instrument; after an edit only what changed is read."""

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.simple_move import simple_moves
from tickertale.domain.event import Event
from tickertale.domain.instrument import Instrument
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import TimeScale, TradingTimeScale
from tickertale.session.session import Session
from tickertale.viewmodels.chart.anchor import AnchorTable
from tickertale.viewmodels.chart.chart import resolve_anchors
from tickertale.viewmodels.event.event_list import EventRow, by_date, event_rows
from tickertale.viewmodels.event.patched_mapping import PatchedMapping

_FEW, _MOST_SHARE = 100, 0.25
"""Changed events, and their share of all, up to which they are read alone."""


@dataclass(frozen=True, slots=True, eq=False)
class EventReading:
    """What events mean on one instrument.

    Parameters
    ----------
    reactions : mapping of str to Reaction
        By event id.
    sessions : mapping of str to int
        Index of the reaction session by event id; events without one are left out.
    by_session : mapping of int to tuple of str
        Ids of the events that have a session as their reaction session, by its index.
    moves : mapping of str to float
        Move since the previous close on the reaction session, by event id.
    anchors : AnchorTable
        Sorted by the first day.
    rows : tuple of EventRow
        By date.
    counts : mapping of str to int
        Events of each category, by its id.
    """

    reactions: PatchedMapping[Reaction]
    sessions: PatchedMapping[int]
    by_session: Mapping[int, tuple[str, ...]]
    moves: PatchedMapping[float]
    anchors: AnchorTable
    rows: tuple[EventRow, ...]
    counts: Mapping[str, int]


class EventReader:
    """Reads events against the prices of one instrument.

    Parameters
    ----------
    session : Session
        Finds the reactions.
    instrument : Instrument or None
        The one on the chart; without one, or without bars, there are no reactions.
    scale : TimeScale
        Axis of the chart.
    daily : Bars
        One bar for each session.

    Attributes
    ----------
    scale : TimeScale
    daily : Bars
    """

    def __init__(
        self, session: Session, instrument: Instrument | None, *, scale: TimeScale, daily: Bars
    ) -> None:
        self._session = session
        self._instrument = instrument
        self.scale = scale
        self.daily = daily
        self._session_scale = TradingTimeScale(daily.time_ns, daily.interval)
        self._day_moves: NDArray[np.float64] = simple_moves(daily.close)

    def read(self, timeline: Timeline, events: Sequence[Event] | None = None) -> EventReading:
        """Return what events of a timeline mean: some of them, or all."""
        wanted = timeline.events if events is None else events
        reactions: dict[str, Reaction] = {}
        if self._instrument is not None and len(self.daily):
            reactions = self._session.reactions(self._instrument.id, wanted)
        sessions, moves = self._sessions_and_moves(reactions)
        return EventReading(
            reactions=PatchedMapping(reactions),
            sessions=PatchedMapping(sessions),
            by_session=_by_session(sessions),
            moves=PatchedMapping(moves),
            anchors=resolve_anchors(timeline, scale=self.scale, reactions=reactions, events=wanted),
            rows=event_rows(timeline, moves, events=wanted),
            counts=Counter(event.category for event in wanted),
        )

    def read_again(
        self, reading: EventReading, *, before: Timeline, after: Timeline
    ) -> EventReading:
        """Return what the events of a timeline mean, once it was read for the one before."""
        gone, come = difference(before, after)
        is_much = len(gone) + len(come) > max(_FEW, _MOST_SHARE * len(after.events))
        if is_much or before.categories is not after.categories:
            return self.read(after)
        news = self.read(after, come)
        ids = [event.id for event in gone]
        return EventReading(
            reactions=reading.reactions.edited(ids, news.reactions),
            sessions=reading.sessions.edited(ids, news.sessions),
            by_session=_edited_by_session(reading, gone=ids, come=news.sessions),
            moves=reading.moves.edited(ids, news.moves),
            anchors=reading.anchors.edited(
                [reading.anchors.by_id[event.id] for event in gone], news.anchors
            ),
            rows=_edited_rows(
                reading.rows, gone=event_rows(before, {}, events=gone), come=news.rows
            ),
            counts=_edited_counts(reading.counts, gone=gone, come=come),
        )

    def _sessions_and_moves(
        self, reactions: Mapping[str, Reaction]
    ) -> tuple[dict[str, int], dict[str, float]]:
        found = (
            (event_id, self._session_scale.index_of(reaction.session))
            for event_id, reaction in reactions.items()
            if reaction.session is not None
        )
        sessions = {event_id: index for event_id, index in found if index is not None}
        indices = np.fromiter(sessions.values(), np.int64, len(sessions))
        moves = zip(sessions, self._day_moves[indices].tolist(), strict=True)
        return sessions, {event_id: move for event_id, move in moves if not math.isnan(move)}


def _edited_rows(
    rows: tuple[EventRow, ...], *, gone: Sequence[EventRow], come: Sequence[EventRow]
) -> tuple[EventRow, ...]:
    if len(gone) + len(come) > _FEW:
        ids = {row.id for row in gone}
        rest = (row for row in rows if row.id not in ids)
        return tuple(sorted((*rest, *come), key=by_date))
    result = list(rows)
    for row in gone:
        del result[bisect_left(result, by_date(row), key=by_date)]
    for row in come:
        insort(result, row, key=by_date)
    return tuple(result)


def difference(before: Timeline, after: Timeline) -> tuple[Sequence[Event], Sequence[Event]]:
    """Return the events of one timeline that another has not got, and the other way round."""
    place = after.edited_place(before)
    if place is not None:
        growth = len(after.events) - len(before.events)
        gone = before.events[place : place + 1] if growth <= 0 else ()
        return gone, after.events[place : place + 1] if growth >= 0 else ()
    # Untouched events are the same objects.
    olds, news = set(map(id, before.events)), set(map(id, after.events))
    return (
        [event for event in before.events if id(event) not in news],
        [event for event in after.events if id(event) not in olds],
    )


def _by_session(sessions: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    ids: dict[int, list[str]] = {}
    for event_id, session in sessions.items():
        ids.setdefault(session, []).append(event_id)
    return {session: tuple(names) for session, names in ids.items()}


def _edited_by_session(
    reading: EventReading, *, gone: Sequence[str], come: Mapping[str, int]
) -> dict[int, tuple[str, ...]]:
    result = dict(reading.by_session)
    for event_id in gone:
        session = reading.sessions.get(event_id)
        if session is not None:
            rest = tuple(name for name in result.pop(session) if name != event_id)
            if rest:
                result[session] = rest
    for event_id, session in come.items():
        result[session] = (*result.get(session, ()), event_id)
    return result


def _edited_counts(
    counts: Mapping[str, int], *, gone: Sequence[Event], come: Sequence[Event]
) -> Counter[str]:
    result = Counter(counts)
    result.subtract(event.category for event in gone)
    result.update(event.category for event in come)
    return result
