"""The event study of a timeline on one instrument: a row for each event, ready to be shown."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.confounding import (
    CompoundEvents,
    Confounding,
    covered_sessions,
    merged_events,
    shortened_spans,
)
from tickertale.analysis.event_study import EventSpans, EventStudies, study_events
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study_input import StudyInputs, gather_study
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_rows import StudyParts, StudyRows, joint_effects
from tickertale.session.study_source import StudySource, study_source


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
        The event, or the events of the compound by day 0 and id, behind each row of `studies`.
    rows : StudyRows
        The events asked for, by day 0; those without one come last.
    """

    options: StudyOptions
    source: StudySource
    studies: EventStudies
    keys: tuple[tuple[str, ...], ...]
    rows: StudyRows

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
    parts = StudyParts(source, options, studies, compounds, tuple(asked))
    rows = StudyRows(parts, joint_effects(parts, ticket))
    return Study(options, source, studies, keys, rows)


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
