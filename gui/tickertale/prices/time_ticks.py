"""Ticks of the time axis: the finest kind of period whose labels have room."""

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.time_scale import NS_PER_SECOND, TimeScale, offset_ns

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHARACTER_PX = 7.0
_FIRST_YEAR = 1678
_NEIGHBORS = 4
_LEAST_DAYS = {Interval.WEEK: 7.0, Interval.MONTH: 28.0}
"""What a bar of these is the label of: dates within it are not told apart."""
_MOST_DAYS = 31
_INSET_PX = 4.0
_OVERVIEW_GAP_PX = 12.0
_NS_PER_HOUR = 3_600 * NS_PER_SECOND


@dataclass(frozen=True, slots=True)
class TimeTick:
    """One tick of the time axis.

    Parameters
    ----------
    position : float
        Position of the first bar of the period, in bars.
    text : str
        The label: ``2025``, ``Jan 2025``, ``Feb``, ``17``, ``3 Mar``.
    is_major : bool
        Whether a longer period begins here: a year among months, a month among days.
    """

    position: float
    text: str
    is_major: bool


@dataclass(frozen=True, slots=True)
class _Level:
    """A kind of period: the sessions and days of a short one, its widest labels, its first days.

    A period within a day has neither and no first days, but a number of seconds.
    """

    sessions: float
    days: float
    samples: tuple[str, ...]
    first_days: Callable[[dt.date, dt.date], list[dt.date]]
    label: Callable[[dt.datetime, dt.datetime], tuple[str, bool]]
    seconds: int = 0


def estimated_width(text: str) -> float:
    """Return the width of a label, in px, where no font can be asked."""
    return _CHARACTER_PX * len(text)


def time_ticks(
    scale: TimeScale,
    *,
    start: float,
    end: float,
    px_per_bar: float,
    min_gap_px: float = 64.0,
    width_of: Callable[[str], float] = estimated_width,
) -> tuple[TimeTick, ...]:
    """Return the ticks of a visible range, from left to right.

    Labels are meant to be centered on their ticks, and pushed inside where the pane would cut
    them; centered ones are at least `min_gap_px` apart. Which periods have a tick depends on
    `px_per_bar` alone, never on where the range begins, so panning moves ticks and never exchanges
    them. Hours and dates are those of the exchange's clock.

    Parameters
    ----------
    scale : TradingTimeScale
        Where dates lie.
    start, end : float
        The visible range in bars: the positions at the left and the right border of the pane.
    px_per_bar : float
        Zoom.
    min_gap_px : float
        Least room between two labels.
    width_of : callable
        Width of a label in px, in the axis's font.
    """
    pane = _Pane(scale, start, end, px_per_bar, width_of)
    if not pane.is_drawable:
        return ()
    level = pane.finest(_LEVELS, min_gap_px)
    ticks = _without_collisions(pane, pane.ticks(level), min_gap_px=min_gap_px)
    return tuple(tick for tick in ticks if pane.holds(tick))


def overview_ticks(
    scale: TimeScale,
    *,
    start: float,
    end: float,
    px_per_bar: float,
    width_of: Callable[[str], float] = estimated_width,
) -> tuple[TimeTick, ...]:
    """Return the years of a range whose labels begin at their ticks, as under the overview.

    As `time_ticks`, but a label reaches right from its tick, so that the year in which a series
    begins is named at the left border. A range within one year has months, weeks, days or hours.
    """
    pane = _Pane(scale, start, end, px_per_bar, width_of)
    if not pane.is_drawable:
        return ()
    years = pane.finest(_YEAR_LEVELS, _OVERVIEW_GAP_PX)
    level = next(
        (
            level
            for level in (years, *reversed(_LEVELS[: -len(_YEAR_LEVELS)]))
            if any(start + 1.0 < tick.position < end for tick in pane.ticks(level))
        ),
        years,
    )
    ticks = [tick for tick in pane.ticks(level) if start <= tick.position <= end]
    ticks = _with_beginning(pane, level, ticks=ticks)
    return tuple(tick for tick in ticks if pane.holds_to_the_right(tick))


