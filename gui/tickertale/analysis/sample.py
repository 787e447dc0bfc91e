"""A sample of studied events, on one instrument or many, keyed by event."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.distribution import t_quantile
from tickertale.analysis.estimation import residual_scale
from tickertale.analysis.event_study import EventStudies
from tickertale.domain.errors import StudyError


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The events of a sample in the order of their keys; any other order gives the same.

    Parameters
    ----------
    keys : tuple of str
        One for each of the N events.
    instrument : (N,) int64
        Number of the event's instrument.
    car, scar : (N,) float64
        Cumulated abnormal return, and the same over its standard error.
    df : (N,) int64
        Degrees of freedom of the standard error.
    ar, sar : (N, L) float64
        Abnormal return of each session, and the same over its standard error.
    offsets : (L,) int64
        Sessions from day 0.
    residual : (N, n) float64
        Residuals of the estimation window.
    standardized_residual : (N, n) float64
        Over their own standard error, as `sar` is.
    estimation_ns : (N, n) int64
        Sessions of `residual`.
    event_ns : (N, L) int64
        Sessions of `ar`.
    weights : (N, n + L) float64
        What each session's return weighs in `car`: 1 in the event window, and what it takes
        through the coefficients in the estimation window.
    """

    keys: tuple[str, ...]
    instrument: NDArray[np.int64]
    car: NDArray[np.float64]
    scar: NDArray[np.float64]
    df: NDArray[np.int64]
    ar: NDArray[np.float64]
    sar: NDArray[np.float64]
    offsets: NDArray[np.int64]
    residual: NDArray[np.float64]
    standardized_residual: NDArray[np.float64]
    estimation_ns: NDArray[np.int64]
    event_ns: NDArray[np.int64]
    weights: NDArray[np.float64]

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.keys)

    def subset(self, keys: Collection[str]) -> "Sample":
        """Return the events of the sample that have one of the keys."""
        wanted = frozenset(keys)
        return _at(self, [i for i, key in enumerate(self.keys) if key in wanted])


@dataclass(frozen=True, slots=True, eq=False)
class Averages:
    """Average abnormal returns of a sample.

    Parameters
    ----------
    offsets : (L,) int64
        From the first session that any event has to the last.
    count : (L,) int64
        Events that have a return there; fewer than the sample where event windows differ.
    aar, aar_se : (L,) float64
        Average over those, and its standard error from the differences between them.
    caar, caar_se, half_width : (L,) float64
        The same of the abnormal returns cumulated up to each session, over all events of the
        sample: an event stays at what it has reached where its own window has ended, and at zero
        before it begins. So the last is the mean of the CARs. `half_width` is half of the band
        around zero in which it lies with the asked chance when there is no effect; NaN, as the
        errors are, for a single event.
    """

    offsets: NDArray[np.int64]
    count: NDArray[np.int64]
    aar: NDArray[np.float64]
    aar_se: NDArray[np.float64]
    caar: NDArray[np.float64]
    caar_se: NDArray[np.float64]
    half_width: NDArray[np.float64]


def sample_of(parts: Sequence[tuple[Sequence[str], EventStudies]]) -> Sample:
    """Return the events that have a result as a sample.

    Parameters
    ----------
    parts : sequence of (keys, studies)
        One part for each instrument; a key for each event of `studies`. All with the same windows.

    Raises
    ------
    StudyError
        There are no parts, two events have the same key, or the windows differ.
    """
    if not parts:
        raise StudyError("a sample has no studies; at least one was expected")
    window = parts[0][1].window
    if any(studies.window != window for _, studies in parts):
        raise StudyError("the studies of a sample have different windows; the same were expected")
    pieces = [
        _piece(keys, studies, instrument=number) for number, (keys, studies) in enumerate(parts)
    ]
    keys = [key for piece in pieces for key in piece.keys]
    repeated = next((key for key, count in Counter(keys).items() if count > 1), None)
    if repeated is not None:
        message = f"two events of a sample have the key {repeated!r}"
        raise StudyError(f"{message}; a key for each event was expected")
    return _at(_stacked(pieces), sorted(range(len(keys)), key=keys.__getitem__))


def average_abnormal_returns(sample: Sample, *, level: float = 0.95) -> Averages:
    """Return AAR and CAAR, session by session.

    Parameters
    ----------
    sample : Sample
    level : float
        Chance that the band around zero holds the CAAR when there is no effect.
    """
    held = _held_columns(sample.ar)
    ar = sample.ar[:, held]
    aar, aar_se, count = _mean_and_error(ar)
    caar, caar_se, many = _mean_and_error(np.cumsum(np.nan_to_num(ar, nan=0.0), axis=1))
    quantile = t_quantile(level, np.where(many > 1, many - 1.0, np.nan))
    offsets = sample.offsets[held]
    return Averages(offsets, count, aar, aar_se, caar, caar_se, quantile * caar_se)


