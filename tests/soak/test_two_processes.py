"""Two processes on one document: one writes, the other one follows and is refused."""

import os
import random
from contextlib import closing
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from helpers.document import STORY
from helpers.edit_stream import digest_of, forked, random_edit
from helpers.timeline import event_of
from soak.count import Count
from tickertale.domain.errors import ReadOnlyDocumentError
from tickertale.session.commands import AddEvent
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session


def test_a_follower_sees_every_edit_and_makes_none(tmp_path: Path, count: Count) -> None:
    path = tmp_path / "story.tale"
    create_document(path, STORY).close()
    edits, written = count(interleaved_edits=(60, 1000)), ""
    ours, theirs = Pipe()
    process = forked(_write_when_told, path, theirs)
    theirs.close()
    assert ours.recv() == "open"
    with closing(open_session(path)) as follower:
        assert "open in another window, which alone can change it" in follower.read_only_reason
        for number in range(edits):
            _refuse_edit(follower, number)
            ours.send("edit")
            assert follower.refresh() in {True, False}  # at the same time as the edit
            written = ours.recv()
            follower.refresh()
            assert digest_of(follower.timeline) == written
    _check_end(process.pid, ours, path=path, written=written)
    count.tell(refused_edits_of_the_second=edits)


def test_a_follower_that_reads_all_the_time_sees_states_in_their_order(
    tmp_path: Path, count: Count
) -> None:
    path = tmp_path / "story.tale"
    create_document(path, STORY).close()
    edits = count(free_running_edits=(60, 1000))
    ours, theirs = Pipe()
    process = forked(_write_freely, path, edits, theirs)
    theirs.close()
    assert ours.recv() == "open"
    seen = [digest_of(STORY)]
    with closing(open_session(path)) as follower:
        ours.send("go")
        while not ours.poll():
            if follower.refresh():
                seen.append(digest_of(follower.timeline))
        written = ours.recv()
        follower.refresh()
        assert digest_of(follower.timeline) == written[-1]
    later = iter(written)
    assert all(digest in later for digest in seen)  # in their order; an undo may bring one back
    assert len(seen) > 2
    _check_end(process.pid, ours, path=path, written=written[-1])
    count.tell(states_seen=len(seen))


def _refuse_edit(follower: Session, number: int) -> None:
    with pytest.raises(ReadOnlyDocumentError, match="open in another window"):
        follower.do(AddEvent(event_of(f"intruder-{number}")))


def _check_end(pid: int | None, ours: Connection, *, path: Path, written: str) -> None:
    ours.send("end")
    assert pid is not None
    assert os.waitpid(pid, 0)[1] == 0
    with closing(open_session(path)) as session:
        assert not session.is_read_only
        assert not session.quarantined
        assert digest_of(session.timeline) == written
        session.undo()


def _write_when_told(path: Path, pipe: Connection) -> None:
    dice = random.Random(3)
    with closing(open_session(path)) as session:
        pipe.send("open")
        while pipe.recv() == "edit":
            _edit(session, dice)
            pipe.send(digest_of(session.timeline))


def _write_freely(path: Path, edits: int, pipe: Connection) -> None:
    dice = random.Random(4)
    with closing(open_session(path)) as session:
        pipe.send("open")
        pipe.recv()
        written = [digest_of(session.timeline)]
        for _ in range(edits):
            _edit(session, dice)
            written.append(digest_of(session.timeline))
        pipe.send(written)
        pipe.recv()


def _edit(session: Session, dice: random.Random) -> None:
    way = dice.random()
    if way < 0.1 and session.can_undo:
        session.undo()
    elif way < 0.15 and session.can_redo:
        session.redo()
    else:
        session.do(random_edit(session, dice))
