"""What spoils a window: ex-dates whose steps are in the prices, and bars that are missing."""

import datetime as dt

from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.instrument import CorporateAction, Instrument
from tickertale.domain.series_choice import session_series
from tickertale.prices.time_scale import date_of, day_ns
from tickertale.session.study_row import ExDate
from tickertale.session.study_source import StudySource


class WindowNotes:
    """Finds what lies in the windows of events; what all of them need is read once.

    Parameters
    ----------
    source : StudySource
    window : StudyWindow
    """

    def __init__(self, source: StudySource, window: StudyWindow) -> None:
        self._returns = source.returns
        self._estimation = window.estimation_first, window.estimation_last
        self._symbols = (
            source.instrument.symbol,
            source.benchmark.symbol if source.benchmark else "factors",
        )
        self._actions = tuple(
            (row.symbol, action)
            for row in (source.instrument, source.benchmark)
            if row is not None
            for action in _uncorrected_actions(row)
        )

    def ex_dates(self, day: int, window: tuple[int, int]) -> tuple[ExDate, ...]:
        """Return the uncorrected actions in the windows of an event, by date.

        Parameters
        ----------
        day : int
            Index of day 0 in the returns.
        window : (int, int)
            Event window as measured.
        """
        found = [
            ExDate(symbol, action, is_in_event_window=is_event)
            for symbol, action in self._actions
            for is_event, (first, last) in ((False, self._estimation), (True, window))
            if self._contains(day, first, last=last, time_ns=day_ns(action.ex_date))
        ]
        return tuple(sorted(found, key=lambda row: (row.action.ex_date, row.symbol)))

    def missing(self, day: int, window: tuple[int, int]) -> tuple[tuple[str, dt.date], ...]:
        """Return symbol and session of each bar that is missing from the windows, by date."""
        first = self._estimation[0]
        labels = (self._returns.missing_asset, self._returns.missing_market)
        found = [
            (symbol, date_of(int(label)))
            for symbol, sessions in zip(self._symbols, labels, strict=True)
            for label in sessions
            if self._contains(day, first, last=window[1], time_ns=int(label))
        ]
        return tuple(sorted(found, key=lambda row: (row[1], row[0])))

    def _contains(self, day: int, first: int, *, last: int, time_ns: int) -> bool:
        """Return whether the returns of a window span an instant: from the close before it on."""
        times = self._returns.time_ns
        before, end = max(day + first - 1, 0), min(max(day + last, 0), len(times) - 1)
        return bool(times[before] < time_ns <= times[end])


def _uncorrected_actions(instrument: Instrument) -> tuple[CorporateAction, ...]:
    series = session_series(instrument)
    return () if series is None else series.uncorrected_actions
