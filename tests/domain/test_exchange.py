"""An exchange: its sessions, its hours then and now, its half days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from helpers.exchange import hong_kong, new_york
from tickertale.domain.exchange import Exchange


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-17", True),
        ("2025-02-15", False),
        ("2025-02-16", False),
        ("2025-01-29", False),
    ],
)
def test_weekends_and_holidays_are_no_sessions(day: str, *, expected: bool) -> None:
    assert hong_kong().is_session(dt.date.fromisoformat(day)) is expected


def test_a_half_day_closes_early() -> None:
    exchange = hong_kong()
    assert exchange.close_on(dt.date(2024, 12, 31)) == dt.time(12, 0)
    assert exchange.close_on(dt.date(2025, 1, 2)) == dt.time(16, 0)


def test_former_hours_hold_up_to_their_last_day() -> None:
    exchange = hong_kong()
    assert exchange.open_on(dt.date(2011, 3, 6)) == dt.time(10, 0)
    assert exchange.open_on(dt.date(2011, 3, 7)) == dt.time(9, 30)
    assert exchange.close_on(dt.date(2011, 3, 6)) == dt.time(16, 0)


def test_hours_follow_the_clock_of_the_exchange_over_summer_time() -> None:
    exchange = new_york()
    winter, summer = dt.date(2025, 3, 7), dt.date(2025, 3, 10)
    assert exchange.opens_at(winter).astimezone(dt.UTC).time() == dt.time(14, 30)
    assert exchange.opens_at(summer).astimezone(dt.UTC).time() == dt.time(13, 30)
    assert exchange.closes_at(winter).astimezone(dt.UTC).time() == dt.time(21, 0)
    assert exchange.closes_at(summer).astimezone(dt.UTC).time() == dt.time(20, 0)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)))
def test_every_day_opens_before_it_closes(day: dt.date) -> None:
    for exchange in (hong_kong(), new_york()):
        assert exchange.opens_at(day) < exchange.closes_at(day)


def test_an_exchange_is_a_frozen_value() -> None:
    exchange = hong_kong()
    assert len({exchange, exchange.model_copy()}) == 1
    with pytest.raises(TypeError):
        exchange.half_days[dt.date(2025, 1, 2)] = dt.time(12, 0)  # type: ignore[index]
    with pytest.raises(ValidationError, match="frozen"):
        setattr(exchange, "zone", "UTC")  # noqa: B010


def test_an_exchange_survives_json() -> None:
    exchange = hong_kong()
    assert Exchange.model_validate_json(exchange.model_dump_json()) == exchange
