"""New documents, properties, earlier points, recent files, and a window that remembers."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import CLOSES, FIRST_DAY, priced_story
from helpers.running_desk import running_desk
from tickertale.analysis.price_return import ReturnKind
from tickertale.app.desk import Desk
from tickertale.app.paths import settings_file, window_state_file
from tickertale.session.opening import create_document
from tickertale.store.settings import DocumentSettings, read_settings
from tickertale.viewmodels.chart.chart import ChartKind, ViewRange
from tickertale.widgets.document.new_document_dialog import NewDocumentDialog
from tickertale.widgets.document.properties_dialog import PropertiesDialog
from tickertale.widgets.document.revert_dialog import RevertDialog
from tickertale.widgets.event.event_table import EventTableView
from tickertale.widgets.window.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


def written(path: Path) -> Path:
    bars = bars_of(CLOSES, first=FIRST_DAY)
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    return path


@pytest.fixture
def story_path(tmp_path: Path) -> Path:
    return written(tmp_path / "story.tale")


Kind = TypeVar("Kind", bound=QDialog)


def dialog_of(window: MainWindow, kind: type[Kind]) -> Kind:
    (dialog,) = window.findChildren(kind)
    return dialog


def recent_texts(window: MainWindow) -> list[str]:
    menus = window.findChildren(QMenu)
    menu = next(row for row in menus if "recent" in row.title())
    return [row.text() for row in menu.actions() if not row.isSeparator()]


def test_a_new_timeline_is_made_and_shown(
    desk: Desk, tmp_path: Path, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    prices = tmp_path / "BABA.csv"
    prices.write_text("date,open,high,low,close\n2025-03-06,1,1,1,1\n2025-03-07,1,1,1,1\n")
    window.actions_by_name["new"].trigger()
    dialog = dialog_of(window, NewDocumentDialog)
    dialog.title.setText("Why?")
    dialog.add_file(prices)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "why"), "")
    )
    dialog.create_button.click()
    (shown,) = (
        row
        for row in QApplication.topLevelWidgets()
        if isinstance(row, MainWindow) and row.isVisible()
    )
    assert shown.view_model.reading.timeline.title == "Why?"
    assert len(shown.view_model.reading.bars) == 2
    assert (tmp_path / "why.tale").exists()


def test_a_new_timeline_that_cannot_be_made_leaves_the_dialog_open(
    desk: Desk, tmp_path: Path, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.open(story_path)
    window.actions_by_name["new"].trigger()
    dialog = dialog_of(window, NewDocumentDialog)
    dialog.title.setText("Why?")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(story_path), ""))
    dialog.create_button.click()
    assert "story.tale" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.close()


def test_the_properties_are_changed_as_one_edit(desk: Desk, story_path: Path) -> None:
    window = desk.open(story_path)
    window.actions_by_name["properties"].trigger()
    dialog = dialog_of(window, PropertiesDialog)
    dialog.title.setText("Another")
    dialog.buttons.accepted.emit()
    assert window.windowTitle() == "Another — story.tale"
    assert window.view_model.history.undo_label == "Edit properties"
    window.actions_by_name["undo"].trigger()
    assert window.windowTitle() == "A story — story.tale"


def test_the_document_goes_back_to_an_earlier_point_and_forth_again(
    desk: Desk, story_path: Path
) -> None:
    window = desk.open(story_path)
    whole = window.view_model.reading.timeline
    for event in whole.events[:2]:
        window.view_model.history.delete(event.id)
    window.actions_by_name["revert"].trigger()
    dialog = dialog_of(window, RevertDialog)
    for _ in range(2):
        QTest.keyClick(dialog.points, Qt.Key.Key_Down)
    assert "2 events come back" in dialog.changes.toPlainText()
    dialog.revert_button.click()
    assert window.view_model.reading.timeline == whole
    window.actions_by_name["undo"].trigger()
    assert len(window.view_model.reading.timeline.events) == len(whole.events) - 2


def test_documents_that_were_opened_are_offered_again(
    desk: Desk, story_path: Path, tmp_path: Path
) -> None:
    other = written(tmp_path / "other.tale")
    desk.open(story_path)
    window = desk.open(other)
    assert [text.split("  ")[0] for text in recent_texts(window)[:2]] == [
        "&1 other.tale",
        "&2 story.tale",
    ]
    assert read_settings(settings_file()).documents.recent == (str(other), str(story_path))
    window.documents.recent_cleared.emit()
    assert recent_texts(window) == []
    assert read_settings(settings_file()).documents == DocumentSettings(last=str(other))


def test_what_was_shown_comes_back_at_the_next_start(qapp: QApplication, story_path: Path) -> None:
    with running_desk(qapp) as desk:
        model = desk.open(story_path).view_model
        model.display.draw_as(ChartKind.CANDLES)
        model.search("second")
        model.select("second")
        model.set_view(ViewRange(30.0, 70.0))
    with running_desk(qapp) as desk:
        again = desk.open(story_path)
        model = again.view_model
        assert model.display.kind is ChartKind.CANDLES
        assert again.actions_by_name["kind_candles"].isChecked()
        assert again.events.search.text() == "second"
        assert model.selected == "second"
        assert (model.view.start, model.view.end) == pytest.approx((30.0, 70.0))


def test_a_window_that_cannot_keep_its_view_closes_all_the_same(
    desk: Desk, story_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window = desk.open(story_path)
    window_state_file().mkdir(parents=True)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert "cannot be kept" in caplog.text
    caplog.clear()


def test_the_table_comes_back_with_its_columns_and_its_order(
    qapp: QApplication, story_path: Path
) -> None:
    with running_desk(qapp) as desk:
        window = desk.open(story_path)
        window.actions_by_name["event_table"].trigger()
        table = window.findChild(EventTableView)
        assert table is not None
        table.columns_asked.emit(("People",))
        table.sort_asked.emit("Importance", True)
    with running_desk(qapp) as desk:
        window = desk.open(story_path)
        table = window.findChild(EventTableView)
        assert table is not None
        assert table.isVisible()
        assert window.actions_by_name["event_table"].isChecked()
        shown = table.row_model.table
        assert shown is not None
        assert shown.ids[0] == "first"
        window.actions_by_name["event_table"].trigger()
    with running_desk(qapp) as desk:
        assert desk.open(story_path).findChild(EventTableView) is None


def test_events_are_studied_as_before_after_a_restart(
    qapp: QApplication, story_path: Path, qtbot: QtBot
) -> None:
    with running_desk(qapp) as desk:
        model = desk.open(story_path).view_model
        qtbot.waitUntil(lambda: model.impact is not None)
        model.study_options.choose_returns(ReturnKind.LOG)
    with running_desk(qapp) as desk:
        again = desk.open(story_path).view_model
        qtbot.waitUntil(lambda: again.impact is not None)
        assert again.study_options.options.returns is ReturnKind.LOG
