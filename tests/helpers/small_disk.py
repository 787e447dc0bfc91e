"""A small file system of its own for one process, where the system lets us make one.

``python -m helpers.small_disk full FOLDER 40`` fills it again and again while a document is edited;
``read-only FOLDER`` makes it read-only. The folder is where the file system was mounted; without
one, the size of files is limited, or the folder write-protected, instead.
"""

import os
import resource
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from helpers.document import STORY
from helpers.timeline import event_of
from tickertale.domain.errors import DocumentError
from tickertale.session.commands import AddEvent
from tickertale.session.opening import create_document, open_session
from tickertale.session.session import Session

LONG = "many words, as many as fill some pages of the file " * 400
SIZE = 3_000_000
"""Room for the document with the history of 40 rounds, and for its journal."""
_MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'


def mounted(folder: Path) -> list[str]:
    """Return the start of a command that sees a small file system in a folder; else nothing."""
    start = ["unshare", "-rm", "sh", "-c", _MOUNT, "sh", str(SIZE), str(folder)]
    try:
        done = subprocess.run([*start, "true"], capture_output=True, check=False)
    except OSError:
        return []
    return start if done.returncode == 0 else []


def _fill_again_and_again(folder: Path, rounds: int, is_mounted: bool) -> tuple[int, int]:
    """Return how many edits and how many copies were refused."""
    refused = copies = 0
    path = folder / "story.tale"
    create_document(path, STORY).close()
    with closing(open_session(path)) as session:
        for number in range(rounds):
            free = 4096 * number
            _leave_room(folder, free if is_mounted else path.stat().st_size // 4096 * 4096 + 4096)
            refused += _is_refused(session, number)
            copies += _is_copy_refused(session, folder)
            _make_room(folder)
            while session.timeline != STORY:
                session.undo()
            before = session.timeline
            session.do(AddEvent(event_of(f"event-{number}", summary=LONG)))
            session.undo()
            _check(session.timeline == before, "an edit was not undone")
    with closing(open_session(path)) as session:
        _check(session.timeline == STORY, "the document is not what it was")
        _check(not session.quarantined, "something is quarantined")
    return refused, copies


def _leave_room(folder: Path, free: int) -> None:
    ballast = folder / "ballast"
    if not os.path.ismount(folder):
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, resource.RLIM_INFINITY))
        return
    room = os.statvfs(folder)
    ballast.write_bytes(bytes(max(room.f_bavail * room.f_bsize - free, 0)))


def _make_room(folder: Path) -> None:
    (folder / "ballast").unlink(missing_ok=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _is_refused(session: Session, number: int) -> bool:
    """Return whether edits are refused before long, all of them whole."""
    for attempt in range(1000):
        before = session.timeline
        try:
            session.do(AddEvent(event_of(f"full-{number}-{attempt}", summary=LONG)))
        except DocumentError as error:
            is_said = "the disk is full; the change" in str(error) or "refused" in str(error)
            _check(is_said, f"unclear: {error}")
            _check(session.timeline is before, "a refused edit changed the timeline")
            break
    else:
        return False
    return True


def _is_copy_refused(session: Session, folder: Path) -> bool:
    names = sorted(path.name for path in folder.iterdir())
    try:
        session.save_copy(folder / "copy.tale")
    except DocumentError:
        _check(sorted(path.name for path in folder.iterdir()) == names, "a copy left a part")
        return True
    (folder / "copy.tale").unlink()
    return False


def _write_protect(folder: Path) -> None:
    path = folder / "story.tale"
    create_document(path, STORY).close()
    with closing(open_session(path)) as session:
        before = session.timeline
        _protect(folder, "ro")
        try:
            session.do(AddEvent(event_of("new")))
        except DocumentError as error:
            _check("cannot be written" in str(error), f"unclear: {error}")
        else:
            _check(False, "an edit was not refused")
        _check(session.timeline is before, "a refused edit changed the timeline")
        _protect(folder, "rw")
        session.do(AddEvent(event_of("new")))
    _protect(folder, "ro")
    with closing(open_session(path)) as session:
        _check(session.timeline.has_event("new"), "an edit is lost")
        _check("write-protected" in session.read_only_reason, session.read_only_reason)
    _protect(folder, "rw")


def _protect(folder: Path, how: str) -> None:
    if not os.path.ismount(folder):
        folder.chmod(0o500 if how == "ro" else 0o700)
    elif how == "ro":
        # On top of itself, for a file system with open files cannot become read-only.
        _run("mount", "--bind", str(folder), str(folder))
        _run("mount", "-o", "remount,bind,ro", str(folder))
    else:
        _run("umount", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def _check(is_true: bool, sentence: str) -> None:
    if not is_true:
        raise SystemExit(sentence)


def main(arguments: list[str]) -> None:
    """Do what was asked for and print what came out."""
    what, folder = arguments[0], Path(arguments[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if what == "full":
        refused, copies = _fill_again_and_again(folder, int(arguments[2]), os.path.ismount(folder))
        sys.stdout.write(f"{refused} {copies}")
    else:
        _write_protect(folder)
        sys.stdout.write("refused")


if __name__ == "__main__":
    main(sys.argv[1:])
