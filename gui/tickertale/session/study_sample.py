"""The events of a study as a sample: averages and tests, of all of them or of groups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.sample import Averages, Sample, average_abnormal_returns, sample_of
from tickertale.analysis.sample_test import SampleTest, sample_tests
from tickertale.analysis.shared_session import SharedSessions, shared_sessions
from tickertale.domain.errors import StudyError
from tickertale.domain.timeline import Timeline
from tickertale.session.study import Study


@dataclass(frozen=True, slots=True, eq=False)
class SampleSummary:
    """What the events of a sample have in common.

    Parameters
    ----------
    event_ids : tuple of str
        The first of each compound, by day 0 and id, stands for it.
    averages : Averages
    tests : tuple of SampleTest
    shared : SharedSessions
        How many of the events share sessions, for which most of the tests do not allow.
    """

    event_ids: tuple[str, ...]
    averages: Averages
    tests: tuple[SampleTest, ...]
    shared: SharedSessions


def study_sample(study: Study) -> Sample:
    """Return the measured events of a study's rows as a sample.

    Raises
    ------
    StudyError
        Effects were estimated jointly: they are not independent draws.
    """
    if study.options.confounding is Confounding.JOINT:
        message = "effects that were estimated jointly are no sample: they share a regression"
        raise StudyError(f"{message}; merged events, shortened windows or kept ones were expected")
    wanted = frozenset(study.rows.event_ids)
    sample = sample_of([([members[0] for members in study.keys], study.studies)])
    return sample.subset({members[0] for members in study.keys if wanted.intersection(members)})


def group_of(study: Study, sample: Sample, *, event_ids: Collection[str]) -> Sample:
    """Return the part of a study's sample that a group of events is.

    A compound belongs to every group that one of its members belongs to, so the groups of a
    study with merged events can hold the same measurement more than once.

    Parameters
    ----------
    study : Study
    sample : Sample
        As from `study_sample`.
    event_ids : collection of str
    """
    return sample.subset(group_keys(study, event_ids))


def group_keys(study: Study, event_ids: Collection[str]) -> frozenset[str]:
    """Return the keys, in the sample of a study, of what a group of events was measured as."""
    wanted = frozenset(event_ids)
    return frozenset(row[0] for row in study.keys if not wanted.isdisjoint(row))


def summarized(sample: Sample) -> SampleSummary:
    """Return averages and tests of a sample."""
    return SampleSummary(
        sample.keys,
        average_abnormal_returns(sample),
        sample_tests(sample),
        shared_sessions(sample),
    )


def summarized_groups(
    study: Study, groups: Mapping[str, Collection[str]]
) -> dict[str, SampleSummary]:
    """Return averages and tests of each group of events that has a measured one.

    As in `group_of`, a compound belongs to the groups of all its members.

    Parameters
    ----------
    study : Study
    groups : mapping of str to collection of str
        Event ids by the name of the group; as from `events_by_category` and `events_by_tag`.
    """
    whole = study_sample(study)
    samples = {
        name: group_of(study, whole, event_ids=event_ids) for name, event_ids in groups.items()
    }
    return {name: summarized(sample) for name, sample in samples.items() if len(sample)}


def events_by_category(timeline: Timeline) -> dict[str, tuple[str, ...]]:
    """Return the event ids of each category that has events, in the order of the categories."""
    found = {
        category.id: tuple(row.id for row in timeline.events if row.category == category.id)
        for category in sorted(timeline.categories, key=lambda row: (row.order, row.id))
    }
    return {name: event_ids for name, event_ids in found.items() if event_ids}


def events_by_tag(timeline: Timeline) -> dict[str, tuple[str, ...]]:
    """Return the event ids of each tag, tags in alphabetical order."""
    tags = sorted({tag for event in timeline.events for tag in event.tags})
    return {tag: tuple(row.id for row in timeline.events if tag in row.tags) for tag in tags}
