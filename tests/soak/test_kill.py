"""A process is killed while it edits: what it said is done is there, and nothing is half there."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from helpers.document import STORY
from helpers.edit_stream import digest_of, read_note, streaming
from soak.count import Count
from tickertale.session.opening import create_document, open_session


def test_a_killed_process_loses_no_acknowledged_edit(tmp_path: Path, count: Count) -> None:
    path = tmp_path / "story.tale"
    create_document(path, STORY).close()
    dice = random.Random(9)
    acknowledged = halfway = hot = 0
    known = digest_of(STORY)
    kills = count(kills=(12, 200))
    for seed in range(kills):
        done, known_after = _killed_stream(path, seed=seed, delay_s=dice.uniform(0, 0.08))
        acknowledged += len(done)
        known = done[-1] if done else known
        hot += _is_hot(path.with_name(f"{path.name}-journal"))
        found = _checked_digest(path)
        assert found in {known, known_after}
        halfway += found != known
        known = found
    count.tell(acknowledged=acknowledged, journals_left=hot, done_but_not_yet_told=halfway)
    assert acknowledged > kills


def _killed_stream(path: Path, *, seed: int, delay_s: float) -> tuple[list[str], str]:
    """Return the digests that were acknowledged, and the one that was being written."""
    with streaming(path, seed) as (process, notes):
        first = read_note(notes)
        assert first is not None
        assert first.word == "open"
        time.sleep(delay_s)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        done, will = [first.digest], ""
        while (note := read_note(notes)) is not None:
            if note.word == "done":
                assert note.digest == will
                done.append(note.digest)
            else:
                will = note.digest
        return done, will


def _is_hot(journal: Path) -> bool:
    """Return whether a journal has an edit to take back: one that was committed has a zero head."""
    return journal.exists() and any(journal.read_bytes()[:8])


def _checked_digest(path: Path) -> str:
    """Return what is in the document, after undo and redo of all that can be taken back."""
    with closing(open_session(path)) as session:
        assert not session.is_read_only
        assert not session.quarantined
        found = digest_of(session.timeline)
        undone = 0
        while session.can_undo and undone < 5:
            session.undo()
            undone += 1
        for _ in range(undone):
            session.redo()
        assert digest_of(session.timeline) == found
        for event in session.timeline.events:
            assert event.id in session.search(event.title)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("INSERT INTO event_search (event_search) VALUES ('integrity-check')")
    return found
