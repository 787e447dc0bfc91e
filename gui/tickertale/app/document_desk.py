"""Documents that the window asks for: new ones, their properties, and their earlier points."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tickertale.domain.errors import TickertaleError
from tickertale.domain.identifier import identifier_of
from tickertale.prices.price_file import PriceFile
from tickertale.session.new_document import make_document
from tickertale.session.opening import SUFFIX
from tickertale.session.session import Session
from tickertale.session.timeline_command import EditProperties
from tickertale.viewmodels.document.properties import Head, resolve_properties
from tickertale.viewmodels.document.revert import resolve_points, resolve_preview
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.document.new_document_dialog import NewDocumentDialog
from tickertale.widgets.document.properties_dialog import PropertiesDialog
from tickertale.widgets.document.revert_dialog import RevertDialog
from tickertale.widgets.window.main_window import MainWindow

FILTER = f"Tickertale documents (*{SUFFIX})"


class DocumentDesk(QObject):
    """Opens the dialogs of documents, and does what they ask for.

    Parameters
    ----------
    parent : QObject
    show : callable
        Shows a document that was made; called with its path.
    say : callable
        Shows a sentence in the window, whichever it is by then.
    moved : callable
        Told where the open document is written from now on.
    folder : StartFolder
        Where file dialogs begin.
    """

    def __init__(
        self,
        parent: QObject,
        *,
        show: Callable[[Path], None],
        say: Callable[[str], None],
        moved: Callable[[Path], None],
        folder: StartFolder,
    ) -> None:
        super().__init__(parent)
        self._show, self._say, self._moved = show, say, moved
        self._folder = folder

    def make(self, window: MainWindow) -> None:
        """Ask for a title and prices, and make a document of them."""
        dialog = NewDocumentDialog(folder=self._folder, parent=window)
        dialog.document_described.connect(
            lambda title, files: self._make(dialog, title, files=files)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, window: MainWindow, session: Session) -> bool:
        """Ask for a name and write the document to it; return whether that was done.

        The window goes on with the copy where the file itself is gone, or cannot be changed.
        """
        suggested = self._folder.file(copy_name(session))
        name, _ = QFileDialog.getSaveFileName(window, "Save a copy", suggested, FILTER)
        if not name:
            return False
        path = with_suffix(name)
        is_move = session.is_gone or session.is_read_only
        try:
            (session.move_to if is_move else session.save_copy)(path)
        except TickertaleError as error:
            self._say(str(error))
            return False
        self._folder.remember(path)
        if is_move:
            self._moved(path)
        rest = ", which is open here from now on" if is_move else ""
        self._say(f"A copy was saved as {path}{rest}.")
        return True

    def may_leave(self, window: MainWindow, session: Session) -> bool:
        """Ask what becomes of a document whose file is gone; return whether it may be left."""
        name = "The document" if session.path is None else f"“{session.path.name}”"
        question = QMessageBox(window)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle("Tickertale")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(f"{name} was moved, deleted or replaced while it was open.")
        question.setInformativeText("What this window holds is lost if no copy of it is saved.")
        save = question.addButton("&Save a copy…", QMessageBox.ButtonRole.AcceptRole)
        leave = question.addButton("Close &without saving", QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(save)
        question.exec()
        chosen = question.clickedButton()
        question.deleteLater()
        if chosen is save:
            return self.save_copy(window, session)
        return chosen is leave

    def edit_properties(self, window: MainWindow, session: Session) -> None:
        """Show the properties of a document, and let its head be changed."""
        state = resolve_properties(
            session.timeline,
            path=session.path,
            size_bytes=_size(session.path),
            history=session.history(),
        )
        dialog = PropertiesDialog(state, read_only_reason=session.read_only_reason, parent=window)
        dialog.head_described.connect(lambda head: _edit(dialog, session, head=head))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def revert(self, window: MainWindow, session: Session) -> None:
        """Show the history of a document, and bring it back to the point that is chosen."""
        if session.is_read_only:
            window.say(session.read_only_reason)
            return

        def preview(seq: int) -> tuple[str, ...]:
            try:
                return resolve_preview(session.timeline, session.timeline_at(seq))
            except TickertaleError as error:
                return (str(error),)

        dialog = RevertDialog(resolve_points(session.history()), preview=preview, parent=window)
        dialog.point_chosen.connect(window.view_model.history.revert_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make(self, dialog: NewDocumentDialog, title: str, *, files: tuple[PriceFile, ...]) -> None:
        suggested = self._folder.file(f"{identifier_of(title, fallback='timeline')}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(dialog, "Create timeline", suggested, FILTER)
        if not name:
            return
        path = with_suffix(name)
        try:
            make_document(path, title, files=files).close()
        except TickertaleError as error:
            dialog.show_problem(str(error))
            return
        self._folder.remember(path)
        dialog.accept()
        self._show(path)


def copy_name(session: Session) -> str:
    """Return the name that is suggested for a copy of a document."""
    path = session.path
    if path is None:
        return f"{session.timeline.id}{SUFFIX}"
    return f"{path.stem} copy{SUFFIX}" if path.suffix == SUFFIX else f"{path.stem}{SUFFIX}"


def with_suffix(name: str) -> Path:
    """Return a path that the user typed, with the suffix of our documents."""
    return Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX)


def _edit(dialog: PropertiesDialog, session: Session, *, head: Head) -> None:
    try:
        session.do(EditProperties(**asdict(head)))
    except TickertaleError as error:
        dialog.show_problem(str(error))
        return
    dialog.accept()


def _size(path: Path | None) -> int | None:
    try:
        return path.stat().st_size if path is not None and path.is_file() else None
    except OSError:
        return None
