"""What a study needs of a document, gathered before it is computed elsewhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers.study_document import dated_event, open_study
from tickertale.analysis.confounding import Confounding
from tickertale.domain.errors import CancelledError, StudyError
from tickertale.session.commands import DeleteEvent
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study import compute_study, study_timeline
from tickertale.session.study_input import ReactionTable, gather_study
from tickertale.session.study_option import StudyOptions


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, an index that holds it, and eight events."""
    opened = open_study()
    yield opened
    opened.close()


def test_what_was_gathered_is_computed_in_another_thread_when_the_document_is_closed() -> None:
    session = open_study()
    rows = tuple(study_timeline(session, "BABA").rows)
    inputs = gather_study(session, "BABA")
    session.close()
    with ThreadPoolExecutor(1) as pool:
        assert tuple(pool.submit(compute_study, inputs).result().rows) == rows


def test_a_study_ends_when_its_ticket_is_cancelled(session: Session) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(CancelledError):
        compute_study(gather_study(session, "BABA"), ticket)


def test_events_that_are_estimated_jointly_are_reported_as_they_are_done() -> None:
    session = open_study(*(dated_event(f"e{at:03}", 150 + at % 100) for at in range(120)))
    told: list[tuple[int, int]] = []
    options = StudyOptions(confounding=Confounding.JOINT)
    inputs = gather_study(session, "BABA", options=options)
    compute_study(inputs, Ticket(lambda done, of: told.append((done, of))))
    session.close()
    assert told == [(0, 120), (50, 120), (100, 120)]


@pytest.mark.parametrize("confounding", list(Confounding))
def test_an_event_alone_is_studied_as_among_all(session: Session, confounding: Confounding) -> None:
    options = StudyOptions(confounding=confounding)
    every = {row.event_id: row for row in study_timeline(session, "BABA", options=options).rows}
    for event_id in ("a", "c", "early", "coarse"):
        alone = study_timeline(session, "BABA", options=options, event_ids=[event_id])
        assert len(alone.keys) <= 1
        (row,) = alone.rows
        expected = every[event_id]
        assert row.overlaps == expected.overlaps
        assert row.merged == expected.merged
        assert row.reason == expected.reason
        if row.measured is not None and expected.measured is not None:
            assert row.measured.car == pytest.approx(expected.measured.car, rel=1e-12)
            assert row.measured.p == pytest.approx(expected.measured.p, rel=1e-12)


def test_reactions_are_asked_for_once_an_event(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    reaction = session.reaction

    def counted(event_id: str, instrument_id: str) -> object:
        asked.append(event_id)
        return reaction(event_id, instrument_id)

    monkeypatch.setattr(session, "reaction", counted)
    table = ReactionTable(session)
    first = table.of("BABA")
    assert len(asked) == len(session.timeline.events)
    assert table.of("BABA") == first
    assert len(asked) == len(session.timeline.events)
    session.do(DeleteEvent("c"))
    assert len(table.of("BABA")) == len(first) - 1
    assert len(asked) == len(first)


def test_a_benchmark_that_is_missing_is_told_before_anything_is_computed() -> None:
    session = open_study(benchmark=None)
    with pytest.raises(StudyError, match="needs a benchmark and there is none"):
        gather_study(session, "BABA")
    session.close()
