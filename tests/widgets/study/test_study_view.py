"""The study view in the window: opened by key, walked by keys, clicked, and written to files."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from helpers.study_document import COUNT, MARKET, day_at, open_study
from helpers.window import press_key, shown_window
from tickertale.viewmodels.study.study_control import ControlName
from tickertale.viewmodels.study.study_table import COLUMNS, StudyColumn
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import DARK
from tickertale.widgets.study.study_page import StudyPage
from tickertale.widgets.study.study_panel import StudyPanel
from tickertale.widgets.study.study_part import StudyPart
from tickertale.widgets.window.main_window import MainWindow

OPEN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a share, its index and eight events."""
    with shown_window(qtbot, open_study()) as shown:
        yield shown


@pytest.fixture
def panel(window: MainWindow) -> StudyPanel:
    """The study view, opened by its key."""
    press_key(window, Qt.Key.Key_E, OPEN)
    return panel_in(window)


def panel_in(window: MainWindow) -> StudyPanel:
    panel = window.findChild(StudyPanel)
    assert isinstance(panel, StudyPanel)
    return panel


def column_texts(panel: StudyPanel, column: StudyColumn) -> list[str]:
    model, at = panel.table.row_model, COLUMNS.index(column)
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def head_point(panel: StudyPanel, column: StudyColumn) -> QPoint:
    head, at = panel.table.horizontalHeader(), COLUMNS.index(column)
    return QPoint(head.sectionViewportPosition(at) + 8, head.height() // 2)


def row_point(panel: StudyPanel, event_id: str) -> QPoint:
    table = panel.table.row_model.table
    assert table is not None
    return panel.table.visualRect(panel.table.row_model.index(table.place_of(event_id), 0)).center()


def click_row(panel: StudyPanel, event_id: str) -> None:
    panel.table.scrollTo(panel.table.row_model.index(0, 0))
    at = row_point(panel, event_id)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_nothing_of_the_view_is_built_before_it_is_opened(window: MainWindow) -> None:
    assert window.findChild(StudyPanel) is None
    assert not window.actions_by_name["event_study"].isChecked()


def test_the_key_opens_and_closes_it_and_opening_puts_the_focus_on_the_table(
    window: MainWindow, panel: StudyPanel
) -> None:
    assert panel.isVisible()
    assert panel.table.hasFocus()
    assert window.actions_by_name["event_study"].isChecked()
    press_key(window, Qt.Key.Key_E, OPEN)
    assert not panel.isVisible()
    assert not window.actions_by_name["event_study"].isChecked()
    press_key(window, Qt.Key.Key_E, OPEN)
    assert panel_in(window) is panel
    assert panel.isVisible()


def test_the_table_has_every_event_and_the_reasons_of_those_not_measured(panel: StudyPanel) -> None:
    assert len(column_texts(panel, StudyColumn.EVENT)) == 8
    reasons = [text for text in column_texts(panel, StudyColumn.AR) if text.startswith("Not")]
    assert "Not measured: the date is not known to the day" in reasons
    assert len(reasons) == 4
    assert "4 of 8 events measured" in panel.summary
    assert "^IDX contains BABA" in panel.summary


def test_a_day_is_not_cut_off_even_where_its_row_is_selected(panel: StudyPanel) -> None:
    at = COLUMNS.index(StudyColumn.DAY_ZERO)
    width = QFontMetricsF(font(12, 600)).horizontalAdvance("26 Sep 2024")
    assert panel.table.columnWidth(at) >= width + 16


def test_selecting_a_row_selects_the_event_and_the_other_way_round(
    window: MainWindow, panel: StudyPanel
) -> None:
    click_row(panel, "c")
    assert window.view_model.selected == "c"
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    assert window.view_model.selected == "b"
    window.view_model.select("a")
    table = panel.table.row_model.table
    assert table is not None
    assert table.event_id(panel.table.currentIndex().row()) == "a"
    window.view_model.select(None)
    assert not panel.table.selectionModel().hasSelection()


def test_a_click_on_the_head_sorts_and_a_second_one_turns_the_order(panel: StudyPanel) -> None:
    head = panel.table.horizontalHeader().viewport()
    at = head_point(panel, StudyColumn.EVENT)
    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=at)
    titles = column_texts(panel, StudyColumn.EVENT)
    assert titles == sorted(titles)
    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=at)
    assert column_texts(panel, StudyColumn.EVENT) == titles[::-1]


