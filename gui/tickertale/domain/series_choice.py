"""Which bars of an instrument are read: those of a series, or longer ones made of its sessions."""

from tickertale.domain.base import DomainModel
from tickertale.domain.category import Identifier
from tickertale.domain.instrument import Instrument, Interval, Series

_OF_SESSIONS = (Interval.DAY, Interval.WEEK, Interval.MONTH)
"""What can be made of sessions."""


class SeriesChoice(DomainModel):
    """Bars of one interval.

    Parameters
    ----------
    series : str
        Id of the series that they are, or are made of.
    interval : Interval
        Their span.
    """

    series: Identifier
    interval: Interval


def series_choices(instrument: Instrument) -> tuple[SeriesChoice, ...]:
    """Return what can be read of an instrument, the shortest bars first.

    Beside its own series these are sessions, weeks and months, where it has sessions and no series
    of that interval.
    """
    own = [SeriesChoice(series=row.id, interval=row.interval) for row in instrument.series]
    known = {choice.interval for choice in own}
    base = session_series(instrument)
    made = [
        SeriesChoice(series=base.id, interval=interval)
        for interval in _OF_SESSIONS
        if base is not None and base.interval.seconds <= Interval.DAY.seconds
        if interval not in known
    ]
    return tuple(sorted((*own, *made), key=lambda choice: choice.interval.seconds))


def choice_in_force(instrument: Instrument, wanted: SeriesChoice | None) -> SeriesChoice | None:
    """Return what is read: what is wanted if there is such a thing, else the first series."""
    if wanted is not None and wanted in series_choices(instrument):
        return wanted
    first = next(iter(instrument.series), None)
    return None if first is None else SeriesChoice(series=first.id, interval=first.interval)


def choice_of_interval(instrument: Instrument, interval: Interval) -> SeriesChoice | None:
    """Return the bars of an instrument that are of one interval, or none."""
    fitting = (row for row in series_choices(instrument) if row.interval is interval)
    return next(fitting, None)


def session_series(instrument: Instrument) -> Series | None:
    """Return the series that sessions are read from: the first daily one, else the first."""
    daily = (row for row in instrument.series if row.interval is Interval.DAY)
    return next(daily, next(iter(instrument.series), None))


def series_of(instrument: Instrument, choice: SeriesChoice | None) -> Series | None:
    """Return the series that is read by a choice in force."""
    wanted = choice_in_force(instrument, choice)
    return next((row for row in instrument.series if wanted and row.id == wanted.series), None)
