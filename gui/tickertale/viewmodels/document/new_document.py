"""A new document while it is being described: its price files, and what is still missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tickertale.domain.instrument import InstrumentKind
from tickertale.prices.calendar import known_mics, read_exchange
from tickertale.prices.csv_interval import guess_interval
from tickertale.prices.price_file import PriceFile

_SUFFIXES = {
    "HK": ("XHKG", "HKD"),
    "SS": ("XSHG", "CNY"),
    "SZ": ("XSHE", "CNY"),
    "T": ("XTKS", "JPY"),
    "L": ("XLON", "GBP"),
    "DE": ("XETR", "EUR"),
    "PA": ("XPAR", "EUR"),
    "AS": ("XAMS", "EUR"),
    "MI": ("XMIL", "EUR"),
    "SW": ("XSWX", "CHF"),
    "TO": ("XTSE", "CAD"),
    "AX": ("XASX", "AUD"),
    "KS": ("XKRX", "KRW"),
    "TW": ("XTAI", "TWD"),
    "SI": ("XSES", "SGD"),
    "NS": ("XNSE", "INR"),
    "BO": ("XBOM", "INR"),
}
"""Exchange and currency of the suffixes that price files and their providers use."""
_INDICES = {"HSI": ("XHKG", ""), "GSPC": ("XNYS", ""), "SPX": ("XNYS", ""), "IXIC": ("XNAS", "")}
_AT_HOME = ("XNYS", "USD")


@dataclass(frozen=True, slots=True)
class ExchangeChoice:
    """One exchange to choose from.

    Parameters
    ----------
    mic, text : str
        The text is ``HKEX — Hong Kong Exchanges (XHKG)``.
    """

    mic: str
    text: str


def exchange_choices() -> tuple[ExchangeChoice, ...]:
    """Return the exchanges whose hours and holidays are known, by their names."""
    rows = []
    for mic in known_mics():
        exchange = read_exchange(mic)
        if exchange is not None:
            rows.append(ExchangeChoice(mic, f"{exchange.short_name} ({mic})"))
    return tuple(sorted(rows, key=lambda row: row.text))


def suggested_file(path: Path) -> PriceFile:
    """Return what a price file is likely to hold, as its name and its first rows suggest.

    Parameters
    ----------
    path : Path
        Such as ``9988.HK.csv``, ``BABA_daily.csv`` or ``^HSI.csv``.
    """
    stem = path.stem.strip()
    symbol = re.split(r"[_\s]", stem.lstrip("^"))[0] or "SYMBOL"
    base, _, suffix = symbol.partition(".")
    is_index = stem.startswith("^") or symbol.upper() in _INDICES
    mic, currency = _SUFFIXES.get(suffix.upper(), _INDICES.get(base.upper(), _AT_HOME))
    return PriceFile(
        path,
        symbol.upper() if symbol.isascii() else symbol,
        mic,
        currency="" if is_index else currency,
        kind=InstrumentKind.INDEX if is_index else InstrumentKind.SHARE,
        interval=guess_interval(path),
    )


def resolve_problem(title: str, files: Sequence[PriceFile]) -> str:
    """Return what is still missing, in one sentence; empty when a document can be made."""
    if not title.strip():
        return "A title is needed, such as the question that the timeline answers."
    for number, file in enumerate(files, start=1):
        if not file.symbol.strip():
            return f"Row {number}: a symbol is needed, such as 9988.HK."
        if not re.fullmatch(r"[A-Z0-9]{4}", file.mic):
            return (
                f"Row {number}: {file.mic!r} is no exchange; "
                "a market identifier code such as XHKG is needed."
            )
        if file.currency and not re.fullmatch(r"[A-Z]{3}", file.currency):
            return f"Row {number}: {file.currency!r} is no currency; a code such as HKD is needed."
    return ""
