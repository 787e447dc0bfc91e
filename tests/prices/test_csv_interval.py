"""The interval of a price file is seen from its first rows."""

from pathlib import Path

import pytest

from tickertale.domain.instrument import Interval
from tickertale.prices.csv_interval import guess_interval


def written(folder: Path, *times: str, header: str = "date,open,high,low,close") -> Path:
    path = folder / "prices.csv"
    path.write_text("\n".join([header, *(f"{time},1,1,1,1" for time in times)]))
    return path


@pytest.mark.parametrize(
    ("times", "interval"),
    [
        pytest.param(("2025-03-06", "2025-03-07", "2025-03-10", "2025-03-11"), "1d", id="days"),
        pytest.param(("2025-03-07", "2025-03-14", "2025-03-21"), "1wk", id="weeks"),
        pytest.param(("2025-01-01", "2025-02-01", "2025-03-01"), "1mo", id="months"),
        pytest.param(("2025-03-06T09:30", "2025-03-06T09:31", "2025-03-07T09:30"), "1m", id="min"),
        pytest.param(("2025-03-06 09:30:00", "2025-03-06 09:30:01"), "1s", id="seconds"),
        pytest.param(("2025-03-06T09:30-05:00", "2025-03-06T10:30-05:00"), "1h", id="offsets"),
        pytest.param(("2025-03-06",), "1d", id="one bar"),
        pytest.param(("yesterday", "today"), "1d", id="no times"),
        pytest.param((), "1d", id="no bars"),
    ],
)
def test_the_usual_step_tells_the_interval(
    tmp_path: Path, times: tuple[str, ...], interval: str
) -> None:
    assert guess_interval(written(tmp_path, *times)) is Interval(interval)


def test_the_time_column_may_stand_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("close,Time\n1,2025-03-06 09:30\n1,2025-03-06 09:35\n")
    assert guess_interval(path) is Interval.FIVE_MINUTES


def test_a_file_that_is_not_there_is_taken_for_daily_bars(tmp_path: Path) -> None:
    assert guess_interval(tmp_path / "none.csv") is Interval.DAY
