"""How long a study of many events takes, compared with a fit of statsmodels for each."""

import statistics
import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from helpers.study import aligned, market_and_share
from helpers.study_document import dated_event, open_study
from tickertale.analysis.event_study import study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample import average_abnormal_returns
from tickertale.analysis.study_input import AlignedReturns
from tickertale.session.session import Session
from tickertale.session.study_input import ReactionTable, gather_study
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.study.study_outcome import compute_outcome
from tickertale.viewmodels.study.study_plot import (
    CarSample,
    resolve_average_plot,
    resolve_distribution_plot,
)
from tickertale.viewmodels.study.study_table import event_marks, resolve_study_table

EVENTS = 10_000
RUNS = 3
CALLS = 7
BAR = 1 / 50
TOLERANCE = 1e-10
SHOWN_EVENTS = 1_000
SHOWN_BAR_MS = 32.0
"""Two frames of a screen that shows sixty in a second."""


def study_vs_statsmodels() -> Figure:
    """Return the time of one call for 10,000 events, over that of 10,000 fits by statsmodels.

    Ours is the whole study with the market model: coefficients, abnormal returns, CAR, standard
    errors and p. Theirs is the fit alone with its coefficients and residual deviation. Both are
    medians of calls in turn, and both must agree to 1e-10.
    """
    import statsmodels.api as sm

    market, share = market_and_share(EVENTS + 140)
    returns, days = aligned(share, market), np.arange(130, 130 + EVENTS)
    studies = study_events(returns, days)  # imports and first touch of memory count for nothing
    ours, theirs, fits = [], [], np.empty((EVENTS, 3))
    for _ in range(RUNS):
        ours += [_seconds_of_ours(returns, days) for _ in range(CALLS)]
        start = time.perf_counter()
        for row, day in enumerate(days):
            before = slice(day - 130, day - 10)
            fit = sm.OLS(share[before], sm.add_constant(market[before])).fit()
            fits[row] = (*fit.params, fit.mse_resid**0.5)
        theirs.append(time.perf_counter() - start)
    estimation = studies.estimation
    found = np.array([estimation.alpha, estimation.beta[0], estimation.sigma])
    difference = float(np.abs(found - fits.T).max())
    if difference > TOLERANCE:
        raise SystemExit(f"the studies differ from those of statsmodels by {difference:.1e}")
    our_median, their_median = statistics.median(ours), statistics.median(theirs)
    return Figure(
        name="study_vs_statsmodels",
        value=our_median / their_median,
        bar=BAR,
        note=f"{EVENTS:,} events in {1000 * our_median:.0f} ms, statsmodels {their_median:.2f} s; "
        f"largest difference {difference:.0e}",
    )


def _seconds_of_ours(returns: AlignedReturns, days: NDArray[np.int64]) -> float:
    start = time.perf_counter()
    study_events(returns, days)
    return time.perf_counter() - start


def study_1000_events_ms() -> Figure:
    """Return how long the study view takes to answer another model, for 1,000 events.

    From the open document to the table with its numbers and order and to both plots of the
    sample; the tests of the sample come later, from their own thread, and are not in it.
    """
    events = (dated_event(f"e{at:04}", 135 + at % 120) for at in range(SHOWN_EVENTS))
    session = open_study(*events)
    reactions, marks = ReactionTable(session), event_marks(session.timeline)
    models = (NormalModel.MARKET, NormalModel.CONSTANT_MEAN, NormalModel.MARKET_ADJUSTED)
    times = []
    _answer(session, reactions, StudyOptions())  # imports and the reactions count for nothing
    for turn in range(3 * CALLS):
        start = time.perf_counter()
        _answer(session, reactions, StudyOptions(model=models[turn % 3]))
        times.append(1000 * (time.perf_counter() - start))
    count = len(marks)
    session.close()
    return Figure(
        name="study_1000_events_ms",
        value=statistics.median(times),
        bar=SHOWN_BAR_MS,
        note=f"{count:,} events; slowest of {len(times)} {max(times):.0f} ms",
    )


def _answer(session: Session, reactions: ReactionTable, options: StudyOptions) -> None:
    inputs = gather_study(session, "BABA", options=options, reactions=reactions)
    outcome = compute_outcome(inputs)
    resolve_study_table(outcome.study, event_marks(session.timeline))
    sample = outcome.sample
    if sample is None:
        raise SystemExit(outcome.problem)
    averages = average_abnormal_returns(sample)
    resolve_average_plot(averages, count=len(sample), width=400.0, height=300.0)
    cars = CarSample(sample.keys, sample.car)
    resolve_distribution_plot(cars, selected=None, width=400.0, height=300.0)
