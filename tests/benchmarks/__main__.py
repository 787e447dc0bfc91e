"""Measure the figures that have a bar; print a table and write them as JSON.

Run by ``make bench``. Exit code 1 when a bar does not hold.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.document import (
    edit_1e5_events_ms,
    edit_vs_sqlite_commit,
    open_1e5_events_s,
    open_1e5_events_vs_sqlite,
    search_1e5_events_ms,
    search_vs_fts,
    undo_1e5_events_ms,
)
from benchmarks.figure import Figure, NotMeasuredError
from benchmarks.flag_layout import flag_layout_ms
from benchmarks.frame import (
    candles_vs_line,
    finplot_vs_ours,
    frame_1e5_events_vs_100,
    frame_1e7_vs_1e4,
    frame_1e8_vs_1e4,
    frame_p99_vs_median,
    frame_vs_bare,
)
from benchmarks.load import load_vs_lightweight_charts
from benchmarks.machine import describe_machine
from benchmarks.pyramid import pyramid_build_vs_max, pyramid_memory
from benchmarks.start import start_vs_bare
from benchmarks.study import study_1000_events_ms, study_vs_statsmodels

MEASURES: tuple[Callable[[], Figure], ...] = (
    start_vs_bare,
    frame_vs_bare,
    frame_p99_vs_median,
    frame_1e7_vs_1e4,
    candles_vs_line,
    frame_1e8_vs_1e4,
    frame_1e5_events_vs_100,
    finplot_vs_ours,
    load_vs_lightweight_charts,
    flag_layout_ms,
    pyramid_build_vs_max,
    pyramid_memory,
    study_vs_statsmodels,
    study_1000_events_ms,
    open_1e5_events_vs_sqlite,
    open_1e5_events_s,
    edit_vs_sqlite_commit,
    edit_1e5_events_ms,
    undo_1e5_events_ms,
    search_vs_fts,
    search_1e5_events_ms,
)


def main(arguments: list[str]) -> int:
    """Measure all figures, or those that are named after the output file."""
    output = Path(arguments[0] if arguments else "bench.json")
    wanted = [row for row in MEASURES if not arguments[1:] or row.__name__ in arguments[1:]]
    figures: list[Figure] = []
    left_out: dict[str, str] = {}
    print(f"{describe_machine()}\n")
    print(f"{'figure':<28}{'value':>9}{'bar':>10}  holds  note")
    for measure in wanted:
        try:
            figures.append(measure())
        except NotMeasuredError as error:
            left_out[measure.__name__] = str(error)
            print(f"{measure.__name__:<28}{'-':>9}{'-':>10}  -      left out: {error}")
        else:
            _print(figures[-1])
    report = {
        "machine": describe_machine(),
        "figures": [figure.row for figure in figures],
        "left_out": left_out,
    }
    output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure.holds for figure in figures) else 1


def _print(figure: Figure) -> None:
    bar = f"{'≥' if figure.is_floor else '≤'} {figure.bar:.2f}"
    holds = "yes" if figure.holds else "NO"
    print(f"{figure.name:<28}{figure.value:>9.3f}{bar:>10}  {holds:<5}  {figure.note}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
