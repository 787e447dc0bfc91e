"""The program in a process of its own, in which something is typed and nothing is left."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tickertale.app.application import run
from tickertale.widgets.window.main_window import MainWindow

TITLE = "Typed before the end"
"""Typed into the title of the event `second`, or of a new one."""


def type_title(what: str) -> None:
    """Open the form in the window, and type a title."""
    (window,) = (row for row in QApplication.topLevelWidgets() if isinstance(row, MainWindow))
    if what == "new":
        window.editor.begin()
    else:
        window.editor.edit("second")
    form = window.editor.form
    assert form is not None
    form.title.clear()
    QTest.keyClicks(form.title, TITLE)
    if what == "dialog":
        # It has a loop of events of its own.
        QTimer.singleShot(0, tell)
        window.about_requested.emit()
    else:
        tell()


def tell() -> None:
    """Say that all is typed."""
    sys.stdout.write("typed\n")
    sys.stdout.flush()


def main(path: Path, what: str) -> int:
    """Run the program on a document until it is ended from outside."""
    application = QApplication(["tickertale"])
    QTimer.singleShot(0, application, lambda: type_title(what))
    return run(path)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
