"""The open document and its window, and what the window asks for that needs files."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import CLOSES, FIRST_DAY, priced_story
from helpers.running_desk import running_desk
from tickertale.app.desk import Desk, open_link
from tickertale.app.paths import data_folder, geometry_file, settings_file
from tickertale.assets import seed
from tickertale.domain.errors import TickertaleError
from tickertale.session.commands import DeleteEvent
from tickertale.session.opening import create_document, open_example, open_session
from tickertale.session.session import Session
from tickertale.store.settings import AppearanceSettings, DocumentSettings, Theme, read_settings
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.figure.export_dialog import ExportDialog
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


@pytest.fixture
def story_path(tmp_path: Path) -> Path:
    path = tmp_path / "story.tale"
    bars = bars_of(CLOSES, first=FIRST_DAY)
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    return path


def the_window() -> MainWindow:
    """Return the only window that is open."""
    shown = [row for row in QApplication.topLevelWidgets() if row.isVisible()]
    (window,) = (row for row in shown if isinstance(row, MainWindow))
    return window


def said_in(window: MainWindow) -> str:
    bar = window.findChild(MessageBar)
    assert bar is not None
    return "" if bar.isHidden() else bar.findChildren(QLabel)[0].text()


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Let the file dialog be answered with a path, or be canceled."""
    answer = ("" if path is None else str(path), "")
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: answer)


def title_of(window: MainWindow) -> str:
    return window.view_model.reading.timeline.title


def test_without_a_path_the_example_opens(desk: Desk) -> None:
    window = desk.open(None)
    assert window is the_window()
    assert window.view_model.reading.timeline.id == "alibaba-2025"
    assert len(window.view_model.reading.bars) > 300
    assert (data_folder() / "alibaba-2025.tale").exists()
    assert not window.view_model.history.read_only_reason


def test_the_example_opens_again_with_what_was_changed(desk: Desk) -> None:
    window = desk.open(None)
    gone = window.view_model.selected
    assert gone is not None
    window.view_model.history.delete(gone)
    window.close()
    again = desk.open(None)
    assert not again.view_model.reading.timeline.has_event(gone)
    assert again.view_model.history.undo_label


