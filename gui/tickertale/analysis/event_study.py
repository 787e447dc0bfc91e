"""The event study: many events on one instrument, measured in one call."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tickertale.analysis.abnormal_return import AbnormalReturns, abnormal_returns
from tickertale.analysis.distribution import t_quantile
from tickertale.analysis.estimation import Estimation
from tickertale.analysis.normal_return import NormalModel, ReturnWindows, fit_normal_returns
from tickertale.analysis.study_input import AlignedReturns
from tickertale.analysis.study_window import StudyWindow

_FLAT = 1e-12
# So many events at a time that their windows stay in the processor's cache.
_CHUNK = 1024

_Arrays = TypeVar("_Arrays", Estimation, AbnormalReturns)


class Refusal(StrEnum):
    """Why an event has no result."""

    NO_SESSION = "no_session"
    SHORT_ESTIMATION = "short_estimation"
    NO_RETURN = "no_return"
    NO_VARIATION = "no_variation"
    INSEPARABLE = "inseparable"


@dataclass(frozen=True, slots=True, eq=False)
class EventStudies:
    """The results of N events on one instrument, in the order of the call.

    Parameters
    ----------
    returns : AlignedReturns
        What they were computed from.
    model : NormalModel
    window : StudyWindow
    day_zero : (N,) int64
        Index of day 0 in `returns`; -1 for an event without one.
    first, last : (N,) int64
        Event window as measured, in sessions from day 0; `first` is above `last` where nothing
        was.
    offsets : (L,) int64
        Sessions from day 0 of the columns of `abnormal`.
    estimation : Estimation
    abnormal : AbnormalReturns
        NaN for refused events.
    refusals : tuple of Refusal or None
        Why an event has no result; none for those that have one.
    """

    returns: AlignedReturns
    model: NormalModel
    window: StudyWindow
    day_zero: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    offsets: NDArray[np.int64]
    estimation: Estimation
    abnormal: AbnormalReturns
    refusals: tuple[Refusal | None, ...]

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.day_zero)

    @property
    def is_studied(self) -> NDArray[np.bool_]:
        """Return which events have a result, (N,) bool."""
        return np.array([refusal is None for refusal in self.refusals], dtype=np.bool_)

    @property
    def day_zero_column(self) -> int:
        """Return the column of day 0."""
        return int(np.searchsorted(self.offsets, 0))

    def band(self, level: float = 0.95) -> NDArray[np.float64]:
        """Return the half width of the band around `abnormal.path` under no effect, (N, L)."""
        quantile = t_quantile(level, self.abnormal.df.astype(np.float64))
        half: NDArray[np.float64] = quantile[:, np.newaxis] * self.abnormal.path_se
        return half


@dataclass(frozen=True, slots=True, eq=False)
class EventSpans:
    """Event windows of N events that differ from the study's own.

    Parameters
    ----------
    first, last : (N,) int64
        Sessions from day 0, inclusive; they hold day 0.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]


def study_events(
    returns: AlignedReturns,
    day_zero: NDArray[np.int64],
    *,
    model: NormalModel = NormalModel.MARKET,
    window: StudyWindow | None = None,
    spans: EventSpans | None = None,
    excluded: NDArray[np.bool_] | None = None,
) -> EventStudies:
    """Return the abnormal returns of many events.

    The residual deviation is that of the estimation window alone. An event window that runs over
    an end of the data is measured on the sessions that there are, which `first` and `last` say.

    Parameters
    ----------
    returns : AlignedReturns
    day_zero : (N,) int64
        Index of each reaction session in `returns`; -1 where there is none.
    model : NormalModel
    window : StudyWindow or None
        None for the usual one.
    spans : EventSpans or None
        Event windows of the events' own.
    excluded : (n,) bool or None
        Sessions that no estimation window uses.
    """
    window = window or StudyWindow()
    spans = spans or _same_spans(window, len(day_zero))
    offsets = np.arange(
        spans.first.min(initial=window.event_first), spans.last.max(initial=window.event_last) + 1
    )
    cut = _Cut(returns, window, offsets=offsets, excluded=excluded)
    parts = [
        _measure(cut, day_zero[at : at + _CHUNK], model=model, spans=_slice(spans, at))
        for at in range(0, max(len(day_zero), 1), _CHUNK)
    ]
    estimation = _joined([part[0] for part in parts])
    abnormal = _joined([part[1] for part in parts])
    refusals = _refusals(
        day_zero,
        window=window,
        estimation=estimation,
        has_return=np.isfinite(abnormal.ar[:, int(np.searchsorted(offsets, 0))]),
    )
    is_refused = np.array([row is not None for row in refusals], dtype=np.bool_)
    is_measured = np.isfinite(abnormal.ar) & ~is_refused[:, np.newaxis]
    first, last = _ends(is_measured, offsets)
    return EventStudies(
        returns=returns,
        model=model,
        window=window,
        day_zero=day_zero,
        first=first,
        last=last,
        offsets=offsets,
        estimation=estimation,
        abnormal=_blanked(abnormal, is_refused) if is_refused.any() else abnormal,
        refusals=refusals,
    )


