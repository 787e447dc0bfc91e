"""Events of a sample that rest on the same sessions are counted and named."""

import numpy as np

from helpers.study import aligned, market_and_share
from tickertale.analysis.confounding import shortened_spans
from tickertale.analysis.event_study import EventStudies, study_events
from tickertale.analysis.sample import sample_of
from tickertale.analysis.shared_session import SharedSessions, shared_sessions
from tickertale.analysis.study_window import StudyWindow


def _studies(days: list[int], *, is_shortened: bool = False) -> EventStudies:
    market, share = market_and_share()
    at = np.array(days)
    spans = shortened_spans(at, window=StudyWindow()) if is_shortened else None
    return study_events(aligned(share, market), at, spans=spans)


def _shared(days: list[int], *, is_shortened: bool = False) -> SharedSessions:
    keys = [f"e{number}" for number in range(len(days))]
    return shared_sessions(sample_of([(keys, _studies(days, is_shortened=is_shortened))]))


def test_events_whose_windows_share_a_session_are_counted() -> None:
    assert _shared([200, 202, 205, 300]) == SharedSessions(2, 4, ())
    assert _shared([200, 203]) == SharedSessions(0, 2, ())


def test_windows_that_were_shortened_share_none_but_those_of_one_day() -> None:
    assert _shared([200, 202, 204], is_shortened=True).count == 0
    both = _shared([200, 202, 202], is_shortened=True)
    assert (both.count, both.same_day) == (2, (("e1", "e2"),))


def test_events_on_different_shares_share_none() -> None:
    parts = [([name], _studies([200])) for name in ("a", "b")]
    assert shared_sessions(sample_of(parts)) == SharedSessions(0, 2, ())


def test_a_sample_of_none_shares_none() -> None:
    assert _shared([3]) == SharedSessions(0, 0, ())
