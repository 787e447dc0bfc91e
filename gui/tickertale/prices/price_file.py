"""A file of prices as the user describes it: what is priced, where, and at which interval."""

from dataclasses import dataclass
from pathlib import Path

from tickertale.domain.instrument import InstrumentKind, Interval


@dataclass(frozen=True, slots=True)
class PriceFile:
    """A file of prices, and what is priced.

    Parameters
    ----------
    path : Path
    symbol, name : str
        The name may be empty.
    mic : str
        The exchange, ISO 10383.
    currency : str
        ISO 4217; empty for an index quoted in points.
    kind : InstrumentKind
    interval : Interval
    """

    path: Path
    symbol: str
    mic: str
    name: str = ""
    currency: str = ""
    kind: InstrumentKind = InstrumentKind.SHARE
    interval: Interval = Interval.DAY
