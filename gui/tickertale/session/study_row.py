"""One event of a study as the user reads it, and why there is nothing to read."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tickertale.domain.instrument import CorporateAction


class StudyReason(StrEnum):
    """Why an event was not studied."""

    COARSE_DATE = "coarse_date"
    BEFORE_SERIES = "before_series"
    AFTER_SERIES = "after_series"
    NO_SESSIONS = "no_sessions"
    OVERRIDE_NOT_A_SESSION = "override_not_a_session"
    NOT_COMMON = "not_common"
    SHORT_ESTIMATION = "short_estimation"
    NO_RETURN = "no_return"
    NO_VARIATION = "no_variation"
    INSEPARABLE = "inseparable"


REASON_TEXTS: dict[StudyReason, str] = {
    StudyReason.COARSE_DATE: "the date is not known to the day",
    StudyReason.BEFORE_SERIES: "the prices begin after the event",
    StudyReason.AFTER_SERIES: "the prices end before the event",
    StudyReason.NO_SESSIONS: "there are no prices",
    StudyReason.OVERRIDE_NOT_A_SESSION: "the session chosen by hand is not one of the prices",
    StudyReason.NOT_COMMON: "the benchmark has no price on day 0",
    StudyReason.SHORT_ESTIMATION: "there are too few sessions in the estimation window",
    StudyReason.NO_RETURN: "there is no return, or no factor, on day 0",
    StudyReason.NO_VARIATION: "prices that do not vary cannot be estimated from",
    StudyReason.INSEPARABLE: "each session of its window is also another event's",
}
"""Each reason in words, without a full stop."""


@dataclass(frozen=True, slots=True)
class StudyPoint:
    """One session of an event window.

    Parameters
    ----------
    offset : int
        Sessions from day 0.
    ar : float
        Abnormal return.
    car : float
        Abnormal return cumulated from the first session of the window.
    half_width : float
        Half of the band around zero in which `car` lies with 95 % when there is no effect.
    """

    offset: int
    ar: float
    car: float
    half_width: float


@dataclass(frozen=True, slots=True)
class ExDate:
    """An ex-date inside a window, whose step is in the prices and was not the event's doing.

    Parameters
    ----------
    symbol : str
        Whose it is.
    action : CorporateAction
    is_in_event_window : bool
        In the event window; else in the estimation window.
    """

    symbol: str
    action: CorporateAction
    is_in_event_window: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of an event, as fractions.

    Parameters
    ----------
    window : (int, int)
        Event window as measured, in sessions from day 0.
    n : int
        Sessions that the estimation used.
    ar : float
        Abnormal return of day 0.
    car, se, t, p : float
        Cumulated over the window, its standard error, their quotient, and its two-sided p.
    df : int
    sessions : int
        Sessions of the window that have an abnormal return.
    shared_sessions : int
        Those of them that were split with other events; none unless estimated jointly.
    p_adjusted : float
        `p` adjusted for the number of events looked at.
    bhar : float or None
        Buy-and-hold abnormal return; none where events were estimated jointly.
    alpha, sigma : float
        Intercept and residual deviation of the model.
    beta : tuple of float
        One for each factor.
    p_empirical : float or None
        See `empirical_p`.
    rank : (int, int) or None
        Place of the return of day 0 by size, and among how many sessions.
    abnormal_volume : float or None
        Logarithm of the volume of day 0 over the one that the volumes before imply, with those
        of a benchmark that is traded itself (see `volume_against`).
    path : tuple of StudyPoint
    """

    window: tuple[int, int]
    n: int
    ar: float
    car: float
    se: float
    t: float
    df: int
    p: float
    sessions: int
    shared_sessions: int
    p_adjusted: float
    bhar: float | None
    alpha: float
    beta: tuple[float, ...]
    sigma: float
    p_empirical: float | None
    rank: tuple[int, int] | None
    abnormal_volume: float | None
    path: tuple[StudyPoint, ...]


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One event of a study.

    Parameters
    ----------
    event_id : str
    day_zero : datetime.date or None
        The reaction session; of a compound, that of its first event.
    measured : Measured or None
        None where `reason` says why.
    reason : StudyReason or None
    overlaps : tuple of str
        Ids of the other events whose event windows share a session with this one's.
    estimation_overlaps : tuple of str
        Those with a day 0 in the estimation window.
    merged : tuple of str
        Ids of the events that were measured as one, this one among them; empty for one alone.
    joint_with : tuple of str
        Ids of the events in the same regression: those whose windows share sessions with this
        one's, directly or by others. Empty for one that was refused.
    is_partial : bool
        Fewer sessions were measured than the event window has.
    holes : int
        Those of them that are in the data but have no return or no factor; the window runs over
        an end of the data for the others.
    ex_dates : tuple of ExDate
    missing : tuple of (str, datetime.date)
        Symbol and session of each bar that is missing between the first and the last session of
        the windows.
    """

    event_id: str
    day_zero: dt.date | None = None
    measured: Measured | None = None
    reason: StudyReason | None = None
    overlaps: tuple[str, ...] = ()
    estimation_overlaps: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    joint_with: tuple[str, ...] = ()
    is_partial: bool = False
    holes: int = 0
    ex_dates: tuple[ExDate, ...] = ()
    missing: tuple[tuple[str, dt.date], ...] = ()
