"""Going to a typed date or range: what is understood, and what it brings into view."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from tickertale.domain.errors import InvalidDateError
from tickertale.domain.event_date import EventDate
from tickertale.prices.time_scale import TimeScale, instant_ns
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.readout import bar_date
from tickertale.viewmodels.text.wording import bar_noun, counted, day_text, long_date


@dataclass(frozen=True, slots=True)
class GoToState:
    """What has been understood of what was typed.

    Parameters
    ----------
    line : str
        In words; empty where nothing is understood yet.
    problem : str
        One sentence; empty while there is nothing to mend.
    view : ViewRange or None
        What to bring into view.
    position : float or None
        Where to put the crosshair; none for a range.
    """

    line: str = ""
    problem: str = ""
    view: ViewRange | None = None
    position: float | None = None


def resolve_go_to(from_text: str, to_text: str, *, scale: TimeScale, view: ViewRange) -> GoToState:
    """Return what two typed dates ask for.

    One day is centered and gets the crosshair; a month, a year, an interval or two dates are shown
    from their first day to their last.

    Parameters
    ----------
    from_text, to_text : str
        In words, EDTF or ISO 8601; either may be empty.
    scale : TimeScale
        Axis of the series.
    view : ViewRange
        What is in view now; a centered day keeps its length.
    """
    if not from_text.strip() and not to_text.strip():
        return GoToState()
    if not len(scale):
        return GoToState(problem="This instrument has no prices yet.")
    try:
        start, end = _parse(from_text), _parse(to_text)
    except InvalidDateError as error:
        return GoToState(problem=str(error))
    if start is not None and end is None and start.is_day_precise:
        return _centered(start, scale, view=view)
    return _range(start, end, scale=scale)


def shown_range(scale: TimeScale, view: ViewRange) -> tuple[str, str]:
    """Return the first and the last bar in view as texts that can be typed to come back here."""
    indices = (scale.nearest_index(view.start + 0.5), scale.nearest_index(view.end - 0.5))
    first, last = ("" if index is None else bar_date(scale, index) for index in indices)
    return first, last


def _parse(text: str) -> EventDate | None:
    text = text.strip()
    if not text:
        return None
    # Start-up needs no dates in words.
    from tickertale.domain.date_phrase import parse_date_phrase

    phrase = parse_date_phrase(text)
    if phrase.when is not None:
        return phrase.when
    try:
        # ISO 8601 knows forms that nobody says, such as 2025-W10-4.
        return EventDate.parse(dt.date.fromisoformat(text).isoformat())
    except ValueError:
        raise InvalidDateError(phrase.problem) from None


def _ends(scale: TimeScale) -> tuple[dt.date, dt.date]:
    return scale.date_at(0.0), scale.date_at(scale.last_position)


def _outside(first: dt.date, last: dt.date, *, scale: TimeScale) -> str:
    """Return the sentence about days that lie wholly outside the prices, or nothing."""
    begins, ends = _ends(scale)
    if last < begins:
        return f"{day_text(last)} lies before the prices, which begin on {day_text(begins)}."
    if first > ends:
        return f"{day_text(first)} lies after the prices, which end on {day_text(ends)}."
    return ""


def _centered(when: EventDate, scale: TimeScale, *, view: ViewRange) -> GoToState:
    problem = _outside(when.first_day, when.first_day, scale=scale)
    if problem:
        return GoToState(problem=problem)
    index = _index_of(when, scale)
    position = float(scale.bar_positions(index, index + 1)[0])
    line = long_date(when, scale.zone)
    day = scale.date_at(position)
    if scale.index_of(when.first_day) is None:
        line += f", no session; the next is {day_text(day)}"
    half = view.span / 2
    return GoToState(line, view=ViewRange(position - half, position + half), position=position)


def _index_of(when: EventDate, scale: TimeScale) -> int:
    """Return the bar of a day, or of an instant, or the next one where there is none."""
    if when.has_time and scale.interval.is_intraday:
        index = scale.index_from(instant_ns(when.earliest(scale.zone)))
        return len(scale) - 1 if index is None else index
    return _index_from(when.first_day, scale)


def _index_from(day: dt.date, scale: TimeScale) -> int:
    index = scale.index_of(day)
    if index is None:
        index = int(np.searchsorted(scale.time_ns, scale.start_of(day)))
    return min(index, len(scale) - 1)


def _range(start: EventDate | None, end: EventDate | None, *, scale: TimeScale) -> GoToState:
    begins, ends = _ends(scale)
    first = start.first_day if start else begins
    last = end.last_day if end else start.last_day if start else ends
    if first > last:
        sentence = f"The range ends on {day_text(last)}, before it begins on {day_text(first)}."
        return GoToState(problem=sentence)
    problem = _outside(first, last, scale=scale)
    if problem:
        return GoToState(problem=problem)
    first, last = max(first, begins), min(last, ends)
    index, after = _index_from(first, scale), _index_after(last, scale)
    if scale.interval.is_intraday:
        clocks = (when if when and when.has_time else None for when in (start, end or start))
        index, after = _within(next(clocks), next(clocks), scale=scale, days=(index, after))
    if after <= index:
        between = f"{day_text(first)} and {day_text(last)}"
        noun = bar_noun(scale.interval)
        return GoToState(problem=f"There is no {noun} between {between}.")
    places = [float(scale.bar_positions(row, row + 1)[0]) for row in (index, after - 1)]
    line = f"{day_text(first)} to {day_text(last)}, {counted(after - index, 'bar')}"
    return GoToState(line, view=ViewRange(places[0] - 0.5, places[1] + 0.5))


def _index_after(day: dt.date, scale: TimeScale) -> int:
    return int(np.searchsorted(scale.time_ns, scale.start_of(day + dt.timedelta(days=1))))


def _within(
    start: EventDate | None, end: EventDate | None, *, scale: TimeScale, days: tuple[int, int]
) -> tuple[int, int]:
    """Return the bars of whole days, cut where an end names a time of day."""
    index, after = days
    if start is not None:
        found = scale.index_from(instant_ns(start.earliest(scale.zone)))
        index = len(scale) if found is None else max(found, index)
    if end is not None:
        last = int(np.searchsorted(scale.time_ns, instant_ns(end.latest(scale.zone)), side="right"))
        after = min(last, after)
    return index, after
