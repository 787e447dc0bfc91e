"""Instruments and their series."""

import pytest
from pydantic import ValidationError

from tickertale.domain.instrument import Instrument


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
