"""How long flags take to find their places."""

import statistics
import time

import numpy as np

from benchmarks.figure import Figure
from tickertale.analysis.flag_layout import FlagCandidate, place_flags

COUNT = 300
RUNS = 41
BAR_MS = 4.0


def flag_layout_ms() -> Figure:
    """Return the median time to place 300 candidates of random widths, in ms."""
    random = np.random.default_rng(11)
    layouts = [
        [
            FlagCandidate(
                key=f"event-{number}",
                anchor_x=float(random.uniform(0.0, 1_500.0)),
                width=float(random.uniform(40.0, 220.0)),
                priority=(0.0, float(random.integers(1, 6))),
            )
            for number in range(COUNT)
        ]
        for _ in range(RUNS)
    ]
    times = []
    for candidates in layouts:
        start = time.perf_counter()
        place_flags(candidates, left=0.0, right=1_500.0, max_rows=9, gap=3.0)
        times.append(time.perf_counter() - start)
    return Figure(
        name="flag_layout_ms",
        value=statistics.median(times) * 1e3,
        bar=BAR_MS,
        note=f"{COUNT} candidates, 9 rows of 1500 px; median of {RUNS} layouts",
    )
