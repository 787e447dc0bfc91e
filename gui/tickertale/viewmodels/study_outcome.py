"""What a run of the study view finds: the study, the sample, the groups and their tests."""

from dataclasses import dataclass

from tickertale.analysis.sample import Averages, Sample
from tickertale.analysis.sample_test import SampleTest, Statistic, sample_tests
from tickertale.domain.errors import StudyError
from tickertale.session.job import Ticket
from tickertale.session.study import Study, compute_study
from tickertale.session.study_input import StudyInputs
from tickertale.session.study_sample import study_sample
from tickertale.viewmodels.study_plot import CarSample


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
    """

    name: str
    sample: Sample
    averages: Averages

    @property
    def cars(self) -> CarSample:
        """Return the CARs of its events."""
        return CarSample(self.sample.keys, self.sample.car)


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
