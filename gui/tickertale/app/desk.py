"""The open document and its window, and what the window asks for that needs files."""

import logging
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, QUrl  # noqa: TID251 (window geometry)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tickertale.app.appearance import Appearance
from tickertale.app.paths import data_folder, geometry_file, settings_file
from tickertale.assets import seed
from tickertale.domain.errors import TickertaleError
from tickertale.session.opening import open_example, open_session
from tickertale.session.session import Session
from tickertale.store.settings import Settings, write_settings
from tickertale.viewmodels.link import is_safe_link
from tickertale.viewmodels.timeline import TimelineViewModel
from tickertale.widgets.main_window import MainWindow
from tickertale.widgets.theme import Theme

if TYPE_CHECKING:
    from tickertale.app.figure_desk import FigureDesk

EXAMPLE = "alibaba-2025"
_SIZE = (1440, 900)
_FILTER = "Timelines (*.tale *.json);;All files (*)"

_logger = logging.getLogger(__name__)


class Desk(QObject):
    """Holds one open document with its window.

    Parameters
    ----------
    appearance : Appearance
        Gives the theme and the settings.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._appearance = appearance
        self._session: Session | None = None
        self._window: MainWindow | None = None
        self._figures: FigureDesk | None = None
        appearance.theme_changed.connect(self._on_appearance_theme_changed)

    def open(self, path: Path | None) -> MainWindow:
        """Open a document, or the example for None, in place of the one that is open.

        Raises
        ------
        TickertaleError
            It cannot be opened; what was open stays so.
        """
        if self._window is not None and self._is_writing(path):
            # To open it a second time would find it locked, by ourselves.
            self._window.activateWindow()
            return self._window
        example = seed(EXAMPLE)
        return self._show(open_session(path) if path else open_example(example, data_folder()))

    def say(self, text: str) -> None:
        """Show a sentence in the window."""
        if self._window is not None:
            self._window.say(text)

    def _is_writing(self, path: Path | None) -> bool:
        session = self._session
        if path is None or session is None or session.path is None or session.is_read_only:
            return False
        return path.resolve() == session.path.resolve()

    def _show(self, session: Session) -> MainWindow:
        self._put_away()
        model = TimelineViewModel(session)
        window = MainWindow(model, self._appearance.theme)
        model.setParent(window)
        choices = self._appearance.settings
        window.set_choices(theme=choices.theme.value, move_colors=choices.move_colors.value)
        self._session, self._window = session, window
        self._connect(window)
        self._restore_geometry(window)
        window.show()
        window.chart.chart.setFocus()
        window.say(_notice(session))
        return window

    def _connect(self, window: MainWindow) -> None:
        window.open_requested.connect(self._on_window_open_requested)
        window.reset_requested.connect(self._on_window_reset_requested)
        window.export_requested.connect(self._on_window_export_requested)
        window.copy_requested.connect(self._on_window_copy_requested)
        window.about_requested.connect(self._on_window_about_requested)
        window.theme_chosen.connect(self._on_window_theme_chosen)
        window.move_colors_chosen.connect(self._on_window_move_colors_chosen)
        window.link_clicked.connect(open_link)
        window.closed.connect(self._on_window_closed)

    def _put_away(self) -> None:
        if self._window is not None:
            self._keep_geometry(self._window)
            self._window.closed.disconnect(self._on_window_closed)
            self._window.view_model.close()
            self._window.close()
            self._window.deleteLater()
            self._window = None
        if self._session is not None:
            self._session.close()
            self._session = None

    # What the window asks for

    def _on_window_open_requested(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open timeline", "", _FILTER)
        if name:
            self._attempt_open(Path(name))

    def _attempt_open(self, path: Path) -> None:
        try:
            self.open(path)
        except TickertaleError as error:
            self.say(str(error))

    def _on_window_reset_requested(self) -> None:
        if self._session is not None:
            # Our own lock would keep the copy from being replaced.
            self._session.close()
        said = "The example is as it came; your copy is kept beside it."
        try:
            session = open_example(seed(EXAMPLE), data_folder(), reset=True)
        except TickertaleError as error:
            said = str(error)
            session = open_example(seed(EXAMPLE), data_folder())
        self._show(session).say(said)

    def _on_window_export_requested(self) -> None:
        if self._window is not None:
            self._figure_desk().ask(self._window, theme=self._appearance.theme.name)

    def _on_window_copy_requested(self) -> None:
        if self._window is not None:
            self._figure_desk().copy(self._window, theme=self._appearance.theme.name)

    def _figure_desk(self) -> "FigureDesk":
        if self._figures is None:
            # Writing figures costs a tenth of the start, and not every start ends in one.
            from tickertale.app.figure_desk import FigureDesk

            self._figures = FigureDesk(self)
        return self._figures

    def _on_window_about_requested(self) -> None:
        if self._window is not None:
            QMessageBox.about(self._window, "About Tickertale", about_text())

    def _on_window_theme_chosen(self, choice: str) -> None:
        self._appearance.choose_theme(choice)
        self._keep_settings()

    def _on_window_move_colors_chosen(self, choice: str) -> None:
        self._appearance.choose_move_colors(choice)
        self._keep_settings()

    def _on_appearance_theme_changed(self, theme: Theme) -> None:
        if self._window is not None:
            self._window.set_theme(theme)

    def _on_window_closed(self) -> None:
        if self._window is not None:
            self._keep_geometry(self._window)
            self._window.view_model.close()
        if self._session is not None:
            self._session.close()
            self._session = None

    # Keeping

    def _keep_settings(self) -> None:
        try:
            write_settings(Settings(appearance=self._appearance.settings), settings_file())
        except TickertaleError as error:
            self.say(str(error))

    def _restore_geometry(self, window: MainWindow) -> None:
        stored = QSettings(str(geometry_file()), QSettings.Format.IniFormat)
        window.resize(*_SIZE)
        geometry, panels = stored.value("geometry"), stored.value("panels")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        if isinstance(panels, QByteArray):
            window.restoreState(panels)

    def _keep_geometry(self, window: MainWindow) -> None:
        stored = QSettings(str(geometry_file()), QSettings.Format.IniFormat)
        stored.setValue("geometry", window.saveGeometry())
        stored.setValue("panels", window.saveState())
        stored.sync()


def _notice(session: Session) -> str:
    """Return what the user must know about a document before working on it; mostly nothing."""
    parts = [session.read_only_reason]
    if session.quarantined:
        names = ", ".join(f"{row.table} {row.id!r}" for row in session.quarantined[:3])
        more = len(session.quarantined) - 3
        rest = f" and {more} more" if more > 0 else ""
        parts.append(f"Not shown, as they are damaged, but kept in the file: {names}{rest}")
    return ". ".join(part for part in parts if part)


def about_text() -> str:
    """Return version, purpose and licences."""
    return (
        f"<b>Tickertale {version('tickertale')}</b><br>"
        "Dated events on the share-price curve that they may have moved.<br><br>"
        "Licensed under the MIT licence. The Inter fonts are under the SIL Open Font License 1.1, "
        "Qt for Python under the LGPL 3."
    )


def open_link(address: str) -> None:
    """Open the page of a source in the user's browser, http and https only."""
    if is_safe_link(address):
        QDesktopServices.openUrl(QUrl(address))
    else:
        _logger.warning("not opened, as it is not an http or https address: %r", address)
