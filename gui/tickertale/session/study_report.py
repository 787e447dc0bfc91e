"""What the files of a study are written from, and which of its tables they can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tickertale.session.study import Study
from tickertale.session.study_sample import SampleSummary


class StudyTableKind(StrEnum):
    """The tables of a study."""

    EVENTS = "events"
    SESSIONS = "sessions"
    TESTS = "tests"


@dataclass(frozen=True, slots=True, eq=False)
class StudyReport:
    """Studies, the samples in them, and what the reader calls things.

    Parameters
    ----------
    studies : sequence of Study
    title : str
        That of the timeline.
    event_titles : mapping of str to str
        Titles of the events by id.
    groups : sequence of dict of str to SampleSummary
        The groups of each study, for the tables of sessions and of tests; empty for the events
        alone.
    """

    studies: Sequence[Study]
    title: str
    event_titles: Mapping[str, str]
    groups: Sequence[dict[str, SampleSummary]] = ()

    def title_of(self, event_id: str) -> str:
        """Return what an event is called; its id where it has no title."""
        return self.event_titles.get(event_id) or event_id
