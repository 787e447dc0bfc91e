"""The series of compared instruments, prepared once for each time axis."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from tickertale.domain.errors import PriceDataError
from tickertale.domain.series_choice import choice_of_interval
from tickertale.prices.alignment import matched_times
from tickertale.prices.calendar import read_exchange
from tickertale.prices.pyramid import Pyramid
from tickertale.session.session import Session
from tickertale.viewmodels.chart.chart import ComparedSeries
from tickertale.viewmodels.timeline.reading import Reading


class ComparedInstruments:
    """Prepares series for comparison and keeps them while the time axis stays the same.

    Parameters
    ----------
    session : Session
        Has the bars.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reading: Reading | None = None
        self._prepared: dict[str, ComparedSeries] = {}
        self._styles: dict[str, int] = {}

    def series(self, wanted: Sequence[str], reading: Reading) -> tuple[ComparedSeries, ...]:
        """Return the series of instruments, aligned with a reading's time axis.

        Parameters
        ----------
        wanted : sequence of str
            Ids of instruments; the chart's own and those without prices are left out.
        reading : Reading
            Has the time axis.
        """
        if self._reading is not None and not _is_same_axis(self._reading, reading):
            self._prepared.clear()
        self._reading = reading
        own = reading.instrument.id if reading.instrument else None
        self._style([name for name in wanted if name != own])
        for name, style in self._styles.items():
            known = self._prepared.get(name)
            if known is None:
                self._prepare(name, reading, style=style)
            elif known.style != style:
                self._prepared[name] = replace(known, style=style)
        return tuple(self._prepared[name] for name in self._styles if name in self._prepared)

    def _style(self, names: Sequence[str]) -> None:
        """Give each instrument the first free style; those that stay keep theirs."""
        kept = {name: self._styles[name] for name in names if name in self._styles}
        self._styles = {}
        for name in names:
            taken = {*kept.values(), *self._styles.values()}
            free = next(style for style in count() if style not in taken)
            self._styles[name] = kept.get(name, free)

    def _prepare(self, name: str, reading: Reading, *, style: int) -> None:
        instrument = reading.timeline.instrument(name)
        try:
            interval = reading.bars.interval
            bars = self._session.bars(name, choice_of_interval(instrument, interval))
            if bars.interval.is_intraday and not interval.is_intraday:
                bars = self._session.session_bars(name)
        except PriceDataError:
            return
        exchange = read_exchange(instrument.mic)
        times = matched_times(bars, reading.bars.interval, exchange=exchange)
        self._prepared[name] = ComparedSeries(
            instrument=name,
            symbol=instrument.symbol,
            currency=instrument.currency,
            pyramid=Pyramid(bars),
            positions=reading.scale.positions_of(times),
            style=style,
        )


def _is_same_axis(one: Reading, other: Reading) -> bool:
    is_same = one.timeline.instruments is other.timeline.instruments
    return is_same and one.scale is other.scale
