"""What every test stands on: folders of its own, a known style, and guards against leftovers.

Guards, for every test:

- a visible window, or any window of ours, that is still there afterwards is a failure;
- a log record at WARNING or above is a failure, unless the test asserts on it and then calls
  ``caplog.clear()``;
- data, settings and caches go to a temporary folder.
"""

import gc
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_FONT_DPI"] = "96"
for _name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_name, None)

settings.register_profile("tickertale", derandomize=True, deadline=None, database=None)
settings.load_profile("tickertale")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an X server when the tests run off-screen."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        skip = pytest.mark.skip(reason="needs an X server: make test runs it under Xvfb")
        for item in items:
            if item.get_closest_marker("display"):
                item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how often the tests of ``tests/soak`` have tried what they try."""
    reports = [
        report for key in ("passed", "failed") for report in terminalreporter.getreports(key)
    ]
    lines = [
        f"{', '.join(f'{name} {value}' for name, value in report.user_properties)}"
        f"  {report.nodeid.partition('::')[2]}"
        for report in reports
        if report.when == "call" and report.user_properties
    ]
    if lines:
        terminalreporter.section("counts")
        terminalreporter.write_line("\n".join(lines))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own; data, settings and caches of the program go there."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for variable, name in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(variable, str(folder / name))
    return folder


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    unexpected = [row for row in records if row.levelno >= logging.WARNING]
    if unexpected:
        lines = "\n".join(f"{row.levelname} {row.name}: {row.getMessage()}" for row in unexpected)
        pytest.fail(f"the test left these in the log:\n{lines}", pytrace=False)


@pytest.fixture(autouse=True)
def _no_leftover_window() -> Iterator[None]:
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    if _leftover_windows():
        gc.collect()  # a window in a reference cycle is nobody's
    leftover = _leftover_windows()
    if leftover:
        names = ", ".join(f"{type(row).__qualname__} {row.objectName()!r}" for row in leftover)
        for window in leftover:  # or the next test would be blamed as well
            window.hide()
            window.deleteLater()
        pytest.fail(f"the test left these windows: {names}", pytrace=False)


def _leftover_windows() -> "list[QWidget]":
    """Return the visible windows, and all of ours, visible or not.

    pyqtgraph leaves hidden parentless menus and frames behind; they do not count.
    """
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    if QApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isValid(widget)
        and (widget.isVisible() or type(widget).__module__.startswith("tickertale."))
    ]
