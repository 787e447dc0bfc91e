"""Bars in blocks: what goes in comes out, whatever the byte order."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.store import bar_table
from tickertale.store.bar_table import BarColumns, read_bars, write_bars
from tickertale.store.connection import connect_memory
from tickertale.store.schema import migrate

FLOATS = st.floats(allow_nan=False)
ROWS = st.lists(
    st.tuples(st.integers(-(2**63), 2**63 - 1), FLOATS, FLOATS, FLOATS, FLOATS, FLOATS),
    max_size=20,
    unique_by=lambda row: row[0],
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(connect_memory()) as connection:
        migrate(connection)
        yield connection


@given(ROWS)
def test_rows_come_back_as_they_were(
    rows: list[tuple[int, float, float, float, float, float]],
) -> None:
    with closing(connect_memory()) as connection:
        migrate(connection)
        write_bars(connection, "series", bars=BarColumns.from_rows(sorted(rows)))
        assert read_bars(connection, "series").rows() == tuple(sorted(rows))


def test_long_series_come_back_block_after_block(connection: sqlite3.Connection) -> None:
    rows = [(number, 1.0, 2.0, 0.5, 1.5, float(number)) for number in range(10_000)]
    write_bars(connection, "series", bars=BarColumns.from_rows(rows))
    assert connection.execute("SELECT count FROM bar").fetchall() == [(4096,), (4096,), (1808,)]
    bars = read_bars(connection, "series")
    assert len(bars) == 10_000
    assert bars.rows() == tuple(rows)


def test_new_bars_take_the_place_of_the_old(connection: sqlite3.Connection) -> None:
    for count in (10_000, 2):
        rows = [(number, 1.0, 2.0, 0.5, 1.5, 1.0) for number in range(count)]
        write_bars(connection, "series", bars=BarColumns.from_rows(rows))
    assert len(read_bars(connection, "series")) == 2


def test_an_unknown_series_has_no_bars(connection: sqlite3.Connection) -> None:
    assert read_bars(connection, "series") == BarColumns()


def test_columns_are_little_endian() -> None:
    columns = BarColumns.from_rows([(1, 1.0, 1.0, 1.0, 1.0, 1.0)])
    assert columns.time_ns == b"\x01" + bytes(7)
    assert columns.open == bytes(6) + b"\xf0\x3f"


def test_a_big_endian_machine_swaps_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "byteorder", "big")
    assert bar_table._in_our_order(b"\x01" + bytes(7)) == bytes(7) + b"\x01"
