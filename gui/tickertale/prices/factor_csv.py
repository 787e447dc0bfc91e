"""Factor returns, read from the CSV files that Kenneth French publishes."""

import csv
import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tickertale.domain.errors import PriceDataError
from tickertale.prices.time_scale import day_ns

_RISK_FREE = "RF"
_DAY = re.compile(r"\d{8}|\d{4}-\d{2}-\d{2}")
_MISSING_PCT = (-99.99, -999.0)


@dataclass(frozen=True, slots=True, eq=False)
class FactorTable:
    """Daily factor returns, as fractions.

    Parameters
    ----------
    time_ns : (n,) int64
        Labels of the sessions as in `Bars`, ascending.
    names : tuple of str
        One for each of the k factors, such as ``Mkt-RF``.
    values : (k, n) float64
        NaN where there is none.
    risk_free : (n,) float64 or None
        The column ``RF``.
    """

    time_ns: NDArray[np.int64]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    risk_free: NDArray[np.float64] | None


def read_factors(path: Path) -> FactorTable:
    """Return the daily factors of a file.

    Text, one line of names, and a line a day: ``20250306, -1.81, 0.33, 1.52, 0.017``, in per
    cent. -99.99 and -999 stand for no value. What comes after the days is not read.

    Parameters
    ----------
    path : Path

    Raises
    ------
    PriceDataError
        The file cannot be read, or a line is not as expected.

    References
    ----------
    French, K. R.: Data Library, "Fama/French 3 Factors [Daily]".
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise PriceDataError(f"{message}; a file of factors was expected") from error
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    starts = [number for number, row in enumerate(rows) if row and _DAY.fullmatch(row[0])]
    if not starts or starts[0] == 0 or len(rows[starts[0] - 1]) < 2:
        message = f"{path} has no line of names followed by days"
        raise PriceDataError(f"{message}; daily factors as Kenneth French publishes were expected")
    names = rows[starts[0] - 1][1:]
    days, values = _days(path, rows, numbers=starts, width=len(names))
    _check_order(path, days, numbers=starts)
    columns = np.array(values, dtype=np.float64).T / 100.0
    factors = [number for number, name in enumerate(names) if name.upper() != _RISK_FREE]
    free = [number for number, name in enumerate(names) if name.upper() == _RISK_FREE]
    return FactorTable(
        time_ns=np.array([day_ns(day) for day in days], dtype=np.int64),
        names=tuple(names[number] for number in factors),
        values=columns[factors],
        risk_free=columns[free[0]] if free else None,
    )


def _days(
    path: Path, rows: list[list[str]], *, numbers: Iterable[int], width: int
) -> tuple[list[dt.date], list[list[float]]]:
    days: list[dt.date] = []
    values: list[list[float]] = []
    for number in numbers:
        row = rows[number]
        where = f"{path}, line {number + 1}"
        try:
            days.append(dt.date.fromisoformat(row[0]))
            numeric = [float(cell) for cell in row[1:]]
        except ValueError as error:
            message = f"{where}: {error}"
            raise PriceDataError(f"{message}; a day and numbers were expected") from error
        if len(numeric) != width:
            message = f"{where}: there are {len(numeric)} numbers"
            raise PriceDataError(f"{message}; {width}, one for each name, were expected")
        values.append([math.nan if value in _MISSING_PCT else value for value in numeric])
    return days, values


def _check_order(path: Path, days: list[dt.date], *, numbers: list[int]) -> None:
    for place in range(1, len(days)):
        if days[place] <= days[place - 1]:
            where = f"{path}, line {numbers[place] + 1}"
            message = f"{where}: {days[place]} does not come after {days[place - 1]}"
            raise PriceDataError(f"{message}; ascending days were expected")
