"""What one event's number was computed from, session by session, and what the model expected."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.confounding import Confounding, covered_sessions
from tickertale.analysis.distribution import t_quantile, two_sided_t
from tickertale.analysis.event_study import EventSpans, EventStudies, Refusal, study_events
from tickertale.analysis.joint_effect import held_count, joint_effect
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.domain.errors import UnknownIdError
from tickertale.session.study import Study
from tickertale.session.study_row import Measured, StudyRow

CONTEXT_SESSIONS = 5
"""The course of an event is told at least so many sessions before and after day 0."""


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """One session around an event.

    Parameters
    ----------
    offset : int
        Sessions from day 0.
    car : float
        Abnormal return cumulated since the last session before the event window, where it is 0.
    half_width : float
        Half of its 95 % interval; NaN before the event window.
    """

    offset: int
    car: float
    half_width: float


@dataclass(frozen=True, slots=True, eq=False)
class StudySessions:
    """The sessions of an event's windows and those between, one after another.

    Parameters
    ----------
    offset : (n,) int64
        Sessions from day 0.
    time_ns : (n,) int64
        Their labels, ascending.
    price : (n,) float64
        Closes of the instrument.
    market : (n,) float64
        Closes of the benchmark; NaN for a model without one.
    own : (n,) float64
        Returns of the instrument, in excess of the risk-free ones where there are such.
    factors : (k, n) float64
        Returns of the benchmark or of the factors.
    expected, abnormal : (n,) float64
        What the model expects, and what is left of `own`.
    is_estimated, is_event, is_excluded : (n,) bool
        Whether the estimation used it, the event window holds it, and whether it was left out
        because an event covers it.
    share : (n,) float64
        How much of `abnormal` counts for the event: 1 in its window, less where the session is
        split with other events, 0 elsewhere.
    """

    offset: NDArray[np.int64]
    time_ns: NDArray[np.int64]
    price: NDArray[np.float64]
    market: NDArray[np.float64]
    own: NDArray[np.float64]
    factors: NDArray[np.float64]
    expected: NDArray[np.float64]
    abnormal: NDArray[np.float64]
    is_estimated: NDArray[np.bool_]
    is_event: NDArray[np.bool_]
    is_excluded: NDArray[np.bool_]
    share: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedPath:
    """The price as the model expects it, from a close that it starts with.

    Parameters
    ----------
    time_ns : (n,) int64
        Labels of the sessions.
    price : (n,) float64
    """

    time_ns: NDArray[np.int64]
    price: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class EventEffect:
    """An event's number with all that is behind it.

    Parameters
    ----------
    measured : Measured
    alpha, sigma : float
        Intercept and residual deviation of the regression in force.
    beta : tuple of float
    count : int
        Sessions of that regression.
    ar_se, ar_p : float or None
        Standard error and two-sided p of the abnormal return of day 0 alone; none where other
        events share that session.
    half_width : float
        Half of the 95 % interval of the CAR.
    rivals : tuple of int
        Sessions from day 0 to that of each event in the same regression.
    course : tuple of CoursePoint
        Empty where events share a regression: what a session shows is split between them by rule.
    sessions : StudySessions
    estimation_path, event_path : ExpectedPath
    """

    measured: Measured
    alpha: float
    sigma: float
    beta: tuple[float, ...]
    count: int
    ar_se: float | None
    ar_p: float | None
    half_width: float
    rivals: tuple[int, ...]
    course: tuple[CoursePoint, ...]
    sessions: StudySessions
    estimation_path: ExpectedPath
    event_path: ExpectedPath


@dataclass(frozen=True, slots=True, eq=False)
class StudyDetail:
    """One event of a study, in full.

    Parameters
    ----------
    study : Study
    row : StudyRow
    effect : EventEffect or None
        None where the row has a reason.
    """

    study: Study
    row: StudyRow
    effect: EventEffect | None


def detail_study(study: Study, event_id: str) -> StudyDetail:
    """Return one event of a study in full; it may be asked for in any thread.

    Raises
    ------
    UnknownIdError
        The study has no such event.
    """
    row = next((row for row in study.rows if row.event_id == event_id), None)
    if row is None:
        raise UnknownIdError(f"the study has no event {event_id!r}; one of its own was expected")
    if row.measured is None:
        return StudyDetail(study, row, None)
    place = next(at for at, members in enumerate(study.keys) if event_id in members)
    day = int(study.studies.day_zero[place])
    return StudyDetail(study, row, _Writer(study, row.measured, day=day).effect(row, place))


@dataclass(frozen=True, slots=True, eq=False)
class _Regression:
    """What was estimated, and from which sessions of the series."""

    alpha: float
    beta: NDArray[np.float64]
    sigma: float
    used: NDArray[np.bool_]


class _Writer:
    """Writes the effect of one event."""

    def __init__(self, study: Study, measured: Measured, *, day: int) -> None:
        self._study = study
        self._returns = study.source.returns
        self._window = study.options.window
        self._measured = measured
        self._day = day
        count = len(self._returns)
        self._excluded = np.zeros(count, dtype=np.bool_)
        self._held = np.ones(count, dtype=np.int64)
        if study.options.confounding is Confounding.EXCLUDE:
            days = study.source.day_zero
            self._excluded = covered_sessions(days, window=self._window, count=count)

    def effect(self, row: StudyRow, place: int) -> EventEffect | None:
        """Return the effect of the row, whose arrays stand at a place of the study."""
        if row.joint_with:
            return self._joint(row)
        estimation = self._study.studies.estimation
        used = np.zeros(len(self._returns), dtype=np.bool_)
        known = np.flatnonzero(np.isfinite(estimation.residual[place]))
        used[self._day + self._window.estimation_first + known] = True
        regression = _Regression(
            alpha=float(estimation.alpha[place]),
            beta=estimation.beta[:, place],
            sigma=float(estimation.sigma[place]),
            used=used,
        )
        around = self._around()
        standardized = float(around.abnormal.sar[0, around.day_zero_column])
        return replace(
            self._effect(regression),
            ar_se=float(around.abnormal.ar_se[0, around.day_zero_column]),
            ar_p=float(two_sided_t(standardized, float(around.abnormal.df[0]))),
            course=self._course(around, regression),
        )

    def _joint(self, row: StudyRow) -> EventEffect | None:
        source, window = self._study.source, self._window
        days = dict(zip(source.event_ids, source.day_zero.tolist(), strict=True))
        others = [days[event_id] for event_id in row.joint_with]
        effect = joint_effect(
            self._returns,
            self._day,
            others=others,
            window=window,
            has_unit_beta=self._study.options.model is NormalModel.MARKET_ADJUSTED,
        )
        if isinstance(effect, Refusal):
            return None
        rivals = tuple(sorted({day - self._day for day in others}))
        self._held = held_count(len(self._returns), [self._day, *others], window=window)
        self._excluded = self._held > 0
        used = self._is_between(window.estimation_first, window.estimation_last)
        regression = _Regression(
            alpha=effect.alpha,
            beta=np.array(effect.beta),
            sigma=effect.sigma,
            used=used & self._is_known() & ~self._excluded,
        )
        return replace(
            self._effect(regression), rivals=rivals, ar_se=effect.ar_se, ar_p=effect.ar_p
        )

    def _effect(self, regression: _Regression) -> EventEffect:
        measured, window = self._measured, self._window
        first, last = measured.window
        sessions = self._sessions(regression)
        quantile = float(t_quantile(0.95, np.array([float(measured.df)]))[0])
        return EventEffect(
            measured=measured,
            alpha=regression.alpha,
            sigma=regression.sigma,
            beta=tuple(regression.beta.tolist()),
            count=int(regression.used.sum()),
            ar_se=None,
            ar_p=None,
            half_width=quantile * measured.se,
            rivals=(),
            course=(),
            sessions=sessions,
            estimation_path=self._expected(
                sessions, window.estimation_first, last=window.estimation_last
            ),
            event_path=self._expected(sessions, first, last=last),
        )

    def _around(self) -> EventStudies:
        """Return the study of the event with the sessions that follow its window."""
        first, last = self._measured.window
        spans = EventSpans(np.array([first]), np.array([max(last, CONTEXT_SESSIONS)]))
        return study_events(
            self._returns,
            np.array([self._day]),
            model=self._study.options.model,
            window=self._window,
            spans=spans,
            excluded=self._excluded,
        )

    def _course(self, around: EventStudies, regression: _Regression) -> tuple[CoursePoint, ...]:
        first = self._measured.window[0]
        start = max(self._day + min(first - 1, -CONTEXT_SESSIONS), 0)
        earlier = np.arange(start, self._day + first)
        abnormal = np.nan_to_num(self._abnormal(earlier, regression))
        # Backwards from the session before the event window, where the course is 0.
        back = np.append(abnormal[1:], np.zeros(1))[: len(earlier)][::-1].cumsum()[::-1]
        points = [
            CoursePoint(int(index) - self._day, -float(car), float("nan"))
            for index, car in zip(earlier, back, strict=True)
        ]
        band = around.band()[0]
        points += [
            CoursePoint(int(offset), float(around.abnormal.path[0, at]), float(band[at]))
            for at, offset in enumerate(around.offsets)
            if np.isfinite(around.abnormal.path[0, at])
        ]
        return tuple(points)

    def _sessions(self, regression: _Regression) -> StudySessions:
        source, returns = self._study.source, self._returns
        first, last = self._measured.window
        ends = np.flatnonzero(regression.used)
        start = max(min(self._day + self._window.estimation_first, int(ends[0])) - 1, 0)
        stop = min(max(self._day + last, int(ends[-1])) + 1, len(returns))
        at = np.arange(start, stop)
        times = returns.time_ns[at]
        prices = source.bars.close[np.searchsorted(source.bars.time_ns, times)]
        market = np.full(len(at), np.nan)
        if source.market_bars is not None:
            rows = np.searchsorted(source.market_bars.time_ns, times)
            market = source.market_bars.close[rows]
        abnormal = self._abnormal(at, regression)
        offset = at - self._day
        is_event = (offset >= first) & (offset <= last)
        in_estimation = self._is_between(
            self._window.estimation_first, self._window.estimation_last
        )
        return StudySessions(
            offset=offset,
            time_ns=times,
            price=prices,
            market=market,
            own=returns.asset[at],
            factors=returns.factors[: len(regression.beta), at],
            expected=returns.asset[at] - abnormal,
            abnormal=abnormal,
            is_estimated=regression.used[at],
            is_event=is_event,
            is_excluded=(self._excluded & in_estimation)[at],
            share=np.where(is_event, 1.0 / np.maximum(self._held[at], 1), 0.0),
        )

    def _abnormal(self, at: NDArray[np.int64], regression: _Regression) -> NDArray[np.float64]:
        factors = self._returns.factors[: len(regression.beta), at]
        expected = regression.alpha + regression.beta @ factors
        abnormal: NDArray[np.float64] = self._returns.asset[at] - expected
        return abnormal

    def _expected(self, sessions: StudySessions, first: int, *, last: int) -> ExpectedPath:
        """Return the path of a window, from the close before it."""
        rows = np.flatnonzero((sessions.offset >= first - 1) & (sessions.offset <= last))
        price, abnormal = sessions.price[rows], np.nan_to_num(sessions.abnormal[rows[1:]])
        growth = price[1:] / price[:-1]
        if self._returns.kind is ReturnKind.LOG:
            steps = growth * np.exp(-abnormal)
        else:
            steps = growth - abnormal
        path = price[:1] * np.cumprod(np.append(1.0, steps))
        return ExpectedPath(sessions.time_ns[rows], path)

    def _is_between(self, first: int, last: int) -> NDArray[np.bool_]:
        offsets = np.arange(len(self._returns)) - self._day
        between: NDArray[np.bool_] = (offsets >= first) & (offsets <= last)
        return between

    def _is_known(self) -> NDArray[np.bool_]:
        known: NDArray[np.bool_] = np.isfinite(self._returns.asset)
        known &= np.isfinite(self._returns.factors).all(axis=0)
        return known