def _with_beginning(pane: "_Pane", level: "_Level", *, ticks: list[TimeTick]) -> list[TimeTick]:
    """Return the ticks with one for the period in which the range begins, if it has room.

    The first of them is told in full: nothing before it names its year.
    """
    first = max(pane.start, 0.0)
    time = pane.scale.local_time_at(first)
    text, is_major = level.label(time, time.replace(year=time.year - 1, day=1))
    width = (pane.width_of(text) + _OVERVIEW_GAP_PX) / pane.px_per_bar
    if not ticks or ticks[0].position >= first + width:
        return [TimeTick(first, text, is_major), *ticks]
    position = ticks[0].position
    time = pane.scale.local_time_at(position)
    text, is_major = level.label(time, time.replace(year=time.year - 1, day=1))
    return [TimeTick(position, text, is_major), *ticks[1:]]


@dataclass(frozen=True, slots=True)
class _Pane:
    """A visible range of a scale, and how wide labels are in it."""

    scale: TimeScale
    start: float
    end: float
    px_per_bar: float
    width_of: Callable[[str], float]

    @property
    def is_drawable(self) -> bool:
        is_finite = all(map(math.isfinite, (self.start, self.end, self.px_per_bar)))
        return is_finite and self.start < self.end and self.px_per_bar > 0

    def finest(self, levels: Sequence[_Level], min_gap_px: float) -> _Level:
        """Return the first level whose labels have room, or else the last."""
        return next((level for level in levels if self._has_room(level, min_gap_px)), levels[-1])

    def ticks(self, level: _Level) -> list[TimeTick]:
        """Return the level's ticks in the range, and a few on either side of it."""
        reach = self.extent(level) * 1.5 * (_NEIGHBORS + 2)
        start, end = self.start - reach, self.end + reach
        # Those of a wider range serve for many frames, until the view has left it.
        size = 2.0 ** math.ceil(math.log2(end - start))
        low, high = math.floor(start / size) * size, math.ceil(end / size) * size
        ticks, places = _ticks_between(self.scale, level, start=low, end=high)
        return ticks[bisect_left(places, start) : bisect_right(places, end)]

    def extent(self, level: _Level) -> float:
        """Return the positions that a short period of the level takes."""
        if not level.seconds:
            return self.scale.least_step(sessions=level.sessions, days=level.days)
        step = level.seconds / self.scale.interval.seconds
        if not self.scale.is_ordinal:
            return step
        # A session that begins between two round times, and its noon: more is not to be had of it.
        return min(step, self.scale.least_step(sessions=0.5, days=0.5))

    def holds(self, tick: TimeTick) -> bool:
        """Return whether a tick is inside the pane, and its label not wider than that."""
        width = self.width_of(tick.text) / self.px_per_bar
        return self.start <= tick.position <= self.end and width <= self.end - self.start

    def holds_to_the_right(self, tick: TimeTick) -> bool:
        """Return whether a label that begins at its tick is inside the pane."""
        width = (self.width_of(tick.text) + _INSET_PX) / self.px_per_bar
        return self.start <= tick.position <= self.end - width

    def _has_room(self, level: _Level, min_gap_px: float) -> bool:
        # The distance of two neighbors is half of each label and the gap.
        needed = sum(map(self.width_of, level.samples)) / len(level.samples) + min_gap_px
        return self._is_told(level) and self.extent(level) * self.px_per_bar >= needed

    def _is_told(self, level: _Level) -> bool:
        if level.seconds:
            return self.scale.interval.is_intraday
        return not self.scale.is_ordinal or level.days >= _LEAST_DAYS.get(self.scale.interval, 0.0)


