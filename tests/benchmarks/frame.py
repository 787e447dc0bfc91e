"""How long frames take: ours, a bare plot's and finplot's, in windows that take turns."""

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, NotMeasuredError
from benchmarks.performer import Performer, performing, take_turns

ACTS = ("pan", "zoom")
OURS = ("-m", "benchmarks.stage")
_BARE_BARS = 10_000
_MOST_BARS = 100_000_000
_BYTES_PER_BAR = 70
"""Six arrays of 8 bytes, the pyramid on top of them, and some room."""
_FINPLOT_BARS = 1_000_000
FINPLOT_PYTHON = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"


def frame_vs_bare() -> Figure:
    """Return our frame over that of a bare line plot of as many points."""
    windows = _beside_bare()
    return _ratio(
        "frame_vs_bare",
        windows["ours"],
        windows["bare"],
        bar=2.0,
        what=f"{_BARE_BARS} bars and 21 flags in a full window of 1600 x 900, "
        "against a bare plot of that size",
    )


def frame_p99_vs_median() -> Figure:
    """Return the slowest hundredth of our frames over their median."""
    seconds = _beside_bare()["ours"]
    slowest = {act: float(np.percentile(seconds[act], 99)) * 1e3 for act in ACTS}
    ratios = {act: slowest[act] / _median_ms(seconds, act) for act in ACTS}
    worst = max(ACTS, key=lambda act: ratios[act])
    return Figure(
        name="frame_p99_vs_median",
        value=ratios[worst],
        bar=3.0,
        note=f"{worst}: {slowest[worst]:.1f} ms of {_median_ms(seconds, worst):.1f} ms; "
        f"{len(seconds[worst])} frames",
    )


def frame_1e7_vs_1e4() -> Figure:
    """Return the frame of ten million bars over that of ten thousand."""
    windows = _ten_million()
    return _ratio(
        "frame_1e7_vs_1e4", windows["many"], windows["few"], bar=1.25, what="1e7 bars and 1e4"
    )


def candles_vs_line() -> Figure:
    """Return the frame of candles over that of a line, both of ten million bars."""
    windows = _ten_million()
    return _ratio(
        "candles_vs_line", windows["candles"], windows["line"], bar=1.5, what="both of 1e7 bars"
    )


def frame_1e8_vs_1e4() -> Figure:
    """Return the frame of a hundred million bars over that of ten thousand."""
    free, needed = _free_memory(), _MOST_BARS * _BYTES_PER_BAR
    if free is not None and free < needed:
        raise NotMeasuredError(
            f"{needed / 1e9:.0f} GB of memory are needed and {free / 1e9:.1f} GB are free"
        )
    windows = _measured({"many": (*OURS, "--bars", "1e8"), "few": (*OURS, "--bars", "1e4")})
    return _ratio(
        "frame_1e8_vs_1e4", windows["many"], windows["few"], bar=1.25, what="1e8 bars and 1e4"
    )


def frame_1e5_events_vs_100() -> Figure:
    """Return the frame with a hundred thousand events in view over that with a hundred."""
    windows = _measured({"many": (*OURS, "--events", "1e5"), "few": (*OURS, "--events", "100")})
    return _ratio(
        "frame_1e5_events_vs_100",
        windows["many"],
        windows["few"],
        bar=1.5,
        what="1e5 events in view and 100",
    )


def finplot_vs_ours() -> Figure:
    """Return finplot's frame of a million candles over ours."""
    if not FINPLOT_PYTHON.exists():
        raise NotMeasuredError("finplot is installed by make bench only")
    ours = (*OURS, "--bars", str(_FINPLOT_BARS), "--kind", "candles", "--middle")
    theirs = ("-m", "benchmarks.finplot_stage", str(_FINPLOT_BARS))
    with (
        performing({"ours": ours}) as own,
        performing({"finplot": theirs}, str(FINPLOT_PYTHON)) as other,
    ):
        take_turns(own | other, rounds=3)
        windows = {name: row.seconds for name, row in (own | other).items()}
    ratios = {
        act: _median_ms(windows["finplot"], act) / _median_ms(windows["ours"], act) for act in ACTS
    }
    least = min(ACTS, key=lambda act: ratios[act])
    return Figure(
        name="finplot_vs_ours",
        value=ratios[least],
        bar=4.0,
        is_floor=True,
        note=f"{least}: {_median_ms(windows['finplot'], least):.1f} ms against "
        f"{_median_ms(windows['ours'], least):.1f} ms; {_FINPLOT_BARS:.0e} candles, half in view",
    )


Seconds = dict[str, list[float]]


@lru_cache(maxsize=1)
def _beside_bare() -> Mapping[str, Seconds]:
    bare = ("-m", "benchmarks.bare_stage", str(_BARE_BARS))
    return _measured({"bare": bare, "ours": (*OURS, "--bars", str(_BARE_BARS))})


@lru_cache(maxsize=1)
def _ten_million() -> Mapping[str, Seconds]:
    commands = {"few": (*OURS, "--bars", "1e4"), "many": (*OURS, "--bars", "1e7")}
    with performing(commands) as windows:
        take_turns(windows)
        result = {name: window.seconds for name, window in windows.items()}
        many = windows["many"]
        kinds = {kind: Performer(many.process) for kind in ("line", "candles")}
        take_turns(kinds, first=many.perform)
        return result | {kind: row.seconds for kind, row in kinds.items()}


def _measured(commands: Mapping[str, tuple[str, ...]]) -> Mapping[str, Seconds]:
    with performing(commands) as windows:
        take_turns(windows)
        return {name: window.seconds for name, window in windows.items()}


def _ratio(name: str, ours: Seconds, others: Seconds, *, bar: float, what: str) -> Figure:
    """Return the worse of panning and zooming."""
    ratios = {act: _median_ms(ours, act) / _median_ms(others, act) for act in ACTS}
    worst = max(ACTS, key=lambda act: ratios[act])
    parts = ", ".join(
        f"{act} {_median_ms(ours, act):.1f} and {_median_ms(others, act):.1f} ms" for act in ACTS
    )
    note = f"{worst}; {parts}; {what}; medians of {len(ours[worst])} frames in turn"
    return Figure(name=name, value=ratios[worst], bar=bar, note=note)


def _median_ms(seconds: Seconds, act: str) -> float:
    return float(np.median(seconds[act])) * 1e3


def _free_memory() -> int | None:
    if not sys.platform.startswith("linux"):
        return None
    rows = dict(
        line.split(":", 1) for line in Path("/proc/meminfo").read_text("ascii").splitlines()
    )
    pages = int(rows["MemAvailable"].split()[0]) * 1024
    return min(pages, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
