"""Work that runs at once."""

import pytest

from tickertale.domain.errors import StudyError, TickertaleError
from tickertale.session.job import Ticket
from tickertale.viewmodels.job.job import InlineRunner


def refuse(outcome: object) -> None:
    pytest.fail(f"{outcome!r} was told")


def test_the_result_is_there_when_start_returns() -> None:
    told: list[object] = []

    def work(ticket: Ticket) -> str:
        ticket.report(1, 2)
        return "end"

    job = InlineRunner().start(
        work,
        done=told.append,
        failed=refuse,
        progressed=lambda done, of: told.append((done, of)),
    )
    job.cancel()
    assert told == [(1, 2), "end"]


def test_a_refusal_is_handed_on() -> None:
    refusals: list[TickertaleError] = []

    def work(ticket: Ticket) -> None:
        message = "no"
        raise StudyError(message)

    InlineRunner().start(work, done=refuse, failed=refusals.append)
    assert [str(error) for error in refusals] == ["no"]


def test_work_that_calls_itself_off_tells_nothing() -> None:
    def work(ticket: Ticket) -> None:
        ticket.cancel()
        ticket.report(1, 2)

    InlineRunner().start(work, done=refuse, failed=refuse)