@lru_cache(maxsize=4)
def _ticks_between(
    scale: TimeScale, level: _Level, *, start: float, end: float
) -> tuple[list[TimeTick], list[float]]:
    """Return the ticks of a level in a range, and their positions."""
    if level.seconds:
        times = _clock_times(scale, (start, end), step_ns=level.seconds * NS_PER_SECOND)
    else:
        first, last = (scale.local_time_at(place).date() for place in (start, end))
        days = [day for day in level.first_days(first, last) if day.year >= _FIRST_YEAR]
        times = np.array([scale.start_of(day) for day in days], dtype=np.int64)
    # Periods without bars share the place of the next one, which has the only session there.
    # Not np.unique: it would import numpy.ma, which start-up does not need.
    positions = sorted(set(_first_positions(times, level=level, scale=scale).tolist()))
    clock = [scale.local_time_at(position) for position in positions]
    if level.seconds and scale.is_ordinal and positions[:1] == [0.0]:
        # Nothing comes before the first session, which has a date all the same.
        positions, clock = (
            [-1.0, *positions],
            [clock[0].replace(year=clock[0].year - 1, day=1), *clock],
        )
    triples = zip(positions[1:], clock[1:], clock, strict=False)
    ticks = [TimeTick(place, *level.label(time, before)) for place, time, before in triples]
    return ticks, positions[1:]


def _without_collisions(
    pane: _Pane, ticks: Sequence[TimeTick], *, min_gap_px: float
) -> list[TimeTick]:
    """Return the ticks whose labels keep the gap to all that are told.

    Where one must go, the major one stays, else the earlier. Only a tick that stays drives another
    out. As the level has room, such a chain ends after a tick or two, well before the border of
    the range: what happens there must not be felt inside the view.
    """
    told: list[TimeTick] = []
    for tick in sorted(ticks, key=lambda tick: (not tick.is_major, tick.position)):
        place = bisect_left(told, tick.position, key=attrgetter("position"))
        if all(
            abs(other.position - tick.position) * pane.px_per_bar
            >= (pane.width_of(other.text) + pane.width_of(tick.text)) / 2 + min_gap_px
            for other in told[max(place - 1, 0) : place + 1]
        ):
            told.insert(place, tick)
    return told


