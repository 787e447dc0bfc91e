"""Sessions whose move was large against the weeks before and that no event covers."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WINDOW_SESSIONS = 60
"""Sessions before the one judged on which its normal move is estimated."""

THRESHOLD = 2.5
"""Standard deviations from which on a move counts as large."""

_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class UnexplainedMove:
    """A large move without an event.

    Parameters
    ----------
    index : int
        Index of the session in the series.
    move : float
        Close / previous close - 1.
    score : float
        The move in standard deviations of the sessions before, signed.
    """

    index: int
    move: float
    score: float


def unexplained_moves(
    close: NDArray[np.float64],
    covered: Collection[int],
    *,
    window_sessions: int = WINDOW_SESSIONS,
    threshold: float = THRESHOLD,
    reach_sessions: int = 1,
) -> tuple[UnexplainedMove, ...]:
    """Return the large moves that no event covers, the largest score first.

    Parameters
    ----------
    close : (n,) float64
        Closing prices; a session next to a NaN, or to a price that is not positive, has no move.
    covered : collection of int
        Indices of the reaction sessions of all events.
    window_sessions, threshold : int, float
        As in `move_scores`; a score of exactly the threshold counts.
    reach_sessions : int
        Sessions after a reaction session that its event still covers.
    """
    moves = simple_moves(close)
    scores = move_scores(moves, window_sessions=window_sessions)
    is_open = np.ones(len(moves), dtype=np.bool_)
    for index in covered:
        is_open[max(index, 0) : max(index + reach_sessions + 1, 0)] = False
    with np.errstate(invalid="ignore"):
        found = np.flatnonzero(is_open & (np.abs(scores) >= threshold))
    order = found[np.argsort(-np.abs(scores[found]), kind="stable")]
    return tuple(UnexplainedMove(int(i), float(moves[i]), float(scores[i])) for i in order)


def simple_moves(close: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return close / previous close - 1, (n,) float64; NaN at the first and where undefined."""
    moves = np.full(len(close), np.nan)
    usable = np.where(close > 0.0, close, np.nan)
    moves[1:] = usable[1:] / usable[:-1] - 1.0
    return moves


def move_scores(
    moves: NDArray[np.float64], *, window_sessions: int = WINDOW_SESSIONS
) -> NDArray[np.float64]:
    """Return each move less the mean of the moves before it, over their standard deviation.

    ``z_t = (r_t - mean(r_(t-w) ... r_(t-1))) / std(r_(t-w) ... r_(t-1))``, with n - 1 degrees of
    freedom. This is the mean-adjusted return, standardized. NaN until there are `window_sessions`
    moves before, where fewer than half of those are known, and where they do not vary.

    Parameters
    ----------
    moves : (n,) float64
        As from `simple_moves`.
    window_sessions : int
        w, the sessions of the estimation window; the session judged is not among them.

    References
    ----------
    Brown, S. J., Warner, J. B. (1985): Using daily stock returns: the case of event studies.
    Journal of Financial Economics 14(1), 3-31, equations 1 to 4.
    """
    scores = np.full(len(moves), np.nan)
    # The first entry is never a move: there is no close before the first one.
    if len(moves) <= window_sessions + 1 or window_sessions < 2:
        return scores
    known = np.isfinite(moves)
    shift = float(moves[known].mean()) if known.any() else 0.0
    centered = np.where(known, moves - shift, 0.0)
    count = _sums_before(known.astype(np.float64), window_sessions)
    total = _sums_before(centered, window_sessions)
    squares = _sums_before(centered**2, window_sessions)
    enough = count >= max(2.0, _LEAST_SHARE * window_sessions)
    enough[0] = False
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / count
        variance = (squares - total * mean) / (count - 1.0)
        # Below this the sum of squares is rounding noise of a series that stands still.
        varies = enough & (variance > 1e-18)
        scored = (moves[window_sessions:] - shift - mean) / np.sqrt(variance)
    scores[window_sessions:] = np.where(varies, scored, np.nan)
    return scores


def _sums_before(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the sum of the `width` values before each entry, from entry `width` on."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    result: NDArray[np.float64] = sums[width:-1] - sums[: -width - 1]
    return result
