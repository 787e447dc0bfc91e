"""Starts the window: the one place that constructs things and joins them."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from tickertale.app.appearance import Appearance
from tickertale.app.desk import Desk
from tickertale.app.file_opening import FileOpening
from tickertale.app.logs import report_exceptions, start_logging
from tickertale.app.paths import settings_file
from tickertale.app.session_end import EndSignals
from tickertale.assets import resource
from tickertale.store.settings import read_settings

_YOUNG_OBJECTS = 10_000
"""How many objects may be made before the young ones are looked through for garbage."""


def run(path: Path | None, *, exit_after_paint: bool = False) -> int:
    """Open the window and return the exit status when it is closed.

    Parameters
    ----------
    path : Path or None
        A document, a folder with ``timeline.json`` or a ``.json`` file; None for the example.
    exit_after_paint : bool
        Quit as soon as the chart has been painted; start-up is measured with it.

    Raises
    ------
    TickertaleError
        The document cannot be opened.
    """
    start_logging()
    application = QApplication.instance() or QApplication(["tickertale"])
    if not isinstance(application, QApplication):
        message = "a QApplication was expected, as the window needs widgets"
        raise TypeError(message)
    application.setApplicationName("Tickertale")
    application.setDesktopFileName("tickertale")
    application.setWindowIcon(QIcon(str(resource("icons") / "tickertale.png")))
    settings = read_settings(settings_file())
    desk = Desk(Appearance(application, settings.appearance), settings.documents)
    report_exceptions(desk.say)
    if sys.platform == "darwin":
        # Elsewhere a double click starts the program with the file as its argument.
        application.installEventFilter(FileOpening(desk.attempt_open, desk))
    signals = EndSignals(desk)
    signals.asked.connect(desk.close)
    # Also where a dialog has a loop of its own.
    signals.asked.connect(application.quit)
    # The end of the user's session may still be called off: the window stays until it comes.
    application.commitDataRequest.connect(desk.write, Qt.ConnectionType.DirectConnection)
    window = desk.open(path)
    window.chart.chart.painted.connect(_on_chart_painted)
    if exit_after_paint:
        window.chart.chart.painted.connect(lambda: QTimer.singleShot(0, application.quit))
    return application.exec()


def _on_chart_painted() -> None:
    # What start-up made stays: leaving it out of every later collection keeps the chart fluid.
    gc.freeze()
    # A collection walks through all that is young, and after an edit of a long document that is
    # lists of 100,000 events: one after each 700 objects took most of the time of a frame.
    gc.set_threshold(_YOUNG_OBJECTS)
    gc.enable()