def _first_positions(
    times: NDArray[np.int64], *, level: _Level, scale: TimeScale
) -> NDArray[np.float64]:
    """Return where the first bars at or after the times lie, (n,) float64.

    A series that begins a few days into a period (the second of January) begins the period. Where
    positions count time, a period lies where it begins, whether or not there is a bar.
    """
    positions = scale.positions_of(times)
    if not scale.is_ordinal:
        return positions
    positions = np.ceil(positions)
    if not len(scale) or level.seconds:
        return positions
    missed_ns = scale.time_ns[0] - times
    is_late = (missed_ns >= 0) & (missed_ns <= min(5, level.sessions // 3) * NS_PER_DAY)
    return np.where(is_late, 0.0, positions)


def _clock_times(scale: TimeScale, ends: tuple[float, float], *, step_ns: int) -> NDArray[np.int64]:
    """Return the instants in a range at which the exchange's clock shows a round time."""
    first, last = map(scale.time_at, ends)
    first_day, last_day = (scale.local_time_at(end).date() for end in ends)
    parts = [np.empty(0, np.int64)]
    for day in _days(first_day, last_day):
        opens, closes = scale.start_of(day), scale.start_of(day + dt.timedelta(days=1)) - 1
        index = scale.index_of(day)
        if scale.is_ordinal:
            if index is None:
                continue
            opens = int(scale.time_ns[index])
            closes = int(scale.time_ns[np.searchsorted(scale.time_ns, closes, side="right") - 1])
        parts.append(np.array([opens]))
        for left, right in _even_hours(max(opens, first), min(closes, last), zone=scale.zone):
            ahead_ns = offset_ns(left, scale.zone)
            round_ns = -(-(left + ahead_ns) // step_ns) * step_ns - ahead_ns
            parts.append(np.arange(round_ns, right + 1, step_ns, dtype=np.int64))
    return np.concatenate(parts)


def _even_hours(first: int, last: int, *, zone: str) -> list[tuple[int, int]]:
    """Return spans of time that cover `first` to `last`, within which no clock is changed."""
    if first > last:
        return []
    if offset_ns(first, zone) == offset_ns(last, zone):
        return [(first, last)]
    hours = range(first - first % _NS_PER_HOUR, last + 1, _NS_PER_HOUR)
    return [(max(hour, first), min(hour + _NS_PER_HOUR - 1, last)) for hour in hours]


def _every_years(count: int) -> Callable[[dt.date, dt.date], list[dt.date]]:
    def first_days(first: dt.date, last: dt.date) -> list[dt.date]:
        years = range(first.year - first.year % count, last.year + 1, count)
        return [dt.date(year, 1, 1) for year in years]

    return first_days


def _every_months(count: int) -> Callable[[dt.date, dt.date], list[dt.date]]:
    def first_days(first: dt.date, last: dt.date) -> list[dt.date]:
        months = range(_month_number(first) // count * count, _month_number(last) + 1, count)
        return [dt.date(month // 12, month % 12 + 1, 1) for month in months]

    return first_days


def _half_months(first: dt.date, last: dt.date) -> list[dt.date]:
    months = _every_months(1)(first, last)
    return [day for month in months for day in (month, month.replace(day=16))]


def _weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    return _days(first - dt.timedelta(days=first.weekday()), last)[::7]


def _half_weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    mondays = _weeks(first, last)
    return [day for monday in mondays for day in (monday, monday + dt.timedelta(days=3))]


def _odd_days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [day for day in _days(first, last) if day.day % 2 and day.day < _MOST_DAYS]


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=count) for count in range((last - first).days + 1)]


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _year_label(session: dt.datetime, _before: dt.datetime) -> tuple[str, bool]:
    return str(session.year), False


def _half_year_label(session: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    is_new_year = session.year != before.year
    return str(session.year) if is_new_year else _MONTHS[session.month - 1], is_new_year


def _month_label(session: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    month = _MONTHS[session.month - 1]
    is_new_year = session.year != before.year
    return f"{month} {session.year}" if is_new_year else month, is_new_year


def _half_month_label(session: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    if _month_number(session) == _month_number(before):
        return str(session.day), False
    return _month_label(session, before)[0], True


def _day_label(session: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    if _month_number(session) == _month_number(before):
        return str(session.day), False
    return f"{session.day} {_month_label(session, before)[0]}", True


def _clock_label(time: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    if time.date() == before.date():
        return f"{time:%H:%M}", False
    return f"{time.day} {_month_label(time, before)[0]}", True


def _second_label(time: dt.datetime, before: dt.datetime) -> tuple[str, bool]:
    text, is_major = _clock_label(time, before)
    return (text, True) if is_major else (f"{time:%H:%M:%S}", False)


_SECOND_LEVELS = tuple(
    _Level(0.0, 0.0, ("10:30:15", "10:30:30"), _days, _second_label, seconds)
    for seconds in (1, 2, 5, 10, 15, 30)
)

_CLOCK_LEVELS = tuple(
    _Level(0.0, 0.0, ("30 May", "10:30"), _days, _clock_label, 60 * minutes)
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720)
)

_YEAR_LEVELS = tuple(
    _Level(240.0 * count, 365.0 * count, ("2025", "2025"), _every_years(count), _year_label)
    for count in (1, 2, 5, 10, 20, 50, 100)
)

_LEVELS = (
    *_SECOND_LEVELS,
    *_CLOCK_LEVELS,
    _Level(1.0, 1.0, ("30 May", "30"), _days, _day_label),
    # Where every day has its place; the odd days of sessions are not evenly far apart.
    _Level(1.0, 2.0, ("30 May", "30"), _odd_days, _day_label),
    _Level(2.0, 3.0, ("30 May", "30"), _half_weeks, _day_label),
    _Level(5.0, 7.0, ("30 May", "30"), _weeks, _day_label),
    _Level(9.0, 13.0, ("May", "17"), _half_months, _half_month_label),
    _Level(18.0, 28.0, ("Jan 2025", "May"), _every_months(1), _month_label),
    _Level(58.0, 90.0, ("Jan 2025", "Oct"), _every_months(3), _month_label),
    _Level(120.0, 181.0, ("2025", "Jul"), _every_months(6), _half_year_label),
    *_YEAR_LEVELS,
)
"""Finest first; sessions and days are what a short period of the kind still has."""
