"""One sample of events under several models and event windows: does the answer depend on them."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample import Sample, average_abnormal_returns
from tickertale.analysis.sample_test import Statistic, sample_tests
from tickertale.analysis.shared_session import shared_sessions
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError
from tickertale.session.job import Ticket, unheard
from tickertale.session.session import Session
from tickertale.session.study import compute_study
from tickertale.session.study_input import ReactionTable, StudyInputs, gather_study
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_rows import StudyColumns
from tickertale.session.study_sample import study_sample

GRID_MODELS = (
    NormalModel.CONSTANT_MEAN,
    NormalModel.MARKET_ADJUSTED,
    NormalModel.MARKET,
    NormalModel.SCHOLES_WILLIAMS,
    NormalModel.FACTOR,
)
GRID_WINDOWS = ((0, 0), (0, 1), (-1, 1), (-2, 2), (-5, 5))
GRID_TEST, SHARING_TEST = Statistic.BMP, Statistic.KOLARI_PYNNONEN
"""The test of the sample in each cell, and the one where events of any cell share sessions."""


@dataclass(frozen=True, slots=True, eq=False)
class GridInputs:
    """What a grid needs of an open document.

    Parameters
    ----------
    windows : tuple of StudyWindow
        From the shortest to the longest.
    rows : tuple of (NormalModel, StudyInputs or None, str)
        One for each model; without inputs the text says why there are none.
    """

    windows: tuple[StudyWindow, ...]
    rows: tuple[tuple[NormalModel, StudyInputs | None, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """One model over one window.

    Parameters
    ----------
    model : NormalModel
    window : StudyWindow
    count : int
        Events measured.
    caar, p : float
        Of the sample at the end of the window; NaN where there is none.
    test : Statistic
        The test whose p this is: the same in all cells of a grid.
    reason : str
        Why there is no sample; empty where there is one.
    event_ids : tuple of str
    columns : StudyColumns or None
        Numbers of each of `event_ids`.
    """

    model: NormalModel
    window: StudyWindow
    count: int = 0
    caar: float = float("nan")
    p: float = float("nan")
    test: Statistic = GRID_TEST
    reason: str = ""
    event_ids: tuple[str, ...] = ()
    columns: StudyColumns | None = None

    def event(self, event_id: str) -> tuple[float, float]:
        """Return CAR and p of one event; NaN where it was not measured."""
        if self.columns is None or event_id not in self.event_ids:
            return float("nan"), float("nan")
        at = self.event_ids.index(event_id)
        return float(self.columns.car[at]), float(self.columns.p[at])


def gather_grid(
    session: Session,
    instrument_id: str,
    *,
    options: StudyOptions,
    event_ids: Collection[str] | None = None,
    reactions: ReactionTable | None = None,
) -> GridInputs:
    """Return what a grid needs of a document, so that it can be computed in a thread.

    Raises
    ------
    UnknownIdError
        There is no such instrument or event.
    PriceDataError
        The instrument has no prices.
    """
    rows: list[tuple[NormalModel, StudyInputs | None, str]] = []
    for model in GRID_MODELS:
        if model is NormalModel.FACTOR and options.factors is None:
            continue
        try:
            inputs = gather_study(
                session,
                instrument_id,
                options=replace(options, model=model),
                event_ids=event_ids,
                reactions=reactions,
            )
        except StudyError as error:
            rows.append((model, None, str(error)))
        else:
            rows.append((model, inputs, ""))
    return GridInputs(_windows(options.window), tuple(rows))


def compute_grid(inputs: GridInputs, ticket: Ticket | None = None) -> tuple[GridCell, ...]:
    """Return the cells, model by model; it may run in any thread.

    Where the windows of any cell share sessions, the test of all cells is the one that allows
    for that, so that cells can be compared.

    Parameters
    ----------
    inputs : GridInputs
    ticket : Ticket or None
        Told of the progress, in cells.

    Raises
    ------
    CancelledError
        The ticket was cancelled.
    """
    ticket = ticket or Ticket()
    cells: list[GridCell] = []
    samples: list[Sample | None] = []
    of = len(inputs.rows) * len(inputs.windows)
    for model, study_inputs, reason in inputs.rows:
        for window in inputs.windows:
            ticket.report(len(cells), of)
            if study_inputs is None:
                cell, sample = GridCell(model, window, reason=reason), None
            else:
                options = replace(study_inputs.options, window=window)
                cell, sample = _cell(replace(study_inputs, options=options), ticket)
            cells.append(cell)
            samples.append(sample)
    is_sharing = any(sample is not None and shared_sessions(sample).count for sample in samples)
    name = SHARING_TEST if is_sharing else GRID_TEST
    tested = [_tested(*pair, name=name) for pair in zip(cells, samples, strict=True)]
    ticket.report(of, of)
    return tuple(tested)


def _tested(cell: GridCell, sample: Sample | None, *, name: Statistic) -> GridCell:
    if sample is None:
        return replace(cell, test=name)
    (test,) = sample_tests(sample, (name,))
    return replace(cell, test=name, p=test.p)


def _cell(inputs: StudyInputs, ticket: Ticket) -> tuple[GridCell, Sample | None]:
    """Return a cell without its test, and the sample to be tested."""
    model, window = inputs.options.model, inputs.options.window
    try:
        # The progress of a part is not that of the whole.
        study = compute_study(inputs, replace(ticket, on_progress=unheard))
    except StudyError as error:
        return GridCell(model, window, reason=str(error)), None
    rows = study.rows
    cell = GridCell(model, window, event_ids=rows.event_ids, columns=rows.columns)
    try:
        sample = study_sample(study)
    except StudyError as error:
        return replace(cell, reason=str(error)), None
    if not len(sample):
        return replace(cell, reason="no event could be measured"), None
    caar = float(average_abnormal_returns(sample).caar[-1])
    return replace(cell, count=len(sample), caar=caar), sample


def _windows(own: StudyWindow) -> tuple[StudyWindow, ...]:
    """Return the windows of the grid and the user's own, those with room before them."""
    spans = {*GRID_WINDOWS, (own.event_first, own.event_last)}
    return tuple(
        replace(own, event_first=first, event_last=last)
        for first, last in sorted(spans, key=lambda span: (span[1] - span[0], span))
        if first > own.estimation_last
    )
