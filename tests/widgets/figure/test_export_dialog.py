"""The export dialog: choices become a request, and problems are said before anything is saved."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from helpers.figure import example_figure
from tickertale.viewmodels.figure.figure import FigureRequest
from tickertale.viewmodels.figure.figure_preset import PRESETS
from tickertale.widgets.figure.export_dialog import ExportDialog
from tickertale.widgets.figure.figure_file import FigureFormat

GIVEN = FigureRequest(
    first=dt.date(2024, 12, 1), last=dt.date(2025, 3, 14), selected="qwq-32b", theme="dark"
)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[ExportDialog]:
    dialog = ExportDialog(
        GIVEN,
        kind=FigureFormat.SVG,
        resolve=example_figure,
        window_size=(810, 600),
        suggested=tmp_path / "alibaba.tale",
    )
    qtbot.addWidget(dialog)
    dialog.preview.refresh()
    yield dialog
    dialog.close()


def choose_file(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        asked.append(suggested)
        return name, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def test_untouched_it_asks_for_what_was_given(dialog: ExportDialog) -> None:
    assert dialog.request() == GIVEN
    assert dialog.kind is FigureFormat.SVG


def test_a_preset_sets_size_and_scale_and_stays_chosen(dialog: ExportDialog, qtbot: QtBot) -> None:
    box = dialog.form.preset
    box.setFocus()
    box.setCurrentIndex(0)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    request = dialog.request()
    chosen = (request.width_px, request.height_px, request.scale)
    assert chosen == (PRESETS[0].width_px, PRESETS[0].height_px, PRESETS[0].scale)
    assert "1,600 × 900 image pixels" in dialog.form.result_size.text()
    dialog.form.width_px.setValue(999)
    assert box.currentText() == "Custom"


def test_words_left_empty_are_suggested(dialog: ExportDialog) -> None:
    assert dialog.form.title.placeholderText() == example_figure(GIVEN).title
    assert dialog.request().title is None


def test_words_typed_reach_the_request(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.form.title, "Why it rose")
    assert dialog.request().title == "Why it rose"


def test_the_whole_history_and_no_event_can_be_chosen(dialog: ExportDialog) -> None:
    dialog.form.only_visible.click()
    dialog.form.highlight.click()
    request = dialog.request()
    assert (request.first, request.last, request.selected) == (None, None, None)


def test_the_preview_follows_and_is_described(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.preview.resolved):
        dialog.form.events.setCurrentIndex(4)
    assert "Line chart of Alibaba" in dialog.preview.accessibleDescription()


def test_a_figure_that_cannot_be_drawn_cannot_be_saved(dialog: ExportDialog, qtbot: QtBot) -> None:
    form = dialog.form
    with qtbot.waitSignal(dialog.preview.failed):
        form.width_px.setValue(10_000)
        form.height_px.setValue(10_000)
        form.scale.setValue(10.0)
    assert "million pixels" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    with qtbot.waitSignal(dialog.preview.resolved):
        form.scale.setValue(0.5)
    assert dialog.problem.text() == ""
    assert dialog.save_button.isEnabled()


def test_save_asks_for_a_file_of_the_format_and_hands_it_on(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = choose_file(monkeypatch, str(tmp_path / "winter"))
    with qtbot.waitSignal(dialog.export_requested) as signal:
        dialog.save_button.click()
    assert asked == [str(tmp_path / "alibaba.svg")]
    assert signal.args == [GIVEN, tmp_path / "winter.svg"]
    assert dialog.result() == 0


def test_no_file_chosen_means_nothing_is_asked_for(
    dialog: ExportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, "")
    with qtbot.assertNotEmitted(dialog.export_requested):
        dialog.save_button.click()


def test_copy_asks_for_the_clipboard(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.copy_requested) as signal:
        dialog.copy_button.click()
    assert signal.args == [GIVEN]


def test_escape_rejects(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_every_field_has_a_name_for_those_who_hear_it(dialog: ExportDialog) -> None:
    form = dialog.form
    fields = (form.format, form.preset, form.width_px, form.height_px, form.scale, form.theme)
    for field in (*fields, form.events, form.title, form.subtitle, form.source, form.notes):
        assert field.accessibleName()


def test_no_two_controls_share_a_letter(dialog: ExportDialog) -> None:
    texts = [label.text() for label in dialog.form.findChildren(QWidget) if hasattr(label, "text")]
    texts += [dialog.copy_button.text(), dialog.save_button.text()]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) >= 12
    assert len(letters) == len(set(letters))
