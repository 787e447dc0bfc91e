"""What a measurement is made on."""

import os
import platform
import shutil
import sys


def qt_platform() -> dict[str, str]:
    """Return the variable that picks Qt's platform: off-screen where there is no display."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not chosen and sys.platform == "linux" and not has_display:
        chosen = "offscreen"
    return {"QT_QPA_PLATFORM": chosen} if chosen else {}


def describe_machine() -> str:
    """Return processors, system, Python and Qt's platform in one line."""
    screen = qt_platform().get("QT_QPA_PLATFORM", "native")
    if screen == "offscreen" and shutil.which("Xvfb"):
        screen = "offscreen, frames on Xvfb"
    return (
        f"{os.cpu_count()} x {platform.machine()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Qt platform {screen}"
    )
