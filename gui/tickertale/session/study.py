"""The event study of a timeline on one instrument: a row for each event, ready to be shown."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.abnormal_volume import abnormal_volumes
from tickertale.analysis.confounding import (
    CompoundEvents,
    Confounding,
    covered_sessions,
    merged_events,
    neighbors,
    shortened_spans,
)
from tickertale.analysis.empirical import empirical_p, move_rank
from tickertale.analysis.event_study import EventSpans, EventStudies, study_events
from tickertale.analysis.joint_effect import JointEffect, joint_effect
from tickertale.analysis.multiple_testing import adjusted_p
from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.errors import StudyError
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import date_of, day_ns
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study_input import StudyInputs, gather_study
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_row import ExDate, Measured, StudyPoint, StudyReason, StudyRow
from tickertale.session.study_source import StudySource, study_source

_NEVER = dt.date.max
_REPORTED = 50
"""Events between two reports."""


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """The events of a timeline, studied on one instrument.

    Parameters
    ----------
    options : StudyOptions
    source : StudySource
        What it was computed from.
    studies : EventStudies
        The arrays behind the rows: one event for each of `keys`.
    keys : tuple of tuple of str
        The event, or the events of the compound, behind each row of `studies`.
    rows : tuple of StudyRow
        The events asked for, by day 0; those without one come last.
    """

    options: StudyOptions
    source: StudySource
    studies: EventStudies
    keys: tuple[tuple[str, ...], ...]
    rows: tuple[StudyRow, ...]

    @property
    def benchmark_holds_instrument(self) -> bool:
        """Return whether the benchmark moves with the instrument because it holds it."""
        benchmark = self.source.benchmark
        return benchmark is not None and self.source.instrument.id in benchmark.constituents


def study_timeline(
    session: Session,
    instrument_id: str,
    *,
    options: StudyOptions | None = None,
    event_ids: Collection[str] | None = None,
) -> Study:
    """Return the study of the events on an instrument.

    Day 0 is the reaction session. Events that are not asked for still count as other events near
    those that are, but not for the adjustment of p.

    Parameters
    ----------
    session : Session
    instrument_id : str
    options : StudyOptions or None
        None for the usual ones.
    event_ids : collection of str or None
        None for all events of the timeline.

    Raises
    ------
    StudyError
        The study cannot be made as asked, whatever the event.
    UnknownIdError
        There is no such instrument, benchmark or event.
    PriceDataError
        The instrument or the benchmark has no prices.
    """
    inputs = gather_study(session, instrument_id, options=options, event_ids=event_ids)
    return compute_study(inputs)


def compute_study(inputs: StudyInputs, ticket: Ticket | None = None) -> Study:
    """Return the study of what was gathered; it may run in any thread.

    Parameters
    ----------
    inputs : StudyInputs
    ticket : Ticket or None
        Told of the progress, in events.

    Raises
    ------
    StudyError
        The study cannot be made as asked, whatever the event.
    CancelledError
        The ticket was cancelled.
    """
    ticket, options = ticket or Ticket(), inputs.options
    source = study_source(inputs)
    asked = [i for i, event_id in enumerate(source.event_ids) if event_id in inputs.wanted]
    ticket.check()
    compounds = _compounds(source, options, asked=frozenset(asked))
    studies = _studied(source, options=options, compounds=compounds)
    ticket.check()
    keys = tuple(tuple(source.event_ids[i] for i in members) for members in compounds.members)
    writer = _RowWriter(source, options, studies=studies, compounds=compounds, asked=asked)
    rows = []
    for done, event in enumerate(asked):
        if done % _REPORTED == 0:
            ticket.report(done, len(asked))
        rows.append(writer.row(event))
    rows.sort(key=lambda row: (row.day_zero or _NEVER, row.event_id))
    return Study(options, source, studies, keys, tuple(rows))


def _compounds(
    source: StudySource, options: StudyOptions, *, asked: frozenset[int]
) -> CompoundEvents:
    """Return what is measured as one and asked for: each event by itself, or those merged."""
    every = _all_compounds(source, options)
    rows = [row for row, members in enumerate(every.members) if not asked.isdisjoint(members)]
    return CompoundEvents(
        tuple(every.members[row] for row in rows),
        every.day_zero[rows],
        EventSpans(every.spans.first[rows], every.spans.last[rows]),
    )


def _all_compounds(source: StudySource, options: StudyOptions) -> CompoundEvents:
    if options.confounding is Confounding.MERGE:
        return merged_events(source.day_zero, window=options.window)
    if options.confounding is Confounding.SHORTEN:
        spans = shortened_spans(source.day_zero, window=options.window)
    else:
        many = len(source.day_zero)
        spans = EventSpans(
            np.full(many, options.window.event_first), np.full(many, options.window.event_last)
        )
    members = tuple((i,) for i in range(len(source.day_zero)))
    return CompoundEvents(members, source.day_zero, spans)


def _studied(
    source: StudySource, *, options: StudyOptions, compounds: CompoundEvents
) -> EventStudies:
    excluded: NDArray[np.bool_] | None = None
    if options.confounding is Confounding.EXCLUDE:
        excluded = covered_sessions(
            source.day_zero, window=options.window, count=len(source.returns)
        )
    return study_events(
        source.returns,
        compounds.day_zero,
        model=options.model,
        window=options.window,
        spans=compounds.spans,
        excluded=excluded,
    )


class _RowWriter:
    """Writes the rows of a study; what all rows need is computed once."""

    def __init__(
        self,
        source: StudySource,
        options: StudyOptions,
        *,
        studies: EventStudies,
        compounds: CompoundEvents,
        asked: Sequence[int],
    ) -> None:
        self._source = source
        self._options = options
        self._studies = studies
        self._members = compounds.members
        self._place = {i: place for place, row in enumerate(compounds.members) for i in row}
        self._spans = compounds.spans
        window, days = options.window, source.day_zero
        self._near = neighbors(days, first=window.event_first, last=window.event_last)
        self._before = neighbors(days, first=window.estimation_first, last=window.estimation_last)
        self._sharing = neighbors(days, first=1 - window.event_length, last=window.event_length - 1)
        self._half_width = studies.band()
        self._p_empirical = empirical_p(studies)
        self._volume = _abnormal_volumes(source, options, day_zero=studies.day_zero)
        self._joint = self._joint_effects(asked)
        self._p_adjusted = self._adjusted(asked)

    def row(self, event: int) -> StudyRow:
        """Return the row of one event, by its index in the timeline."""
        event_id, reason = self._source.event_ids[event], self._source.reasons[event]
        if reason is not None:
            return StudyRow(event_id, reason=reason)
        place = self._place[event]
        members, refusal = self._members[place], self._studies.refusals[place]
        day = int(self._studies.day_zero[place])
        reason = None if refusal is None else StudyReason(refusal)
        if reason is None and event in self._joint and self._joint[event] is None:
            reason = StudyReason.INSEPARABLE
        measured = self._measured(event, place) if reason is None else None
        window = measured.window if measured else None
        asked = int(self._spans.first[place]), int(self._spans.last[place])
        return StudyRow(
            event_id,
            day_zero=self._date(day),
            measured=measured,
            reason=reason,
            overlaps=self._ids(self._overlapping(event, place)),
            estimation_overlaps=self._ids(self._before[event]),
            merged=self._ids(members) if len(members) > 1 else (),
            joint_with=self._ids(self._sharing[event]) if event in self._joint else (),
            is_partial=window is not None and window != asked,
            ex_dates=self._ex_dates(day, window) if window else (),
            missing=self._missing(day, window) if window else (),
        )

    def _joint_effects(self, asked: Sequence[int]) -> dict[int, JointEffect | None]:
        """Return what is left to each event beside those whose windows share sessions with its.

        None for one that cannot be told from another; events that share none are left out.
        """
        options, days = self._options, self._source.day_zero
        if options.confounding is not Confounding.JOINT:
            return {}
        if options.model is NormalModel.SCHOLES_WILLIAMS:
            message = "betas of Scholes and Williams cannot be estimated jointly with effects"
            raise StudyError(f"{message}; another model was expected")
        return {
            event: joint_effect(
                self._source.returns,
                int(days[event]),
                others=[int(days[i]) for i in self._sharing[event]],
                window=options.window,
                has_unit_beta=options.model is NormalModel.MARKET_ADJUSTED,
            )
            for event in asked
            if self._sharing[event] and self._studies.refusals[self._place[event]] is None
        }

    def _adjusted(self, asked: Sequence[int]) -> dict[int, float]:
        """Return the adjusted p by place; the events of a compound share one, which counts once."""
        found: dict[int, float] = {}
        for event in asked:
            place = self._place.get(event)
            if place is None or self._studies.refusals[place] is not None:
                continue
            effect = self._joint.get(event)
            if effect is not None:
                found[place] = effect.p
            elif event not in self._joint:
                found[place] = float(self._studies.abnormal.p[place])
        p = np.array(list(found.values()), dtype=np.float64)
        adjusted = adjusted_p(p, self._options.adjustment)
        return dict(zip(found, adjusted.tolist(), strict=True))

    def _overlapping(self, event: int, place: int) -> tuple[int, ...]:
        """Return the other events with a day 0 in the event window as it was asked for."""
        day = int(self._source.day_zero[event])
        first, last = int(self._spans.first[place]), int(self._spans.last[place])
        members = self._members[place]
        return tuple(
            other
            for other in self._near[event]
            if other not in members and first <= int(self._source.day_zero[other]) - day <= last
        )

    def _ids(self, events: Sequence[int]) -> tuple[str, ...]:
        return tuple(map(self._source.event_ids.__getitem__, events))

    def _date(self, index: int) -> dt.date:
        return date_of(int(self._source.returns.time_ns[index]))

    def _measured(self, event: int, place: int) -> Measured:
        alone = self._measured_alone(place)
        effect = self._joint.get(event)
        if effect is None:
            return alone
        return replace(
            alone,
            window=(effect.first, effect.last),
            ar=effect.ar,
            car=effect.car,
            se=effect.car_se,
            t=effect.t,
            df=effect.df,
            p=effect.p,
            bhar=None,
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

    def _ex_dates(self, day: int, window: tuple[int, int]) -> tuple[ExDate, ...]:
        """Return the uncorrected actions in the windows, by date."""
        instruments = [row for row in (self._source.instrument, self._source.benchmark) if row]
        found = [
            ExDate(instrument.symbol, action, is_in_event_window=is_event)
            for instrument in instruments
            for action in instrument.series[0].uncorrected_actions
            for is_event, (first, last) in ((False, self._estimation()), (True, window))
            if self._contains(day, first, last=last, time_ns=day_ns(action.ex_date))
        ]
        return tuple(sorted(found, key=lambda row: (row.action.ex_date, row.symbol)))

    def _estimation(self) -> tuple[int, int]:
        return self._options.window.estimation_first, self._options.window.estimation_last

    def _contains(self, day: int, first: int, *, last: int, time_ns: int) -> bool:
        """Return whether the returns of a window span an instant: from the close before it on."""
        times = self._source.returns.time_ns
        before, end = max(day + first - 1, 0), min(max(day + last, 0), len(times) - 1)
        return bool(times[before] < time_ns <= times[end])

    def _missing(self, day: int, window: tuple[int, int]) -> tuple[tuple[str, dt.date], ...]:
        returns, benchmark = self._source.returns, self._source.benchmark
        market = benchmark.symbol if benchmark else "factors"
        symbols = (self._source.instrument.symbol, market)
        found = [
            (symbol, date_of(int(label)))
            for symbol, labels in zip(
                symbols, (returns.missing_asset, returns.missing_market), strict=True
            )
            for label in labels
            if self._contains(
                day, self._options.window.estimation_first, last=window[1], time_ns=int(label)
            )
        ]
        return tuple(sorted(found, key=lambda row: (row[1], row[0])))


def _abnormal_volumes(
    source: StudySource, options: StudyOptions, *, day_zero: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the abnormal log volume of each day 0, (N,) float64."""
    times = source.returns.time_ns
    own = _volumes_at(source.bars, times)
    market = None if source.market_bars is None else _volumes_at(source.market_bars, times)
    if market is not None and not np.isfinite(market).any():
        market = None
    studies = abnormal_volumes(own, market, time_ns=times, day_zero=day_zero, window=options.window)
    volumes: NDArray[np.float64] = studies.abnormal.ar[:, studies.day_zero_column]
    return volumes


def _volumes_at(bars: Bars, times: NDArray[np.int64]) -> NDArray[np.float64]:
    return bars.volume[np.searchsorted(bars.time_ns, times)]
