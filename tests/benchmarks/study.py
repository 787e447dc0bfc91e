"""How long a study of many events takes, compared with a fit of statsmodels for each."""

import statistics
import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from helpers.study import aligned, market_and_share
from tickertale.analysis.event_study import study_events
from tickertale.analysis.study_input import AlignedReturns

EVENTS = 10_000
RUNS = 3
CALLS = 7
BAR = 1 / 50
TOLERANCE = 1e-10


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
