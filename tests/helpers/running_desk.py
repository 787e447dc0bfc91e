"""The desk with its window, as the program starts it, for tests of the whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from tickertale.app.appearance import Appearance
from tickertale.app.desk import Desk
from tickertale.store.settings import AppearanceSettings, DocumentSettings
from tickertale.widgets.window.main_window import MainWindow


@contextmanager
def running_appearance(
    application: QApplication, settings: AppearanceSettings | None = None
) -> Iterator[Appearance]:
    """Give the program the looks of the settings, and its own back afterwards."""
    font, palette = application.font(), application.palette()
    appearance = Appearance(application, settings or AppearanceSettings())
    yield appearance
    appearance.deleteLater()
    application.setFont(font)
    application.setPalette(palette)


@contextmanager
def running_desk(
    application: QApplication,
    settings: AppearanceSettings | None = None,
    *,
    documents: DocumentSettings | None = None,
) -> Iterator[Desk]:
    """Set up a desk on which nothing is open yet, and close what is open in the end."""
    with running_appearance(application, settings) as appearance:
        yield Desk(appearance, documents or DocumentSettings())
        for window in application.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.close()
                window.deleteLater()
