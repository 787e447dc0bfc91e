"""The screen that windows are measured on: the one there is, or a virtual one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.machine import qt_platform


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give an environment for programs with windows; an Xvfb of its own where none is shown."""
    environment = dict(os.environ)
    has_display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    server = shutil.which("Xvfb")
    if has_display or sys.platform != "linux" or server is None:
        yield environment | qt_platform()
        return
    environment.pop("QT_QPA_PLATFORM", None)
    command = [server, "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        number = process.stdout.readline().strip() if process.stdout else ""
        try:
            yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            process.terminate()
