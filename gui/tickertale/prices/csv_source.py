"""Bars from a CSV file: what is in it is checked, and a problem is named with its row."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.errors import PriceDataError
from tickertale.domain.instrument import Interval
from tickertale.prices.bars import Bars
from tickertale.prices.csv_problem import MISSING_TEXTS, CsvTable, count_rows, find_problem
from tickertale.prices.csv_time import OFFSET_PATTERN, TIME_PATTERN, local_to_utc

if TYPE_CHECKING:
    import duckdb

_TIME_NAMES = ("date", "time")
_VALUE_NAMES = ("open", "high", "low", "close", "volume")
_KINDS = {"date": "DATE", **dict.fromkeys(_VALUE_NAMES, "DOUBLE")}
_EXPECTED = "date, open, high, low, close and perhaps volume were expected"
_TIME_COLUMNS = f"""
    CASE WHEN regexp_full_match(trim("date"), '{TIME_PATTERN}')
        THEN epoch_ns(CAST(trim("date") AS TIMESTAMPTZ)) END AS instant,
    CASE WHEN regexp_full_match(trim("date"), '{TIME_PATTERN}')
        THEN epoch_ns(CAST(trim("date") AS TIMESTAMP)) END AS shown,
    regexp_matches(trim("date"), '{OFFSET_PATTERN}') AS is_told"""
"""The instant if the text tells its offset, what the clock shows if not, and which it is."""
_FIRST_DAY, _LAST_DAY = np.datetime64("1678-01-01"), np.datetime64("2261-12-31")


def read_csv(
    path: Path | str, interval: Interval = Interval.DAY, *, zone: str | None = None
) -> Bars:
    """Return the bars of a comma-separated file in UTF-8, with or without byte-order mark.

    The first line names the columns, in any order and case: date (or time), open, high, low,
    close, and volume if there is one; others are left out. Dates are ISO 8601 and ascend without
    duplicates. An empty field, ``NaN``, ``NA``, ``null`` or ``-`` is a gap and becomes NaN.

    Intraday bars start at times such as ``2025-03-06T09:30-05:00`` or, where `zone` states the
    clock, ``2025-03-06 09:30``; seconds and their fraction may be named.

    Parameters
    ----------
    path : Path or str
        The file; error messages name it as it is given.
    interval : Interval
        Span of one bar.
    zone : str or None
        IANA zone of times that name no offset; for intraday bars only.

    Raises
    ------
    PriceDataError
        If the file cannot be read, a column is missing, a field is no number or date, dates do
        not ascend, or prices of one bar contradict each other. Names file and row.
    """
    table = replace(_read_header(path), is_intraday=interval.is_intraday, zone=zone)
    bars = _load(table, interval)
    if bars is None or not _is_sound(bars):
        problem = find_problem(table)
        if problem:
            raise PriceDataError(problem)
        # What only the reader minds, such as line ends of two kinds, is no fault of the prices.
        bars = _load(table, interval, is_strict=False)
        if bars is None or not _is_sound(bars) or len(bars) != count_rows(path):
            raise PriceDataError(f"{path} cannot be read as a table; plain CSV was expected")
    if not len(bars):
        raise PriceDataError(f"{path} has no rows; at least one below the header was expected")
    return bars


def _read_header(path: Path | str) -> CsvTable:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            names = [name.strip().lower() for name in next(csv.reader(file), [])]
    except UnicodeDecodeError:
        raise PriceDataError(find_problem(CsvTable(path, {}, 0))) from None
    except (OSError, csv.Error, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PriceDataError(f"{path} cannot be read: {reason}") from error
    if not names:
        raise PriceDataError(f"{path} is empty; a header with {_EXPECTED}")
    return CsvTable(path, _columns(names, path), len(names))


def _columns(names: Sequence[str], path: Path | str) -> dict[str, int]:
    """Return the place of each column that is used."""
    time_name = next((name for name in _TIME_NAMES if name in names), "date")
    columns = {}
    for key, name in {"date": time_name, **{name: name for name in _VALUE_NAMES}}.items():
        if names.count(name) > 1:
            raise PriceDataError(f"{path}, row 1: the column {name!r} occurs twice; {_EXPECTED}")
        if name in names:
            columns[key] = names.index(name)
        elif name != "volume":
            raise PriceDataError(f"{path}, row 1: there is no column {name!r}; {_EXPECTED}")
    return columns


def _load(table: CsvTable, interval: Interval, *, is_strict: bool = True) -> Bars | None:
    """Return the bars as they stand in the file, or none where the reader gives up."""
    import duckdb

    settings = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    with duckdb.connect(config={**settings, "threads": _threads(table.path)}) as connection:
        try:
            found = _query(connection, table, is_strict=is_strict)
        except duckdb.Error:
            return None
    times = _instants(found, table.zone) if table.is_intraday else _midnights(found)
    if times is None:
        return None
    gaps = np.full(len(times), np.nan)
    values: dict[str, NDArray[np.float64]] = {
        name: np.ma.filled(found[name], np.nan) if name in found else gaps for name in _VALUE_NAMES
    }
    return Bars(time_ns=times, **values, interval=interval)


def _midnights(found: Mapping[str, NDArray[np.generic]]) -> NDArray[np.int64] | None:
    days = np.ma.filled(found["date"].astype("datetime64[D]"), np.datetime64("NaT"))
    if np.any(~((days >= _FIRST_DAY) & (days <= _LAST_DAY))):
        return None
    return days.astype("datetime64[ns]").astype(np.int64)


def _instants(
    found: Mapping[str, NDArray[np.generic]], zone: str | None
) -> NDArray[np.int64] | None:
    if any(np.ma.is_masked(found[name]) for name in ("instant", "shown")):
        return None
    instants, shown = (np.ma.getdata(found[name]).astype(np.int64) for name in ("instant", "shown"))
    is_told = np.ma.filled(found["is_told"], False).astype(np.bool_)
    if is_told.all():
        return instants
    if zone is None:
        return None
    instants[~is_told] = local_to_utc(shown[~is_told], zone)
    return instants


def _threads(path: Path | str) -> int:
    """Return 1 for a file that one thread has read before others have started."""
    return 1 if Path(path).stat().st_size < 4_000_000 else 4


def _query(
    connection: "duckdb.DuckDBPyConnection", table: CsvTable, *, is_strict: bool
) -> dict[str, NDArray[np.generic]]:
    names = [f"unused {place}" for place in range(table.count)]
    for name, place in table.columns.items():
        names[place] = name
    types = {name: _KINDS.get(name, "VARCHAR") for name in names}
    columns = ", ".join(table.columns)
    if table.is_intraday:
        types["date"] = "VARCHAR"
        columns = columns.replace("date", _TIME_COLUMNS)
    query = f"""
        SELECT {columns} FROM read_csv(
            $path, columns = {_struct(types)}, auto_detect = false, header = true,
            delim = ',', quote = '"', escape = '"', dateformat = '%Y-%m-%d',
            nullstr = {_list(MISSING_TEXTS)}, strict_mode = {is_strict})
    """  # noqa: S608
    # The reader expands wildcards, also in a path that really contains such a character.
    literal = re.sub(r"([*?\[])", r"[\1]", str(table.path))
    return connection.execute(query, {"path": literal}).fetchnumpy()


def _struct(types: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in types.items()) + "}"


def _list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(f"'{text}'" for text in texts) + "]"


def _is_sound(bars: Bars) -> bool:
    """Return whether the dates ascend and no number contradicts another."""
    values = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    bodies = np.fmax(bars.open, bars.close), np.fmin(bars.open, bars.close)
    return bool(
        np.all(np.diff(bars.time_ns) > 0)
        and not any(np.isinf(value).any() for value in values)
        and not np.any(bars.volume < 0)
        and not np.any(bars.low > bars.high)
        and not np.any(bars.low > bodies[1])
        and not np.any(bars.high < bodies[0])
    )
