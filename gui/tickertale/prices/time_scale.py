"""The trading-time scale: positions count bars, so nights, weekends and holidays take no room."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.instrument import Interval
from tickertale.prices.bars import NS_PER_DAY

_EPOCH = dt.date(1970, 1, 1)
_EPOCH_WEEKDAY = 3
_WEEKEND = 5
_FIRST_NS = (dt.date(1678, 1, 1) - _EPOCH).days * NS_PER_DAY
_LAST_NS = (dt.date(2261, 12, 31) - _EPOCH).days * NS_PER_DAY


def day_ns(day: dt.date) -> int:
    """Return midnight UTC of a date in ns since 1970, the label that a daily bar carries."""
    return (day - _EPOCH).days * NS_PER_DAY


def date_of(time_ns: int) -> dt.date:
    """Return the date that holds an instant, in UTC."""
    return _EPOCH + dt.timedelta(days=int(time_ns // NS_PER_DAY))


class TradingTimeScale:
    """Time as bar index: bar i lies at i, an instant between two bars at a fraction between.

    Outside the series one weekday counts as one bar; in a series that also has weekend bars,
    every day does. With no bars at all, position 0 is 1 January 1970.

    Parameters
    ----------
    time_ns : (n,) int64
        Ascending, without duplicates; as in `Bars`.
    interval : Interval
        Span of one bar.
    """

    def __init__(self, time_ns: NDArray[np.int64], interval: Interval = Interval.DAY) -> None:
        self.time_ns = time_ns
        self.interval = interval
        self.days_per_week = 7 if _has_weekends(time_ns) else 5
        first, last = (int(time_ns[0]), int(time_ns[-1])) if len(time_ns) else (0, 0)
        self._first_ordinal = float(self._ordinals(np.array([first]))[0])
        self._last_ordinal = float(self._ordinals(np.array([last]))[0])
        self._last_position = float(max(len(time_ns) - 1, 0))

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.time_ns)

    def position_of(self, time_ns: int) -> float:
        """Return where an instant lies, in bars."""
        return float(self.positions_of(np.array([time_ns], dtype=np.int64))[0])

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
        after = self._last_position + ordinals - self._last_ordinal
        outside = np.where(time_ns > self.time_ns[-1], after, inside)
        result: NDArray[np.float64] = np.where(time_ns < self.time_ns[0], before, outside)
        return result

    def time_at(self, position: float) -> int:
        """Return the instant at a position, in ns; the inverse of `position_of`.

        Kept within the years 1678 to 2261, which 64 bits of nanoseconds can hold.
        """
        if 0.0 <= position <= self._last_position and len(self.time_ns):
            left = int(position)
            start = int(self.time_ns[left])
            if position == left:
                return start
            return start + round((position - left) * (int(self.time_ns[left + 1]) - start))
        if position < 0.0:
            return self._instant(self._first_ordinal + position)
        return self._instant(self._last_ordinal + position - self._last_position)

    def date_at(self, position: float) -> dt.date:
        """Return the session nearest to a position; a would-be session outside the series."""
        return date_of(self.time_at(float(round(position))))

    def index_of(self, date: dt.date) -> int | None:
        """Return the index of the first bar of a date, or none if the date has no bar."""
        wanted = day_ns(date)
        index = int(np.searchsorted(self.time_ns, wanted))
        found = index < len(self.time_ns) and self.time_ns[index] < wanted + NS_PER_DAY
        return index if found else None

    def nearest_index(self, position: float) -> int | None:
        """Return the index of the bar nearest to a position, or none if there are no bars."""
        if not len(self.time_ns):
            return None
        return round(min(max(position, 0.0), self._last_position))

    def _ordinals(self, time_ns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return instants as a count of would-be sessions since Monday, 29 December 1969."""
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
        whole = int(ordinal // 1)
        fraction = ordinal - whole
        week, weekday = divmod(whole, self.days_per_week)
        step = 3 if self.days_per_week == 5 and weekday == _WEEKEND - 1 else 1
        days = week * 7 + weekday - _EPOCH_WEEKDAY
        instant = days * NS_PER_DAY + round(fraction * step * NS_PER_DAY)
        return min(max(instant, _FIRST_NS), _LAST_NS)


def _has_weekends(time_ns: NDArray[np.int64]) -> bool:
    weekdays = (time_ns // NS_PER_DAY + _EPOCH_WEEKDAY) % 7
    return bool(np.any(weekdays >= _WEEKEND))
