"""Opening documents: a .tale file, JSON, and the working copy of the example."""

import logging
from collections.abc import Mapping
from pathlib import Path

from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    DocumentNotFoundError,
    PriceDataError,
    ReadOnlyDocumentError,
)
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import zone_of
from tickertale.prices.csv_source import read_csv
from tickertale.session.embedded_bars import to_columns
from tickertale.session.session import Session
from tickertale.store.atomic_file import free_path, is_folder
from tickertale.store.bar_table import BarColumns
from tickertale.store.event_store import EventStore
from tickertale.store.timeline_json import price_path, read_timeline

SUFFIX = ".tale"
"""The suffix of our documents."""

_logger = logging.getLogger(__name__)


def open_session(path: Path, *, read_only: bool = False) -> Session:
    """Return a session on a document, a folder with ``timeline.json``, or a ``.json`` file.

    JSON is read into memory and its session is read-only: it is never written to.

    Parameters
    ----------
    path : Path
    read_only : bool
        Do not even lock a document.

    Raises
    ------
    DocumentError
        The document cannot be used.
    InvalidTimelineError
        The JSON breaks the rules of a timeline.
    PriceDataError
        The prices beside the JSON are missing or cannot be read.
    """
    if is_folder(path) or path.suffix.lower() == ".json":
        timeline, bars = read_folder(path)
        advice = f"File → Save a copy makes a {SUFFIX} that can be edited"
        reason = f"{path.name} is JSON, which is not changed here; {advice}"
        store = EventStore.in_memory(timeline, bars)
        return _session(store, source=path, read_only_reason=reason)
    return _session(EventStore.open(path, read_only=read_only))


def new_session(timeline: Timeline, bars: Mapping[str, Bars] | None = None) -> Session:
    """Return a session on a document in memory that can be changed and is gone when closed.

    Parameters
    ----------
    timeline : Timeline
    bars : mapping of str to Bars
        By series id.
    """
    return _session(EventStore.in_memory(timeline, _columns(bars)))


def create_document(
    path: Path, timeline: Timeline, *, bars: Mapping[str, Bars] | None = None
) -> Session:
    """Write a new document and return a session on it.

    Parameters
    ----------
    path : Path
        A name that is not taken.
    timeline : Timeline
    bars : mapping of str to Bars
        By series id.

    Raises
    ------
    DocumentError
        The name is taken, or the file cannot be written.
    """
    return _session(EventStore.create(path, timeline, bars=_columns(bars)))


def open_example(seed_folder: Path, data_folder: Path, *, reset: bool = False) -> Session:
    """Return a session on the user's working copy of an example, which is made if need be.

    Parameters
    ----------
    seed_folder : Path
        A folder with ``timeline.json``; it is only read.
    data_folder : Path
        The user's folder, which is made if need be.
    reset : bool
        Replace the working copy; the old one is kept beside it.

    Raises
    ------
    DocumentError
        The working copy cannot be written.
    ReadOnlyDocumentError
        It is to be replaced while another window has it open.
    """
    path = data_folder / f"{seed_folder.name}{SUFFIX}"
    if reset and path.exists():
        _refuse_if_in_use(path)
        return _remade(path, seed_folder, word="before-reset")
    try:
        return open_session(path)
    except DocumentNotFoundError:
        return _made_once(path, seed_folder)
    except CorruptDocumentError:
        _logger.exception("the working copy of the example is damaged; it is kept and made anew")
        return _remade(path, seed_folder, word="damaged")


def _refuse_if_in_use(path: Path) -> None:
    try:
        store = EventStore.open(path)
    except CorruptDocumentError:
        return
    reason = store.read_only_reason
    store.close()
    if reason:
        raise ReadOnlyDocumentError(f"the example was not reset: {reason}")


def _remade(path: Path, seed_folder: Path, *, word: str) -> Session:
    timeline, bars = read_folder(seed_folder)
    path.rename(free_path(path, word=word))
    return _session(EventStore.create(path, timeline, bars=bars))


def _made_once(path: Path, seed_folder: Path) -> Session:
    try:
        return _made(path, seed_folder)
    except DocumentError:
        # Another start may have made it in the meantime.
        if path.exists():
            return open_session(path)
        raise


def _made(path: Path, seed_folder: Path) -> Session:
    timeline, bars = read_folder(seed_folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(f"{path.parent} cannot be made: {error.strerror}") from error
    return _session(EventStore.create(path, timeline, bars=bars))


def read_folder(path: Path) -> tuple[Timeline, dict[str, BarColumns]]:
    """Return a timeline in JSON with its bars, as a document holds them.

    Parameters
    ----------
    path : Path
        A folder with ``timeline.json``, or a ``.json`` file; price files lie beside it.

    Raises
    ------
    InvalidTimelineError
        The JSON breaks the rules of a timeline.
    PriceDataError
        A price file is missing or cannot be read.
    """
    timeline = read_timeline(path)
    bars = {
        series.id: to_columns(_read_series(path, instrument, series=series))
        for instrument in timeline.instruments
        for series in instrument.series
    }
    return _with_bars_inside(timeline), bars


def _read_series(path: Path, instrument: Instrument, *, series: Series) -> Bars:
    if series.file is None:
        message = f"{path}: {instrument.symbol} has no price file"
        raise PriceDataError(f"{message}; its series {series.id!r} should name one")
    zone = zone_of(instrument.mic) if series.interval.is_intraday else None
    return read_csv(price_path(path, series.file), series.interval, zone=zone)


def _with_bars_inside(timeline: Timeline) -> Timeline:
    instruments = tuple(
        instrument.model_copy(
            update={
                "series": tuple(
                    series.model_copy(update={"file": None}) for series in instrument.series
                )
            }
        )
        for instrument in timeline.instruments
    )
    return timeline.model_copy(update={"instruments": instruments})


def _columns(bars: Mapping[str, Bars] | None) -> dict[str, BarColumns]:
    return {series: to_columns(values) for series, values in (bars or {}).items()}


def _session(
    store: EventStore, *, source: Path | None = None, read_only_reason: str = ""
) -> Session:
    try:
        return Session(store, source=source, read_only_reason=read_only_reason)
    except BaseException:
        store.close()
        raise
