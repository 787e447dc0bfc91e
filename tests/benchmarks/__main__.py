"""Measure the figures that have a bar; print a table and write them as JSON.

Run by ``make bench``. Exit code 1 when a bar does not hold.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.machine import describe_machine
from benchmarks.pyramid import pyramid_build_vs_max, pyramid_memory
from benchmarks.start import start_vs_bare
from benchmarks.study import study_vs_statsmodels

MEASURES: tuple[Callable[[], Figure], ...] = (
    start_vs_bare,
    pyramid_build_vs_max,
    pyramid_memory,
    study_vs_statsmodels,
)


def main(arguments: list[str]) -> int:
    """Measure all figures, or those that are named after the output file."""
    output = Path(arguments[0] if arguments else "bench.json")
    wanted = [row for row in MEASURES if not arguments[1:] or row.__name__ in arguments[1:]]
    figures = []
    print(f"{describe_machine()}\n")
    print(f"{'figure':<24}{'value':>10}{'bar':>10}  holds  note")
    for measure in wanted:
        figure = measure()
        figures.append(figure)
        holds = "yes" if figure.holds else "NO"
        print(
            f"{figure.name:<24}{figure.value:>10.3f}{figure.bar:>10.3f}  {holds:<5}  {figure.note}"
        )
    rows = [{**asdict(figure), "holds": figure.holds} for figure in figures]
    report = {"machine": describe_machine(), "figures": rows}
    output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
