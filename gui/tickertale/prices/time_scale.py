"""Time scales: positions count bars, so that nights take no room, or they count time."""

import datetime as dt
from abc import ABC, abstractmethod
from functools import cached_property, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.pyramid import column_edges

NS_PER_SECOND = 1_000_000_000
_EPOCH = dt.date(1970, 1, 1)
_EPOCH_WEEKDAY = 3
_WEEKEND = 5
_FIRST_DAY, _LAST_DAY = dt.date(1678, 1, 1), dt.date(2261, 12, 31)
_FIRST_NS, _LAST_NS = ((day - _EPOCH).days * NS_PER_DAY for day in (_FIRST_DAY, _LAST_DAY))
_DAYS_IN = {Interval.WEEK: 7, Interval.MONTH: 31}
_DAYS_IN_YEAR = 365.2425


def day_ns(day: dt.date) -> int:
    """Return midnight UTC of a date in ns since 1970, the label that a daily bar carries."""
    return (day - _EPOCH).days * NS_PER_DAY


def date_of(time_ns: int) -> dt.date:
    """Return the date that holds an instant, in UTC."""
    return _EPOCH + dt.timedelta(days=int(time_ns // NS_PER_DAY))


def instant_ns(instant: dt.datetime) -> int:
    """Return an instant in ns since 1970, kept within the years 1678 to 2261."""
    return min(max(round(instant.timestamp()) * NS_PER_SECOND, _FIRST_NS), _LAST_NS)


@lru_cache(maxsize=4096)
def day_start_ns(day: dt.date, zone: str) -> int:
    """Return the instant at which a date begins in a zone, in ns; midnight, or a DST change."""
    inside = min(max(day, _FIRST_DAY), _LAST_DAY)
    midnight = dt.datetime.combine(inside, dt.time(), tzinfo=ZoneInfo(zone))
    return round(midnight.timestamp()) * NS_PER_SECOND


def offset_ns(time_ns: int, zone: str) -> int:
    """Return how far the clocks of a zone are ahead of UTC at an instant, in ns."""
    instant = dt.datetime.fromtimestamp(time_ns // NS_PER_SECOND, tz=ZoneInfo(zone))
    offset = instant.utcoffset() or dt.timedelta()
    return round(offset.total_seconds()) * NS_PER_SECOND


class TimeScale(Protocol):
    """Where instants and bars lie along the time axis, and back."""

    @property
    def time_ns(self) -> NDArray[np.int64]:
        """Return the times of the bars, as in `Bars`."""

    @property
    def interval(self) -> Interval:
        """Return the span of one bar."""

    @property
    def zone(self) -> str:
        """Return the zone of the exchange's clock; dates and hours are told in it."""

    @property
    def is_ordinal(self) -> bool:
        """Return whether positions count bars, so that time without bars takes no room."""

    @property
    def last_position(self) -> float:
        """Return the position of the last bar; the first lies at 0."""

    @override
    def __hash__(self) -> int: ...

    def __len__(self) -> int:
        """Return the number of bars."""

    def least_step(self, *, sessions: float, days: float) -> float:
        """Return the positions that a period takes which has so many sessions, or as few days."""

    def position_of(self, time_ns: int) -> float:
        """Return where an instant lies."""

    def positions_of(self, time_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return where instants lie, (m,) float64."""

    def time_at(self, position: float) -> int:
        """Return the instant at a position, in ns; the inverse of `position_of`."""

    def local_time_at(self, position: float) -> dt.datetime:
        """Return the time at a position on the exchange's clock, naive."""

    def date_at(self, position: float) -> dt.date:
        """Return the date of the bar, or of the day, nearest to a position."""

    def start_of(self, date: dt.date) -> int:
        """Return the time at which bars of a date begin, in ns."""

    def index_of(self, date: dt.date) -> int | None:
        """Return the index of the first bar of a date, or none if the date has no bar."""

    def index_from(self, time_ns: int) -> int | None:
        """Return the index of the bar that holds an instant, else of the next one, if any."""

    def nearest_index(self, position: float) -> int | None:
        """Return the index of the bar nearest to a position, or none if there are no bars."""

    def bar_positions(self, first: int, last: int) -> NDArray[np.float64]:
        """Return where bars `first` to `last` lie, the latter excluded, (last - first,) float64."""

    def column_edges(self, start: float, end: float, *, width_px: int) -> NDArray[np.int64]:
        """Return the first bar of each pixel column from `start` to `end`, and the bar after."""


def converted_range(
    source: TimeScale, target: TimeScale, *, start: float, end: float, cursor: float
) -> tuple[float, float]:
    """Return a visible range of one scale on another; the time at `cursor` keeps its pixel.

    Parameters
    ----------
    source, target : TimeScale
        Scales of the same bars.
    start, end, cursor : float
        Positions on `source`; the new range spans about the same time.
    """
    place = target.position_of(source.time_at(cursor))
    span = target.position_of(source.time_at(end)) - target.position_of(source.time_at(start))
    left = place - span * (cursor - start) / (end - start)
    return left, left + span


class _BarClock(ABC):
    """What both scales know of their bars: dates, and times on the exchange's clock.

    Parameters
    ----------
    time_ns : (n,) int64
        Ascending, without duplicates; as in `Bars`.
    interval : Interval
        Span of one bar.
    zone : str
        IANA zone of the exchange's clock; only intraday bars need it.
    """

    def __init__(
        self,
        time_ns: NDArray[np.int64],
        interval: Interval = Interval.DAY,
        *,
        zone: str = "UTC",
    ) -> None:
        self.time_ns = time_ns
        self.interval = interval
        self.zone = zone if interval.is_intraday else "UTC"
        self._first_ns = int(time_ns[0]) if len(time_ns) else 0
        self._last_ns = int(time_ns[-1]) if len(time_ns) else 0

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.time_ns)

    @abstractmethod
    def time_at(self, position: float) -> int:
        """Return the instant at a position, in ns."""

    def local_time_at(self, position: float) -> dt.datetime:
        """Return the time at a position on the exchange's clock, naive."""
        return self._local(self.time_at(position))

    def start_of(self, date: dt.date) -> int:
        """Return the time at which bars of a date begin, in ns."""
        return day_start_ns(date, self.zone) if self.interval.is_intraday else day_ns(date)

    def index_of(self, date: dt.date) -> int | None:
        """Return the index of the first bar of a date, or none if the date has no bar.

        Of weekly and monthly bars it is the bar that the date falls in. An intraday date is one on
        the exchange's clock.
        """
        if date not in self._known_indices:
            self._known_indices[date] = self._find_index(min(max(date, _FIRST_DAY), _LAST_DAY))
        return self._known_indices[date]

    @cached_property
    def _known_indices(self) -> dict[dt.date, int | None]:
        """Return what dates have been asked for, since a hundred thousand events share a few."""
        return {}

    def _find_index(self, date: dt.date) -> int | None:
        days = _DAYS_IN.get(self.interval)
        if days is not None:
            index = int(np.searchsorted(self.time_ns, day_ns(date), side="right")) - 1
            found = index >= 0 and day_ns(date) < self.time_ns[index] + days * NS_PER_DAY
            return index if found else None
        index = int(np.searchsorted(self.time_ns, self.start_of(date)))
        end = self.start_of(date + dt.timedelta(days=1))
        return index if index < len(self.time_ns) and self.time_ns[index] < end else None

    def index_from(self, time_ns: int) -> int | None:
        """Return the index of the bar that holds an instant, else of the next one, if any."""
        ended_ns = time_ns - self.interval.seconds * NS_PER_SECOND
        index = int(np.searchsorted(self.time_ns, ended_ns, side="right"))
        return index if index < len(self.time_ns) else None

    @cached_property
    def days_per_week(self) -> int:
        """Return 7 if there are bars at weekends, else 5."""
        if not len(self.time_ns):
            return 5
        ahead_ns = offset_ns(self._first_ns, self.zone) if self.interval.is_intraday else 0
        return 7 if _has_weekends(self.time_ns, ahead_ns) else 5

    def _local(self, time_ns: int) -> dt.datetime:
        offset = offset_ns(time_ns, self.zone) if self.interval.is_intraday else 0
        local = dt.timedelta(microseconds=(time_ns + offset) // 1000)
        return dt.datetime.combine(_EPOCH, dt.time()) + local


class TradingTimeScale(_BarClock):
    """Time as bar index: bar i lies at i, an instant between two bars at a fraction between.

    Outside a daily series one weekday counts as one bar; in a series that also has weekend bars,
    every day does. Outside other series time goes on at their average pace. With no bars at all,
    position 0 is 1 January 1970.

    It is made of times, interval and zone of bars, as every scale of this module.
    """

    is_ordinal = True

    @override
    def __init__(
        self,
        time_ns: NDArray[np.int64],
        interval: Interval = Interval.DAY,
        *,
        zone: str = "UTC",
    ) -> None:
        super().__init__(time_ns, interval, zone=zone)
        self._pace_ns = None if interval is Interval.DAY else self._average_pace()
        self._first_ordinal = float(self._ordinals(np.array([self._first_ns]))[0])
        self._last_ordinal = float(self._ordinals(np.array([self._last_ns]))[0])
        self.last_position = float(max(len(time_ns) - 1, 0))

    def least_step(self, *, sessions: float, days: float) -> float:
        """Return the bars of a period with so many sessions, or days where all have bars."""
        if self.interval in _DAYS_IN:
            return max(days * NS_PER_DAY / (self._pace_ns or NS_PER_DAY), 1.0)
        return (sessions if self.days_per_week == 5 else days) * self._bars_per_session

    @cached_property
    def _bars_per_session(self) -> float:
        """Return how many bars a session has, on average."""
        if not self.interval.is_intraday:
            return 1.0
        ends = [np.datetime64(self._local(end), "D") for end in (self._first_ns, self._last_ns)]
        is_open = "1111100" if self.days_per_week == 5 else "1111111"
        sessions = int(np.busday_count(ends[0], ends[1] + 1, weekmask=is_open))
        return max(len(self.time_ns), 1) / max(sessions, 1)

    def position_of(self, time_ns: int) -> float:
        """Return where an instant lies, in bars."""
        if len(self.time_ns) > 1 and self._first_ns <= time_ns < self._last_ns:
            # The same as below, and ten times as fast: each frame asks for some dates.
            left = int(np.searchsorted(self.time_ns, time_ns, side="right")) - 1
            start, end = int(self.time_ns[left]), int(self.time_ns[left + 1])
            return left + (time_ns - start) / (end - start)
        inside = min(max(time_ns, _FIRST_NS), _LAST_NS)
        return float(self.positions_of(np.array([inside], dtype=np.int64))[0])

    def positions_of(self, time_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return where instants lie, in bars, (m,) float64."""
        ordinals = self._ordinals(np.clip(time_ns, _FIRST_NS, _LAST_NS))
        count = len(self.time_ns)
        if count < 2:
            return ordinals - self._first_ordinal
        left = np.clip(np.searchsorted(self.time_ns, time_ns, side="right") - 1, 0, count - 2)
        start = self.time_ns[left]
        inside = left + (time_ns - start) / (self.time_ns[left + 1] - start)
        before = ordinals - self._first_ordinal
        after = self.last_position + ordinals - self._last_ordinal
        outside = np.where(time_ns > self.time_ns[-1], after, inside)
        result: NDArray[np.float64] = np.where(time_ns < self.time_ns[0], before, outside)
        return result

    @override
    def time_at(self, position: float) -> int:
        """Return the instant at a position, in ns; the inverse of `position_of`.

        Kept within the years 1678 to 2261, which 64 bits of nanoseconds can hold.
        """
        if 0.0 <= position <= self.last_position and len(self.time_ns):
            left = int(position)
            start = int(self.time_ns[left])
            if position == left:
                return start
            return start + round((position - left) * (int(self.time_ns[left + 1]) - start))
        if position < 0.0:
            return self._instant(self._first_ordinal + position)
        return self._instant(self._last_ordinal + position - self.last_position)

    def date_at(self, position: float) -> dt.date:
        """Return the session nearest to a position; a would-be session outside the series."""
        return self.local_time_at(float(round(position))).date()

    def nearest_index(self, position: float) -> int | None:
        """Return the index of the bar nearest to a position, or none if there are no bars."""
        if not len(self.time_ns):
            return None
        return round(min(max(position, 0.0), self.last_position))

    def bar_positions(self, first: int, last: int) -> NDArray[np.float64]:
        """Return where bars `first` to `last` lie, the latter excluded."""
        return np.arange(first, last, dtype=np.float64)

    def column_edges(self, start: float, end: float, *, width_px: int) -> NDArray[np.int64]:
        """Return the first bar of each pixel column from `start` to `end`, and the bar after."""
        return column_edges(start, end, width_px=width_px, bar_count=len(self))

    def _average_pace(self) -> float:
        if len(self.time_ns) > 1:
            return (self._last_ns - self._first_ns) / (len(self.time_ns) - 1)
        is_month = self.interval is Interval.MONTH
        return _DAYS_IN_YEAR / 12 * NS_PER_DAY if is_month else self.interval.seconds * 1e9

    def _ordinals(self, time_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return instants as a count of would-be sessions since Monday, 29 December 1969."""
        if self._pace_ns is not None:
            paced: NDArray[np.float64] = (time_ns - self._first_ns) / self._pace_ns
            return paced
        days = time_ns // NS_PER_DAY
        clock = (time_ns - days * NS_PER_DAY) / NS_PER_DAY
        if self.days_per_week == 7:
            return days + _EPOCH_WEEKDAY + clock
        week, weekday = np.divmod(days + _EPOCH_WEEKDAY, 7)
        # From Friday's midnight to Monday's is one bar of three days.
        friday = _WEEKEND - 1
        late = np.where(weekday >= friday, (weekday - friday + clock) / 3, clock)
        ordinals: NDArray[np.float64] = week * 5 + np.minimum(weekday, friday) + late
        return ordinals

    def _instant(self, ordinal: float) -> int:
        """Return the instant of an ordinal, in ns; the inverse of `_ordinals`."""
        if self._pace_ns is not None:
            instant = self._first_ns + round(ordinal * self._pace_ns)
            return min(max(instant, _FIRST_NS), _LAST_NS)
        whole = int(ordinal // 1)
        fraction = ordinal - whole
        week, weekday = divmod(whole, self.days_per_week)
        step = 3 if self.days_per_week == 5 and weekday == _WEEKEND - 1 else 1
        days = week * 7 + weekday - _EPOCH_WEEKDAY
        instant = days * NS_PER_DAY + round(fraction * step * NS_PER_DAY)
        return min(max(instant, _FIRST_NS), _LAST_NS)


class CalendarTimeScale(_BarClock):
    """Time as it passes: positions count days since the first bar, so that gaps show.

    Of intraday bars they count intervals, so that neighbors are 1 apart on this scale as well.

    It is made of times, interval and zone of bars, as every scale of this module.
    """

    is_ordinal = False

    @cached_property
    def _unit_ns(self) -> int:
        is_intraday = self.interval.is_intraday
        return self.interval.seconds * NS_PER_SECOND if is_intraday else NS_PER_DAY

    @property
    def last_position(self) -> float:
        """Return the position of the last bar; the first lies at 0."""
        return (self._last_ns - self._first_ns) / self._unit_ns

    def least_step(self, *, sessions: float, days: float) -> float:
        """Return the positions of a period of so many days; how many have bars is nothing to it."""
        del sessions
        return days * NS_PER_DAY / self._unit_ns

    def position_of(self, time_ns: int) -> float:
        """Return where an instant lies."""
        return (min(max(time_ns, _FIRST_NS), _LAST_NS) - self._first_ns) / self._unit_ns

    def positions_of(self, time_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return where instants lie, (m,) float64."""
        inside = np.clip(time_ns, _FIRST_NS, _LAST_NS)
        result: NDArray[np.float64] = (inside - self._first_ns) / self._unit_ns
        return result

    @override
    def time_at(self, position: float) -> int:
        """Return the instant at a position, in ns; the inverse of `position_of`.

        Kept within the years 1678 to 2261, which 64 bits of nanoseconds can hold.
        """
        instant = self._first_ns + round(position * self._unit_ns)
        return min(max(instant, _FIRST_NS), _LAST_NS)

    def date_at(self, position: float) -> dt.date:
        """Return the day whose middle is nearest; for intraday bars the day of the instant."""
        nearest = position if self.interval.is_intraday else float(round(position))
        return self.local_time_at(nearest).date()

    def nearest_index(self, position: float) -> int | None:
        """Return the index of the bar nearest to a position, or none if there are no bars."""
        if not len(self.time_ns):
            return None
        time_ns = self.time_at(position)
        after = int(np.searchsorted(self.time_ns, time_ns))
        choices = range(max(after - 1, 0), min(after + 1, len(self.time_ns)))
        return min(choices, key=lambda index: abs(int(self.time_ns[index]) - time_ns))

    def bar_positions(self, first: int, last: int) -> NDArray[np.float64]:
        """Return where bars `first` to `last` lie, the latter excluded."""
        return self.positions_of(self.time_ns[first:last])

    def column_edges(self, start: float, end: float, *, width_px: int) -> NDArray[np.int64]:
        """Return the first bar of each pixel column from `start` to `end`, and the bar after.

        A bar is in column ``floor((position - start) * (width_px / (end - start)))``.
        """
        per_position = width_px / (end - start)
        columns = np.arange(width_px + 1, dtype=np.float64)
        times = self._first_ns + (start + columns / per_position) * self._unit_ns
        inside = np.clip(np.ceil(times), _FIRST_NS, _LAST_NS).astype(np.int64)
        edges = np.searchsorted(self.time_ns, inside)
        if not len(self.time_ns):
            return edges
        # Rounding may have put a bar that stands on an edge on its wrong side.
        edges -= (edges > 0) & (self._columns(edges - 1, start, per=per_position) >= columns)
        is_early = self._columns(edges, start, per=per_position) < columns
        edges += (edges < len(self.time_ns)) & is_early
        return edges

    def _columns(
        self, indices: NDArray[np.int64], start: float, *, per: float
    ) -> NDArray[np.float64]:
        known = np.clip(indices, 0, len(self.time_ns) - 1)
        columns: NDArray[np.float64] = (self.positions_of(self.time_ns[known]) - start) * per
        return columns


def _has_weekends(time_ns: NDArray[np.int64], ahead_ns: int) -> bool:
    """Return whether there is a bar at a weekend, looked up weekend by weekend."""
    first, last = ((int(time) + ahead_ns) // NS_PER_DAY for time in time_ns[[0, -1]])
    saturday = first - (first + _EPOCH_WEEKDAY) % 7 + _WEEKEND
    saturdays = np.arange(saturday - 7, last + 1, 7, dtype=np.int64) * NS_PER_DAY - ahead_ns
    before, after = np.searchsorted(time_ns, (saturdays, saturdays + 2 * NS_PER_DAY))
    return bool(np.any(after > before))
