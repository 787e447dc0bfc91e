"""CSV files: read in full, or refused with the row and the reason."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.domain.errors import PriceDataError
from tickertale.domain.instrument import Interval
from tickertale.prices.csv_problem import CsvTable, count_rows, find_problem
from tickertale.prices.csv_source import read_csv
from tickertale.prices.time_scale import day_ns

HEADER = "date,open,high,low,close,volume\n"
GOOD = "2024-01-02,10,12,9,11,100\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of a name and a content, text or bytes, and return its path."""

    def write_file(content: str | bytes, name: str = "x.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def _refusal(path: Path) -> str:
    """Return the message without the folder."""
    with pytest.raises(PriceDataError) as caught:
        read_csv(path)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_bars_are_read_with_dates_as_midnight_utc(write: Write) -> None:
    bars = read_csv(write(HEADER + GOOD + "2024-01-03,11,11.5,10.25,10.5,200\n"))
    assert bars.interval is Interval.DAY
    assert [str(day) for day in bars.dates] == ["2024-01-02", "2024-01-03"]
    assert bars.time_ns.tolist() == [day_ns(bars.dates[0].item()), day_ns(bars.dates[1].item())]
    assert bars.open.tolist() == [10.0, 11.0]
    assert bars.high.tolist() == [12.0, 11.5]
    assert bars.low.tolist() == [9.0, 10.25]
    assert bars.close.tolist() == [11.0, 10.5]
    assert bars.volume.tolist() == [100.0, 200.0]
    assert bars.time_ns.dtype == np.int64
    assert bars.close.dtype == np.float64


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + (HEADER + GOOD).encode(), id="byte-order mark"),
        pytest.param((HEADER + GOOD).replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param((HEADER + GOOD).replace("\n", "\r").encode(), id="CR"),
        pytest.param(HEADER.encode() + GOOD.strip().encode(), id="no last line end"),
        pytest.param(HEADER.encode() + b"\n" + GOOD.encode() + b"\n\n", id="empty lines"),
        pytest.param(b" Date ,OPEN,High,low,CLOSE,Volume\n" + GOOD.encode(), id="case"),
        pytest.param(b"time,open,high,low,close,volume\n" + GOOD.encode(), id="time"),
        pytest.param(
            b"close,note,volume,low,high,open,date\n11,x,100,9,12,10,2024-01-02\n", id="order"
        ),
        pytest.param(HEADER.encode() + b'"2024-01-02","10","12","9","11","100"\n', id="quotes"),
    ],
)
def test_the_same_bar_in_other_clothes_is_the_same(write: Write, content: bytes) -> None:
    bars = read_csv(write(content))
    row = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    assert [values.tolist() for values in row] == [[10.0], [12.0], [9.0], [11.0], [100.0]]


def test_lines_may_end_in_two_ways(write: Write) -> None:
    content = HEADER.replace("\n", "\r\n") + GOOD + "2024-01-03,10,12,9,11,100\r\n"
    assert len(read_csv(write(content))) == 2


def test_volume_may_be_absent(write: Write) -> None:
    bars = read_csv(write("date,open,high,low,close\n2024-01-02,10,12,9,11\n"))
    assert np.isnan(bars.volume).all()


def test_gaps_become_nan(write: Write) -> None:
    rows = "2024-01-02,,12,9,11,\n2024-01-03,NaN,null,NA,-,N/A\n"
    bars = read_csv(write(HEADER + rows))
    assert np.isnan(bars.open).all()
    assert bars.high[0] == 12.0
    assert np.isnan([bars.high[1], bars.low[1], bars.close[1], bars.volume[1]]).all()


def test_prices_may_be_negative(write: Write) -> None:
    bars = read_csv(write(HEADER + "2020-04-20,17.73,17.85,-40.32,-37.63,100\n"))
    assert bars.close.item() == -37.63


@pytest.mark.parametrize("name", ["a[1].csv", "what?.csv", "all*.csv", "o'clock.csv"])
def test_a_name_may_hold_any_sign(write: Write, name: str) -> None:
    write(HEADER + GOOD + "2024-01-03,1,1,1,1,1\n", "a1.csv")
    assert len(read_csv(write(HEADER + GOOD, name))) == 1


