"""The acts of a window that is measured, and how it is told to perform them.

Each window lives in a process of its own, so that windows can take turns within one run while none
shares memory, caches or versions of a package with another.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping

ZOOM_STEPS = 20
ZOOM_FACTOR = 0.96
PAN_SHARE = 0.004
"""Part of the view by which a frame moves it."""

Act = Callable[[int], None]
"""Makes one change of a sequence and returns when it has been painted."""


def serve(acts: Mapping[str, Act]) -> None:
    """Perform what standard input asks for; write how long each frame took.

    A line is the name of an act and a number of frames; the answer is a list of seconds as JSON.
    """
    print("ready", flush=True)
    for line in sys.stdin:
        name, count = line.split()
        act = acts[name]
        seconds = []
        for step in range(int(count)):
            start = time.perf_counter()
            act(step)
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


def pan_direction(step: int) -> float:
    """Return the share of the view to move by: some frames ahead, as many back."""
    return PAN_SHARE if step // ZOOM_STEPS % 2 == 0 else -PAN_SHARE


def zoom_factor(step: int) -> float:
    """Return the factor of a step: some steps in, as many out."""
    return ZOOM_FACTOR if step // ZOOM_STEPS % 2 == 0 else 1.0 / ZOOM_FACTOR
