"""The average abnormal returns of a sample, session by session, as numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.distribution import two_sided_t
from tickertale.analysis.sample import Averages


@dataclass(frozen=True, slots=True)
class SessionAverage:
    """One session of an event window; NaN where there are too few events.

    Parameters
    ----------
    session : int
        Sessions from day 0.
    n : int
        Events that have a return there; fewer than the sample where event windows differ.
    aar, aar_se, aar_t, aar_p : float
        Average abnormal return, its standard error from the differences between the events,
        their quotient, and its two-sided p under Student's t with n - 1 degrees of freedom.
    caar, caar_se, caar_t, caar_p : float
        The same of the abnormal returns cumulated up to this session, over all events of the
        sample: one whose window has ended stays at its CAR. Degrees of freedom are one less than
        there are events.
    caar_low, caar_high : float
        The interval around the CAAR that holds the true one with 95 %.
    """

    session: int
    n: int
    aar: float
    aar_se: float
    aar_t: float
    aar_p: float
    caar: float
    caar_se: float
    caar_t: float
    caar_p: float
    caar_low: float
    caar_high: float


AVERAGE_FIELDS: tuple[str, ...] = SessionAverage.__slots__
"""Names of the values of a session."""

AVERAGE_MEANINGS = {
    "session": "session of the event window, from day 0",
    "n": "events that have a return there; fewer than the events where windows differ",
    "aar": "average abnormal return, a fraction",
    "aar_se": "standard error of aar, from the differences between the events",
    "aar_t": "aar over aar_se",
    "aar_p": "its two-sided p under Student's t with n - 1 degrees of freedom",
    "caar": "average, over all events, of the abnormal returns cumulated up to the session, a "
    "fraction; the last is the mean of the CARs",
    "caar_se": "standard error of caar, from the differences between the events",
    "caar_t": "caar over caar_se",
    "caar_p": "its two-sided p under Student's t with one degree of freedom less than events",
    "caar_low": "lower end of the 95% interval of caar",
    "caar_high": "upper end of the 95% interval of caar",
}
"""What each value is, in one line."""


def session_averages(averages: Averages, *, events: int) -> tuple[SessionAverage, ...]:
    """Return the averages of each session of the event window, in order.

    Parameters
    ----------
    averages : Averages
    events : int
        How many there are in the sample, all of which the CAAR is of.
    """
    aar_t, aar_p = _tested(averages.aar, averages.aar_se, count=averages.count)
    many = np.full_like(averages.count, events)
    caar_t, caar_p = _tested(averages.caar, averages.caar_se, count=many)
    columns = (
        *(averages.offsets, averages.count),
        *(averages.aar, averages.aar_se, aar_t, aar_p),
        *(averages.caar, averages.caar_se, caar_t, caar_p),
        *(averages.caar - averages.half_width, averages.caar + averages.half_width),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(SessionAverage(*row) for row in rows)


def _tested(
    mean: NDArray[np.float64], error: NDArray[np.float64], *, count: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return t and its p; NaN without variation."""
    t = mean / np.where(error > 0.0, error, np.nan)
    return t, two_sided_t(t, np.where(count > 1, count - 1.0, np.nan))
