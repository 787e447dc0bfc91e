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

_MOST_DAYS_BETWEEN_ZONES = 2


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
        The news on the clock of the exchange; none without a time of day or without a session.
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
    day = event.when.first_day
    if reason := _out_of_reach(day, sessions):
        return Reaction(reason=reason)
    instant, exchange = _instant(event, exchanges), exchanges.get(mic)
    local = None
    if instant is None or exchange is None:
        rule = ReactionRule.DATE_ONLY if _is_among(day, sessions) else ReactionRule.DATE_ONLY_CLOSED
    else:
        local = instant.astimezone(ZoneInfo(exchange.zone))
        day, rule = _day_and_rule(local, exchange=exchange, sessions=sessions)
    if reason := _out_of_series(day, sessions):
        return Reaction(reason=reason)
    return Reaction(
        session=sessions[bisect_left(sessions, day)],
        rule=rule,
        local_time=local,
        is_time_estimated=local is not None and not event.when.has_time,
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


def _day_and_rule(
    local: dt.datetime, *, exchange: Exchange, sessions: Sequence[dt.date]
) -> tuple[dt.date, ReactionRule]:
    """Return the first day on which the price could react, a session or not, and why."""
    day, time = local.date(), local.time()
    if not _is_among(day, sessions):
        return day, ReactionRule.CLOSED_DAY
    if time < exchange.open_on(day):
        return day, ReactionRule.BEFORE_OPEN
    if time < exchange.close_on(day):
        return day, ReactionRule.IN_SESSION
    return day + dt.timedelta(days=1), ReactionRule.AFTER_CLOSE


def _out_of_reach(day: dt.date, sessions: Sequence[dt.date]) -> NoReactionReason | None:
    # No zone moves a date by more than two days; and near the ends of the calendar they overflow.
    if (sessions[0] - day).days > _MOST_DAYS_BETWEEN_ZONES:
        return NoReactionReason.BEFORE_SERIES
    if (day - sessions[-1]).days > _MOST_DAYS_BETWEEN_ZONES:
        return NoReactionReason.AFTER_SERIES
    return None


def _out_of_series(day: dt.date, sessions: Sequence[dt.date]) -> NoReactionReason | None:
    if day < sessions[0]:
        return NoReactionReason.BEFORE_SERIES
    return NoReactionReason.AFTER_SERIES if day > sessions[-1] else None


def _chosen(override: SessionOverride, sessions: Sequence[dt.date]) -> Reaction:
    if not _is_among(override.session, sessions):
        return Reaction(reason=NoReactionReason.OVERRIDE_NOT_A_SESSION)
    return Reaction(
        session=override.session, rule=ReactionRule.OVERRIDE, override_reason=override.reason
    )


def _is_among(day: dt.date, sessions: Sequence[dt.date]) -> bool:
    place = bisect_left(sessions, day)
    return place < len(sessions) and sessions[place] == day
