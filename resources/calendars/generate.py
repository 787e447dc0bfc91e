# ruff: noqa: INP001, ANN401
"""Writes the tables of this folder from the package `exchange-calendars`: `make calendars`."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import exchange_calendars

FIRST_DAY = dt.date(1990, 1, 1)
LAST_DAY = dt.date(2027, 12, 31)
_SATURDAY = 5

EXCHANGES = {
    "XAMS": ("Euronext Amsterdam", "AMS"),
    "XASX": ("Australian Securities Exchange", "ASX"),
    "XBOM": ("BSE India", "BSE"),
    "XETR": ("Xetra", "Xetra"),
    "XHKG": ("Hong Kong Stock Exchange", "HKEX"),
    "XKRX": ("Korea Exchange", "KRX"),
    "XLON": ("London Stock Exchange", "LSE"),
    "XMAD": ("Bolsa de Madrid", "BME"),
    "XMIL": ("Borsa Italiana", "Milan"),
    "XNYS": ("New York Stock Exchange", "NYSE"),
    "XPAR": ("Euronext Paris", "Paris"),
    "XSES": ("Singapore Exchange", "SGX"),
    "XSHG": ("Shanghai Stock Exchange", "SSE"),
    "XSWX": ("SIX Swiss Exchange", "SIX"),
    "XTAI": ("Taiwan Stock Exchange", "TWSE"),
    "XTKS": ("Tokyo Stock Exchange", "TSE"),
    "XTSE": ("Toronto Stock Exchange", "TSX"),
}

# Closures that exchange-calendars 4.13.2 lacks; later releases have them (its pull request 603).
# https://www.hkex.com.hk/News/Market-Communications/2023/2309012news?sc_lang=en
# https://www.hkex.com.hk/News/Market-Communications/2023/2309083news?sc_lang=en
MISSING_CLOSURES = {"XHKG": {dt.date(2023, 9, 1), dt.date(2023, 9, 8)}}


def main() -> None:
    """Write one table for each exchange."""
    for mic, (name, short_name) in EXCHANGES.items():
        table = {"mic": mic, "name": name, "short_name": short_name, **_hours_and_days(mic)}
        path = Path(__file__).with_name(f"{mic}.json")
        path.write_text(_as_json(table), encoding="utf-8")


def _hours_and_days(mic: str) -> dict[str, Any]:
    kind = type(exchange_calendars.get_calendar(mic))
    first = max(FIRST_DAY, _day(kind.bound_min(), FIRST_DAY))
    last = min(LAST_DAY, _day(kind.bound_max(), LAST_DAY))
    table = exchange_calendars.get_calendar(mic, start=first, end=last)
    closed = MISSING_CLOSURES.get(mic, set())
    sessions = {day.date(): day for day in table.sessions if day.date() not in closed}
    _refuse_what_the_tables_cannot_say(table, list(sessions))
    half_days = {
        str(day): table.session_close(session).astimezone(table.tz).strftime("%H:%M")
        for day, session in sessions.items()
        if session in table.early_closes
    }
    return {
        "zone": str(table.tz),
        "open": _hhmm(table.open_times[-1][1]),
        "close": _hhmm(table.close_times[-1][1]),
        "lunch": _lunch(table),
        "former_hours": list(_former_hours(table, first)),
        "first": str(first),
        "last": str(last),
        "half_days": half_days,
        "holidays": [str(day) for day in _weekdays(first, last) if day not in sessions],
    }


def _refuse_what_the_tables_cannot_say(table: Any, sessions: Iterable[dt.date]) -> None:
    if len(table.late_opens) or any(day.weekday() >= _SATURDAY for day in sessions):
        message = f"{table.name} has late openings or weekend sessions, which the tables lack"
        raise ValueError(message)


def _former_hours(table: Any, first: dt.date) -> Iterator[dict[str, str]]:
    changes = sorted(
        {since.date() for since, _ in (*table.open_times, *table.close_times) if since is not None}
    )
    for start, change in pairwise((dt.date.min, *changes)):
        if change > first:
            opened, closed = _valid(table.open_times, start), _valid(table.close_times, start)
            until = change - dt.timedelta(days=1)
            yield {"until": str(until), "open": _hhmm(opened), "close": _hhmm(closed)}


def _valid(times: Iterable[tuple[Any, dt.time]], day: dt.date) -> dt.time:
    return [time for since, time in times if since is None or since.date() <= day][-1]


def _lunch(table: Any) -> dict[str, str] | None:
    starts, ends = table.break_start_times, table.break_end_times
    if not starts or starts[-1][1] is None:
        return None
    return {"start": _hhmm(starts[-1][1]), "end": _hhmm(ends[-1][1])}


def _weekdays(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if day.weekday() < _SATURDAY)


def _day(bound: Any, default: dt.date) -> dt.date:
    return default if bound is None else bound.date()


def _hhmm(time: dt.time) -> str:
    return time.strftime("%H:%M")


def _as_json(table: dict[str, Any]) -> str:
    """Return JSON with one line for each field, and one for each year of holidays."""
    fields = [f"  {json.dumps(key)}: {_value(value)}" for key, value in table.items()]
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], str):
        years = groupby(value, key=lambda day: day[:4])
        lines = (", ".join(json.dumps(day) for day in days) for _, days in years)
        return "[\n    " + ",\n    ".join(lines) + "\n  ]"
    if isinstance(value, dict) and len(value) > len(("start", "end")):
        years = groupby(value.items(), key=lambda row: row[0][:4])
        lines = (", ".join(f"{json.dumps(d)}: {json.dumps(t)}" for d, t in ds) for _, ds in years)
        return "{\n    " + ",\n    ".join(lines) + "\n  }"
    return json.dumps(value)


if __name__ == "__main__":
    main()
