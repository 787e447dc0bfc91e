"""Sessions whose abnormal return was large and that no event covers."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tickertale.analysis.empirical import RANK_SESSIONS
from tickertale.analysis.event_study import study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import AlignedReturns
from tickertale.analysis.study_window import StudyWindow


@dataclass(frozen=True, slots=True)
class UnexplainedReturn:
    """A large abnormal return without an event.

    Parameters
    ----------
    index : int
        Index of the session in the returns.
    abnormal : float
        Abnormal return.
    score : float
        The same over its standard error.
    rank : int
        Place of its size among the abnormal returns of the last 250 sessions, 1 for the largest.
    """

    index: int
    abnormal: float
    score: float
    rank: int


def unexplained_returns(
    returns: AlignedReturns,
    covered: Collection[int],
    *,
    model: NormalModel = NormalModel.MARKET,
    window: StudyWindow | None = None,
    threshold: float = 2.5,
    lowest_rank: int = RANK_SESSIONS,
) -> tuple[UnexplainedReturn, ...]:
    """Return the sessions with a large abnormal return that no event covers, largest score first.

    Each session is studied as if it were the day 0 of an event of one session. Sessions that an
    event covers are left out of the estimation windows of all others, too: their moves are
    explained and must not hide what is not.

    Parameters
    ----------
    returns : AlignedReturns
    covered : collection of int
        Day 0 of each event; its event window is covered.
    model : NormalModel
    window : StudyWindow or None
        Its event window is what an event covers.
    threshold : float
        A score of exactly this counts.
    lowest_rank : int
        Sessions with a lower place among the last 250 are left out.
    """
    window = window or StudyWindow()
    is_covered = np.zeros(len(returns), dtype=np.bool_)
    for day in covered:
        start, stop = day + window.event_first, day + window.event_last + 1
        is_covered[max(start, 0) : max(stop, 0)] = True
    single = StudyWindow(
        0, 0, window.estimation_first, window.estimation_last, window.least_sessions
    )
    studies = study_events(
        returns, np.arange(len(returns)), model=model, window=single, excluded=is_covered
    )
    abnormal, scores = studies.abnormal.car, studies.abnormal.t
    ranks = _ranks(abnormal)
    with np.errstate(invalid="ignore"):
        found = np.flatnonzero(~is_covered & (np.abs(scores) >= threshold) & (ranks <= lowest_rank))
    order = found[np.argsort(-np.abs(scores[found]), kind="stable")]
    return tuple(
        UnexplainedReturn(i, float(abnormal[i]), float(scores[i]), int(ranks[i]))
        for i in order.tolist()
    )


def _ranks(abnormal: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the place by size of each value among the last sessions up to its own."""
    if not len(abnormal):
        return np.empty(0, np.int64)
    size = np.pad(np.abs(abnormal), (RANK_SESSIONS - 1, 0), constant_values=np.nan)
    recent = sliding_window_view(size, RANK_SESSIONS)
    ranks: NDArray[np.int64] = 1 + (recent > recent[:, -1:]).sum(axis=1)
    return ranks
