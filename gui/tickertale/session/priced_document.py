"""A document that is read: its timeline, and the bars and sessions of its instruments."""

import datetime as dt
from collections.abc import Iterable, Sequence

from tickertale.domain.errors import PriceDataError
from tickertale.domain.event import Event, MarketTiming
from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Instrument, Interval, Series
from tickertale.domain.reaction import Reaction, reaction_session
from tickertale.domain.series_choice import (
    SeriesChoice,
    choice_in_force,
    series_of,
    session_series,
)
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import read_exchange, zone_of
from tickertale.prices.longer_bar import longer_bars
from tickertale.prices.session_bar import session_bars, session_days
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.session.embedded_bars import to_bars
from tickertale.store.event_store import EventStore
from tickertale.store.loading import QuarantinedRow


class PricedDocument:
    """The timeline of a document with its prices, each series read when it is first asked for.

    Parameters
    ----------
    store : EventStore
        The document, which is loaded.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        loaded = store.load()
        self._timeline = loaded.timeline
        self._quarantined = loaded.quarantined
        self._bars: dict[str, Bars] = {}
        self._session_bars: dict[str, Bars] = {}
        self._longer: dict[SeriesChoice, tuple[Bars, Bars]] = {}
        self._sessions: dict[str, Sequence[dt.date]] = {}
        self._scales: dict[str, tuple[Bars, TradingTimeScale]] = {}

    @property
    def timeline(self) -> Timeline:
        """Return the timeline as it is on disk."""
        return self._timeline

    @property
    def quarantined(self) -> tuple[QuarantinedRow, ...]:
        """Return the rows that were set aside when the document was opened."""
        return self._quarantined

    def bars(self, instrument_id: str, choice: SeriesChoice | None = None) -> Bars:
        """Return bars of an instrument.

        Parameters
        ----------
        instrument_id : str
        choice : SeriesChoice or None
            Which; where there are none such, and by default, those of the first series.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no series, or the document no bars for it.
        """
        instrument = self._timeline.instrument(instrument_id)
        series = _known(series_of(instrument, choice), instrument)
        wanted = choice_in_force(instrument, choice)
        if wanted is None or wanted.interval is series.interval:
            return self._read(instrument, series)
        sessions = self.session_bars(instrument_id)
        if wanted.interval is Interval.DAY:
            return sessions
        if wanted not in self._longer or self._longer[wanted][0] is not sessions:
            self._longer[wanted] = sessions, longer_bars(sessions, wanted.interval)
        return self._longer[wanted][1]

    def session_bars(self, instrument_id: str) -> Bars:
        """Return one bar for each session, or those of a weekly or monthly series as they are.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        instrument = self._timeline.instrument(instrument_id)
        series = _known(session_series(instrument), instrument)
        bars = self._read(instrument, series)
        if series.id not in self._session_bars:
            self._session_bars[series.id] = session_bars(bars, zone=zone_of(instrument.mic))
        return self._session_bars[series.id]

    def bar_of(self, instrument_id: str, day: dt.date) -> int | None:
        """Return the index of a session among `session_bars`, or none if it has no bar there.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        bars = self.session_bars(instrument_id)
        if instrument_id not in self._scales or self._scales[instrument_id][0] is not bars:
            zone = zone_of(self._timeline.instrument(instrument_id).mic)
            scale = TradingTimeScale(bars.time_ns, bars.interval, zone=zone)
            self._scales[instrument_id] = (bars, scale)
        return self._scales[instrument_id][1].index_of(day)

    def reaction(self, event_id: str, instrument_id: str) -> Reaction:
        """Return the session in which an instrument could react to an event, or why there is none.

        Raises
        ------
        UnknownIdError
            The timeline has no such event or instrument.
        PriceDataError
            The instrument has no bars.
        """
        return self.reaction_of(self._timeline.event(event_id), instrument_id)

    def reaction_of(self, event: Event, instrument_id: str) -> Reaction:
        """Return the reaction to an event that the timeline need not hold, as `reaction` does.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        instrument = self._timeline.instrument(instrument_id)
        mics = {instrument.mic} | ({event.timing.mic} if event.timing else set())
        return reaction_session(
            event,
            mic=instrument.mic,
            sessions=self.session_dates(instrument_id),
            exchanges=_known_exchanges(mics),
        )

    def reactions(self, instrument_id: str, events: Iterable[Event]) -> dict[str, Reaction]:
        """Return the reactions to many events by their ids, each as `reaction_of` does.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        mic = self._timeline.instrument(instrument_id).mic
        sessions = self.session_dates(instrument_id)
        wanted = tuple(events)
        timings = {event.timing.mic for event in wanted if event.timing is not None}
        exchanges = _known_exchanges({mic} | timings)
        found: dict[str, Reaction] = {}
        known: dict[tuple[str, MarketTiming | None], Reaction] = {}
        for event in wanted:
            # Without a time of day it is the same for all events of a date.
            is_shared = not event.when.has_time and not event.session_override
            key = event.when.edtf, event.timing
            reaction = known.get(key) if is_shared else None
            if reaction is None:
                reaction = reaction_session(event, mic=mic, sessions=sessions, exchanges=exchanges)
            if is_shared:
                known[key] = reaction
            found[event.id] = reaction
        return found

    def session_dates(self, instrument_id: str) -> Sequence[dt.date]:
        """Return the dates of the sessions of an instrument, ascending.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        instrument = self._timeline.instrument(instrument_id)
        series = _known(session_series(instrument), instrument)
        if series.id not in self._sessions:
            bars = self._read(instrument, series)
            exchange = read_exchange(instrument.mic)
            zone = zone_of(instrument.mic)
            self._sessions[series.id] = session_days(bars, zone=zone, exchange=exchange)
        return self._sessions[series.id]

    def _read(self, instrument: Instrument, series: Series) -> Bars:
        if series.id not in self._bars:
            columns = self._store.read_bars(series.id)
            if not len(columns):
                message = f"{instrument.symbol} has no prices in this document"
                raise PriceDataError(f"{message}; bars of the series {series.id!r} were expected")
            self._bars[series.id] = to_bars(columns, series.interval)
        return self._bars[series.id]


def _known(series: Series | None, instrument: Instrument) -> Series:
    if series is None:
        raise PriceDataError(f"{instrument.symbol} has no price series; one was expected")
    return series


def _known_exchanges(mics: set[str]) -> dict[str, Exchange]:
    read = {mic: read_exchange(mic) for mic in mics}
    return {mic: exchange for mic, exchange in read.items() if exchange is not None}