def test_a_path_may_be_text(write: Write) -> None:
    assert len(read_csv(str(write(HEADER + GOOD)))) == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param(
            "2024-01-03,10,11.9,12.3,11,1\n",
            "x.csv, row 3: low 12.3 is above high 11.9; low ≤ open, close ≤ high was expected",
            id="low above high",
        ),
        pytest.param(
            "2024-01-03,8,12,9,11,1\n",
            "x.csv, row 3: low 9 is above open 8; low ≤ open, close ≤ high was expected",
            id="low above open",
        ),
        pytest.param(
            "2024-01-03,10,12,9,8,1\n",
            "x.csv, row 3: low 9 is above close 8; low ≤ open, close ≤ high was expected",
            id="low above close",
        ),
        pytest.param(
            "2024-01-03,13,12,9,11,1\n",
            "x.csv, row 3: high 12 is below open 13; low ≤ open, close ≤ high was expected",
            id="high below open",
        ),
        pytest.param(
            "2024-01-03,10,12,9,12.5,1\n",
            "x.csv, row 3: high 12 is below close 12.5; low ≤ open, close ≤ high was expected",
            id="high below close",
        ),
        pytest.param(
            "\n\n2024-01-03,ten,12,9,11,1\n",
            "x.csv, row 5: open 'ten' is not a number; one such as 12.5 was expected",
            id="no number, after empty lines",
        ),
        pytest.param(
            '2024-01-03,"1,000",12,9,11,1\n',
            "x.csv, row 3: open '1,000' is not a number; one such as 12.5 was expected",
            id="thousands",
        ),
        pytest.param(
            "2024-01-03,10,inf,9,11,1\n",
            "x.csv, row 3: high 'inf' is not a number; one such as 12.5 was expected",
            id="infinite",
        ),
        pytest.param(
            "2024-01-03,10,12,9,11,-1\n",
            "x.csv, row 3: volume -1 is negative; zero or more was expected",
            id="negative volume",
        ),
        pytest.param(
            GOOD,
            "x.csv, row 3: the date 2024-01-02 occurs twice; one row for each date was expected",
            id="duplicate",
        ),
        pytest.param(
            "2023-12-29,10,12,9,11,1\n",
            "x.csv, row 3: the date 2023-12-29 follows 2024-01-02; ascending dates were expected",
            id="unsorted",
        ),
        pytest.param(
            "03/01/2024,10,12,9,11,1\n",
            "x.csv, row 3: '03/01/2024' is not a date; one such as 2025-03-06 was expected",
            id="not ISO",
        ),
        pytest.param(
            "2024-02-30,10,12,9,11,1\n",
            "x.csv, row 3: '2024-02-30' is not a date; one such as 2025-03-06 was expected",
            id="no such day",
        ),
        pytest.param(
            ",10,12,9,11,1\n",
            "x.csv, row 3: '' is not a date; one such as 2025-03-06 was expected",
            id="no date",
        ),
        pytest.param(
            "2500-01-03,10,12,9,11,1\n",
            "x.csv, row 3: the date 2500-01-03 is out of range; 1678 to 2261 was expected",
            id="too far away",
        ),
        pytest.param(
            "2024-01-03,10,12,9\n",
            "x.csv, row 3: there are 4 fields; 6 as in the header were expected",
            id="short row",
        ),
        pytest.param(
            "2024-01-03,10,12,9,11,1,7\n",
            "x.csv, row 3: there are 7 fields; 6 as in the header were expected",
            id="long row",
        ),
        pytest.param(
            '2024-01-03,10,12,9,11,"1\n',
            "x.csv, row 3: unexpected end of data; plain CSV was expected",
            id="open quote",
        ),
    ],
)
def test_a_bad_row_is_named(write: Write, rows: str, message: str) -> None:
    assert _refusal(write(HEADER + GOOD + rows)) == message


@pytest.mark.parametrize(
    ("header", "message"),
    [
        pytest.param("date,open,high,low\n", "there is no column 'close'", id="no close"),
        pytest.param("day,open,high,low,close\n", "there is no column 'date'", id="no date"),
        pytest.param(
            "date,open,high,low,close,Close\n", "the column 'close' occurs twice", id="twice"
        ),
    ],
)
def test_a_header_must_name_each_column_once(write: Write, header: str, message: str) -> None:
    assert _refusal(write(header)).startswith(f"x.csv, row 1: {message}; date, open, high, low")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "x.csv is empty; a header with date, open, high", id="empty"),
        pytest.param(HEADER.encode(), "x.csv has no rows; at least one", id="header only"),
        pytest.param(
            HEADER.encode() + b"2024-01-02,10,12,9,11,\xe9\n",
            "x.csv, row 2: this is not UTF-8 text; a file saved as UTF-8 was expected",
            id="Latin-1",
        ),
        pytest.param(
            (HEADER + GOOD).encode("utf-16"),
            "x.csv, row 1: this is not UTF-8 text; a file saved as UTF-8 was expected",
            id="UTF-16",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused(write: Write, content: bytes, message: str) -> None:
    assert _refusal(write(content)).startswith(message)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "x.csv") == "x.csv cannot be read: No such file or directory"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    assert _refusal(tmp_path / "x.csv") == "x.csv cannot be read: Is a directory"


def test_what_only_the_reader_refuses_is_said_plainly(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickertale.prices.csv_source._load", lambda *_a, **_k: None)
    assert _refusal(write(HEADER + GOOD)) == (
        "x.csv cannot be read as a table; plain CSV was expected"
    )


def test_a_large_file_is_read_in_order(write: Write) -> None:
    days = np.arange("1700-01-01", "2200-01-01", dtype="datetime64[D]")
    rows = "".join(f"{day},1,1,1,1,{number}\n" for number, day in enumerate(days.astype(str)))
    bars = read_csv(write(HEADER + rows))
    assert bars.volume.tolist() == list(range(len(days)))


FIELDS = st.one_of(
    st.integers(8, 12).map(str), st.sampled_from(["", "x", "-", "nan", "inf", "1e400", " 9 "])
)
ROWS = st.lists(
    st.tuples(st.integers(1, 28), st.lists(FIELDS, min_size=5, max_size=5)), min_size=1, max_size=3
)


@given(rows=ROWS)
def test_the_reader_and_the_explanation_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, list[str]]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    lines = [",".join((f"2024-01-{day:02}", *fields)) for day, fields in rows]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    names = HEADER.strip().split(",")
    problem = find_problem(CsvTable(path, {name: n for n, name in enumerate(names)}, 6))
    if problem:
        with pytest.raises(PriceDataError) as caught:
            read_csv(path)
        assert str(caught.value) == problem
    else:
        bars = read_csv(path)
        assert len(bars) == len(rows) == count_rows(path)
        assert not any(math.isinf(value) for value in bars.close)
