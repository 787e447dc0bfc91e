"""The rows of a study: columns of numbers at once, and each row in full when it is asked for."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from tickertale.analysis.abnormal_volume import abnormal_volumes
from tickertale.analysis.confounding import (
    CompoundEvents,
    Confounding,
    merged_events,
    neighbors,
    sharing_events,
)
from tickertale.analysis.empirical import empirical_p, move_rank
from tickertale.analysis.event_study import EventStudies, Refusal
from tickertale.analysis.joint_effect import JointEffect, joint_effect
from tickertale.analysis.multiple_testing import adjusted_p
from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.errors import StudyError
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import date_of
from tickertale.session.job import Ticket
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_row import Measured, StudyPoint, StudyReason, StudyRow
from tickertale.session.study_source import StudySource
from tickertale.session.study_volume import market_volume_bars
from tickertale.session.window_note import WindowNotes

_NEVER = 2**62
_REPORTED = 50
"""Events between two reports."""


@dataclass(frozen=True, slots=True, eq=False)
class StudyParts:
    """What rows are written from.

    Parameters
    ----------
    source : StudySource
    options : StudyOptions
    studies : EventStudies
        One event for each of `compounds`.
    compounds : CompoundEvents
    asked : tuple of int
        The events that have a row, by their indices in the timeline.
    """

    source: StudySource
    options: StudyOptions
    studies: EventStudies
    compounds: CompoundEvents
    asked: tuple[int, ...]

    def places(self) -> dict[int, int]:
        """Return the row of `studies` for each event that has one."""
        return {i: place for place, row in enumerate(self.compounds.members) for i in row}

    def chains(self) -> dict[int, tuple[int, ...]]:
        """Return for each event the others whose windows share sessions, directly or by others."""
        chains = merged_events(self.source.day_zero, window=self.options.window).members
        return {i: tuple(row for row in chain if row != i) for chain in chains for i in chain}

    def sharing(self) -> tuple[tuple[int, ...], ...]:
        """Return for each event the others whose windows share sessions with its."""
        return sharing_events(self.source.day_zero, window=self.options.window)


@dataclass(frozen=True, slots=True, eq=False)
class StudyColumns:
    """Numbers of all rows, in their order; NaN where nothing was measured.

    Parameters
    ----------
    day_zero : (N,) int64
        Index of the session in the returns; -1 where there is none.
    ar, car, t, p, p_adjusted : (N,) float64
    n, overlaps : (N,) int64
    is_measured : (N,) bool
    """

    day_zero: NDArray[np.int64]
    ar: NDArray[np.float64]
    car: NDArray[np.float64]
    t: NDArray[np.float64]
    p: NDArray[np.float64]
    p_adjusted: NDArray[np.float64]
    n: NDArray[np.int64]
    overlaps: NDArray[np.int64]
    is_measured: NDArray[np.bool_]


def joint_effects(parts: StudyParts, ticket: Ticket) -> dict[int, JointEffect | Refusal]:
    """Return what each event is given beside those whose windows share sessions with its.

    Or why it is given nothing; events that share none are left out, and without joint estimation
    all are.

    Raises
    ------
    StudyError
        The model has no joint estimate.
    CancelledError
        The ticket was cancelled.
    """
    options, days = parts.options, parts.source.day_zero
    if options.confounding is not Confounding.JOINT:
        return {}
    if options.model is NormalModel.SCHOLES_WILLIAMS:
        message = "betas of Scholes and Williams cannot be estimated jointly with effects"
        raise StudyError(f"{message}; another model was expected")
    chains, place, refusals = parts.chains(), parts.places(), parts.studies.refusals
    found: dict[int, JointEffect | Refusal] = {}
    for done, event in enumerate(parts.asked):
        if done % _REPORTED == 0:
            ticket.report(done, len(parts.asked))
        if chains.get(event) and refusals[place[event]] is None:
            found[event] = joint_effect(
                parts.source.returns,
                int(days[event]),
                others=[int(days[i]) for i in chains[event]],
                window=options.window,
                has_unit_beta=options.model is NormalModel.MARKET_ADJUSTED,
            )
    return found


class StudyRows(Sequence[StudyRow]):
    """The rows of a study, by day 0; those without one come last.

    A row is written when it is first asked for, so that a thousand events that nobody reads cost
    nothing.

    Parameters
    ----------
    parts : StudyParts
    joint : dict of int to JointEffect or Refusal
        As from `joint_effects`.
    """

    def __init__(self, parts: StudyParts, joint: dict[int, JointEffect | Refusal]) -> None:
        self._source = parts.source
        self._options = parts.options
        self._studies = parts.studies
        self._members = parts.compounds.members
        self._place = parts.places()
        self._spans = parts.compounds.spans
        self._joint = joint
        self._parts = parts
        self._order = sorted(parts.asked, key=self._sort_key)
        self._p_adjusted = self._adjusted(parts.asked)
        self._written: dict[int, StudyRow] = {}

    @overload
    def __getitem__(self, index: int) -> StudyRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[StudyRow, ...]: ...
    @override
    def __getitem__(self, index: int | slice) -> StudyRow | tuple[StudyRow, ...]:
        if isinstance(index, slice):
            return tuple(map(self._row, self._order[index]))
        return self._row(self._order[index])

    @override
    def __len__(self) -> int:
        return len(self._order)

    @override
    def __iter__(self) -> Iterator[StudyRow]:
        return map(self._row, self._order)

    @cached_property
    def event_ids(self) -> tuple[str, ...]:
        """Return the ids of the events, row by row."""
        return self._ids(self._order)

    @property
    def measured_count(self) -> int:
        """Return how many effects were measured; the events of a compound count once."""
        return len(self._p_adjusted)

    @cached_property
    def columns(self) -> StudyColumns:
        """Return the numbers of all rows, without writing one."""
        abnormal, places = self._studies.abnormal, self._places
        known = np.maximum(places, 0)
        is_measured = np.array(
            [
                place >= 0
                and place in self._p_adjusted
                and not isinstance(self._joint.get(event), Refusal)
                for event, place in zip(self._order, places.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )
        columns = {
            "ar": abnormal.ar[known, self._studies.day_zero_column],
            "car": abnormal.car[known],
            "t": abnormal.t[known],
            "p": abnormal.p[known],
            "p_adjusted": np.array([self._p_adjusted.get(i, np.nan) for i in places.tolist()]),
        }
        n = self._studies.estimation.count[known].copy()
        for row, event in enumerate(self._order):
            effect = self._joint.get(event)
            if isinstance(effect, JointEffect):
                n[row] = effect.count
                for name in ("ar", "car", "t", "p"):
                    columns[name][row] = getattr(effect, name)
        return StudyColumns(
            day_zero=np.where(places >= 0, self._studies.day_zero[known], -1),
            n=np.where(is_measured, n, 0),
            overlaps=self._overlap_counts(),
            is_measured=is_measured,
            **{name: np.where(is_measured, row, np.nan) for name, row in columns.items()},
        )

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """Return the place of each row in the arrays; -1 for one without."""
        return np.array([self._place_of(event) for event in self._order], dtype=np.int64)

    def _place_of(self, event: int) -> int:
        return -1 if self._source.reasons[event] is not None else self._place[event]

    def _sort_key(self, event: int) -> tuple[int, str]:
        place = self._place_of(event)
        day = int(self._studies.day_zero[place]) if place >= 0 else _NEVER
        return day, self._source.event_ids[event]

    def _overlap_counts(self) -> NDArray[np.int64]:
        """Return how many other events share sessions with each, all at once."""
        places, days = self._places, self._source.day_zero
        reach = self._sharing_reach
        if reach < 0:
            return np.zeros(len(places), dtype=np.int64)
        own = days[self._order]
        ascending = np.sort(days[days >= 0])
        low = np.searchsorted(ascending, own - reach, side="left")
        high = np.searchsorted(ascending, own + reach, side="right")
        return np.where(places >= 0, high - low - 1, 0)

    @property
    def _sharing_reach(self) -> int:
        """Return how far apart two days 0 are at most whose windows share sessions as measured.

        Windows that were shortened do for the same day 0 alone, and compounds never: -1.
        """
        own = {Confounding.SHORTEN: 0, Confounding.MERGE: -1}
        return own.get(self._options.confounding, self._options.window.event_length - 1)

    @cached_property
    def _before(self) -> tuple[tuple[int, ...], ...]:
        window, days = self._options.window, self._source.day_zero
        return neighbors(days, first=window.estimation_first, last=window.estimation_last)

    @cached_property
    def _sharing(self) -> tuple[tuple[int, ...], ...]:
        return self._parts.sharing()

    @cached_property
    def _chains(self) -> dict[int, tuple[int, ...]]:
        return self._parts.chains()

    @cached_property
    def _half_width(self) -> NDArray[np.float64]:
        return self._studies.band()

    @cached_property
    def _p_empirical(self) -> NDArray[np.float64]:
        return empirical_p(self._studies)

    @cached_property
    def _volume(self) -> NDArray[np.float64]:
        days = self._studies.day_zero
        return _abnormal_volumes(self._source, self._options, day_zero=days)

    @cached_property
    def _spoiled(self) -> WindowNotes:
        return WindowNotes(self._source, self._options.window)

    def _row(self, event: int) -> StudyRow:
        if event not in self._written:
            self._written[event] = self._write(event)
        return self._written[event]

    def _write(self, event: int) -> StudyRow:
        event_id, reason = self._source.event_ids[event], self._source.reasons[event]
        if reason is not None:
            return StudyRow(event_id, reason=reason)
        place = self._place[event]
        members, refusal = self._members[place], self._studies.refusals[place]
        day = int(self._studies.day_zero[place])
        reason = None if refusal is None else StudyReason(refusal)
        effect = self._joint.get(event)
        if isinstance(effect, Refusal):
            reason = StudyReason(effect)
        measured = self._measured(event, place) if reason is None else None
        window = measured.window if measured else None
        asked = int(self._spans.first[place]), int(self._spans.last[place])
        sessions = measured.sessions if measured else 0
        return StudyRow(
            event_id,
            day_zero=self._date(day),
            measured=measured,
            reason=reason,
            overlaps=self._ids(self._overlapping(event)),
            estimation_overlaps=self._ids(self._before[event]),
            merged=self._ids(members) if len(members) > 1 else (),
            joint_with=self._ids(self._chains[event]) if measured and event in self._joint else (),
            is_partial=measured is not None and sessions < asked[1] - asked[0] + 1,
            holes=self._inside(day, asked) - sessions if measured else 0,
            ex_dates=self._spoiled.ex_dates(day, window) if window else (),
            missing=self._spoiled.missing(day, asked) if window else (),
        )

    def _inside(self, day: int, window: tuple[int, int]) -> int:
        """Return how many sessions of an event window are in the data."""
        last = min(day + window[1], len(self._source.returns) - 1)
        return last - max(day + window[0], 0) + 1

    def _adjusted(self, asked: Sequence[int]) -> dict[int, float]:
        """Return the adjusted p by place; the events of a compound share one, which counts once."""
        found: dict[int, float] = {}
        for event in asked:
            place = self._place.get(event)
            if place is None or self._studies.refusals[place] is not None:
                continue
            effect = self._joint.get(event)
            if isinstance(effect, JointEffect):
                found[place] = effect.p
            elif effect is None:
                found[place] = float(self._studies.abnormal.p[place])
        p = np.array(list(found.values()), dtype=np.float64)
        adjusted = adjusted_p(p, self._options.adjustment)
        return dict(zip(found, adjusted.tolist(), strict=True))

    def _overlapping(self, event: int) -> tuple[int, ...]:
        """Return the other events whose windows share sessions with its as it was asked for."""
        days, reach = self._source.day_zero, self._sharing_reach
        return tuple(
            other
            for other in self._sharing[event]
            if abs(int(days[other]) - int(days[event])) <= reach
        )

    def _ids(self, events: Sequence[int]) -> tuple[str, ...]:
        return tuple(map(self._source.event_ids.__getitem__, events))

    def _date(self, index: int) -> dt.date:
        return date_of(int(self._source.returns.time_ns[index]))

    def _measured(self, event: int, place: int) -> Measured:
        alone = self._measured_alone(place)
        effect = self._joint.get(event)
        if not isinstance(effect, JointEffect):
            return alone
        return replace(
            alone,
            window=(effect.first, effect.last),
            n=effect.count,
            ar=effect.ar,
            car=effect.car,
            se=effect.car_se,
            t=effect.t,
            df=effect.df,
            p=effect.p,
            sessions=effect.measured,
            shared_sessions=effect.shared,
            bhar=None,
            alpha=effect.alpha,
            beta=effect.beta,
            sigma=effect.sigma,
            p_empirical=None,
            path=(),
        )

    def _measured_alone(self, place: int) -> Measured:
        studies, abnormal = self._studies, self._studies.abnormal
        estimation = studies.estimation
        empirical, volume = float(self._p_empirical[place]), float(self._volume[place])
        return Measured(
            window=(int(studies.first[place]), int(studies.last[place])),
            n=int(estimation.count[place]),
            ar=float(abnormal.ar[place, studies.day_zero_column]),
            car=float(abnormal.car[place]),
            se=float(abnormal.car_se[place]),
            t=float(abnormal.t[place]),
            df=int(abnormal.df[place]),
            p=float(abnormal.p[place]),
            sessions=int(np.isfinite(abnormal.ar[place]).sum()),
            shared_sessions=0,
            p_adjusted=self._p_adjusted[place],
            bhar=float(abnormal.bhar[place]),
            alpha=float(estimation.alpha[place]),
            beta=tuple(estimation.beta[:, place].tolist()),
            sigma=float(estimation.sigma[place]),
            p_empirical=None if np.isnan(empirical) else empirical,
            rank=move_rank(self._source.returns.asset, int(studies.day_zero[place])),
            abnormal_volume=None if np.isnan(volume) else volume,
            path=tuple(
                StudyPoint(
                    int(offset),
                    float(abnormal.ar[place, column]),
                    float(abnormal.path[place, column]),
                    float(self._half_width[place, column]),
                )
                for column, offset in enumerate(studies.offsets)
                if np.isfinite(abnormal.ar[place, column])
            ),
        )


def _abnormal_volumes(
    source: StudySource, options: StudyOptions, *, day_zero: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the abnormal log volume of each day 0, (N,) float64."""
    times = source.returns.time_ns
    own = _volumes_at(source.bars, times)
    market_bars = market_volume_bars(source)
    market = None if market_bars is None else _volumes_at(market_bars, times)
    studies = abnormal_volumes(own, market, time_ns=times, day_zero=day_zero, window=options.window)
    volumes: NDArray[np.float64] = studies.abnormal.ar[:, studies.day_zero_column]
    return volumes


def _volumes_at(bars: Bars, times: NDArray[np.int64]) -> NDArray[np.float64]:
    return bars.volume[np.searchsorted(bars.time_ns, times)]