def test_the_selected_event_stays_selected_in_another_order(
    window: MainWindow, panel: StudyPanel
) -> None:
    click_row(panel, "c")
    at = head_point(panel, StudyColumn.CAR)
    QTest.mouseClick(panel.table.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=at)
    table = panel.table.row_model.table
    assert table is not None
    assert table.event_id(panel.table.currentIndex().row()) == "c"
    assert window.view_model.selected == "c"


def test_the_table_is_copied_by_key(panel: StudyPanel) -> None:
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 9
    assert lines[0].split("\t")[:3] == ["Event", "Day 0", "AR"]


def test_another_model_is_chosen_by_key_and_measured(panel: StudyPanel) -> None:
    before = column_texts(panel, StudyColumn.CAR)
    box = panel.controls.box(ControlName.MODEL)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.currentText() == "Market-adjusted"
    assert column_texts(panel, StudyColumn.CAR) != before
    assert "market-adjusted" in panel.summary


def test_another_window_is_typed_and_measured(panel: StudyPanel) -> None:
    last = panel.controls.numbers()[1]
    last.setFocus()
    last.selectAll()
    QTest.keyClicks(last, "3")
    assert "[−1, +1]" in panel.summary
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert "[−1, +3]" in panel.summary


def test_every_control_has_a_name_and_can_be_reached_by_tab(panel: StudyPanel) -> None:
    reached = set()
    panel.table.setFocus()
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if panel.isAncestorOf(focus):
            assert focus.accessibleName(), focus
            reached.add(focus.accessibleName())
        press_key(panel_window(panel), Qt.Key.Key_Tab)
    assert {name.value for name in ControlName if name is not ControlName.EVENTS} <= reached
    assert "Export the study" in reached
    assert "Average abnormal returns" in reached


def panel_window(panel: StudyPanel) -> MainWindow:
    window = panel.window()
    assert isinstance(window, MainWindow)
    return window


def test_the_plots_are_told_in_words(panel: StudyPanel) -> None:
    assert panel.pages.average.picture.description.startswith("CAAR ")
    assert "BMP t" in panel.pages.tests.picture.description
    assert panel.pages.average.accessibleDescription().startswith("CAAR ")


def test_the_grid_is_compared_when_its_page_is_opened(
    window: MainWindow, panel: StudyPanel
) -> None:
    button = panel.pages.button(StudyPage.ROBUSTNESS)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sample = panel.pages.robustness.picture.description
    assert sample.count("Market model") == 5
    click_row(panel, "c")
    panel.pages.subject_box.setFocus()
    QTest.keyClick(panel.pages.subject_box, Qt.Key.Key_Down)
    event = panel.pages.robustness.picture.description
    assert event != sample
    window.view_model.select("a")
    assert panel.pages.robustness.picture.description != event


def test_a_panel_of_the_small_multiples_is_clicked_and_left_by_key(
    window: MainWindow, panel: StudyPanel
) -> None:
    QTest.mouseClick(panel.pages.button(StudyPage.EVENTS), Qt.MouseButton.LeftButton)
    multiples = panel.pages.multiples
    at = multiples.grid.rect(1)
    QTest.mouseClick(
        multiples.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(at.x) + 5, round(at.y) + 5),
    )
    assert window.view_model.selected == "b"
    multiples.setFocus()
    QTest.keyClick(multiples, Qt.Key.Key_Right)
    assert window.view_model.selected == "c"
    QTest.keyClick(multiples, Qt.Key.Key_Left)
    QTest.keyClick(multiples, Qt.Key.Key_Left)
    QTest.keyClick(multiples, Qt.Key.Key_Left)
    assert window.view_model.selected == "a"


def test_groups_are_offered_and_shown(panel: StudyPanel) -> None:
    assert not panel.pages.group_box.isVisible()
    box = panel.controls.box(ControlName.GROUPS)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert panel.pages.group_box.isVisible()
    panel.pages.group_box.setFocus()
    QTest.keyClick(panel.pages.group_box, Qt.Key.Key_Down)
    assert "3 events" in panel.pages.average.picture.description


