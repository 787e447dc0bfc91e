"""One writer, and others that follow it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import STORY, change_by_hand
from helpers.timeline import event_of
from tickertale.domain.errors import (
    CorruptDocumentError,
)
from tickertale.store.event_store import EventStore
from tickertale.store.writer_lock import WriterLock, lock_path


@pytest.fixture
def follower(store: EventStore, path: Path) -> Iterator[EventStore]:
    follower = EventStore.open(path)
    follower.load()
    yield follower
    follower.close()


def test_the_second_to_open_follows_the_first(store: EventStore, follower: EventStore) -> None:
    assert "open in another window" in follower.read_only_reason
    assert follower.catch_up(STORY) is STORY
    after = STORY.with_event(event_of("four", "Fourth")).without_event("one")
    store.commit(STORY, after, label="Change")
    seen = follower.catch_up(STORY)
    assert seen == after
    assert seen.events[0] is STORY.events[1]
    assert follower.search("fourth") == ("four",)
    assert store.undo(after) == follower.catch_up(seen)


def test_a_follower_finds_its_way_after_an_undone_step_was_replaced(
    store: EventStore, follower: EventStore
) -> None:
    after = STORY.without_event("one")
    store.commit(STORY, after, label="Delete")
    seen = follower.catch_up(STORY)
    before = store.undo(after)
    other = before.with_event(event_of("two", "Changed"))
    store.commit(before, other, label="Edit")
    caught_up = follower.catch_up(seen)
    assert caught_up == other
    assert caught_up.events[2] is seen.events[1]


def test_a_follower_that_has_read_a_step_ends_up_right_when_it_is_joined(
    store: EventStore, follower: EventStore
) -> None:
    first = STORY.with_event(event_of("two", "Once"))
    second = first.with_event(event_of("two", "Twice"))
    seq = store.commit(STORY, first, label="Edit")
    seen = follower.catch_up(STORY)
    seq = store.commit(first, second, label="Edit", joins=seq)
    seen = follower.catch_up(seen)
    assert seen == second
    assert store.commit(second, STORY, label="Edit", joins=seq) is None
    seen = follower.catch_up(seen)
    assert seen == STORY
    assert follower.history() == ()


def test_a_follower_sees_what_another_program_wrote(
    store: EventStore, follower: EventStore, path: Path
) -> None:
    change_by_hand(path, "UPDATE event SET body = replace(body, 'Event one', 'First')")
    seen = follower.catch_up(STORY)
    assert seen.events[0].title == "First"
    assert seen.events[1] is STORY.events[1]
    assert seen.categories is STORY.categories


def test_a_follower_that_finds_nothing_new_keeps_its_timeline(
    store: EventStore, follower: EventStore
) -> None:
    seen = follower.catch_up(STORY)
    after = STORY.without_event("one")
    store.commit(STORY, after, label="Delete")
    store.undo(after)
    assert follower.catch_up(seen) is seen


def test_the_next_to_open_writes_when_the_first_has_closed(store: EventStore, path: Path) -> None:
    assert lock_path(path).exists()
    store.close()
    store.close()
    assert not lock_path(path).exists()
    with closing(EventStore.open(path)) as again:
        assert not again.is_read_only


def test_a_writer_that_died_leaves_no_lock(store: EventStore, path: Path) -> None:
    store.close()
    program = (
        "import os, sys; from pathlib import Path\n"
        "from tickertale.store.event_store import EventStore\n"
        "store = EventStore.open(Path(sys.argv[1]))\n"
        "print(store.is_read_only, flush=True); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("False\n", 9)
    assert lock_path(path).exists()
    with closing(EventStore.open(path)) as again:
        assert not again.is_read_only


def test_a_lock_whose_name_was_removed_is_taken_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[[Path], os.stat_result] = Path.stat
    removed: list[Path] = []

    def remove_first(self: Path, **_: object) -> os.stat_result:
        if not removed:
            removed.append(self)
            self.unlink()
        return real(self)

    monkeypatch.setattr(Path, "stat", remove_first)
    lock = WriterLock.acquire(path)
    assert lock is not None
    assert lock_path(path).exists()
    lock.release()
    lock.release()


def test_a_lock_is_given_up_though_its_name_cannot_be_removed(
    store: EventStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        store.close()
    assert lock_path(path).exists()
    with closing(EventStore.open(path)) as again:
        assert not again.is_read_only


def test_a_document_that_cannot_be_opened_leaves_no_lock(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "PRAGMA application_id = 7")
    with pytest.raises(CorruptDocumentError):
        EventStore.open(path)
    assert not lock_path(path).exists()
