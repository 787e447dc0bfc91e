"""What a measurement was made on, in one line."""

import os
import platform


def describe_machine() -> str:
    """Return processors, system, Python and the Qt platform."""
    screen = os.environ.get("QT_QPA_PLATFORM", "the system's display")
    return (
        f"{os.cpu_count()} x {platform.machine()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Qt on {screen}"
    )
