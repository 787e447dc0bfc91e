"""The dialog of new documents says what is missing, and describes each price file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from tickertale.domain.instrument import InstrumentKind, Interval
from tickertale.prices.price_file import PriceFile
from tickertale.widgets.document.new_document_dialog import NewDocumentDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    path = tmp_path / "9988.HK.csv"
    path.write_text("date,open,high,low,close\n2025-03-06,1,1,1,1\n2025-03-13,1,1,1,1\n")
    return path


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[NewDocumentDialog]:
    shown = NewDocumentDialog()
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()


def test_a_title_is_all_that_is_needed(dialog: NewDocumentDialog, qtbot: QtBot) -> None:
    assert not dialog.create_button.isEnabled()
    assert "title" in dialog.problem.text()
    qtbot.keyClicks(dialog.title, "Why?")
    assert dialog.problem.text() == ""
    with qtbot.waitSignal(dialog.document_described) as described:
        qtbot.mouseClick(dialog.create_button, LEFT)
    assert described.args == ["Why?", ()]


def test_a_price_file_is_described_as_its_name_suggests(
    dialog: NewDocumentDialog, qtbot: QtBot, prices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(prices)], ""))
    qtbot.mouseClick(dialog.add_button, LEFT)
    assert dialog.files() == (
        PriceFile(prices, "9988.HK", "XHKG", currency="HKD", interval=Interval.WEEK),
    )


def test_what_is_changed_in_the_table_is_asked_for(dialog: NewDocumentDialog, prices: Path) -> None:
    dialog.add_file(prices)
    for column, text in ((1, "HSI"), (2, "Hang Seng"), (5, "")):
        item = dialog.table.item(0, column)
        assert item is not None
        item.setText(text)
    kind = dialog.table.cellWidget(0, 3)
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData(InstrumentKind.INDEX))
    (file,) = dialog.files()
    assert (file.symbol, file.name, file.currency) == ("HSI", "Hang Seng", "")
    assert file.kind is InstrumentKind.INDEX


def test_what_is_missing_in_a_row_is_said(dialog: NewDocumentDialog, prices: Path) -> None:
    dialog.title.setText("Why?")
    dialog.add_file(prices)
    item = dialog.table.item(0, 5)
    assert item is not None
    item.setText("dollars")
    assert "Row 1" in dialog.problem.text()
    assert "DOLLARS" in dialog.problem.text()
    assert not dialog.create_button.isEnabled()


def test_a_row_can_be_removed(dialog: NewDocumentDialog, qtbot: QtBot, prices: Path) -> None:
    dialog.add_file(prices)
    dialog.add_file(prices)
    dialog.table.setCurrentCell(0, 1)
    qtbot.mouseClick(dialog.remove_button, LEFT)
    assert len(dialog.files()) == 1
