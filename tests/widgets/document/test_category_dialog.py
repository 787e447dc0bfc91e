"""The dialog of categories, driven as a user would; the chart follows at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from helpers.window import picture_in, shown_window
from tickertale.widgets.document.category_dialog import CategoryDialog
from tickertale.widgets.look.theme import DARK
from tickertale.widgets.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        window.actions_by_name["categories"].trigger()
        yield window


def dialog_in(window: MainWindow) -> CategoryDialog:
    dialog = window.findChild(CategoryDialog)
    assert dialog is not None
    return dialog


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, LEFT)


def listed(window: MainWindow) -> list[str]:
    rows = dialog_in(window).list
    return [rows.item(at).text() for at in range(rows.count())]


def lanes(window: MainWindow) -> list[str]:
    return [lane.name for lane in picture_in(window).lanes]


def choose_in_next_menu(text: str) -> None:
    """Choose an entry of the menu that a click is about to open."""

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if text in each.text())
        menu.close()
        action.trigger()

    QTimer.singleShot(0, choose)


def test_the_dialog_lists_the_lanes_with_their_events(window: MainWindow) -> None:
    dialog = dialog_in(window)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert listed(window) == ["AI models   3", "Policy   1"]
    assert dialog.name.text() == "AI models"
    assert dialog.refusal.isHidden()


def test_a_category_is_renamed_by_typing(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Models")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert listed(window)[0] == "Models   3"
    assert lanes(window)[0] == "Models"
    QTest.keyClicks(dialog.short_name, "M.")
    QTest.keyClick(dialog.short_name, Qt.Key.Key_Return)
    assert lanes(window)[0] == "M."
    assert dialog.isVisible()


def test_an_empty_name_gives_way_to_the_one_before(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.name.clear()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.name.text() == "AI models"


def test_a_color_is_chosen_and_its_contrast_told(window: MainWindow) -> None:
    dialog = dialog_in(window)
    click(dialog.color.swatches[1])
    colors = {mark.color for mark in picture_in(window).marks if mark.event_ids == ("first",)}
    assert colors == {dialog.color.swatches[1].color}
    dialog.color.text.selectAll()
    QTest.keyClicks(dialog.color.text, "#FFE100")
    assert "at least 3:1 is needed" in dialog.color.verdict.text()
    assert dialog.color.suggestion.isVisible()
    click(dialog.color.suggestion)
    assert "needed" not in dialog.color.verdict.text()
    chosen = window.view_model.reading.timeline.category("models").color
    assert dialog.color.text.text() == chosen != "#FFE100"


def test_lanes_are_moved_by_buttons(window: MainWindow) -> None:
    dialog = dialog_in(window)
    assert not dialog.up.isEnabled()
    click(dialog.down)
    assert lanes(window) == ["Policy", "AI models"]
    assert not dialog.down.isEnabled()
    click(dialog.up)
    assert lanes(window) == ["AI models", "Policy"]


def test_a_row_that_was_dragged_moves_its_lane(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.list.category_moved.emit("policy", 0)
    assert lanes(window) == ["Policy", "AI models"]
    assert listed(window) == ["Policy   1", "AI models   3"]


def test_a_category_is_added_and_named_at_once(window: MainWindow) -> None:
    dialog = dialog_in(window)
    click(dialog.add)
    assert dialog.name.selectedText() == "New category"
    QTest.keyClicks(dialog.name, "Deals")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert listed(window)[-1] == "Deals   0"
    click(dialog.delete)
    assert listed(window) == ["AI models   3", "Policy   1"]


def test_a_category_with_events_asks_where_they_go(window: MainWindow) -> None:
    dialog = dialog_in(window)
    choose_in_next_menu("give its 3 events to “Policy”")
    click(dialog.delete)
    QApplication.processEvents()
    assert listed(window) == ["Policy   4"]
    assert not dialog.merge.isEnabled()
    window.view_model.history.undo()
    assert listed(window) == ["AI models   3", "Policy   1"]


def test_a_category_is_merged_into_another(window: MainWindow) -> None:
    dialog = dialog_in(window)
    choose_in_next_menu("Policy")
    click(dialog.merge)
    QApplication.processEvents()
    assert listed(window) == ["Policy   4"]
    assert window.view_model.history.undo_label == "Merge category into “Policy”"


def test_the_dialog_follows_the_theme_and_opens_again(window: MainWindow) -> None:
    dialog = dialog_in(window)
    window.set_theme(DARK)
    assert dialog.color.swatches[0].theme is DARK
    dialog.close()
    window.actions_by_name["categories"].trigger()
    assert dialog_in(window) is dialog
    assert dialog.isVisible()


def test_every_field_has_a_name(window: MainWindow) -> None:
    dialog = dialog_in(window)
    for field in (dialog.list, dialog.name, dialog.short_name, dialog.color.text):
        assert field.accessibleName()
