"""An exchange: its clock, its hours, its holidays and its half days."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, PlainSerializer
from typing_extensions import override

from tickertale.domain.base import DomainModel
from tickertale.domain.event import Mic, Name, ZoneName

FrozenCloses = Annotated[
    Mapping[dt.date, dt.time],
    AfterValidator(MappingProxyType),
    PlainSerializer(dict, return_type=dict[dt.date, dt.time]),
]
"""Closing times by day, read-only."""

_SATURDAY = 5


class FormerHours(DomainModel):
    """Opening hours that an exchange has given up.

    Parameters
    ----------
    until : datetime.date
        The last day on which they were kept.
    open, close : datetime.time
        Local time.
    """

    until: dt.date
    open: dt.time
    close: dt.time


class LunchBreak(DomainModel):
    """A pause within every full session; news in it falls in the session all the same.

    Parameters
    ----------
    start, end : datetime.time
        Local time.
    """

    start: dt.time
    end: dt.time


class Exchange(DomainModel):
    """The trading days and hours of one exchange.

    Parameters
    ----------
    mic : str
        ISO 10383.
    name, short_name : str
        ``Hong Kong Stock Exchange`` and ``HKEX``.
    zone : str
        IANA zone of its clock.
    open, close : datetime.time
        Regular hours of today, local time.
    lunch : LunchBreak or None
        The pause of today, where there is one.
    former_hours : tuple of FormerHours
        Regular hours of the past, by ascending `until`.
    half_days : mapping of datetime.date to datetime.time
        Sessions with an early close, and when that is.
    holidays : frozenset of datetime.date
        Days from Monday to Friday without a session.
    first, last : datetime.date
        The days between which holidays are known, inclusive.
    """

    mic: Mic
    name: Name
    short_name: Name
    zone: ZoneName
    open: dt.time
    close: dt.time
    lunch: LunchBreak | None = None
    former_hours: tuple[FormerHours, ...] = ()
    half_days: FrozenCloses = MappingProxyType({})
    holidays: frozenset[dt.date] = frozenset()
    first: dt.date
    last: dt.date

    @override
    def __hash__(self) -> int:
        return hash(self.mic)

    def is_session(self, day: dt.date) -> bool:
        """Return whether the exchange trades on that day; a guess outside `first` to `last`."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def open_on(self, day: dt.date) -> dt.time:
        """Return the local time at which a session on that day opens."""
        for former in self.former_hours:
            if day <= former.until:
                return former.open
        return self.open

    def close_on(self, day: dt.date) -> dt.time:
        """Return the local time at which a session on that day closes."""
        early = self.half_days.get(day)
        if early is not None:
            return early
        for former in self.former_hours:
            if day <= former.until:
                return former.close
        return self.close

    def opens_at(self, day: dt.date) -> dt.datetime:
        """Return the opening of a session on that day, on the clock of the exchange."""
        return dt.datetime.combine(day, self.open_on(day), tzinfo=ZoneInfo(self.zone))

    def closes_at(self, day: dt.date) -> dt.datetime:
        """Return the close of a session on that day, on the clock of the exchange."""
        return dt.datetime.combine(day, self.close_on(day), tzinfo=ZoneInfo(self.zone))
