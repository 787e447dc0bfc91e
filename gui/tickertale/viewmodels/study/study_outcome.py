"""What a run of the study view finds: the study, the sample, the groups and their tests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tickertale.analysis.sample import Averages, Sample, average_abnormal_returns
from tickertale.analysis.sample_test import SampleTest, Statistic, sample_tests
from tickertale.analysis.shared_session import SharedSessions, shared_sessions
from tickertale.domain.errors import StudyError
from tickertale.domain.timeline import Timeline
from tickertale.session.job import Ticket
from tickertale.session.sample_note import sharing_note
from tickertale.session.study import Study, compute_study
from tickertale.session.study_file import study_content
from tickertale.session.study_input import StudyInputs
from tickertale.session.study_report import StudyReport, StudyTableKind
from tickertale.session.study_sample import group_of, study_sample, summarized_groups
from tickertale.viewmodels.study.study_control import Grouping, grouped_events
from tickertale.viewmodels.study.study_grid import MODEL_NAMES, estimation_text, window_text
from tickertale.viewmodels.study.study_plot import CarSample
from tickertale.viewmodels.study.study_table import StudyTable
from tickertale.viewmodels.study.study_test_list import SampleWarning
from tickertale.viewmodels.text.wording import counted


@dataclass(frozen=True, slots=True, eq=False)
class StudyOutcome:
    """What one run found.

    Parameters
    ----------
    study : Study
    sample : Sample or None
        None where `problem` says why the events are no sample.
    problem : str
    """

    study: Study
    sample: Sample | None
    problem: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class GroupSample:
    """One group of events.

    Parameters
    ----------
    name : str
        Empty for all.
    sample : Sample
    averages : Averages
    shared : SharedSessions
        How many of its events share sessions.
    """

    name: str
    sample: Sample
    averages: Averages
    shared: SharedSessions

    @property
    def cars(self) -> CarSample:
        """Return the CARs of its events."""
        return CarSample(self.sample.keys, self.sample.car)


def outcome_text(study: Study) -> str:
    """Return what was measured, in one line."""
    options, source = study.options, study.source
    names = "+".join(source.returns.names)
    columns = study.rows.columns
    parts = [
        f"{source.instrument.symbol} against {names}" if names else source.instrument.symbol,
        MODEL_NAMES[options.model].lower().replace("scholes–williams", "Scholes–Williams"),
        f"event window {window_text(options.window)}",
        f"estimated on {estimation_text(options.window)}",
        f"{int(columns.is_measured.sum()):,} of {counted(len(study.rows), 'event')} measured",
    ]
    if study.benchmark_holds_instrument:
        parts.append(f"{names} contains {source.instrument.symbol}")
    return " · ".join(parts)


def shown_sample(
    outcome: StudyOutcome, groups: Mapping[str, Collection[str]], *, name: str
) -> GroupSample | None:
    """Return a group of the events that were studied, none where they are no sample.

    Parameters
    ----------
    outcome : StudyOutcome
    groups : mapping of str to collection of str
        Event ids by the name of the group.
    name : str
        That of a group; empty for all events.
    """
    sample = outcome.sample
    if sample is None:
        return None
    if name:
        sample = group_of(outcome.study, sample, event_ids=groups[name])
    return GroupSample(name, sample, average_abnormal_returns(sample), shared_sessions(sample))


def sample_warning(group: GroupSample | None, table: StudyTable | None) -> SampleWarning | None:
    """Return what the reader must know of the tests of a group; none for nothing.

    Parameters
    ----------
    group : GroupSample or None
    table : StudyTable or None
        Names the events.
    """
    if group is None or table is None or not group.shared.count:
        return None
    share = f"{group.shared.count} of {group.shared.of} events share sessions"
    return SampleWarning(
        f"{share}: merge them, shorten windows, or go by Kolari–Pynnönen",
        sharing_note(group.shared, table.title),
    )


def compute_outcome(inputs: StudyInputs, ticket: Ticket | None = None) -> StudyOutcome:
    """Return the study of what was gathered, and its events as a sample; in any thread.

    Raises
    ------
    StudyError
        The study cannot be made as asked.
    CancelledError
        The ticket was cancelled.
    """
    study = compute_study(inputs, ticket)
    try:
        return StudyOutcome(study, study_sample(study))
    except StudyError as error:
        return StudyOutcome(study, None, str(error))


def compute_tests(sample: Sample, ticket: Ticket | None = None) -> tuple[SampleTest, ...]:
    """Return the answers of all tests of a sample; it may run in any thread.

    Raises
    ------
    CancelledError
        The ticket was cancelled.
    """
    ticket = ticket or Ticket()
    found: list[SampleTest] = []
    for done, name in enumerate(Statistic):
        ticket.report(done, len(Statistic))
        found += sample_tests(sample, (name,))
    return tuple(found)


def study_bytes(
    outcome: StudyOutcome,
    timeline: Timeline,
    *,
    ticket: Ticket,
    grouping: Grouping,
    kind: str,
    table: StudyTableKind,
) -> bytes:
    """Return a file of a table; it may run in any thread.

    Parameters
    ----------
    outcome : StudyOutcome
    timeline : Timeline
    ticket : Ticket
    grouping : Grouping
        Averages and tests are of these groups beside those of all events.
    kind : str
        One of the values of `KINDS`.
    table : StudyTableKind
        A workbook has all of them, whatever is asked for.

    Raises
    ------
    StudyError
        The events are no sample, and what was asked for is of one.
    CancelledError
        The ticket was cancelled.
    """
    ticket.check()
    has_events_only = table is StudyTableKind.EVENTS and (kind != "xlsx" or outcome.sample is None)
    groups = {"all": tuple(event.id for event in timeline.events)}
    groups |= grouped_events(timeline, grouping)
    report = StudyReport(
        [outcome.study],
        title=timeline.title,
        event_titles={event.id: event.title for event in timeline.events},
        groups=() if has_events_only else [summarized_groups(outcome.study, groups)],
    )
    return study_content(report, table, kind=kind)
