"""The help: gestures from its file, keys from the catalogue."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tickertale.widgets.frame.catalogue import ACTIONS
from tickertale.widgets.window.help_dialog import HelpDialog, help_text


def test_every_command_with_a_key_is_listed(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    shown = dialog.text.toPlainText()
    for spec in ACTIONS:
        if spec.keys:
            assert spec.text.replace("&", "").rstrip("…") in shown, spec.name


def test_tables_are_shown_as_tables(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    shown = dialog.text.toPlainText()
    assert "|" not in shown
    assert "**" not in shown
    assert "Ctrl+F" in shown


def test_a_row_of_the_table_of_keys_names_all_keys_of_a_command() -> None:
    assert "| + or = | Zoom in |" in help_text().splitlines()


def test_it_can_be_read_and_closed(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.text.isReadOnly()
    assert dialog.text.accessibleName() == "Help"
    (button,) = dialog.findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_esc_closes_it(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
