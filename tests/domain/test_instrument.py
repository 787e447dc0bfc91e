"""Instruments and their series."""

import pytest
from pydantic import ValidationError

from tickertale.domain.instrument import Instrument, Interval


@pytest.mark.parametrize("currency", ["", "HKD"])
def test_a_currency_is_a_code_or_nothing(currency: str) -> None:
    instrument = Instrument(id="A", symbol="A", name="A", mic="XHKG", currency=currency)
    assert instrument.currency == currency


@pytest.mark.parametrize("currency", ["hkd", "HK", "HKDX", "$"])
def test_what_is_no_currency_code_is_refused(currency: str) -> None:
    with pytest.raises(ValidationError, match="match pattern"):
        Instrument(id="A", symbol="A", name="A", mic="XHKG", currency=currency)


@pytest.mark.parametrize("mic", ["", "HK", "xhkg", "XHKG1", "../x"])
def test_what_is_no_exchange_code_is_refused(mic: str) -> None:
    with pytest.raises(ValidationError, match="match pattern"):
        Instrument(id="A", symbol="A", name="A", mic=mic)


def test_only_bars_shorter_than_a_day_start_at_an_instant() -> None:
    assert [row.value for row in Interval if row.is_intraday] == ["1s", "1m", "5m", "15m", "1h"]
    assert sorted(Interval, key=lambda row: row.seconds) == list(Interval)
