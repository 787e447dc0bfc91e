"""Files of events that the window asks for: the preview of an import, and exports."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tickertale.domain.errors import TickertaleError
from tickertale.session.session import Session
from tickertale.store.event_file import read_event_bytes, write_event_bytes
from tickertale.store.interchange import (
    FORMATS,
    SUFFIXES,
    EventFormat,
    WrittenEvents,
    find_format,
    write_events,
)
from tickertale.store.text_decoding import decoded_text
from tickertale.viewmodels.editor.import_preview import ImportPreviewViewModel
from tickertale.viewmodels.text.wording import counted
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.document.import_dialog import ImportDialog
from tickertale.widgets.document.interchange_part import FileAsk, PastedRows
from tickertale.widgets.window.main_window import MainWindow

Ask = FileAsk | PastedRows | Path
"""What is asked for: a dialog for files, or the preview of a text or a file."""

PASTED = "the clipboard"
"""What pasted rows are called in the history."""

_IMPORT_FILTER = f"Events ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
_STATUS_MS = 6_000
_HEAD = 200
"""Characters in which a timeline says its id."""


class InterchangeDesk(QObject):
    """Opens the preview of an import, and writes exports.

    Parameters
    ----------
    parent : QObject
    folder : StartFolder
    """

    def __init__(self, parent: QObject, *, folder: StartFolder) -> None:
        super().__init__(parent)
        self._folder = folder

    def answer(self, window: MainWindow, session: Session, *, ask: Ask) -> None:
        """Do what the window asked for, or preview a file that was dropped on it."""
        if isinstance(ask, Path):
            load = partial(read_event_bytes, ask)
            self._preview(window, session, load=load, name=ask.name)
        elif isinstance(ask, PastedRows):
            self._preview(window, session, load=lambda: ask.text, name=PASTED)
        elif ask is FileAsk.IMPORT:
            self._ask_import(window, session)
        else:
            self._ask_export(window, session)

    def takes(self, path: Path) -> bool:
        """Return whether a file that was dropped is to be imported; else it is opened.

        JSON is opened where it is a timeline with an id of its own.
        """
        suffix = path.suffix.lower()
        if suffix != ".json":
            return suffix in SUFFIXES
        try:
            text = decoded_text(read_event_bytes(path)).text
            is_ours = find_format(text, name=path.name) is EventFormat.JSON
        except TickertaleError:
            # To open it says what is wrong.
            return False
        return not (is_ours and '"id"' in text[:_HEAD])

    def _ask_import(self, window: MainWindow, session: Session) -> None:
        start = str(self._folder.path())
        name, _ = QFileDialog.getOpenFileName(window, "Import events", start, _IMPORT_FILTER)
        if name:
            self._folder.remember(Path(name))
            self.answer(window, session, ask=Path(name))

    def _ask_export(self, window: MainWindow, session: Session) -> None:
        timeline = session.timeline
        names = {f"{row.name} (*{row.suffixes[0]})": kind for kind, row in FORMATS.items()}
        suggested = self._folder.file(f"{timeline.id}-events.csv")
        name, chosen = QFileDialog.getSaveFileName(
            window, "Export events", suggested, ";;".join(names)
        )
        if not name:
            return
        kind = names.get(chosen, EventFormat.CSV)
        path = with_format_suffix(Path(name), kind)
        rows = WrittenEvents(
            events=sorted(timeline.events, key=lambda event: (event.when.first_day, event.id)),
            categories=timeline.categories,
            title=timeline.title,
            now=dt.datetime.now(dt.UTC),
        )
        try:
            write_event_bytes(path, write_events(kind, rows))
        except TickertaleError as error:
            window.say(str(error))
            return
        self._folder.remember(path)
        window.statusBar().showMessage(
            f"{counted(len(rows.events), 'event')} written to {path.name}", _STATUS_MS
        )

    def _preview(
        self,
        window: MainWindow,
        session: Session,
        *,
        load: Callable[[], bytes | str],
        name: str,
    ) -> None:
        if session.is_read_only:
            window.say(session.read_only_reason)
            return
        model = ImportPreviewViewModel(session, load, name=name, jobs=window.view_model.jobs)
        dialog = ImportDialog(model, window)
        model.imported.connect(
            lambda label, event_ids: _show_imported(window, label, event_ids=event_ids)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        model.start()


def _show_imported(window: MainWindow, label: str, *, event_ids: tuple[str, ...]) -> None:
    """Select what was imported and go there."""
    window.view_model.selection.select_all(event_ids)
    window.view_model.show_events(event_ids)
    window.statusBar().showMessage(f"{label}: done", _STATUS_MS)


def with_format_suffix(path: Path, kind: EventFormat) -> Path:
    """Return the path with the suffix of a format, where it has none of them."""
    row = FORMATS[kind]
    return (
        path if path.suffix.lower() in row.suffixes else path.with_name(path.name + row.suffixes[0])
    )
