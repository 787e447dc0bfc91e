"""The sessions of the example's series, read with nothing of ours."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

_PRICES = Path(__file__).parents[2] / "seeds" / "alibaba-2025" / "prices"


@cache
def seed_sessions(symbol: str) -> tuple[dt.date, ...]:
    """Return the dates of one price file of the example, as they stand in it."""
    with (_PRICES / f"{symbol}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dt.date.fromisoformat(row["date"]) for row in csv.DictReader(file))