def choose_factor_file(
    panel: StudyPanel, monkeypatch: pytest.MonkeyPatch, path: str
) -> dict[str, str]:
    """Choose the last row of the models by keys, and this file; return model key and text."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    box = panel.controls.box(ControlName.MODEL)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    return {str(box.currentData()): box.currentText()}


def test_the_index_as_the_only_factor_gives_the_numbers_of_the_market_model(
    panel: StudyPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "factors.csv"
    days = (f"{day_at(row):%Y%m%d},{100 * MARKET[row]:.4f},0.01" for row in range(COUNT))
    path.write_text("\n".join([",Mkt-RF,RF", *days]), encoding="utf-8")
    before = column_texts(panel, StudyColumn.CAR)
    assert choose_factor_file(panel, monkeypatch, str(path)) == {"factor": "Factor model"}
    assert "factor model" in panel.summary
    assert "4 of 8 events measured" in panel.summary
    assert column_texts(panel, StudyColumn.CAR) == before


@pytest.mark.parametrize("content", ["", "no factors"], ids=["no file", "no factors"])
def test_without_factors_the_model_stays_as_it_was(
    window: MainWindow,
    panel: StudyPanel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
) -> None:
    said: list[str] = []
    part = window.findChild(StudyPart)
    assert part is not None
    part.refused.connect(said.append)
    path = tmp_path / "factors.csv"
    path.write_text(content, encoding="utf-8")
    chosen = choose_factor_file(panel, monkeypatch, str(path) if content else "")
    assert list(chosen) == ["market"]
    assert [str(path) in text for text in said] == ([True] if content else [])


def trigger(panel: StudyPanel, name: str) -> None:
    """Choose an entry of the menu of files."""
    actions = {row.text().replace("&", ""): row for row in panel.export_button.menu().actions()}
    actions[f"{name}…"].trigger()


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tex", "md", "json", "txt"])
@pytest.mark.parametrize(
    ("name", "count"), [("Table", 8), ("Averages by session", 3), ("Sample tests", 9)]
)
def test_a_table_is_written_to_a_file(
    panel: StudyPanel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    name: str,
    count: int,
) -> None:
    path = tmp_path / f"study.{suffix}"
    asked: list[tuple[str, str]] = []

    def answer(_parent: object, title: str, proposed: str, _filter: str) -> tuple[str, str]:
        asked.append((title, proposed))
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    trigger(panel, name)
    assert path.stat().st_size > 100
    ((title, proposed),) = asked
    assert title == f"Export {name.lower()}"
    assert proposed.endswith(".csv")
    if suffix == "csv":
        rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        assert len(list(rows)) == count


@pytest.mark.parametrize("page", list(StudyPage))
@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_each_plot_is_written_as_a_figure_and_the_same_twice(
    panel: StudyPanel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    page: StudyPage,
) -> None:
    QTest.mouseClick(panel.pages.button(page), Qt.MouseButton.LeftButton)
    paths = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
    for path in paths:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=path: (str(to), ""))
        trigger(panel, "Plot shown")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    if suffix == "svg":
        text = paths[0].read_text(encoding="utf-8")
        assert "A story" in text
        assert "Events stand at the first session" in text


@pytest.mark.parametrize("page", [StudyPage.DISTRIBUTION, StudyPage.EVENTS])
def test_a_figure_does_not_know_what_is_selected(
    window: MainWindow,
    panel: StudyPanel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: StudyPage,
) -> None:
    QTest.mouseClick(panel.pages.button(page), Qt.MouseButton.LeftButton)
    paths = [tmp_path / f"{event_id}.svg" for event_id in ("a", "c")]
    for path in paths:
        window.view_model.select(path.stem)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=path: (str(to), ""))
        trigger(panel, "Plot shown")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert "Selected event" not in paths[0].read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told(
    window: MainWindow, panel: StudyPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    part = window.findChild(StudyPart)
    assert isinstance(part, StudyPart)
    part.refused.connect(said.append)
    table, plot = "Table", "Plot shown"
    files = {"study.docx": table, "no/study.csv": table, "no/plot.svg": plot, "plot.doc": plot}
    for name, entry in files.items():
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=path: (str(to), ""))
        trigger(panel, entry)
        assert str(path) in said[-1]
    assert len(said) == 4
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_studied_is_said_in_place_of_numbers(qtbot: QtBot) -> None:
    with shown_window(qtbot, open_study(benchmark=None)) as window:
        press_key(window, Qt.Key.Key_E, OPEN)
        panel = panel_in(window)
        assert "needs a benchmark" in panel.summary
        assert panel.table.row_model.rowCount() == 0
        assert "needs a benchmark" in panel.pages.average.picture.description


def test_a_theme_reaches_the_view(window: MainWindow, panel: StudyPanel) -> None:
    window.set_theme(DARK)
    assert panel.grab().toImage().pixelColor(4, 4).name() == DARK.window
    color = panel.pages.average.grab().toImage().pixelColor(2, 60).name()
    assert color == DARK.plot


def test_an_edit_is_measured_anew(window: MainWindow, panel: StudyPanel) -> None:
    window.view_model.history.delete("c")
    assert "Event c" not in column_texts(panel, StudyColumn.EVENT)
    window.view_model.history.undo()
    assert "Event c" in column_texts(panel, StudyColumn.EVENT)
