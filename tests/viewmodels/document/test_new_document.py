"""A price file is described as its name suggests, and what is missing is said."""

from pathlib import Path

import pytest

from tickertale.domain.instrument import InstrumentKind
from tickertale.prices.price_file import PriceFile
from tickertale.viewmodels.document.new_document import (
    exchange_choices,
    resolve_problem,
    suggested_file,
)


@pytest.mark.parametrize(
    ("name", "symbol", "mic", "currency", "kind"),
    [
        ("9988.HK.csv", "9988.HK", "XHKG", "HKD", "share"),
        ("baba_daily.csv", "BABA", "XNYS", "USD", "share"),
        ("^HSI.csv", "HSI", "XHKG", "", "index"),
        ("600519.SS prices.csv", "600519.SS", "XSHG", "CNY", "share"),
        ("BRK.B.csv", "BRK.B", "XNYS", "USD", "share"),
        ("阿里.csv", "阿里", "XNYS", "USD", "share"),
    ],
)
def test_the_name_of_a_file_suggests_what_it_holds(
    tmp_path: Path, name: str, symbol: str, *, mic: str, currency: str, kind: str
) -> None:
    path = tmp_path / name
    path.write_text("date,open,high,low,close\n2025-03-06,1,1,1,1\n")
    expected = PriceFile(path, symbol, mic, currency=currency, kind=InstrumentKind(kind))
    assert suggested_file(path) == expected


def test_exchanges_are_offered_by_name() -> None:
    texts = {row.mic: row.text for row in exchange_choices()}
    assert texts["XHKG"] == "HKEX (XHKG)"
    assert texts["XNAS"] == "Nasdaq (XNAS)"


@pytest.mark.parametrize(
    ("title", "file", "problem"),
    [
        ("Why?", PriceFile(Path("a"), "A", "XHKG", currency="HKD"), ""),
        (" ", PriceFile(Path("a"), "A", "XHKG"), "title"),
        ("Why?", PriceFile(Path("a"), " ", "XHKG"), "Row 1: a symbol"),
        ("Why?", PriceFile(Path("a"), "A", "Hong Kong"), "no exchange"),
        ("Why?", PriceFile(Path("a"), "A", "XHKG", currency="$"), "no currency"),
    ],
    ids=["whole", "title", "symbol", "exchange", "currency"],
)
def test_what_is_missing_is_said_in_one_sentence(title: str, file: PriceFile, problem: str) -> None:
    said = resolve_problem(title, [file])
    assert problem in said
    assert bool(said) == bool(problem)