def test_a_chosen_document_opens_in_place_of_the_open_one(
    desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(None)
    choose_file(monkeypatch, story_path)
    window.actions_by_name["open"].trigger()
    assert title_of(the_window()) == "A story"
    open_session(data_folder() / "alibaba-2025.tale").close()


def test_the_document_that_is_open_can_be_chosen_again(
    desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, story_path)
    window.actions_by_name["open"].trigger()
    assert title_of(the_window()) == "A story"
    assert not the_window().view_model.history.read_only_reason


def test_a_canceled_choice_changes_nothing(
    desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, None)
    window.actions_by_name["open"].trigger()
    assert the_window() is window
    assert not said_in(window)


@pytest.mark.parametrize("name", ["bad.tale", "bad.json"])
def test_a_bad_file_is_named_in_one_sentence_and_the_open_document_stays(
    desk: Desk,
    story_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    window = desk.open(story_path)
    bad = tmp_path / name
    bad.write_bytes(b"{ this is not a document")
    choose_file(monkeypatch, bad)
    window.actions_by_name["open"].trigger()
    assert the_window() is window
    assert name in said_in(window)
    assert "\n" not in said_in(window)
    window.view_model.history.delete("first")
    assert not window.view_model.reading.timeline.has_event("first")


def test_a_document_that_cannot_be_opened_at_the_start_is_an_error(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(TickertaleError):
        desk.open(tmp_path / "nothing.tale")


def test_json_opens_read_only_and_says_why(desk: Desk) -> None:
    window = desk.open(seed("alibaba-2025"))
    assert "JSON" in window.view_model.history.read_only_reason
    assert said_in(window) == window.view_model.history.read_only_reason
    window.actions_by_name["delete_event"].trigger()
    assert said_in(window)
    assert len(window.view_model.reading.rows) == len(window.view_model.reading.timeline.events)


def test_a_sound_document_opens_without_a_word(desk: Desk, story_path: Path) -> None:
    assert not said_in(desk.open(story_path))


def test_a_document_of_a_newer_program_says_that_it_cannot_be_changed(
    desk: Desk, story_path: Path
) -> None:
    with closing(sqlite3.connect(story_path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert "newer Tickertale" in said_in(desk.open(story_path))


def test_a_damaged_event_is_named_when_its_document_opens(desk: Desk, story_path: Path) -> None:
    with closing(sqlite3.connect(story_path)) as connection, connection:
        connection.execute("UPDATE event SET body = '{}' WHERE id = 'second'")
    window = desk.open(story_path)
    assert "'second'" in said_in(window)
    assert not window.view_model.history.read_only_reason


def test_the_example_can_be_reset_and_the_old_copy_is_kept(desk: Desk) -> None:
    window = desk.open(None)
    count = len(window.view_model.reading.rows)
    window.actions_by_name["delete_event"].trigger()
    window.actions_by_name["reset_example"].trigger()
    again = the_window()
    assert again is not window
    assert len(again.view_model.reading.rows) == count
    assert "as it came" in said_in(again)
    assert len(list(data_folder().glob("*.tale"))) == 2


def test_a_reset_that_fails_leaves_a_document_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(None)

    def refuse(*places: Path, reset: bool = False) -> Session:
        if reset:
            raise TickertaleError("the example was not reset: the disk is full")
        return open_example(*places)

    monkeypatch.setattr("tickertale.app.desk.open_example", refuse)
    window.actions_by_name["reset_example"].trigger()
    assert said_in(the_window()) == "the example was not reset: the disk is full"
    assert not the_window().view_model.history.read_only_reason


def test_a_closed_window_frees_its_document(desk: Desk, story_path: Path) -> None:
    desk.open(story_path).close()
    session = open_session(story_path)
    assert not session.is_read_only
    session.do(DeleteEvent("first", "First"))
    session.close()


def test_size_and_panels_are_remembered(desk: Desk, story_path: Path) -> None:
    window = desk.open(story_path)
    assert (window.width(), window.height()) == (1440, 900)
    # No wider than the screen off-screen, for Qt keeps what it restores on the screen.
    window.resize(790, 700)
    window.actions_by_name["show_events"].trigger()
    window.close()
    assert geometry_file().exists()
    again = desk.open(story_path)
    assert (again.width(), again.height()) == (790, 700)
    assert not again.events.isVisible()
    assert not again.actions_by_name["show_events"].isChecked()


def test_a_damaged_file_of_sizes_is_no_obstacle(desk: Desk, story_path: Path) -> None:
    geometry_file().parent.mkdir(parents=True, exist_ok=True)
    geometry_file().write_text("geometry=@ByteArray(nonsense)\npanels=17\n")
    assert desk.open(story_path).isVisible()


def test_a_chosen_theme_is_shown_and_kept(desk: Desk, story_path: Path) -> None:
    window = desk.open(story_path)
    window.actions_by_name["theme_dark"].trigger()
    window.actions_by_name["colors_red_up"].trigger()
    kept = read_settings(settings_file()).appearance
    assert (kept.theme, kept.move_colors.value) == (Theme.DARK, "red_up")
    assert json.loads(settings_file().read_text())["schema_version"] == 1
    pixel = window.chart.chart.grab().toImage().pixelColor(3, 3)
    assert pixel.lightness() < 60


def test_settings_that_cannot_be_kept_are_said(desk: Desk, story_path: Path) -> None:
    window = desk.open(story_path)
    settings_file().unlink()
    settings_file().mkdir()
    window.actions_by_name["theme_dark"].trigger()
    assert "settings" in said_in(window)


def test_the_menu_shows_the_settings_in_force(qapp: QApplication, story_path: Path) -> None:
    with running_desk(qapp, AppearanceSettings(theme=Theme.DARK)) as desk:
        window = desk.open(story_path)
        assert window.actions_by_name["theme_dark"].isChecked()
        assert window.actions_by_name["colors_green_up"].isChecked()


def test_what_is_said_before_there_is_a_window_is_no_mistake(desk: Desk) -> None:
    desk.say("Nobody hears this.")
    assert not [row for row in QApplication.topLevelWidgets() if row.isVisible()]


# Links


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def note(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


def test_the_page_of_a_source_opens_in_the_browser(desk: Desk, opened: list[str]) -> None:
    window = desk.open(None)
    window.link_clicked.emit("https://example.org/article?id=3")
    assert opened == ["https://example.org/article?id=3"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://bank.example@evil.example/",
        "",
    ],
)
def test_an_unsafe_link_is_not_opened(
    opened: list[str], caplog: pytest.LogCaptureFixture, address: str
) -> None:
    open_link(address)
    assert not opened
    assert repr(address) in caplog.text
    caplog.clear()


# Figures


def the_dialog() -> ExportDialog:
    (dialog,) = (row for row in QApplication.topLevelWidgets() if isinstance(row, ExportDialog))
    return dialog


def test_a_figure_is_copied_to_the_clipboard(desk: Desk, story_path: Path) -> None:
    window = desk.open(story_path)
    QGuiApplication.clipboard().clear()
    window.actions_by_name["copy_figure"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * window.chart.chart.width()
    assert "copied" in window.statusBar().currentMessage()


def test_a_figure_is_saved_where_the_user_wants_it(
    desk: Desk, story_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, tmp_path / "figure.png")
    window.actions_by_name["export"].trigger()
    dialog = the_dialog()
    request = dialog.request()
    assert request.selected == window.view_model.selected
    assert (request.first, request.last) == window.view_model.days_in_view()
    with qtbot.waitSignal(dialog.finished):
        dialog.save_button.click()
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")


def test_a_figure_that_cannot_be_saved_keeps_the_dialog_open(
    desk: Desk, story_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, tmp_path / "nowhere" / "figure.png")
    window.actions_by_name["export"].trigger()
    dialog = the_dialog()
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "figure.png" in dialog.problem.text()
    dialog.reject()


def test_the_choices_of_a_figure_are_remembered(
    desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, tmp_path / "figure.png")
    window.actions_by_name["export"].trigger()
    first = the_dialog()
    first.form.title.setText("Another title")
    first.copy_button.click()
    first.reject()
    QApplication.sendPostedEvents(first, 0)
    QApplication.processEvents()
    window.actions_by_name["export"].trigger()
    shown = [row for row in QApplication.topLevelWidgets() if isinstance(row, ExportDialog)]
    (second,) = (row for row in shown if row.isVisible())
    assert second.request().title == "Another title"
    second.reject()


@pytest.mark.parametrize("command", ["export", "copy_figure"])
def test_without_prices_a_figure_is_refused_in_one_sentence(
    desk: Desk, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "bare.tale"
    create_document(path, priced_story()).close()
    window = desk.open(path)
    window.actions_by_name[command].trigger()
    assert "prices" in said_in(window)
    assert not [row for row in QApplication.topLevelWidgets() if isinstance(row, ExportDialog)]


# Copies, the last document, and following another window


def test_a_copy_can_be_saved_and_opened(
    desk: Desk, story_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, tmp_path / "copy")
    window.documents.save_copy_requested.emit()
    assert the_window() is window
    with closing(open_session(tmp_path / "copy.tale")) as copy:
        assert copy.timeline == window.view_model.reading.timeline
        assert len(copy.bars("9988.HK")) == len(CLOSES)


def test_a_copy_never_replaces_the_open_document(
    desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, story_path)
    window.documents.save_copy_requested.emit()
    assert "another name" in said_in(window)
    window.view_model.history.delete("first")
    assert not window.view_model.reading.timeline.has_event("first")


def test_a_copy_of_what_cannot_be_changed_is_opened_for_editing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(seed("alibaba-2025"))
    assert window.view_model.history.read_only_reason
    assert not window.actions_by_name["new_event"].isEnabled()
    choose_file(monkeypatch, tmp_path / "mine.tale")
    window.documents.save_copy_requested.emit()
    assert not the_window().view_model.history.read_only_reason


def test_a_copy_that_is_canceled_writes_nothing(
    desk: Desk, story_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    before = sorted(tmp_path.iterdir())
    choose_file(monkeypatch, None)
    window.documents.save_copy_requested.emit()
    assert sorted(tmp_path.iterdir()) == before


def test_a_copy_that_cannot_be_written_is_said(
    desk: Desk, story_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    choose_file(monkeypatch, tmp_path / "nowhere" / "copy.tale")
    window.documents.save_copy_requested.emit()
    assert "copy.tale" in said_in(window)


def test_the_last_document_opens_at_the_next_start(qapp: QApplication, story_path: Path) -> None:
    with running_desk(qapp) as desk:
        desk.open(story_path)
    documents = read_settings(settings_file()).documents
    assert documents.last == str(story_path)
    with running_desk(qapp, documents=documents) as desk:
        window = desk.open(None)
        assert window.view_model.reading.timeline.id == priced_story().id


def test_a_last_document_that_is_gone_gives_way_to_the_example(
    qapp: QApplication, tmp_path: Path
) -> None:
    documents = DocumentSettings(last=str(tmp_path / "gone.tale"))
    with running_desk(qapp, documents=documents) as desk:
        window = desk.open(None)
        assert window.view_model.reading.timeline.id == "alibaba-2025"
        assert "gone.tale" in said_in(window)
        assert read_settings(settings_file()).documents.last is None


def test_without_a_place_to_write_the_example_opens_read_only(desk: Desk) -> None:
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().write_text("a file where the folder should be", encoding="utf-8")
    window = desk.open(None)
    assert len(window.view_model.reading.timeline.events) > 10
    assert "read-only" in said_in(window)


def test_a_second_window_follows_the_first(desk: Desk, story_path: Path, qtbot: QtBot) -> None:
    with closing(open_session(story_path)) as writer:
        window = desk.open(story_path)
        assert window.view_model.history.read_only_reason
        writer.do(DeleteEvent("first"))
        qtbot.waitUntil(
            lambda: not window.view_model.reading.timeline.has_event("first"), timeout=5_000
        )
