"""What goes with a piece of work into its thread."""

import pytest

from tickertale.domain.errors import CancelledError
from tickertale.session.job import Ticket


def test_a_check_does_nothing_while_the_work_is_wanted() -> None:
    ticket = Ticket()
    ticket.check()
    assert not ticket.is_cancelled


def test_a_cancelled_ticket_refuses_checks_and_reports() -> None:
    heard: list[tuple[int, int]] = []
    ticket = Ticket(lambda done, of: heard.append((done, of)))
    ticket.report(1, 3)
    ticket.cancel()
    with pytest.raises(CancelledError):
        ticket.check()
    with pytest.raises(CancelledError):
        ticket.report(2, 3)
    assert heard == [(1, 3)]
