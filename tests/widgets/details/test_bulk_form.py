"""The form for several events, driven as a user would."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from helpers.window import press_key, shown_window
from tickertale.domain.timeline import Timeline
from tickertale.widgets.details.bulk_form import BulkForm
from tickertale.widgets.look.theme import DARK
from tickertale.widgets.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        window.view_model.selection.select_all(("first", "second"))
        yield window


def form_in(window: MainWindow) -> BulkForm:
    form = window.details.findChild(BulkForm)
    assert form is not None
    return form


def timeline_of(window: MainWindow) -> Timeline:
    return window.view_model.reading.timeline


def choose(box: QComboBox, text: str) -> None:
    """Choose an entry by typing the beginning of its text."""
    box.setFocus()
    QTest.keyClicks(box, text[0])


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_the_form_takes_the_place_of_the_details_while_several_are_selected(
    window: MainWindow,
) -> None:
    form = form_in(window)
    assert form.isVisible()
    assert form.title.text() == "2 events selected"
    assert not window.details.title.isVisible()
    window.view_model.select("first")
    assert not form.isVisible()
    assert window.details.title.isVisible()


def test_the_form_is_not_built_before_it_is_needed(qtbot: QtBot) -> None:
    with shown_window(qtbot) as window:
        assert window.details.findChild(BulkForm) is None


def test_category_and_importance_are_given_to_all(window: MainWindow) -> None:
    form = form_in(window)
    assert form.category.currentIndex() == -1
    assert form.importance.currentIndex() == -1
    choose(form.category, "Policy")
    choose(form.importance, "4")
    for name in ("first", "second"):
        event = timeline_of(window).event(name)
        assert (event.category, event.importance) == ("policy", 4)
    assert form.category.currentData() == "policy"
    assert form.importance.currentData() == 4


def test_tags_are_added_by_typing_and_taken_away_by_a_click(window: MainWindow) -> None:
    form = form_in(window)
    form.new_tag.setFocus()
    QTest.keyClicks(form.new_tag, "deal")
    QTest.keyClick(form.new_tag, Qt.Key.Key_Return)
    assert timeline_of(window).event("second").tags == ("deal",)
    assert form.new_tag.text() == ""
    assert [button.tag.text for button in form.tags.buttons] == ["deal"]
    click(form.tags.buttons[0])
    assert timeline_of(window).event("second").tags == ()
    assert form.tags.buttons == ()


def test_a_tag_is_completed_from_those_of_all_events(qtbot: QtBot, window: MainWindow) -> None:
    window.view_model.select("third")
    window.view_model.editing.add_tags("open weights, openness")
    window.view_model.selection.select_all(("first", "second"))
    line = form_in(window).new_tag
    line.setFocus()
    QTest.keyClicks(line, "deal, weig")
    popup = line.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "deal, open weights"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert timeline_of(window).event("second").tags == ("deal", "open weights")
    assert line.text() == ""


def test_escape_gives_up_a_tag_that_is_being_typed(window: MainWindow) -> None:
    line = form_in(window).new_tag
    line.setFocus()
    QTest.keyClicks(line, "de")
    press_key(window, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert form_in(window).isVisible()


def test_dates_move_by_days_or_by_sessions(window: MainWindow) -> None:
    form = form_in(window)
    form.amount.setValue(5)
    click(form.later)
    assert timeline_of(window).event("second").when.edtf == "2025-02-22"
    form.unit.setFocus()
    QTest.keyClick(form.unit, Qt.Key.Key_Down)
    form.amount.setValue(1)
    click(form.earlier)
    assert timeline_of(window).event("second").when.edtf == "2025-02-21"


def test_the_button_deletes_all_in_one_step(window: MainWindow) -> None:
    click(form_in(window).delete)
    assert [event.id for event in timeline_of(window).events] == ["third", "vague"]
    press_key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(timeline_of(window).events) == 4


def test_del_deletes_all_in_one_step(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_Delete)
    assert len(timeline_of(window).events) == 2


def test_keys_move_and_copy_what_is_selected(window: MainWindow) -> None:
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    press_key(window, Qt.Key.Key_Right, keys)
    assert timeline_of(window).event("second").when.edtf == "2025-02-18"
    press_key(window, Qt.Key.Key_Left, keys)
    press_key(window, Qt.Key.Key_Left, keys)
    assert timeline_of(window).event("second").when.edtf == "2025-02-14"
    window.view_model.select("second")
    press_key(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.view_model.selected == "second-2"


def test_another_theme_keeps_what_is_shown(window: MainWindow) -> None:
    form = form_in(window)
    choose(form.category, "Policy")
    window.set_theme(DARK)
    assert form.category.currentData() == "policy"
    assert form.palette().window().color().name() == DARK.window


def test_every_field_has_a_name(window: MainWindow) -> None:
    form = form_in(window)
    for field in (
        *(form.category, form.importance, form.new_tag, form.amount, form.unit),
        *(form.earlier, form.later, form.merge, form.delete),
    ):
        assert field.accessibleName()
