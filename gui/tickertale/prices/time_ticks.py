"""Ticks of the time axis: the finest kind of period whose labels have room."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
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

    Labels are meant to be centered on their ticks; they are at least `min_gap_px` apart, and none
    that the pane would cut is returned. Which periods have a tick depends on `px_per_bar` alone,
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
    if not _is_drawable(start, end, px_per_bar):
        return ()
    ticks = _sparse_ticks(scale, start, end, px_per_bar, min_gap_px, width_of)
    return tuple(
        tick
        for tick in ticks
        if (tick.position - start) * px_per_bar >= width_of(tick.text) / 2
        and (end - tick.position) * px_per_bar >= width_of(tick.text) / 2
    )


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
    if not _is_drawable(start, end, px_per_bar):
        return ()
    level = next(
        (level for level in _YEAR_LEVELS if _has_room(level, scale, px_per_bar, 12.0, width_of)),
        _YEAR_LEVELS[-1],
    )
    return tuple(
        tick
        for tick in _ticks(level, scale, start, end)
        if tick.position >= start
        and (end - tick.position) * px_per_bar >= width_of(tick.text) + _INSET_PX
    )


def _is_drawable(start: float, end: float, px_per_bar: float) -> bool:
    return all(map(math.isfinite, (start, end, px_per_bar))) and start < end and px_per_bar > 0


def _sparse_ticks(
    scale: TradingTimeScale,
    start: float,
    end: float,
    px_per_bar: float,
    min_gap_px: float,
    width_of: Callable[[str], float],
) -> list[TimeTick]:
    """Return the ticks of the finest level that has room, without those that still collide."""
    level = next(
        (level for level in _LEVELS if _has_room(level, scale, px_per_bar, min_gap_px, width_of)),
        _LEVELS[-1],
    )
    ticks = _ticks(level, scale, start, end)
    halves = [width_of(tick.text) / 2 for tick in ticks]

    def collide(one: int, other: int) -> bool:
        distance = abs(ticks[one].position - ticks[other].position) * px_per_bar
        return distance < halves[one] + halves[other] + min_gap_px

    return [
        tick
        for index, tick in enumerate(ticks)
        if not any(collide(index, stronger) for stronger in _stronger(ticks, index))
    ]


def _stronger(ticks: Sequence[TimeTick], index: int) -> Iterable[int]:
    """Return the neighbors that keep their label where one must go: the major, then the earlier.

    Only neighbors count, and whether they go themselves does not: what happens at the border of
    the view must not be felt inside it.
    """
    for other in range(max(index - _NEIGHBORS, 0), min(index + _NEIGHBORS + 1, len(ticks))):
        if (ticks[other].is_major, -other) > (ticks[index].is_major, -index):
            yield other


def _has_room(
    level: _Level,
    scale: TradingTimeScale,
    px_per_bar: float,
    min_gap_px: float,
    width_of: Callable[[str], float],
) -> bool:
    bars = level.weekdays * scale.days_per_week / 5
    widest = sum(map(width_of, level.samples)) / len(level.samples)
    return bars * px_per_bar >= widest + min_gap_px


def _ticks(level: _Level, scale: TradingTimeScale, start: float, end: float) -> list[TimeTick]:
    """Return the level's ticks in the range, and a few on either side of it."""
    reach = math.ceil(level.weekdays * 1.5 * scale.days_per_week / 5) * (_NEIGHBORS + 2)
    first, last = date_of(scale.time_at(start - reach)), date_of(scale.time_at(end + reach))
    days = [day for day in level.first_days(first, last) if _FIRST_YEAR <= day.year]
    # Periods without bars share the place of the next one, which has the only session there.
    positions = np.unique(_first_positions(level, scale, days)).tolist()
    sessions = [scale.date_at(position) for position in positions]
    return [
        TimeTick(position, *level.label(session, before))
        for position, session, before in zip(positions[1:], sessions[1:], sessions, strict=False)
    ]


def _first_positions(
    level: _Level, scale: TradingTimeScale, days: Sequence[dt.date]
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
