"""The crosshair leaves nothing behind where a logical pixel is not a whole number of real ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]


@pytest.mark.parametrize("scale", ["1.25", "1.5", "1.75", "2"])
def test_at_any_scale_a_sweep_leaves_no_trails(scale: str) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "PYTHONPATH": str(TESTS),
    }
    done = subprocess.run(
        [sys.executable, "-m", "helpers.sweep"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ratio, seen, swept, cleared = done.stdout.split()
    assert float(ratio) == float(scale)
    assert int(seen) > 15
    assert (int(swept), int(cleared)) == (0, 0)
