"""The bars that a document holds, packed in blocks of little-endian columns."""

import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from tickertale.domain.errors import CorruptDocumentError

BARS_IN_BLOCK = 4096
"""Bars in one row of the table: 192 KiB, or sixteen years of daily bars."""

BYTES_PER_VALUE = 8

BarRow = tuple[int, float, float, float, float, float]
"""Start in ns, open, high, low, close, volume."""


@dataclass(frozen=True, slots=True)
class BarColumns:
    """The bars of one series as bytes, ascending in time.

    Parameters
    ----------
    time_ns : bytes
        Little-endian int64, ns since 1970-01-01 UTC.
    open, high, low, close, volume : bytes
        Little-endian float64; NaN where the source has none.
    """

    time_ns: bytes = b""
    open: bytes = b""
    high: bytes = b""
    low: bytes = b""
    close: bytes = b""
    volume: bytes = b""

    @classmethod
    def from_rows(cls, rows: Iterable[BarRow]) -> Self:
        """Return the columns of rows that are ascending in time."""
        columns = list(zip(*rows, strict=True)) or [()] * 6
        return cls(
            _packed(array("q", columns[0])),
            *(_packed(array("d", column)) for column in columns[1:]),
        )

    def rows(self) -> tuple[BarRow, ...]:
        """Return one plain tuple a bar."""
        times = array("q", _in_our_order(self.time_ns))
        values = (array("d", _in_our_order(column)) for column in self.columns[1:])
        return tuple(zip(times, *values, strict=True))

    @property
    def columns(self) -> tuple[bytes, ...]:
        """Return the six columns in the order of the fields."""
        return (self.time_ns, self.open, self.high, self.low, self.close, self.volume)

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.time_ns) // BYTES_PER_VALUE


def _packed(values: "array[int] | array[float]") -> bytes:
    return _in_our_order(values.tobytes())


def _in_our_order(column: bytes) -> bytes:
    if sys.byteorder == "little":
        return column
    swapped = array("q", column)
    swapped.byteswap()
    return swapped.tobytes()


def write_bars(connection: sqlite3.Connection, series: str, *, bars: BarColumns) -> None:
    """Put the bars of a series in the place of those that the document holds."""
    connection.execute("DELETE FROM bar WHERE series = ?", (series,))
    size = BARS_IN_BLOCK * BYTES_PER_VALUE
    for start in range(0, len(bars.time_ns), size):
        block = BarColumns(*(column[start : start + size] for column in bars.columns))
        first_ns = array("q", _in_our_order(block.time_ns[:BYTES_PER_VALUE]))[0]
        connection.execute(
            "INSERT INTO bar (series, first_ns, count, checksum, time_ns, open, high, low, close, "
            "volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (series, first_ns, len(block), _checksum(block.columns), *block.columns),
        )


def read_bars(connection: sqlite3.Connection, series: str) -> BarColumns:
    """Return the bars of a series; none when the document holds none.

    Raises
    ------
    CorruptDocumentError
        A block is not what was written.
    """
    blocks = connection.execute(
        "SELECT count, checksum, time_ns, open, high, low, close, volume FROM bar "
        "WHERE series = ? ORDER BY first_ns",
        (series,),
    ).fetchall()
    for number, (length, checksum, *columns) in enumerate(blocks):
        if len(columns[0]) != length * BYTES_PER_VALUE or checksum != _checksum(columns):
            message = f"the bars of series {series!r} are damaged in block {number + 1}"
            raise CorruptDocumentError(f"{message} of {len(blocks)}")
    return BarColumns(*(b"".join(column) for column in list(zip(*blocks, strict=True))[2:]))


def _checksum(columns: Iterable[bytes]) -> int:
    checksum = 0
    for column in columns:
        checksum = zlib.crc32(column, checksum)
    return checksum
