"""What a window keeps for the next start: its size and panels, and what it shows of a document."""

import logging

from PySide6.QtCore import QByteArray, QSettings  # noqa: TID251 (window geometry)

from tickertale.app.paths import geometry_file, window_state_file
from tickertale.domain.errors import TickertaleError
from tickertale.session.session import Session
from tickertale.store.window_state import WindowState, read_window_state, write_window_state
from tickertale.viewmodels.window.window_state import window_state
from tickertale.widgets.window.main_window import MainWindow

_SIZE = (1440, 900)

_logger = logging.getLogger(__name__)


def shown_before(session: Session) -> WindowState:
    """Return what the window showed of a document the last time."""
    if session.path is None:
        return WindowState()
    return read_window_state(window_state_file(), str(session.path.resolve()))


def keep_view(window: MainWindow, session: Session) -> None:
    """Keep what the window shows, for the next time that this document is opened."""
    if session.path is None:
        return
    state = window_state(window.view_model)
    try:
        write_window_state(
            window_state_file(),
            str(session.path.resolve()),
            state=state.model_copy(update={"parts": window.kept_parts()}),
        )
    except TickertaleError as error:
        # There may be no window any more to say it in.
        _logger.warning("%s", error)


def restore_geometry(window: MainWindow) -> None:
    """Give a window the size and the panels that the last one had."""
    stored = QSettings(str(geometry_file()), QSettings.Format.IniFormat)
    window.resize(*_SIZE)
    geometry, panels = stored.value("geometry"), stored.value("panels")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    if isinstance(panels, QByteArray):
        window.restoreState(panels)


def keep_geometry(window: MainWindow) -> None:
    """Keep the size and the panels of a window for the next one."""
    stored = QSettings(str(geometry_file()), QSettings.Format.IniFormat)
    stored.setValue("geometry", window.saveGeometry())
    stored.setValue("panels", window.saveState())
    stored.sync()
