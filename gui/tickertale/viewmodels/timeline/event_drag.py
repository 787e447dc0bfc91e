"""An event that is being dragged to another date: where it would be, and what would follow."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from tickertale.domain.date_shift import shifted, with_finish, with_start
from tickertale.domain.errors import InvalidDateError, PriceDataError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate, Precision
from tickertale.domain.reaction import Reaction
from tickertale.prices.time_scale import TimeScale
from tickertale.session.revision import on_date
from tickertale.session.session import Session
from tickertale.viewmodels.chart.anchor import EventAnchor
from tickertale.viewmodels.chart.chart import resolve_anchor
from tickertale.viewmodels.chart.event_grip import EventPart, EventPull
from tickertale.viewmodels.document.history import HistoryViewModel
from tickertale.viewmodels.text.wording import (
    day_text,
    long_date,
    reaction_reason,
    short_date,
    weekday_text,
)
from tickertale.viewmodels.timeline.reading import Reading

_STILL = 0.5
"""Positions within which an event has not been moved."""


@dataclass(frozen=True, slots=True)
class EventDragState:
    """An event as it would be if it were let go now.

    Parameters
    ----------
    anchor : EventAnchor
        Where it would stand.
    when : EventDate
    text : str
        Its date and its reaction session: ``Mon 17 Feb 2025 · reaction session HKEX 17 Feb``.
    is_moved : bool
        Whether that is another date.
    """

    anchor: EventAnchor
    when: EventDate
    text: str
    is_moved: bool


def target_day(scale: TimeScale, position: float, *, is_free: bool) -> dt.date:
    """Return the date to which a position belongs.

    Parameters
    ----------
    scale : TimeScale
    position : float
    is_free : bool
        Any day will do, where the axis has days between the sessions; else the nearest session.
    """
    index = scale.nearest_index(position)
    is_beyond = not -0.5 <= position <= scale.last_position + 0.5
    if is_free or is_beyond or index is None:
        return scale.date_at(position)
    return scale.date_at(float(scale.bar_positions(index, index + 1)[0]))


def pulled_date(
    event: Event,
    pull: EventPull,
    *,
    anchor: EventAnchor,
    reaction: Reaction | None,
    scale: TimeScale,
) -> EventDate:
    """Return the date that an event gets by being dragged so far; precise as it was.

    Parameters
    ----------
    event : Event
    pull : EventPull
    anchor : EventAnchor
        Where it stands before.
    reaction : Reaction or None
        Its reaction session before.
    scale : TimeScale

    Raises
    ------
    InvalidDateError
        The date would leave the years 0001 to 9999.
    """
    if abs(pull.by) < _STILL:
        return event.when
    part = pull.grip.part
    is_by_end = part is EventPart.END or not event.when.has_start
    position = anchor.last if is_by_end else anchor.first
    if anchor.is_coarse:
        position = anchor.mark_position
    target = target_day(scale, position + pull.by, is_free=pull.is_free)
    before = event.when.last_day if is_by_end else _first_day(event, reaction, anchor=anchor)
    days = (target - before).days
    if part is EventPart.START:
        return with_start(event.when, days, zone=event.zone)
    if part is EventPart.END:
        return with_finish(event.when, days, zone=event.zone)
    return shifted(event.when, days, zone=event.zone)


def _first_day(event: Event, reaction: Reaction | None, *, anchor: EventAnchor) -> dt.date:
    """Return the day on which an event stands on the chart."""
    when = event.when
    if anchor.is_coarse:
        return when.first_day + (when.last_day - when.first_day) // 2
    if when.has_time and not when.is_interval and reaction and reaction.local_time is not None:
        # An instant stands on the day that it was at the exchange.
        return reaction.local_time.date()
    return when.first_day


def drag_text(event: Event, reaction: Reaction | None, *, exchange_name: str) -> str:
    """Return the date of an event, and its reaction session or why there is none.

    Parameters
    ----------
    event : Event
    reaction : Reaction or None
        None where there is no instrument.
    exchange_name : str
        Short name, such as ``HKEX``.
    """
    when = event.when
    date = short_date(when, event.zone)
    if when.precision is Precision.MINUTE and not when.is_interval:
        date = long_date(when, event.zone)
    elif when.precision is Precision.DAY and not when.is_interval:
        date = f"{weekday_text(when.first_day)} {date}"
    if reaction is None:
        return date
    if reaction.session is None:
        return f"{date} · {reaction_reason(event, reaction)}"
    has_year = reaction.session.year != when.first_day.year
    session = day_text(reaction.session, has_year=has_year)
    return f"{date} · reaction session {exchange_name} {session}"


class EventDragViewModel(QObject):
    """Follows a drag and moves the event when it is let go.

    Parameters
    ----------
    session : Session
    reading : callable
        Returns the reading in force.
    history : HistoryViewModel
    parent : QObject or None

    Signals
    -------
    changed
        The event would be elsewhere now, or nothing is dragged any more.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        *,
        reading: Callable[[], Reading],
        history: HistoryViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reading = reading
        self._history = history
        self._state: EventDragState | None = None

    @property
    def state(self) -> EventDragState | None:
        """Return where the event would be; None while nothing is dragged."""
        return self._state

    def pull(self, pull: EventPull) -> None:
        """Drag an event so far."""
        reading = self._reading()
        anchor = reading.anchors.by_id.get(pull.grip.event_id)
        if anchor is None:
            self._set(None)
            return
        event = reading.timeline.event(anchor.event_id)
        try:
            when = pulled_date(
                event,
                pull,
                anchor=anchor,
                reaction=reading.reactions.get(event.id),
                scale=reading.scale,
            )
        except InvalidDateError:
            # Beyond the calendar it stays where it was last.
            return
        self._set(self._resolved(on_date(event, when), anchor, is_moved=when != event.when))

    def drop(self) -> None:
        """Let the event go: it is moved, in one step."""
        state = self._state
        self._set(None)
        if state is not None and state.is_moved:
            self._history.move(state.anchor.event_id, state.when)

    def let_be(self) -> None:
        """Leave the event where it was."""
        self._set(None)

    def _resolved(self, event: Event, anchor: EventAnchor, *, is_moved: bool) -> EventDragState:
        reading = self._reading()
        reaction = self._reaction(event)
        return EventDragState(
            anchor=resolve_anchor(event, reaction, scale=reading.scale, color=anchor.color),
            when=event.when,
            text=drag_text(event, reaction, exchange_name=reading.exchange_name),
            is_moved=is_moved,
        )

    def _reaction(self, event: Event) -> Reaction | None:
        instrument = self._reading().instrument
        if instrument is None:
            return None
        try:
            return self._session.reaction_of(event, instrument.id)
        except PriceDataError:
            # Without prices there is no session to name.
            return None

    def _set(self, state: EventDragState | None) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()
