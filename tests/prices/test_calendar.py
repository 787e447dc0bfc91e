"""The tables of ``resources/calendars``: they agree with the series and with their source."""

import datetime as dt

import pytest

from helpers.session import seed_sessions
from tickertale.prices.calendar import known_mics, read_exchange, zone_of

MAIN = ["XHKG", "XNYS", "XLON", "XTKS", "XSHG", "XETR", "XPAR"]
# Storms on which the exchange says it was closed, and the package, up to 4.13.2, that it was not.
MISSING_IN_THE_ORACLE = {"XHKG": {dt.date(2023, 9, 1), dt.date(2023, 9, 8)}}
ALIASES = ["ARCX", "XNAS", "XASE", "XSHE"]


@pytest.mark.parametrize(
    ("symbol", "mic"),
    [
        ("9988.HK", "XHKG"),
        ("HSI", "XHKG"),
        ("BABA", "XNYS"),
        ("KWEB", "ARCX"),
        ("SPY", "ARCX"),
    ],
)
def test_the_table_has_the_sessions_of_the_example(symbol: str, mic: str) -> None:
    exchange = read_exchange(mic)
    assert exchange is not None
    first, last = dt.date(2024, 1, 2), dt.date(2025, 4, 30)
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    assert tuple(filter(exchange.is_session, days)) == seed_sessions(symbol)


@pytest.mark.parametrize("mic", MAIN + ALIASES)
def test_the_main_exchanges_are_known(mic: str) -> None:
    exchange = read_exchange(mic)
    assert exchange is not None
    assert exchange.mic == mic
    assert mic in known_mics()


@pytest.mark.parametrize("mic", ["XBUE", "", "aliases", "../seeds", "xhkg"])
def test_an_exchange_without_a_table_is_none(mic: str) -> None:
    assert read_exchange(mic) is None
    assert mic not in known_mics()


@pytest.mark.parametrize(
    ("alias", "mic", "short_name"),
    [("ARCX", "XNYS", "NYSE Arca"), ("XNAS", "XNYS", "Nasdaq"), ("XSHE", "XSHG", "SZSE")],
)
def test_a_venue_with_the_hours_of_another_keeps_its_own_name(
    alias: str, mic: str, short_name: str
) -> None:
    venue, exchange = read_exchange(alias), read_exchange(mic)
    assert venue is not None
    assert exchange is not None
    assert venue.short_name == short_name
    assert venue.model_dump(exclude={"mic", "name", "short_name"}) == exchange.model_dump(
        exclude={"mic", "name", "short_name"}
    )


def test_an_exchange_is_read_once() -> None:
    assert read_exchange("XHKG") is read_exchange("XHKG")


@pytest.mark.parametrize("mic", sorted(known_mics()))
def test_a_table_is_consistent(mic: str) -> None:
    exchange = read_exchange(mic)
    assert exchange is not None
    assert exchange.first < dt.date(1998, 1, 1)
    assert exchange.last >= dt.date(2026, 12, 31)
    assert all(exchange.first <= day <= exchange.last for day in exchange.holidays)
    assert all(day.weekday() < 5 for day in exchange.holidays)
    assert all(exchange.is_session(day) for day in exchange.half_days)
    assert all(exchange.opens_at(day) < exchange.closes_at(day) for day in exchange.half_days)


@pytest.mark.parametrize(
    ("mic", "day", "is_session", "close"),
    [
        ("XHKG", "2024-12-24", True, "12:00"),
        ("XHKG", "2024-12-31", True, "12:00"),
        ("XHKG", "2025-01-28", True, "12:00"),
        ("XHKG", "2023-07-17", False, None),
        ("XHKG", "2023-09-01", False, None),
        ("XHKG", "2023-09-08", False, None),
        ("XHKG", "2025-04-04", False, None),
        ("XNYS", "2024-07-03", True, "13:00"),
        ("XNYS", "2024-11-29", True, "13:00"),
        ("XNYS", "2001-09-13", False, None),
        ("XNYS", "2025-01-09", False, None),
        ("XNYS", "2025-02-17", False, None),
        ("XTKS", "2024-11-01", True, "15:00"),
        ("XTKS", "2024-11-05", True, "15:30"),
        ("XSHG", "2025-02-04", False, None),
    ],
)
def test_known_days_are_in_the_tables(
    mic: str, day: str, *, is_session: bool, close: str | None
) -> None:
    exchange = read_exchange(mic)
    assert exchange is not None
    date = dt.date.fromisoformat(day)
    assert exchange.is_session(date) is is_session
    if close is not None:
        assert exchange.close_on(date) == dt.time.fromisoformat(close)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mic", MAIN)
def test_the_sessions_are_those_of_the_package_exchange_calendars(mic: str) -> None:
    oracle = pytest.importorskip("exchange_calendars")
    exchange = read_exchange(mic)
    assert exchange is not None
    table = oracle.get_calendar(mic, start=exchange.first, end=exchange.last)
    span = (exchange.last - exchange.first).days + 1
    days = [exchange.first + dt.timedelta(days=n) for n in range(span)]
    sessions = [day for day in days if exchange.is_session(day)]
    hours = {
        session.date(): (table.session_open(session), table.session_close(session))
        for session in table.sessions
        if session.date() not in MISSING_IN_THE_ORACLE.get(mic, set())
    }
    assert sessions == list(hours)
    assert [exchange.opens_at(day) for day in sessions] == [opens for opens, _ in hours.values()]
    assert [exchange.closes_at(day) for day in sessions] == [closes for _, closes in hours.values()]


def test_an_exchange_without_a_table_keeps_utc() -> None:
    assert zone_of("XHKG") == "Asia/Hong_Kong"
    assert zone_of("ZZZZ") == "UTC"
