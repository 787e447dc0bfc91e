"""Windows in processes of their own that perform acts in turn."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.screen import screen

ROUNDS = 8
FRAMES = 40
"""Frames of each act in a round: in and out again, ahead and back."""


@dataclass(slots=True)
class Performer:
    """A window, and how long its frames took."""

    process: "subprocess.Popen[str]"
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def perform(self, act: str, count: int = 1) -> list[float]:
        """Let it paint so many frames of an act; return the seconds of each."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the process was started without pipes")
        self.process.stdin.write(f"{act} {count}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args!r} ended while it performed {act}")
        seconds: list[float] = json.loads(line)
        return seconds

    def measure(self, act: str, count: int) -> None:
        """Let it paint frames and keep their times."""
        self.seconds.setdefault(act, []).extend(self.perform(act, count))


@contextmanager
def performing(
    commands: Mapping[str, Sequence[str]], python: str = sys.executable
) -> Iterator[dict[str, Performer]]:
    """Open a window for each command of `python` on one screen; close them all at the end."""
    with ExitStack() as stack:
        environment = stack.enter_context(screen())
        yield {
            name: stack.enter_context(_performer([python, *command], environment))
            for name, command in commands.items()
        }


@contextmanager
def _performer(command: list[str], environment: dict[str, str]) -> Iterator[Performer]:
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as process:
        if process.stdout is None or process.stdout.readline().strip() != "ready":
            raise SystemExit(f"{command!r} did not start")
        try:
            yield Performer(process)
        finally:
            process.kill()


def take_turns(
    performers: Mapping[str, Performer],
    *,
    rounds: int = ROUNDS,
    first: Callable[[str], object] = lambda _name: None,
) -> None:
    """Let each window pan and zoom, round by round; the first round counts for nothing.

    Parameters
    ----------
    performers : mapping of str to Performer
    rounds : int
    first : callable
        Called with the name of a performer before its turn.
    """
    for number in range(rounds + 1):
        for act in ("pan", "zoom"):
            for name, performer in performers.items():
                first(name)
                if number:
                    performer.measure(act, FRAMES)
                else:
                    performer.perform(act, FRAMES)
