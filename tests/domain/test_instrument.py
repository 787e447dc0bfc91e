"""Instruments and their series."""

import datetime as dt

import pytest
from pydantic import ValidationError

from tickertale.domain.instrument import (
    ActionKind,
    Adjustment,
    CorporateAction,
    Instrument,
    Interval,
    Series,
)


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


@pytest.mark.parametrize(
    ("adjustment", "kinds"),
    [
        (Adjustment.RAW, [ActionKind.DIVIDEND, ActionKind.SPLIT]),
        (Adjustment.SPLITS, [ActionKind.DIVIDEND]),
        (Adjustment.SPLITS_AND_DIVIDENDS, []),
    ],
)
def test_a_series_shows_the_actions_that_it_was_not_corrected_for(
    adjustment: Adjustment, kinds: list[ActionKind]
) -> None:
    day = dt.date(2024, 12, 17)
    actions = tuple(CorporateAction(ex_date=day, kind=kind) for kind in ActionKind)
    series = Series(id="A-1d", adjustment=adjustment, actions=actions)
    assert [action.kind for action in series.uncorrected_actions] == kinds


@pytest.mark.parametrize("amount", ["0", "-1.03", "NaN"])
def test_an_amount_that_is_not_positive_is_refused(amount: str) -> None:
    with pytest.raises(ValidationError, match="amount"):
        CorporateAction.model_validate({"ex_date": "2024-12-17", "amount": amount})
