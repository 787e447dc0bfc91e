"""A selected span of bars: what the price did from its first close to its last."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import TimeScale
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.price_scale import price_text
from tickertale.viewmodels.chart.readout import bar_text
from tickertale.viewmodels.text.wording import MINUS, counted, duration_text, percent
from tickertale.viewmodels.timeline.reading import Reading


@dataclass(frozen=True, slots=True)
class Span:
    """Bars from where the selection began to where it was moved.

    Parameters
    ----------
    anchor, head : int
        Indices of bars; the head may lie before the anchor.
    """

    anchor: int
    head: int

    @property
    def first(self) -> int:
        """Return the index of the earlier bar."""
        return min(self.anchor, self.head)

    @property
    def last(self) -> int:
        """Return the index of the later bar."""
        return max(self.anchor, self.head)


@dataclass(frozen=True, slots=True)
class SpanState:
    """A span, ready to show.

    Parameters
    ----------
    view : ViewRange
        Where it begins and ends on the time axis, slots included.
    closes : ViewRange
        The same from the first close to the last: the time in which the change came about.
    dates : str
        ``6 Jan 2025 – 10 Feb 2025``; of intraday bars with hours.
    change : str
        ``+12.40 (+11.2%)`` from the first close to the last; a dash where one is missing.
    length : str
        ``23 bars, 35 days`` from the first bar to the last; hours within a day.
    is_up : bool or None
        Whether the price did not fall; none where that cannot be said.
    """

    view: ViewRange
    closes: ViewRange
    dates: str
    change: str
    length: str
    is_up: bool | None


def resolve_span(bars: Bars, scale: TimeScale, *, span: Span) -> SpanState:
    """Return a span of bars, ready to show.

    Parameters
    ----------
    bars : Bars
    scale : TimeScale
        Their time axis.
    span : Span
        Both of its bars exist.
    """
    first, last = span.first, span.last
    start, end = _places(scale, span)
    change = float(bars.close[last]) - float(bars.close[first])
    return SpanState(
        view=ViewRange(start - 0.5, end + 0.5),
        closes=ViewRange(start, end),
        dates=_dates_text(scale, span),
        change=_change_text(bars, first, change=change),
        length=f"{counted(last - first, 'bar')}, {_time_text(scale, span)}",
        is_up=change >= 0 if math.isfinite(change) else None,
    )


def _dates_text(scale: TimeScale, span: Span) -> str:
    start, end = bar_text(scale, span.first), bar_text(scale, span.last)
    day, comma, clock = end.partition(", ")
    # A span within one day names it once.
    return f"{start}–{clock}" if comma and start.startswith(f"{day},") else f"{start} – {end}"


def _time_text(scale: TimeScale, span: Span) -> str:
    times = [scale.local_time_at(position) for position in _places(scale, span)]
    days = (times[1].date() - times[0].date()).days
    if scale.interval.is_intraday and not days:
        return duration_text(times[1] - times[0])
    return counted(days, "day")


def _places(scale: TimeScale, span: Span) -> tuple[float, float]:
    start, end = (float(scale.bar_positions(row, row + 1)[0]) for row in (span.first, span.last))
    return start, end


def _change_text(bars: Bars, first: int, *, change: float) -> str:
    if not math.isfinite(change):
        return "–"
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    text = sign + price_text(abs(change))
    before = float(bars.close[first])
    # A share of nothing, or of a debt, says nothing.
    return f"{text} ({percent(change / before)})" if before > 0 else text


class SpanViewModel(QObject):
    """Holds the selected span.

    Parameters
    ----------
    reading : callable
        Returns the reading in force.
    parent : QObject or None

    Signals
    -------
    changed
        Another span is selected, or none.
    """

    changed = Signal()

    def __init__(self, reading: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._span: Span | None = None
        self._bars: Bars | None = None

    @property
    def span(self) -> Span | None:
        """Return the selected span; None without one, or when the bars are others now."""
        return self._span if self._reading().bars is self._bars else None

    def state(self) -> SpanState | None:
        """Return the selected span, ready to show."""
        span, reading = self.span, self._reading()
        return None if span is None else resolve_span(reading.bars, reading.scale, span=span)

    def select(self, start: float, end: float) -> None:
        """Select the bars nearest to two positions, and those between."""
        scale = self._reading().scale
        anchor, head = scale.nearest_index(start), scale.nearest_index(end)
        if anchor is not None and head is not None:
            self._set(Span(anchor, head))

    def extend(self, *, start: int, to: int) -> None:
        """Move the head of the span to a bar; without a span, one begins at `start`."""
        count = len(self._reading().bars)
        if count:
            span = self.span
            ends = (start if span is None else span.anchor), to
            self._set(Span(*(int(np.clip(end, 0, count - 1)) for end in ends)))

    def clear(self) -> bool:
        """Select no span; return whether there was one."""
        had_one = self.span is not None
        self._set(None)
        return had_one

    def _set(self, span: Span | None) -> None:
        if span != self.span:
            self._span, self._bars = span, self._reading().bars
            self.changed.emit()