class _Cut:
    """Cuts windows out of returns; beyond their ends there is NaN."""

    def __init__(
        self,
        returns: AlignedReturns,
        window: StudyWindow,
        *,
        offsets: NDArray[np.int64],
        excluded: NDArray[np.bool_] | None,
    ) -> None:
        self.kind = returns.kind
        self.offsets = offsets
        self.margin = max(-window.estimation_first, -int(offsets[0]), int(offsets[-1]) + 1)
        self._estimation_first = window.estimation_first
        self._estimation_length = window.estimation_length
        known = returns.asset if excluded is None else np.where(excluded, np.nan, returns.asset)
        self._own = self._padded(returns.asset)
        self._own_estimation = self._padded(known)
        self._factors = [self._padded(row) for row in returns.factors]

    def _padded(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.pad(values, self.margin, constant_values=np.nan)

    def windows(self, day_zero: NDArray[np.int64], spans: EventSpans) -> ReturnWindows:
        """Return the windows around sessions; those of an event without day 0 are empty."""
        length, start = self._estimation_length, self._estimation_first
        width, first = len(self.offsets), int(self.offsets[0])
        event = self._taken(self._own, day_zero + first, length=width)
        is_outside = (self.offsets < spans.first[:, None]) | (self.offsets > spans.last[:, None])
        event[is_outside | (day_zero < 0)[:, None]] = np.nan
        shape = (len(self._factors), len(day_zero))
        estimation_factors = np.empty((*shape, length))
        event_factors = np.empty((*shape, width))
        for number, factor in enumerate(self._factors):
            estimation_factors[number] = self._taken(factor, day_zero + start, length=length)
            event_factors[number] = self._taken(factor, day_zero + first, length=width)
        return ReturnWindows(
            estimation=self._taken(self._own_estimation, day_zero + start, length=length),
            estimation_factors=estimation_factors,
            event=event,
            event_factors=event_factors,
        )

    def _taken(
        self, padded: NDArray[np.float64], start: NDArray[np.int64], *, length: int
    ) -> NDArray[np.float64]:
        rows = np.maximum(start + self.margin, 0)
        taken: NDArray[np.float64] = sliding_window_view(padded, length)[rows]
        return taken


def _measure(
    cut: _Cut, day_zero: NDArray[np.int64], *, model: NormalModel, spans: EventSpans
) -> tuple[Estimation, AbnormalReturns]:
    windows = cut.windows(day_zero, spans)
    normal = fit_normal_returns(model, windows)
    return normal.estimation, abnormal_returns(normal, windows.event, kind=cut.kind)


def _same_spans(window: StudyWindow, count: int) -> EventSpans:
    return EventSpans(np.full(count, window.event_first), np.full(count, window.event_last))


def _slice(spans: EventSpans, at: int) -> EventSpans:
    return EventSpans(spans.first[at : at + _CHUNK], spans.last[at : at + _CHUNK])


_BY_FACTOR = frozenset({"beta", "center", "slope_weights"})


def _joined(parts: list[_Arrays]) -> _Arrays:
    """Return the parts one after another, field by field."""
    if len(parts) == 1:
        return parts[0]
    joined: dict[str, Any] = {}
    for field in fields(parts[0]):
        values = [getattr(part, field.name) for part in parts]
        if isinstance(values[0], np.ndarray):
            joined[field.name] = np.concatenate(values, axis=int(field.name in _BY_FACTOR))
        else:
            joined[field.name] = values[0]
    return type(parts[0])(**joined)


def _refusals(
    day_zero: NDArray[np.int64],
    *,
    window: StudyWindow,
    estimation: Estimation,
    has_return: NDArray[np.bool_],
) -> tuple[Refusal | None, ...]:
    refusals: list[Refusal | None] = [None] * len(day_zero)
    # The first reason that holds is the one that is told, so it is set last.
    for refusal, holds in (
        (Refusal.NO_VARIATION, ~estimation.is_identified | ~(estimation.sigma > _FLAT)),
        (Refusal.NO_RETURN, ~has_return),
        (Refusal.SHORT_ESTIMATION, estimation.count < window.least_sessions),
        (Refusal.NO_SESSION, day_zero < 0),
    ):
        for index in np.flatnonzero(holds).tolist():
            refusals[index] = refusal
    return tuple(refusals)


def _ends(
    is_measured: NDArray[np.bool_], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    has_any = is_measured.any(axis=1)
    first = np.where(has_any, offsets[is_measured.argmax(axis=1)], 1)
    last = np.where(has_any, offsets[::-1][is_measured[:, ::-1].argmax(axis=1)], 0)
    return first, last


def _blanked(abnormal: AbnormalReturns, is_refused: NDArray[np.bool_]) -> AbnormalReturns:
    blanked = {}
    for field in fields(abnormal):
        values = getattr(abnormal, field.name)
        if values.dtype == np.float64:
            values = values.copy()
            values[is_refused] = np.nan
        blanked[field.name] = values
    return AbnormalReturns(**blanked)
