"""Ticks of the time axis: the finest kind of period whose labels have room."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.bars import NS_PER_DAY
from tickertale.prices.time_scale import TradingTimeScale, date_of, day_ns

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHARACTER_PX = 7.0
_FIRST_YEAR = 1678
_NEIGHBORS = 4
_INSET_PX = 4.0
_OVERVIEW_GAP_PX = 12.0


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
    """A kind of period: how many weekdays a short one has, its widest labels, its first days."""

    weekdays: float
    samples: tuple[str, ...]
    first_days: Callable[[dt.date, dt.date], list[dt.date]]
    label: Callable[[dt.date, dt.date], tuple[str, bool]]


def estimated_width(text: str) -> float:
    """Return the width of a label, in px, where no font can be asked."""
    return _CHARACTER_PX * len(text)


def time_ticks(
    scale: TradingTimeScale,
    *,
    start: float,
    end: float,
    px_per_bar: float,
    min_gap_px: float = 64.0,
    width_of: Callable[[str], float] = estimated_width,
) -> tuple[TimeTick, ...]:
    """Return the ticks of a visible range, from left to right.

    Labels are meant to be centered on their ticks, and pushed inside where the pane would cut
    them; centered ones are at least `min_gap_px` apart. Which periods have a tick depends on `px_per_bar` alone,
    never on where the range begins, so panning moves ticks and never exchanges them.

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
    scale: TradingTimeScale,
    *,
    start: float,
    end: float,
    px_per_bar: float,
    width_of: Callable[[str], float] = estimated_width,
) -> tuple[TimeTick, ...]:
    """Return the years of a range whose labels begin at their ticks, as under the overview.

    As `time_ticks`, but a label reaches right from its tick, so that the first year of a series
    can be named at the left border.
    """
    pane = _Pane(scale, start, end, px_per_bar, width_of)
    if not pane.is_drawable:
        return ()
    level = pane.finest(_YEAR_LEVELS, _OVERVIEW_GAP_PX)
    return tuple(tick for tick in pane.ticks(level) if pane.holds_to_the_right(tick))


@dataclass(frozen=True, slots=True)
class _Pane:
    """A visible range of a scale, and how wide labels are in it."""

    scale: TradingTimeScale
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
        reach = self._bars(level.weekdays) * 1.5 * (_NEIGHBORS + 2)
        first = date_of(self.scale.time_at(self.start - reach))
        last = date_of(self.scale.time_at(self.end + reach))
        days = [day for day in level.first_days(first, last) if day.year >= _FIRST_YEAR]
        # Periods without bars share the place of the next one, which has the only session there.
        positions = sorted(set(_first_positions(days, level=level, scale=self.scale).tolist()))
        sessions = [self.scale.date_at(position) for position in positions]
        pairs = zip(positions[1:], sessions[1:], sessions, strict=False)
        return [TimeTick(place, *level.label(day, before)) for place, day, before in pairs]

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
        return self._bars(level.weekdays) * self.px_per_bar >= needed

    def _bars(self, weekdays: float) -> float:
        return weekdays * self.scale.days_per_week / 5


def _without_collisions(
    pane: _Pane, ticks: Sequence[TimeTick], *, min_gap_px: float
) -> Iterator[TimeTick]:
    """Return the ticks whose labels keep the gap to those that matter more.

    Where one must go, the major one stays, else the earlier. Only neighbors count, and whether
    they go themselves does not: what happens at the border of the view must not be felt inside.
    """
    halves = [pane.width_of(tick.text) / 2 for tick in ticks]
    for index, tick in enumerate(ticks):
        others = range(max(index - _NEIGHBORS, 0), min(index + _NEIGHBORS + 1, len(ticks)))
        if not any(
            (ticks[other].is_major, -other) > (tick.is_major, -index)
            and abs(ticks[other].position - tick.position) * pane.px_per_bar
            < halves[other] + halves[index] + min_gap_px
            for other in others
        ):
            yield tick


def _first_positions(
    days: Sequence[dt.date], *, level: _Level, scale: TradingTimeScale
) -> NDArray[np.float64]:
    """Return the positions of the first bars on or after the days, (n,) float64.

    A series that begins a few days into a period (the second of January) begins the period.
    """
    times = np.array([day_ns(day) for day in days], dtype=np.int64)
    positions: NDArray[np.float64] = np.ceil(scale.positions_of(times))
    if not len(scale):
        return positions
    missed_ns = scale.time_ns[0] - times
    is_late = (missed_ns >= 0) & (missed_ns <= min(5, level.weekdays // 3) * NS_PER_DAY)
    return np.where(is_late, 0.0, positions)


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


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=count) for count in range((last - first).days + 1)]


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _year_label(session: dt.date, _before: dt.date) -> tuple[str, bool]:
    return str(session.year), False


def _half_year_label(session: dt.date, before: dt.date) -> tuple[str, bool]:
    is_new_year = session.year != before.year
    return str(session.year) if is_new_year else _MONTHS[session.month - 1], is_new_year


def _month_label(session: dt.date, before: dt.date) -> tuple[str, bool]:
    month = _MONTHS[session.month - 1]
    is_new_year = session.year != before.year
    return f"{month} {session.year}" if is_new_year else month, is_new_year


def _half_month_label(session: dt.date, before: dt.date) -> tuple[str, bool]:
    if _month_number(session) == _month_number(before):
        return str(session.day), False
    return _month_label(session, before)[0], True


def _day_label(session: dt.date, before: dt.date) -> tuple[str, bool]:
    if _month_number(session) == _month_number(before):
        return str(session.day), False
    return f"{session.day} {_month_label(session, before)[0]}", True


_YEAR_LEVELS = tuple(
    _Level(240.0 * count, ("2025", "2025"), _every_years(count), _year_label)
    for count in (1, 2, 5, 10, 20, 50, 100)
)

_LEVELS = (
    _Level(1.0, ("30 May", "30"), _days, _day_label),
    _Level(5.0, ("30 May", "30"), _weeks, _day_label),
    _Level(9.0, ("May", "17"), _half_months, _half_month_label),
    _Level(18.0, ("Jan 2025", "May"), _every_months(1), _month_label),
    _Level(58.0, ("Jan 2025", "Oct"), _every_months(3), _month_label),
    _Level(120.0, ("2025", "Jul"), _every_months(6), _half_year_label),
    *_YEAR_LEVELS,
)
"""Finest first; the number of weekdays is what a short period of the kind still has."""
