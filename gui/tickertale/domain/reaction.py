"""The reaction session: the first session in which a price could react to an event."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from tickertale.domain.base import DomainModel
from tickertale.domain.event import Event, SessionOverride, SessionPhase
from tickertale.domain.event_date import Precision
from tickertale.domain.exchange import Exchange


class ReactionRule(StrEnum):
    """Why a session is the reaction session."""

    BEFORE_OPEN = "before_open"
    IN_SESSION = "in_session"
    AFTER_CLOSE = "after_close"
    CLOSED_DAY = "closed_day"
    DATE_ONLY = "date_only"
    DATE_ONLY_CLOSED = "date_only_closed"
    OVERRIDE = "override"


class NoReactionReason(StrEnum):
    """Why an event has no reaction session."""

    COARSE_DATE = "coarse_date"
    BEFORE_SERIES = "before_series"
    AFTER_SERIES = "after_series"
    NO_SESSIONS = "no_sessions"
    OVERRIDE_NOT_A_SESSION = "override_not_a_session"


class Reaction(DomainModel):
    """The reaction session and the rule that gave it, or the reason why there is none.

    Parameters
    ----------
    session : datetime.date or None
        One of the series' own sessions.
    rule : ReactionRule or None
        None exactly where `session` is.
    reason : NoReactionReason or None
        None exactly where `session` is not.
    local_time : datetime.datetime or None
        The news on the clock of the exchange; none where no time of day is known.
    is_time_estimated : bool
        `local_time` only stands for a part of the day, such as "before the open"; do not show it.
    override_reason : str
        The user's words, where the rule is an override.
    """

    session: dt.date | None = None
    rule: ReactionRule | None = None
    reason: NoReactionReason | None = None
    local_time: dt.datetime | None = None
    is_time_estimated: bool = False
    override_reason: str = ""


def reaction_session(
    event: Event,
    *,
    mic: str,
    sessions: Sequence[dt.date],
    exchanges: Mapping[str, Exchange],
) -> Reaction:
    """Return the first session in which a price on one exchange could react to an event.

    With a time of day, before or during a session: that session; at or after its close, or on a
    day without one: the next. Without one: the session of that date, else the next. An interval
    counts from its first day. A date coarser than a day, or without a start, has none. The user's
    own choice goes before every rule.

    Parameters
    ----------
    event : Event
    mic : str
        The exchange on which the instrument trades. Where `exchanges` lacks it, its hours are not
        known and every date counts as one without a time of day.
    sessions : sequence of datetime.date
        Dates of the series' own bars, ascending: the calendar of record.
    exchanges : mapping of str to Exchange
        By MIC: the one of `mic` and the one that the event's timing names.
    """
    if not sessions:
        return Reaction(reason=NoReactionReason.NO_SESSIONS)
    for override in event.session_override:
        if override.mic == mic:
            return _chosen(override, sessions)
    if not _has_known_day(event):
        return Reaction(reason=NoReactionReason.COARSE_DATE)
    instant = _instant(event, exchanges)
    exchange = exchanges.get(mic)
    if instant is None or exchange is None:
        return _by_date(event.when.first_day, sessions)
    local = instant.astimezone(ZoneInfo(exchange.zone))
    reaction = _by_time(local, exchange=exchange, sessions=sessions)
    return reaction.model_copy(
        update={"local_time": local, "is_time_estimated": not event.when.has_time}
    )


def _has_known_day(event: Event) -> bool:
    when = event.when
    return when.has_start and when.precision in {Precision.MINUTE, Precision.DAY}


def _instant(event: Event, exchanges: Mapping[str, Exchange]) -> dt.datetime | None:
    if event.when.precision is Precision.MINUTE:
        return event.when.earliest(event.zone)
    if event.timing is None or event.when.is_interval:
        return None
    exchange = exchanges.get(event.timing.mic)
    if exchange is None:
        return None
    day = event.when.first_day
    if event.timing.phase is SessionPhase.BEFORE_OPEN:
        return exchange.opens_at(day) - dt.timedelta(minutes=1)
    if event.timing.phase is SessionPhase.IN_SESSION:
        return exchange.opens_at(day)
    return exchange.closes_at(day)


def _by_time(local: dt.datetime, *, exchange: Exchange, sessions: Sequence[dt.date]) -> Reaction:
    day, time = local.date(), local.time()
    if not _is_among(day, sessions):
        return _next(day, sessions, rule=ReactionRule.CLOSED_DAY)
    if time < exchange.open_on(day):
        return Reaction(session=day, rule=ReactionRule.BEFORE_OPEN)
    if time < exchange.close_on(day):
        return Reaction(session=day, rule=ReactionRule.IN_SESSION)
    return _next(day + dt.timedelta(days=1), sessions, rule=ReactionRule.AFTER_CLOSE)


def _by_date(day: dt.date, sessions: Sequence[dt.date]) -> Reaction:
    if _is_among(day, sessions):
        return Reaction(session=day, rule=ReactionRule.DATE_ONLY)
    return _next(day, sessions, rule=ReactionRule.DATE_ONLY_CLOSED)


def _next(day: dt.date, sessions: Sequence[dt.date], *, rule: ReactionRule) -> Reaction:
    if day < sessions[0]:
        return Reaction(reason=NoReactionReason.BEFORE_SERIES)
    if day > sessions[-1]:
        return Reaction(reason=NoReactionReason.AFTER_SERIES)
    return Reaction(session=sessions[bisect_left(sessions, day)], rule=rule)


def _chosen(override: SessionOverride, sessions: Sequence[dt.date]) -> Reaction:
    if not _is_among(override.session, sessions):
        return Reaction(reason=NoReactionReason.OVERRIDE_NOT_A_SESSION)
    return Reaction(
        session=override.session, rule=ReactionRule.OVERRIDE, override_reason=override.reason
    )


def _is_among(day: dt.date, sessions: Sequence[dt.date]) -> bool:
    place = bisect_left(sessions, day)
    return place < len(sessions) and sessions[place] == day
