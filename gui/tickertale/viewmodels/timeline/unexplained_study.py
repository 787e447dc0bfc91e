"""The large moves that no event explains, measured as the events of a study are."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.unexplained_return import unexplained_returns
from tickertale.domain.errors import PriceDataError, TickertaleError, UnknownIdError
from tickertale.domain.instrument import Instrument
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import TimeScale
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study_input import StudyInputs
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_source import study_source
from tickertale.viewmodels.event.unexplained import UnexplainedRow, resolve_unexplained
from tickertale.viewmodels.job.job import JobRunner
from tickertale.viewmodels.job.named_work import NamedWork
from tickertale.viewmodels.study.study_option import StudyOptionViewModel
from tickertale.viewmodels.timeline.reading import Reading


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """What is searched for: everything that the answer depends on."""

    inputs: StudyInputs
    covered_ns: NDArray[np.int64]
    scale: TimeScale

    def is_as(self, other: "_Search | None") -> bool:
        """Return whether another search has the same answer."""
        if other is None or self.scale is not other.scale:
            return False
        one, two = self.inputs, other.inputs
        is_same = one.bars is two.bars and one.market_bars is two.market_bars
        is_alike = _relevant(one.options) == _relevant(two.options) and is_same
        return is_alike and np.array_equal(self.covered_ns, other.covered_ns)


class UnexplainedViewModel(QObject):
    """Looks for large abnormal returns without an event, beside the window.

    Signals
    -------
    changed
        `rows` are others.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        options: StudyOptionViewModel,
        *,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._options = options
        self._work = NamedWork(jobs, self)
        self._reading: Reading | None = None
        self._asked: _Search | None = None
        self._rows: tuple[UnexplainedRow, ...] = ()
        options.changed.connect(self._search)

    @property
    def rows(self) -> tuple[UnexplainedRow, ...]:
        """Return the sessions that moved without an event, by date."""
        return self._rows

    def read(self, reading: Reading) -> None:
        """Search the prices of a reading; what no event or price has changed is not again."""
        self._reading = reading
        self._search()

    def _search(self) -> None:
        reading = self._reading
        if reading is None or reading.instrument is None or not len(reading.session_bars):
            self._asked = None
            self._work.cancel()
            self._take(())
            return
        search = self._gathered(reading, reading.instrument)
        if search.is_as(self._asked):
            return
        self._asked = search
        self._work.start(
            "unexplained",
            partial(find_unexplained, search=search),
            done=self._take,
            failed=self._refuse,
        )

    def _gathered(self, reading: Reading, instrument: Instrument) -> _Search:
        options, bars = self._options.options, reading.session_bars
        benchmark, market_bars = self._benchmark(options, instrument, bars=bars)
        has_factors = options.model is NormalModel.FACTOR and options.factors is not None
        if benchmark is None and not has_factors:
            options = replace(options, model=NormalModel.CONSTANT_MEAN)
        inputs = StudyInputs(
            options=options,
            instrument=instrument,
            benchmark=benchmark,
            bars=bars,
            market_bars=market_bars,
            event_ids=(),
            reactions=(),
            wanted=frozenset(),
        )
        covered = np.fromiter(reading.by_session, np.int64, len(reading.by_session))
        return _Search(inputs, bars.time_ns[np.sort(covered)], reading.scale)

    def _benchmark(
        self, options: StudyOptions, instrument: Instrument, *, bars: Bars
    ) -> tuple[Instrument, Bars] | tuple[None, None]:
        """Return what the model compares with; nothing where there is none that it could."""
        is_needed = options.model.needs_market and options.model is not NormalModel.FACTOR
        wanted = options.benchmark or self._session.timeline.benchmark
        if not is_needed or wanted is None or wanted == instrument.id:
            return None, None
        try:
            benchmark = self._session.timeline.instrument(wanted)
            market_bars = self._session.session_bars(benchmark.id)
        except (PriceDataError, UnknownIdError):
            return None, None
        return (benchmark, market_bars) if market_bars.interval is bars.interval else (None, None)

    def _take(self, rows: tuple[UnexplainedRow, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self.changed.emit()

    def _refuse(self, _error: TickertaleError) -> None:
        # The card of the selected event says why nothing can be measured.
        self._take(())


def find_unexplained(ticket: Ticket, *, search: _Search) -> tuple[UnexplainedRow, ...]:
    """Return the rows of a search; it may run in any thread."""
    ticket.check()
    options = search.inputs.options
    returns = study_source(search.inputs).returns
    # An event on a session that the benchmark has not acts on the return of the next common one.
    covered = np.searchsorted(returns.time_ns, search.covered_ns)
    found = unexplained_returns(
        returns, covered.tolist(), model=options.model, window=options.window
    )
    return resolve_unexplained(found, returns, scale=search.scale)


def _relevant(options: StudyOptions) -> tuple[object, ...]:
    """Return the options that abnormal returns depend on, but for the benchmark's prices."""
    factors = None if options.factors is None else id(options.factors)
    return options.model, options.returns, options.window, factors