def _held_columns(ar: NDArray[np.float64]) -> slice:
    """Return the columns from the first to the last that any event has; all where none has one."""
    known = np.flatnonzero(np.isfinite(ar).any(axis=0))
    return slice(int(known[0]), int(known[-1]) + 1) if len(known) else slice(None)


def _mean_and_error(
    values: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    known = np.isfinite(values)
    count = known.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(known, values, 0.0).sum(axis=0) / count
        squares = np.where(known, (values - mean) ** 2, 0.0).sum(axis=0)
        error = np.sqrt(squares / np.where(count > 1, count - 1.0, np.nan) / count)
    return mean, error, count


def _piece(keys: Sequence[str], studies: EventStudies, *, instrument: int) -> Sample:
    if len(keys) != len(studies):
        message = f"{len(studies)} studies have {len(keys)} keys"
        raise StudyError(f"{message}; one for each was expected")
    window, estimation, abnormal = studies.window, studies.estimation, studies.abnormal
    start = studies.day_zero[:, np.newaxis] + window.estimation_first
    at = start + np.arange(window.estimation_length)
    factors = _taken(studies.returns.factors[: len(estimation.beta)], at)
    scale = residual_scale(estimation, factors)
    event_at = studies.day_zero[:, np.newaxis] + studies.offsets
    event_factors = _taken(studies.returns.factors[: len(estimation.beta)], event_at)
    standardized = estimation.residual / (estimation.sigma[:, np.newaxis] * scale)
    whole = Sample(
        keys=tuple(keys),
        instrument=np.full(len(keys), instrument),
        car=abnormal.car,
        scar=abnormal.t,
        df=abnormal.df,
        ar=abnormal.ar,
        sar=abnormal.sar,
        offsets=studies.offsets,
        residual=estimation.residual,
        standardized_residual=standardized,
        estimation_ns=_labels(studies.returns.time_ns, at),
        event_ns=_labels(studies.returns.time_ns, event_at),
        weights=_weights(studies, factors, event_factors=event_factors),
    )
    return _at(whole, np.flatnonzero(studies.is_studied).tolist())


def _weights(
    studies: EventStudies, factors: NDArray[np.float64], *, event_factors: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what each return weighs in the CAR; their squares sum to its variance.

    A CAR is linear in the returns: those of the event window less what the estimation window says
    they should have been.
    """
    estimation = studies.estimation
    is_measured = np.isfinite(studies.abnormal.ar)
    is_used = np.isfinite(estimation.residual)
    center = estimation.center[:, :, np.newaxis]
    ahead = np.where(is_measured, event_factors - center, 0.0).sum(axis=2)
    if estimation.slope_weights is None:
        back = np.where(is_used, factors - center, 0.0)
        slopes = np.einsum("iab,bi->ai", estimation.inverse, ahead)
        through = np.einsum("ai,ain->in", slopes, back)
    else:
        through = np.einsum("ai,ain->in", ahead, estimation.slope_weights)
    if estimation.has_intercept:
        length = is_measured.sum(axis=1)
        through += (length / np.maximum(estimation.count, 1))[:, np.newaxis]
    return np.concatenate((np.where(is_used, -through, 0.0), is_measured.astype(float)), axis=1)


def _taken(factors: NDArray[np.float64], at: NDArray[np.int64]) -> NDArray[np.float64]:
    inside = (at >= 0) & (at < factors.shape[1])
    taken: NDArray[np.float64] = factors[:, np.where(inside, at, 0)]
    return np.where(inside, taken, np.nan)


def _labels(time_ns: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int64]:
    inside = (at >= 0) & (at < len(time_ns))
    return np.where(inside, time_ns[np.where(inside, at, 0)], -1)


_COLUMNS = tuple(name for name in Sample.__slots__ if name not in {"keys", "offsets"})


def _stacked(pieces: Sequence[Sample]) -> Sample:
    if len(pieces) == 1:
        return pieces[0]
    columns = {
        name: np.concatenate([getattr(piece, name) for piece in pieces]) for name in _COLUMNS
    }
    keys = tuple(key for piece in pieces for key in piece.keys)
    return Sample(keys=keys, offsets=pieces[0].offsets, **columns)


def _at(sample: Sample, rows: Sequence[int]) -> Sample:
    chosen = np.array(rows, dtype=np.int64)
    if np.array_equal(chosen, np.arange(len(sample))):
        return sample
    columns = {name: getattr(sample, name)[chosen] for name in _COLUMNS}
    return Sample(keys=tuple(sample.keys[i] for i in rows), offsets=sample.offsets, **columns)
