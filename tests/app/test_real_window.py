"""The whole program on a real X server."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.display


def test_the_first_start_paints_the_example_and_leaves() -> None:
    command = [sys.executable, "-m", "tickertale", "--exit-after-paint"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
