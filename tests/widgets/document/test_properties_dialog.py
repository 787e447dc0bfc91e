"""The dialog of the properties shows facts and asks for another head."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from helpers.open_story import priced_story
from tickertale.viewmodels.document.properties import Head, resolve_properties
from tickertale.widgets.document.properties_dialog import PropertiesDialog


def shown(qtbot: QtBot, reason: str = "") -> PropertiesDialog:
    dialog = PropertiesDialog(resolve_properties(priced_story()), read_only_reason=reason)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press_ok(dialog: PropertiesDialog, qtbot: QtBot) -> None:
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_head_is_asked_for_as_it_was_typed(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    dialog.title.clear()
    qtbot.keyClicks(dialog.title, "Another")
    dialog.primary.setCurrentIndex(dialog.primary.findData("BABA"))
    with qtbot.waitSignal(dialog.head_described) as described:
        press_ok(dialog, qtbot)
    story = priced_story()
    assert described.args == [Head("Another", story.subtitle, story.notes, primary="BABA")]


def test_a_title_is_needed(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    dialog.title.clear()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    assert "title" in dialog.problem.text()


def test_facts_can_be_read(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "in memory, not in a file" in texts


def test_a_read_only_document_says_why_nothing_can_be_changed(qtbot: QtBot) -> None:
    dialog = shown(qtbot, "it is open in another window")
    assert not dialog.title.isEnabled()
    assert dialog.problem.text() == "it is open in another window"
    with qtbot.assertNotEmitted(dialog.head_described):
        press_ok(dialog, qtbot)
    assert dialog.isHidden()


@pytest.mark.parametrize("problem", ["properties: title is too long"])
def test_a_refusal_is_said_in_the_dialog(qtbot: QtBot, problem: str) -> None:
    dialog = shown(qtbot)
    dialog.show_problem(problem)
    assert dialog.problem.text() == problem
