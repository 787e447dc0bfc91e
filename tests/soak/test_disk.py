"""A disk that is full, broken, slow or taken away: an edit is made or refused, never half made."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from helpers.document import STORY
from helpers.edit_stream import digest_of, forked
from helpers.failing_disk import Disk, writing_to
from helpers.small_disk import mounted
from helpers.timeline import event_of
from soak.count import Count
from tickertale.domain.errors import DocumentError
from tickertale.session.commands import AddEvent, EditEvent
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session

LONG = "many words, as many as fill some pages of the file " * 400
EDIT = EditEvent(event_of("two", "Changed", summary=LONG))
MOST_WRITES = 2000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "story.tale"
    create_document(path, STORY).close()
    return path


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """The document, open."""
    with closing(open_session(path)) as session:
        yield session


def found_in(path: Path) -> str:
    """Return what another process would read."""
    with closing(open_session(path)) as reader:
        return digest_of(reader.timeline)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errno.ENOSPC, "the disk is full; the change was not saved"),
        (errno.EIO, "the drive refused to read or write it"),
        (errno.EDQUOT, "the drive refused to read or write it"),
    ],
    ids=["full", "broken", "quota"],
)
@pytest.mark.parametrize("last", [MOST_WRITES, 0], ids=["from then on", "once"])
def test_an_edit_that_fails_at_any_of_its_writes_is_refused_whole(
    session: Session, path: Path, count: Count, error: int, words: str, last: int
) -> None:
    step = count(every_nth_write=(3, 1))
    refused = 0
    for first in range(0, MOST_WRITES, step):
        before = session.timeline
        disk = Disk(error, first=first, last=max(first, last))
        with writing_to(disk):
            sentence = _refusal_of(session)
        is_refused = session.timeline is before
        assert is_refused == any(part in sentence for part in (words, "the drive refused"))
        refused += is_refused
        assert found_in(path) == digest_of(session.timeline)
        if not is_refused:
            if disk.calls <= first:
                break
            session.undo()
            continue
        session.do(EDIT)
        session.undo()
    count.tell(refused=refused)
    assert refused > 3


def _refusal_of(session: Session) -> str:
    try:
        session.do(EDIT)
    except DocumentError as error:
        return str(error)
    return ""


def test_a_slow_disk_makes_edits_slow_and_nothing_else(path: Path, count: Count) -> None:
    edits = count(edits_on_a_slow_disk=(2, 20))
    reading, writing = os.pipe()
    process = forked(_edit_slowly, path, edits, writing)
    os.close(writing)
    with open(reading, "rb") as notes:  # noqa: PTH123 (a descriptor is no path)
        assert notes.readline() == b"open\n"
        with closing(open_session(path)) as follower:
            seen = {len(follower.timeline.events)}
            while process.is_alive():
                follower.refresh()
                seen.add(len(follower.timeline.events))
            seconds = [float(line) for line in notes]
            follower.refresh()
            assert len(follower.timeline.events) == len(STORY.events) + edits
    process.join()
    assert process.exitcode == 0
    assert min(seconds) > 0.1
    assert seen <= set(range(len(STORY.events), len(STORY.events) + edits + 1))
    count.tell(fastest_s=round(min(seconds), 2), slowest_s=round(max(seconds), 2))


def _edit_slowly(path: Path, edits: int, pipe: int) -> None:
    with closing(open_session(path)) as session, writing_to(Disk(delay_s=0.01)):
        os.write(pipe, b"open\n")
        for number in range(edits):
            start = time.perf_counter()
            session.do(AddEvent(event_of(f"slow-{number}", summary=LONG)))
            os.write(pipe, f"{time.perf_counter() - start}\n".encode())


@pytest.mark.parametrize("way", ["deleted", "moved", "replaced", "folder moved"])
def test_a_file_that_is_taken_away_refuses_edits_until_it_is_back(
    session: Session, path: Path, way: str
) -> None:
    session.do(AddEvent(event_of("four")))
    kept = path.with_name("kept.tale")
    content = path.read_bytes()
    before = session.timeline
    if way == "folder moved":
        path.parent.rename(path.parent.with_name("elsewhere"))
    elif way == "deleted":
        path.unlink()
    else:
        path.rename(kept)
    if way == "replaced":
        shutil.copy(kept, path)
    for act in (partial(session.do, EDIT), session.undo, partial(session.revert_to, 0)):
        with pytest.raises(DocumentError, match="was moved, deleted or replaced"):
            act()
    assert session.timeline is before
    copy = path.parent.with_name("copy.tale")
    session.save_copy(copy)
    assert found_in(copy) == digest_of(before)
    if way == "folder moved":
        path.parent.with_name("elsewhere").rename(path.parent)
    elif way != "deleted":
        assert kept.read_bytes() == content
        kept.replace(path)
    if way != "deleted":
        session.do(EDIT)
        assert found_in(path) == digest_of(session.timeline)


def test_a_full_file_system_refuses_edits_until_there_is_room(tmp_path: Path, count: Count) -> None:
    fills = count(file_systems_filled=(3, 40))
    start = mounted(tmp_path)
    refused, copies = run_on(start, "full", tmp_path, str(fills)).split()
    assert int(refused) == fills
    # A limit on the size of a file leaves room for a copy, which is no larger.
    assert int(copies) == (fills if start else 0)
    count.tell(file_system="tmpfs" if start else "limited size of files")


def test_a_folder_that_becomes_read_only_refuses_edits(tmp_path: Path, count: Count) -> None:
    start = mounted(tmp_path)
    assert run_on(start, "read-only", tmp_path) == "refused"
    count.tell(file_system="tmpfs" if start else "folder without write permission")


def run_on(start: list[str], *arguments: str | Path) -> str:
    """Return what `helpers.small_disk` prints on a file system of its own."""
    command = [*start, sys.executable, "-m", "helpers.small_disk", *map(str, arguments)]
    path = os.pathsep.join(sys.path)
    environment = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
