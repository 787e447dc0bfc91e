"""CSV files of intraday bars: instants, whatever clock the file keeps."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tickertale.domain.errors import PriceDataError
from tickertale.domain.instrument import Interval
from tickertale.prices.csv_source import read_csv

HEADER = "time,open,high,low,close,volume\n"
NEW_YORK = "America/New_York"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of bars that start at these times, and return its path."""

    def write_file(*times: str) -> Path:
        path = tmp_path / "x.csv"
        path.write_text(HEADER + "".join(f"{time},10,12,9,11,100\n" for time in times))
        return path

    return write_file


def _read(path: Path, zone: str | None = None) -> list[str]:
    bars = read_csv(path, Interval.MINUTE, zone=zone)
    assert bars.interval is Interval.MINUTE
    assert bars.close.tolist() == [11.0] * len(bars)
    seconds = (bars.time_ns // 1_000_000_000).tolist()
    return [dt.datetime.fromtimestamp(second, tz=dt.UTC).isoformat()[:16] for second in seconds]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-06T09:30-05:00",
        "2025-03-06 09:30:00-0500",
        "2025-03-06T14:30:00.5Z",
        "2025-03-06T15:30+01",
        " 2025-03-06T14:30Z ",
        "2025-03-06T09:30",
        "2025-03-06 09:30:00",
    ],
)
def test_a_time_is_an_instant(write: Write, text: str) -> None:
    assert _read(write(text), NEW_YORK) == ["2025-03-06T14:30"]


def test_the_clock_of_the_zone_changes_in_spring(write: Write) -> None:
    path = write("2025-03-07 09:30", "2025-03-10 09:30", "2025-03-10T09:31-04:00")
    assert _read(path, NEW_YORK) == ["2025-03-07T14:30", "2025-03-10T13:30", "2025-03-10T13:31"]


def test_fractions_of_a_second_are_kept(write: Write) -> None:
    bars = read_csv(write("1970-01-01T00:00:01.25Z"), Interval.SECOND)
    assert bars.time_ns.tolist() == [1_250_000_000]


@pytest.mark.parametrize(
    ("times", "zone", "message"),
    [
        pytest.param(
            ["2025-03-06 09:30"],
            None,
            "row 2: '2025-03-06 09:30' has no offset, and no time zone is stated; "
            "one such as 2025-03-06T09:30-05:00 was expected",
            id="no zone",
        ),
        pytest.param(
            ["2025-03-06"],
            NEW_YORK,
            "row 2: '2025-03-06' is not a time; one such as 2025-03-06T09:30-05:00 was expected",
            id="a date",
        ),
        pytest.param(
            ["2025-03-06T25:30Z"],
            None,
            "row 2: '2025-03-06T25:30Z' is not a time; "
            "one such as 2025-03-06T09:30-05:00 was expected",
            id="no such hour",
        ),
        pytest.param(
            ["2025-03-06T09:30Z", "2025-03-06T10:30+01:00"],
            None,
            "row 3: the time 2025-03-06T10:30+01:00 occurs twice; "
            "one row for each time was expected",
            id="twice",
        ),
        pytest.param(
            ["2025-03-06T09:30Z", "2025-03-06T10:00+01:00"],
            None,
            "row 3: the time 2025-03-06T10:00+01:00 follows 2025-03-06T09:30Z; "
            "ascending times were expected",
            id="descending",
        ),
        pytest.param(
            ["2500-03-06T09:30Z"],
            None,
            "row 2: the time 2500-03-06T09:30Z is out of range; 1678 to 2261 was expected",
            id="far away",
        ),
    ],
)
def test_a_bad_time_is_named(
    write: Write, times: list[str], zone: str | None, message: str
) -> None:
    path = write(*times)
    with pytest.raises(PriceDataError) as caught:
        read_csv(path, Interval.MINUTE, zone=zone)
    assert str(caught.value) == f"{path}, {message}"


def test_an_hour_that_the_clocks_show_twice_needs_offsets(write: Write) -> None:
    path = write("2024-11-03 01:30", "2024-11-03 01:30")
    with pytest.raises(PriceDataError, match="occurs twice"):
        read_csv(path, Interval.MINUTE, zone=NEW_YORK)
    path = write("2024-11-03T01:30-04:00", "2024-11-03T01:30-05:00")
    assert _read(path) == ["2024-11-03T05:30", "2024-11-03T06:30"]
