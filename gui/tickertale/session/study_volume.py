"""Which volume an event's trading is measured against."""

from tickertale.domain.instrument import InstrumentKind
from tickertale.prices.bars import Bars
from tickertale.session.study_source import StudySource

OWN_MEAN = "own mean"
"""What volume is measured against where the benchmark's says nothing of it."""


def market_volume_bars(source: StudySource) -> Bars | None:
    """Return the benchmark's bars where their volume counts what the instrument's does.

    An index is not traded. What stands as its volume is its provider's own count, which differs
    from provider to provider and is often none at all, so it explains nobody's trading; the
    instrument's own mean takes its place, as where there is no benchmark.
    """
    benchmark, bars = source.benchmark, source.market_bars
    if benchmark is None or bars is None or benchmark.kind is InstrumentKind.INDEX:
        return None
    return bars if (bars.volume > 0.0).any() else None


def volume_against(source: StudySource) -> str:
    """Return what volume is measured against: the benchmark's symbol, or `OWN_MEAN`."""
    benchmark = source.benchmark
    if benchmark is None or market_volume_bars(source) is None:
        return OWN_MEAN
    return benchmark.symbol
