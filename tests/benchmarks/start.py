"""How long the first frame takes, compared with a bare pyqtgraph window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.machine import qt_platform

RUNS = 11
BAR = 1.6
PROGRAM = [sys.executable, "-m", "tickertale", "--exit-after-paint"]
BARE = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]


def start_vs_bare() -> Figure:
    """Return the median time to the first painted frame, over that of a bare window.

    Both are whole processes, from their start to their end right after the first paint, run in
    turn. One start of each before counts for nothing: it makes the example's working copy and
    warms the disk cache.
    """
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        for run in range(RUNS + 1):
            for command, times in ((BARE, bare), (PROGRAM, ours)):
                seconds = _seconds(command, environment)
                if run > 0:
                    times.append(seconds)
    our_median, bare_median = statistics.median(ours), statistics.median(bare)
    return Figure(
        name="start_vs_bare",
        value=our_median / bare_median,
        bar=BAR,
        note=f"first frame after {our_median:.2f} s, bare {bare_median:.2f} s; "
        f"medians of {RUNS} runs in turn",
    )


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which every start finds the same empty home."""
    environment = {
        **os.environ,
        **qt_platform(),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    environment.pop("PYTHONPATH", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    return environment


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        command, env=environment, capture_output=True, check=False, timeout=120, text=True
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return seconds
