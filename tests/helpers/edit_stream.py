"""A stream of random edits in a process of its own, each told before and after it is made."""

import hashlib
import os
import random
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import BinaryIO

from helpers.timeline import event_of
from tickertale.domain.timeline import Timeline
from tickertale.session.commands import AddEvent, Command, DeleteEvent, EditEvent
from tickertale.session.opening import open_session
from tickertale.session.session import Session

WORDS = ("alpha", "beta", "gamma", "阿里巴巴", "delta", "云计算")


@dataclass(frozen=True)
class Note:
    """One line of the stream: ``open``, ``will`` before an edit or ``done`` after it."""

    word: str
    digest: str


def digest_of(timeline: Timeline) -> str:
    """Return a text that is another one for every other timeline."""
    return hashlib.sha256(timeline.model_dump_json().encode()).hexdigest()[:16]


def random_edit(session: Session, dice: random.Random) -> Command:
    """Return an edit that changes the timeline."""
    events = session.timeline.events
    number = dice.randrange(10**12)
    long = " ".join(dice.choices(WORDS, k=dice.choice((3, 30, 1000))))
    if len(events) < 3 or (len(events) < 40 and dice.random() < 0.3):
        return AddEvent(event_of(f"e{number}", f"Added {number}", summary=long))
    event = dice.choice(events)
    if dice.random() < 0.25:
        return DeleteEvent(event.id, event.title)
    return EditEvent(event_of(event.id, f"Changed {number}", summary=long))


def _edit_until_killed(path: Path, seed: int, pipe: int) -> None:
    """Edit a document and write every note to the pipe, whose content outlives this process."""
    dice = random.Random(seed)
    with closing(open_session(path)) as session:
        _tell(pipe, "open", digest_of(session.timeline))
        while True:
            _edit_once(session, dice, pipe=pipe)


def _edit_once(session: Session, dice: random.Random, *, pipe: int) -> None:
    way = dice.random()
    if way < 0.15 and session.can_undo:
        seqs = [step.seq for step in session.history() if not step.is_undone]
        _tell(pipe, "will", digest_of(session.timeline_at(seqs[-2] if len(seqs) > 1 else 0)))
        session.undo()
    elif way < 0.25 and session.can_redo:
        seq = next(step.seq for step in session.history() if step.is_undone)
        _tell(pipe, "will", digest_of(session.timeline_at(seq)))
        session.redo()
    else:
        command = random_edit(session, dice)
        _tell(pipe, "will", digest_of(command.apply(session.timeline)))
        # Edits of one visit that follow each other become one step, which is written anew.
        session.do(command, visit="stream" if dice.random() < 0.5 else None)
    _tell(pipe, "done", digest_of(session.timeline))


def _tell(pipe: int, word: str, digest: str) -> None:
    os.write(pipe, f"{word} {digest}\n".encode())


def forked(target: Callable[..., None], *args: object) -> BaseProcess:
    """Run a function in a process of its own, which starts faster than a new Python."""
    process = get_context("fork").Process(target=target, args=args, daemon=True)
    with warnings.catch_warnings():
        # Threads that other tests may have left stay behind; what is run here needs none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


@contextmanager
def streaming(path: Path, seed: int) -> Iterator[tuple[BaseProcess, BinaryIO]]:
    """Run the stream, which is killed in the end; read its notes from the pipe."""
    reading, writing = os.pipe()
    process = forked(_edit_until_killed, path, seed, writing)
    os.close(writing)
    with open(reading, "rb") as notes:  # noqa: PTH123 (a descriptor is no path)
        try:
            yield process, notes
        finally:
            process.kill()
            process.join()


def read_note(notes: BinaryIO) -> Note | None:
    """Return the next note; None at the end, also where a line was cut."""
    line = notes.readline().decode()
    return Note(*line.split()) if line.endswith("\n") else None
