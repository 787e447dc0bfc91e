"""The open document: the one writer of its timeline, and who is told of each change."""

import datetime as dt
import logging
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from tickertale.domain.errors import DocumentError, PriceDataError, ReadOnlyDocumentError
from tickertale.domain.exchange import Exchange
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.reaction import Reaction, reaction_session
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import read_exchange, zone_of
from tickertale.prices.session_bar import session_bars, session_days
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.session.change import Change
from tickertale.session.commands import Command
from tickertale.session.embedded_bars import to_bars
from tickertale.store.document_file import replace_file
from tickertale.store.event_store import EventStore
from tickertale.store.history import HistoryStep
from tickertale.store.loading import QuarantinedRow

_logger = logging.getLogger(__name__)

Listener = Callable[[Change], None]
"""Called after each change, when it is on disk."""


class Session:
    """A document in use; `do`, `undo` and `redo` alone replace its timeline.

    A command first computes the new timeline, the store commits it in one transaction, and only
    then are listeners told. A failure at any step changes nothing.

    Parameters
    ----------
    store : EventStore
        The document; the session closes it.
    source : Path or None
        What the user opened, where that is not the document's own file.
    read_only_reason : str
        Why the session must not change a document that could be written.
    """

    def __init__(
        self, store: EventStore, *, source: Path | None = None, read_only_reason: str = ""
    ) -> None:
        self._store = store
        self._source = source
        self._read_only_reason = store.read_only_reason or read_only_reason
        loaded = store.load()
        self._timeline = loaded.timeline
        self._quarantined = loaded.quarantined
        self._listeners: list[Listener] = []
        self._untold: deque[Change] = deque()
        self._is_telling = False
        self._bars: dict[str, Bars] = {}
        self._session_bars: dict[str, Bars] = {}
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

    @property
    def path(self) -> Path | None:
        """Return what the user opened: a file or folder; None for a document in memory."""
        return self._source or self._store.path

    @property
    def is_read_only(self) -> bool:
        """Return whether commands are refused."""
        return bool(self._read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Return why commands are refused, in one sentence; empty when they are not."""
        return self._read_only_reason

    def close(self) -> None:
        """Give up the document; a second call does nothing."""
        self._listeners.clear()
        self._store.close()

    # Changing

    def do(self, command: Command, initiator: object | None = None) -> None:
        """Make an edit; when this returns, it is on disk and every listener was told.

        Parameters
        ----------
        command : Command
        initiator : object or None
            Handed on to the listeners.

        Raises
        ------
        TickertaleError
            The command does not fit, or the document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        before = self._timeline
        after = command.apply(before)
        if after is before:
            return
        self._store.commit(before, after, label=command.label)
        self._replace(after, initiator)

    def undo(self, initiator: object | None = None) -> None:
        """Take back the last edit, if there is one, also one made before a restart.

        Raises
        ------
        DocumentError
            The document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        self._replace(self._store.undo(self._timeline), initiator)

    def redo(self, initiator: object | None = None) -> None:
        """Make the edit again that was taken back last, if there is one.

        Raises
        ------
        DocumentError
            The document could not be written; nothing was changed.
        """
        self._refuse_if_read_only()
        self._replace(self._store.redo(self._timeline), initiator)

    def refresh(self) -> bool:
        """Take over what another process has written; return whether anything was new.

        Raises
        ------
        DocumentError
            The document could not be read; nothing was changed.
        """
        before = self._timeline
        self._replace(self._store.catch_up(before), None)
        return self._timeline is not before

    @property
    def can_undo(self) -> bool:
        """Return whether there is an edit to take back."""
        return not self.is_read_only and self._store.undo_step() is not None

    @property
    def can_redo(self) -> bool:
        """Return whether there is an edit to make again."""
        return not self.is_read_only and self._store.redo_step() is not None

    @property
    def undo_label(self) -> str:
        """Return the label of the edit that `undo` takes back; empty without one."""
        step = self._store.undo_step()
        return step.label if step else ""

    @property
    def redo_label(self) -> str:
        """Return the label of the edit that `redo` makes again; empty without one."""
        step = self._store.redo_step()
        return step.label if step else ""

    def history(self) -> tuple[HistoryStep, ...]:
        """Return every edit, the oldest first."""
        return self._store.history()

    # Telling

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told of each change; call what is returned to end that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _refuse_if_read_only(self) -> None:
        if self._read_only_reason:
            raise ReadOnlyDocumentError(self._read_only_reason)

    def _replace(self, after: Timeline, initiator: object | None) -> None:
        if after is self._timeline:
            return
        self._untold.append(Change(self._timeline, after, initiator))
        self._timeline = after
        # A listener may make an edit itself; its change is told when this one has been told.
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._untold:
                self._tell(self._untold.popleft())
        finally:
            self._is_telling = False

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(change)
            except Exception:
                # The edit is on disk by now, and the other listeners must learn of it.
                _logger.exception("a listener failed on a change of %r", change.after.title)

    # Reading

    def search(self, text: str) -> tuple[str, ...]:
        """Return the ids of the events that a text finds, best first; any text may be typed."""
        return self._store.search(text)

    def bars(self, instrument_id: str) -> Bars:
        """Return the bars of the first series of an instrument.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no series, or the document no bars for it.
        """
        instrument = self._timeline.instrument(instrument_id)
        series = _first_series(instrument)
        if series.id not in self._bars:
            columns = self._store.read_bars(series.id)
            if not len(columns):
                message = f"{instrument.symbol} has no prices in this document"
                raise PriceDataError(f"{message}; bars of the series {series.id!r} were expected")
            self._bars[series.id] = to_bars(columns, series.interval)
        return self._bars[series.id]

    def session_bars(self, instrument_id: str) -> Bars:
        """Return one bar for each session of an intraday series, and any other as it is.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        bars = self.bars(instrument_id)
        instrument = self._timeline.instrument(instrument_id)
        series = _first_series(instrument)
        if series.id not in self._session_bars:
            self._session_bars[series.id] = session_bars(bars, zone=zone_of(instrument.mic))
        return self._session_bars[series.id]

    def bar_of(self, instrument_id: str, day: dt.date) -> int | None:
        """Return the index of the first bar of a session, or none if the series has none.

        Raises
        ------
        UnknownIdError
            The timeline has no such instrument.
        PriceDataError
            The instrument has no bars.
        """
        bars = self.bars(instrument_id)
        if instrument_id not in self._scales or self._scales[instrument_id][0] is not bars:
            zone = zone_of(self._timeline.instrument(instrument_id).mic)
            scale = TradingTimeScale(bars.time_ns, bars.interval, zone=zone)
            self._scales[instrument_id] = (bars, scale)
        return self._scales[instrument_id][1].index_of(day)

    def save_copy(self, path: Path) -> None:
        """Write the document with its prices to a name; a file of that name is replaced.

        Raises
        ------
        DocumentError
            The copy cannot be written; what was there before is still there.
        """
        if self._store.path is not None and path.resolve() == self._store.path.resolve():
            raise DocumentError(f"{path.name} is the open document itself; choose another name")
        series = [row.id for each in self._timeline.instruments for row in each.series]
        bars = {name: self._store.read_bars(name) for name in series}
        replace_file(path, self._timeline, bars=bars)

    def reaction(self, event_id: str, instrument_id: str) -> Reaction:
        """Return the session in which an instrument could react to an event, or why there is none.

        Raises
        ------
        UnknownIdError
            The timeline has no such event or instrument.
        PriceDataError
            The instrument has no bars.
        """
        event = self._timeline.event(event_id)
        instrument = self._timeline.instrument(instrument_id)
        mics = {instrument.mic} | ({event.timing.mic} if event.timing else set())
        return reaction_session(
            event,
            mic=instrument.mic,
            sessions=self._session_dates(instrument),
            exchanges=_known_exchanges(mics),
        )

    def _session_dates(self, instrument: Instrument) -> Sequence[dt.date]:
        series = _first_series(instrument)
        if series.id not in self._sessions:
            bars = self.bars(instrument.id)
            exchange = read_exchange(instrument.mic)
            zone = zone_of(instrument.mic)
            self._sessions[series.id] = session_days(bars, zone=zone, exchange=exchange)
        return self._sessions[series.id]


def _first_series(instrument: Instrument) -> Series:
    if not instrument.series:
        raise PriceDataError(f"{instrument.symbol} has no price series; one was expected")
    return instrument.series[0]


def _known_exchanges(mics: set[str]) -> dict[str, Exchange]:
    read = {mic: read_exchange(mic) for mic in mics}
    return {mic: exchange for mic, exchange in read.items() if exchange is not None}
