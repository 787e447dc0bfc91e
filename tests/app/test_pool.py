"""Work in threads comes back to the thread that asked for it, or not at all."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tickertale.app.pool import ThreadPool
from tickertale.domain.errors import StudyError, TickertaleError
from tickertale.session.job import Ticket


def refuse(outcome: object) -> None:
    pytest.fail(f"{outcome!r} was told")


@pytest.fixture
def pool(qapp: object) -> Iterator[ThreadPool]:
    threads = ThreadPool()
    yield threads
    threads.close()


def test_a_result_comes_back_to_the_thread_that_asked(pool: ThreadPool, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[int] = []

    def work(ticket: Ticket) -> int:
        threads.append(threading.get_ident())
        return 42

    def take(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    pool.start(work, done=take, failed=refuse)
    qtbot.waitUntil(lambda: results == [42])
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_a_refusal_comes_back_as_the_error_itself(pool: ThreadPool, qtbot: QtBot) -> None:
    refusals: list[TickertaleError] = []

    def work(ticket: Ticket) -> None:
        message = "three bars were expected"
        raise StudyError(message)

    pool.start(work, done=refuse, failed=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert isinstance(refusals[0], StudyError)
    assert str(refusals[0]) == "three bars were expected"


def test_a_defect_is_logged_and_told_in_one_sentence(
    pool: ThreadPool, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    refusals: list[TickertaleError] = []

    def work(ticket: Ticket) -> None:
        raise ZeroDivisionError

    pool.start(work, done=refuse, failed=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert "the log says why" in str(refusals[0])
    assert [record.exc_info is not None for record in caplog.records] == [True]
    caplog.clear()


def test_progress_is_told_in_its_order_and_before_the_result(
    pool: ThreadPool, qtbot: QtBot
) -> None:
    told: list[object] = []

    def work(ticket: Ticket) -> str:
        for done in range(3):
            ticket.report(done, 3)
        return "end"

    pool.start(
        work,
        done=told.append,
        failed=refuse,
        progressed=lambda done, of: told.append((done, of)),
    )
    qtbot.waitUntil(lambda: "end" in told)
    assert told == [(0, 3), (1, 3), (2, 3), "end"]


def test_cancelled_work_ends_at_its_next_check_and_tells_nothing(
    pool: ThreadPool, qtbot: QtBot
) -> None:
    is_started, ended = threading.Event(), threading.Event()

    def work(ticket: Ticket) -> None:
        try:
            is_started.set()
            while True:
                ticket.check()
        finally:
            ended.set()

    told: list[object] = []
    job = pool.start(work, done=told.append, failed=told.append)
    assert is_started.wait(5)
    job.cancel()
    assert ended.wait(5)
    after: list[str] = []
    pool.start(lambda _: "after", done=after.append, failed=refuse)
    qtbot.waitUntil(lambda: bool(after))
    assert told == []


def test_a_result_that_was_under_way_when_it_was_cancelled_is_dropped(
    pool: ThreadPool, qtbot: QtBot
) -> None:
    ended = threading.Event()
    told: list[object] = []

    def work(ticket: Ticket) -> str:
        return "late"

    job = pool.start(work, done=told.append, failed=told.append)
    pool.start(lambda _: ended.set(), done=lambda _: None, failed=refuse)
    assert ended.wait(5)
    job.cancel()
    after: list[str] = []
    pool.start(lambda _: "after", done=after.append, failed=refuse)
    qtbot.waitUntil(lambda: bool(after))
    assert told == []


def test_closing_the_pool_ends_all_work(qapp: object) -> None:
    threads = ThreadPool()
    is_started, ended = threading.Event(), threading.Event()

    def work(ticket: Ticket) -> None:
        try:
            is_started.set()
            while True:
                ticket.check()
        finally:
            ended.set()

    threads.start(work, done=refuse, failed=refuse)
    assert is_started.wait(5)
    threads.close()
    assert ended.is_set()
