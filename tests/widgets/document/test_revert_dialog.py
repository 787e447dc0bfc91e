"""The dialog of the history previews each point, and asks only for another than now."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.document.revert import HistoryPoint
from tickertale.widgets.document.revert_dialog import RevertDialog

POINTS = (
    HistoryPoint(2, "Delete “B”", "6 Mar 2025 14:02", is_now=True),
    HistoryPoint(1, "Add “B”", "6 Mar 2025 14:01", is_now=False),
    HistoryPoint(0, "As it began", "", is_now=False),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[RevertDialog]:
    shown = RevertDialog(POINTS, preview=lambda seq: (f"back to {seq}", "1 event comes back"))
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()


def test_it_opens_on_now_where_nothing_can_be_reverted(dialog: RevertDialog) -> None:
    assert not dialog.revert_button.isEnabled()
    assert "as it was" in dialog.changes.toPlainText()


def test_the_point_under_the_arrow_keys_is_previewed(dialog: RevertDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.points, Qt.Key.Key_Down)
    assert dialog.changes.toPlainText() == "back to 1\n1 event comes back"
    assert dialog.revert_button.isEnabled()


def test_the_chosen_point_is_asked_for(dialog: RevertDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.points, Qt.Key.Key_End)
    with qtbot.waitSignal(dialog.point_chosen) as chosen:
        qtbot.mouseClick(dialog.revert_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [0]
    assert dialog.isHidden()
