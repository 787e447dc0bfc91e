"""Files of events by menu, drop and paste, in the running program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from helpers.running_desk import running_desk
from helpers.timeline import event_of, timeline_of
from tickertale.app.desk import Desk
from tickertale.session.opening import create_document
from tickertale.widgets.document.import_dialog import ImportDialog
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("home")

TABLE = "date\ttitle\n2025-03-06\tUp\n2025-03-07\tDown\n"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


@pytest.fixture
def window(desk: Desk, tmp_path: Path) -> MainWindow:
    path = tmp_path / "story.tale"
    timeline = timeline_of(event_of("talks"), instruments=(), primary=None)
    create_document(path, timeline).close()
    return desk.open(path)


def preview_of(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    """Return the one preview, when the file has been read in its thread."""
    dialogs = [row for row in window.findChildren(ImportDialog) if row.isVisible()]
    (dialog,) = dialogs
    qtbot.waitUntil(lambda: "Reading" not in dialog.summary.text())
    return dialog


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, none = QPointF(window.rect().center()), Qt.KeyboardModifier.NoModifier
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    # Qt gives a drop to what took it when it came in.
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), action, mime, button, none))
    QApplication.sendEvent(window, QDropEvent(at, action, mime, button, none))


def titles_in(window: MainWindow) -> list[str]:
    return [event.title for event in window.view_model.reading.timeline.events]


def test_a_file_is_previewed_and_imported(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "prices.tsv"
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    window.actions_by_name["import_events"].trigger()
    dialog = preview_of(window, qtbot)
    assert dialog.heading.text() == "prices.tsv · CSV · 2 rows"
    qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert titles_in(window)[1:] == ["Up", "Down"]
    assert window.view_model.history.undo_label == "Import 2 events from prices.tsv"
    assert window.statusBar().currentMessage() == "Import 2 events from prices.tsv: done"
    assert window.view_model.selection.id_set == {"up", "down"}


def test_rows_of_a_spreadsheet_are_pasted(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(TABLE)
    QTest.keyClick(window.chart.chart, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = preview_of(window, qtbot)
    assert dialog.heading.text() == "the clipboard · CSV · 2 rows"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert titles_in(window)[1:] == ["Up", "Down"]


def test_text_is_pasted_into_a_field_that_has_the_focus(window: MainWindow) -> None:
    QApplication.clipboard().setText("Alibaba")
    window.events.focus_search()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not window.findChildren(ImportDialog)


def test_an_empty_clipboard_is_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(window, "say", said.append)
    QApplication.clipboard().clear()
    window.actions_by_name["paste_events"].trigger()
    assert said == ["There is no text to paste; rows of a spreadsheet were expected."]


def test_a_table_that_is_dropped_is_previewed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    drop(window, path)
    assert preview_of(window, qtbot).rows.rowCount() == 2


def test_json_of_others_is_previewed_and_a_timeline_is_opened(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"content": "Up", "start": "2025-03-06"}]', encoding="utf-8")
    drop(window, path)
    preview_of(window, qtbot).reject()
    timeline = tmp_path / "timeline.json"
    timeline.write_text('{"id": "other", "title": "Other"}', encoding="utf-8")
    drop(window, timeline)
    shown = [row for row in QApplication.topLevelWidgets() if isinstance(row, MainWindow)]
    titles = {row.view_model.reading.timeline.title for row in shown if row.isVisible()}
    assert titles == {"Other"}
    (other,) = (row for row in shown if row.isVisible())
    assert not other.actions_by_name["import_events"].isEnabled()
    drop(other, path)
    assert not other.findChildren(ImportDialog)


def test_a_file_that_vanished_says_so(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    drop(window, tmp_path / "gone.csv")
    dialog = preview_of(window, qtbot)
    assert dialog.summary.text().endswith("gone.csv does not exist; a file of events was expected")


@pytest.mark.parametrize(
    ("name", "chosen", "written", "start"),
    [
        ("out", "iCalendar (*.ics)", "out.ics", b"BEGIN:VCALENDAR"),
        ("out.csv", "CSV (*.csv)", "out.csv", b"\xef\xbb\xbfid,"),
        ("out", "vis-timeline JSON (*.json)", "out.json", b"{"),
    ],
)
def test_events_are_exported_in_the_chosen_format(
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    chosen: str,
    written: str,
    start: bytes,
) -> None:
    answer = (str(tmp_path / name), chosen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: answer)
    window.actions_by_name["export_events"].trigger()
    assert (tmp_path / written).read_bytes().startswith(start)
    assert window.statusBar().currentMessage() == f"1 event written to {written}"


def test_an_export_that_cannot_be_written_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(window, "say", said.append)
    answer = (str(tmp_path / "none" / "out.csv"), "CSV (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: answer)
    window.actions_by_name["export_events"].trigger()
    assert len(said) == 1
    assert "cannot be written" in said[0]
