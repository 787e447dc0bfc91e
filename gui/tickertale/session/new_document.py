"""A new document: an empty timeline, with the prices of the files that the user chose."""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from tickertale.domain.category import Category
from tickertale.domain.errors import InvalidTimelineError
from tickertale.domain.identifier import FreeIdentifiers, identifier_of
from tickertale.domain.instrument import Instrument, InstrumentKind, Series
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.calendar import zone_of
from tickertale.prices.csv_source import read_csv
from tickertale.prices.price_file import PriceFile
from tickertale.session.field_problem import field_problems
from tickertale.session.opening import create_document
from tickertale.session.session import Session

FIRST_CATEGORIES = (
    ("company", "Company", "#0072B2"),
    ("results", "Results", "#E69F00"),
    ("policy", "Policy", "#D55E00"),
    ("markets", "Markets", "#56B4E9"),
)
"""What a new timeline begins with: id, name and color of each category."""


def new_timeline(title: str, files: Sequence[PriceFile] = ()) -> Timeline:
    """Return a timeline without events, with an instrument for each file; the first is primary.

    Raises
    ------
    InvalidTimelineError
        A title or symbol is missing or too long, or an exchange or currency is no code.
    """
    try:
        instruments = tuple(_instrument(file, taken) for file, taken in _with_ids(files))
        return Timeline(
            id=identifier_of(title, fallback="timeline"),
            title=title,
            categories=tuple(
                Category(id=name, name=text, color=color, order=order)
                for order, (name, text, color) in enumerate(FIRST_CATEGORIES)
            ),
            instruments=instruments,
            primary=instruments[0].id if instruments else None,
            benchmark=_benchmark(instruments),
        )
    except ValidationError as error:
        raise InvalidTimelineError("new timeline", field_problems(error)) from error


def make_document(path: Path, title: str, *, files: Sequence[PriceFile] = ()) -> Session:
    """Write a new document with the prices of some files and return a session on it.

    Raises
    ------
    DocumentError
        The name is taken, or the file cannot be written.
    InvalidTimelineError
        What is described makes no timeline.
    PriceDataError
        A price file cannot be read; nothing was written.
    """
    timeline = new_timeline(title, files)
    bars: dict[str, Bars] = {}
    for instrument, file in zip(timeline.instruments, files, strict=True):
        zone = zone_of(file.mic) if file.interval.is_intraday else None
        bars[instrument.series[0].id] = read_csv(file.path, file.interval, zone=zone)
    return create_document(path, timeline, bars=bars)


def _with_ids(files: Sequence[PriceFile]) -> list[tuple[PriceFile, str]]:
    free = FreeIdentifiers(())
    return [(file, free.take(_symbol_id(file.symbol))) for file in files]


def _symbol_id(symbol: str) -> str:
    """Return a symbol as an id, which keeps its capitals and its dot: ``9988.HK``."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-.") or "instrument"


def _instrument(file: PriceFile, instrument_id: str) -> Instrument:
    return Instrument(
        id=instrument_id,
        symbol=file.symbol,
        name=file.name or file.symbol,
        kind=file.kind,
        mic=file.mic,
        currency=file.currency,
        series=(
            Series(
                id=f"{instrument_id}-{file.interval.value}",
                interval=file.interval,
                source=file.path.name,
            ),
        ),
    )


def _benchmark(instruments: Sequence[Instrument]) -> str | None:
    """Return the first index or fund beside the primary instrument."""
    others = (row.id for row in instruments[1:] if row.kind is not InstrumentKind.SHARE)
    return next(others, None)
