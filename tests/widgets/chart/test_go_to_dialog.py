"""The dialog that asks where to go."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.go_to import GoToState, resolve_go_to
from tickertale.widgets.chart.go_to_dialog import GoToDialog

SCALE = TradingTimeScale(bars_of([100.0] * 250).time_ns)


def resolve(start: str, end: str) -> GoToState:
    return resolve_go_to(start, end, scale=SCALE, view=ViewRange(0.0, 20.0))


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[GoToDialog]:
    dialog = GoToDialog(resolve)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog


def test_it_says_while_typing_what_is_understood(dialog: GoToDialog) -> None:
    assert not dialog.go_button.isEnabled()
    QTest.keyClicks(dialog.start, "2024-02-29")
    assert "29 February 2024" in dialog.understood.text()
    assert dialog.go_button.isEnabled()
    QTest.keyClicks(dialog.start, "9")
    assert not dialog.go_button.isEnabled()
    assert dialog.understood.text()


def test_enter_goes_there_and_closes(dialog: GoToDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.start, "2024-01-03")
    QTest.keyClicks(dialog.end, "2024-01-05")
    with qtbot.waitSignal(dialog.place_chosen) as chosen:
        QTest.keyClick(dialog.end, Qt.Key.Key_Return)
    (state,) = chosen.args or [None]
    assert state == resolve("2024-01-03", "2024-01-05")
    assert not dialog.isVisible()


def test_enter_on_what_is_not_understood_does_nothing(dialog: GoToDialog) -> None:
    told: list[object] = []
    dialog.place_chosen.connect(told.append)
    QTest.keyClicks(dialog.start, "2024-02-30")
    QTest.keyClick(dialog.start, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not told


def test_esc_closes_and_goes_nowhere(dialog: GoToDialog) -> None:
    told: list[object] = []
    dialog.place_chosen.connect(told.append)
    QTest.keyClicks(dialog.start, "2024-01-03")
    QTest.keyClick(dialog.start, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not told


def test_every_field_has_a_name(dialog: GoToDialog) -> None:
    for field in (dialog.start, dialog.end, dialog.understood):
        assert field.accessibleName()


@pytest.mark.parametrize(
    "text", ["foo", "6 foo 2025", "2025-13-01", "never in a month of Sundays, and longer than that"]
)
def test_what_is_wrong_is_shown_whole(dialog: GoToDialog, text: str) -> None:
    dialog.start.setText(text)
    QApplication.processEvents()
    label = dialog.understood
    assert label.height() >= label.heightForWidth(label.width())
    assert dialog.rect().contains(dialog.buttons.geometry())
