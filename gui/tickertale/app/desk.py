"""The open document and its window, and what the window asks for that needs files."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tickertale.app.appearance import Appearance
from tickertale.app.document_watch import DocumentWatch
from tickertale.app.paths import data_folder, settings_file, unfinished_folder
from tickertale.app.pool import ThreadPool
from tickertale.app.side_desk import SideDesks
from tickertale.app.window_memory import (
    keep_geometry,
    keep_view,
    restore_geometry,
    shown_before,
)
from tickertale.assets import seed
from tickertale.domain.errors import DocumentError, TickertaleError
from tickertale.session.opening import open_example, open_session
from tickertale.session.session import Session
from tickertale.store.settings import DocumentSettings, Settings, write_settings
from tickertale.store.unfinished import UnfinishedFile
from tickertale.viewmodels.text.link import is_safe_link
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.viewmodels.window.window_state import restore
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.look.theme import Theme
from tickertale.widgets.window.main_window import MainWindow

EXAMPLE = "alibaba-2025"
MOST_RECENT = 12
"""Documents that the file menu offers."""
_FILTER = "Timelines (*.tale *.json);;All files (*)"

_logger = logging.getLogger(__name__)


class Desk(QObject):
    """Holds one open document with its window.

    Parameters
    ----------
    appearance : Appearance
        Gives the theme and the settings.
    documents : DocumentSettings
        Says which document was open last.
    """

    def __init__(self, appearance: Appearance, documents: DocumentSettings) -> None:
        super().__init__(appearance)
        self._appearance = appearance
        self._documents = documents
        self._session: Session | None = None
        self._window: MainWindow | None = None
        self._folder = _start_folder(documents)
        self._sides = SideDesks(
            self,
            show=self.attempt_open,
            say=self.say,
            moved=self._on_session_moved,
            folder=self._folder,
        )
        self._pool = ThreadPool(self)
        self._watch = DocumentWatch(self, say=self.say)
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
        if self._window is not None and not self._may_leave():
            return self._window
        if path is not None:
            window = self._show(open_session(path))
            self._remember(path)
            return window
        return self._open_last()

    def write(self) -> None:
        """Write what has been typed, and keep what the window shows; it stays open."""
        if self._window is not None:
            self._window.editor.write()
            keep_geometry(self._window)
            if self._session is not None:
                keep_view(self._window, self._session)

    def close(self) -> None:
        """Write what has been typed, and close the window with all that is open on it."""
        self._put_away()

    def say(self, text: str) -> None:
        """Show a sentence in the window."""
        if self._window is not None:
            self._window.say(text)

    def _open_last(self) -> MainWindow:
        last = self._documents.last
        if last is None:
            return self._open_example()
        try:
            return self._show(open_session(Path(last)))
        except TickertaleError as error:
            self._forget(last)
            window = self._open_example()
            window.say(f"The last document was not opened: {error}.")
            return window

    def _open_example(self) -> MainWindow:
        example = seed(EXAMPLE)
        try:
            return self._show(open_example(example, data_folder()))
        except DocumentError as error:
            # Without a place to write, it can still be read.
            window = self._show(open_session(example))
            window.say(f"The example is open read-only: {error}.")
            return window

    def _is_writing(self, path: Path | None) -> bool:
        session = self._session
        if path is None or session is None or session.path is None or session.is_read_only:
            return False
        return path.resolve() == session.path.resolve()

    def _show(self, session: Session) -> MainWindow:
        self._put_away()
        model = TimelineViewModel(session, jobs=self._pool)
        state = shown_before(session)
        restore(model, state)
        window = MainWindow(model, self._appearance.theme, folder=self._folder)
        model.setParent(window)
        window.may_close = self._may_leave
        choices = self._appearance.settings
        window.set_choices(theme=choices.theme.value, move_colors=choices.move_colors.value)
        self._session, self._window = session, window
        self._name_document()
        self._connect(window)
        window.documents.set_recent([Path(name) for name in self._documents.recent])
        restore_geometry(window)
        window.restore_parts(state.parts)
        window.show()
        window.chart.chart.setFocus()
        window.say(_notice(session))
        if session.path is not None and not session.is_read_only:
            window.editor.keep_in(UnfinishedFile(unfinished_folder(), session.path))
        self._watch.start(session, model.history)
        return window

    def _connect(self, window: MainWindow) -> None:
        documents = window.documents
        documents.open_requested.connect(self._on_documents_open_requested)
        documents.save_copy_requested.connect(
            lambda: self._sides.documents.save_copy(window, self._open_session())
        )
        documents.reset_requested.connect(self._on_documents_reset_requested)
        documents.path_chosen.connect(self._on_documents_path_chosen)
        documents.recent_cleared.connect(self._on_documents_recent_cleared)
        documents.new_requested.connect(lambda: self._sides.documents.make(window))
        documents.revert_requested.connect(
            lambda: self._sides.documents.revert(window, self._open_session())
        )
        documents.properties_requested.connect(
            lambda: self._sides.documents.edit_properties(window, self._open_session())
        )
        window.interchange.asked.connect(
            lambda ask: self._sides.interchange.answer(window, self._open_session(), ask=ask)
        )
        window.export_requested.connect(self._on_window_export_requested)
        window.copy_requested.connect(self._on_window_copy_requested)
        window.about_requested.connect(self._on_window_about_requested)
        window.theme_chosen.connect(self._on_window_theme_chosen)
        window.move_colors_chosen.connect(self._on_window_move_colors_chosen)
        window.link_clicked.connect(open_link)
        window.closed.connect(self._on_window_closed)

    def _may_leave(self) -> bool:
        """Return whether the open document may be left; asks where it would be lost."""
        session, window = self._session, self._window
        if session is None or window is None or not session.is_gone:
            return True
        window.editor.write()
        return self._sides.documents.may_leave(window, session)

    def _name_document(self) -> None:
        """Tell window and file dialogs where the document is."""
        path = None if self._session is None else self._session.path
        self._folder.document = path
        if self._window is not None:
            is_own = path is None or path.absolute().parent in _own_folders()
            self._window.set_file_name("" if path is None or is_own else path.name)

    def _on_session_moved(self, path: Path) -> None:
        """Go on with a document that is written to another file from now on."""
        self._remember(path)
        self._name_document()
        if self._window is not None:
            # What was refused still stands in its field.
            self._window.editor.write()
            self._window.view_model.history.look()

    def _put_away(self) -> None:
        self._pool.close()
        self._watch.stop()
        if self._window is not None:
            self.write()
            self._window.closed.disconnect(self._on_window_closed)
            self._window.may_close = lambda: True
            self._window.view_model.close()
            self._window.close()
            self._window.deleteLater()
            self._window = None
        if self._session is not None:
            self._session.close()
            self._session = None

    # What the window asks for

    def _on_documents_open_requested(self) -> None:
        start = str(self._folder.path())
        name, _ = QFileDialog.getOpenFileName(self._window, "Open timeline", start, _FILTER)
        if name:
            self._folder.remember(Path(name))
            self.attempt_open(Path(name))

    def _on_documents_path_chosen(self, path: Path) -> None:
        if self._window is not None and self._sides.interchange.takes(path):
            self._sides.interchange.answer(self._window, self._open_session(), ask=path)
        else:
            self.attempt_open(path)

    def attempt_open(self, path: Path) -> None:
        """Open a document, or say in the window why not."""
        try:
            self.open(path)
        except TickertaleError as error:
            self.say(str(error))

    def _on_documents_reset_requested(self) -> None:
        if not self._may_leave():
            return
        if self._session is not None:
            if self._window is not None:
                self._window.editor.write()
            # Our own lock would keep the copy from being replaced.
            self._session.close()
        try:
            session = open_example(seed(EXAMPLE), data_folder(), reset=True)
        except TickertaleError as error:
            self._open_example().say(str(error))
            return
        self._remember(None)
        self._show(session).say("The example is as it came; your copy is kept beside it.")

    def _on_window_export_requested(self) -> None:
        if self._window is not None:
            self._sides.figures.ask(self._window, theme=self._appearance.theme.name)

    def _on_window_copy_requested(self) -> None:
        if self._window is not None:
            self._sides.figures.copy(self._window, theme=self._appearance.theme.name)

    def _on_documents_recent_cleared(self) -> None:
        self._set_documents(DocumentSettings(last=self._documents.last))

    def _open_session(self) -> Session:
        if self._session is None:
            message = "a window without a document asked for something"
            raise RuntimeError(message)
        return self._session

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
        self._pool.close()
        self._watch.stop()
        if self._window is not None:
            keep_geometry(self._window)
            if self._session is not None:
                keep_view(self._window, self._session)
            self._window.view_model.close()
        if self._session is not None:
            self._session.close()
            self._session = None

    # Keeping

    def _keep_settings(self) -> None:
        try:
            settings = Settings(appearance=self._appearance.settings, documents=self._documents)
            write_settings(settings, settings_file())
        except TickertaleError as error:
            self.say(str(error))

    def _remember(self, path: Path | None) -> None:
        last = str(path.resolve()) if path else None
        recent = self._documents.recent
        if last is not None:
            recent = (last, *(name for name in recent if name != last))[:MOST_RECENT]
        self._set_documents(DocumentSettings(last=last, recent=recent))

    def _forget(self, path: str) -> None:
        recent = tuple(name for name in self._documents.recent if name != path)
        self._set_documents(DocumentSettings(recent=recent))

    def _set_documents(self, documents: DocumentSettings) -> None:
        if documents != self._documents:
            self._documents = documents
            self._keep_settings()
        if self._window is not None:
            self._window.documents.set_recent([Path(name) for name in documents.recent])


def _own_folders() -> tuple[Path, ...]:
    """Return the folders of the program's own documents."""
    return data_folder(), seed(EXAMPLE).parent


def _start_folder(documents: DocumentSettings) -> StartFolder:
    own = _own_folders()
    chosen = (Path(name).parent for name in documents.recent)
    return StartFolder(own, last=next((row for row in chosen if row not in own), None))


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
    from importlib.metadata import version

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
