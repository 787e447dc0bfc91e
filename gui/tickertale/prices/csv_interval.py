"""The interval of the bars in a CSV file, as its first times suggest."""

import csv
import datetime as dt
from itertools import islice, pairwise
from pathlib import Path
from statistics import median_low

from tickertale.domain.instrument import Interval

_ROWS = 200
_TIME_NAMES = ("date", "time")


def guess_interval(path: Path) -> Interval:
    """Return the interval whose span comes nearest to that between most of the first bars.

    A file that cannot be read, or whose times are none, is taken to hold daily bars: `read_csv`
    then says what is wrong with it.
    """
    try:
        times = _first_times(path)
    except (OSError, ValueError, csv.Error):
        return Interval.DAY
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if not steps:
        return Interval.DAY
    usual = median_low(steps)
    return min(Interval, key=lambda interval: abs(interval.seconds - usual))


def _first_times(path: Path) -> list[dt.datetime]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        names = [name.strip().lower() for name in next(rows, [])]
        place = next((names.index(name) for name in _TIME_NAMES if name in names), 0)
        # Offsets may differ on both sides of a change of the clocks, which no median minds.
        texts = [row[place].strip() for row in islice(rows, _ROWS) if len(row) > place]
    return [dt.datetime.fromisoformat(text).replace(tzinfo=None) for text in texts]
