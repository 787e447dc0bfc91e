"""The dialog that asks for a new event."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.timeline import CATEGORY_IDS, event_of, timeline_of
from tickertale.domain.event import Event
from tickertale.viewmodels.chart import resolve_lanes
from tickertale.viewmodels.new_event import LONGEST_TITLE, NewEventDraft, resolve_new_event
from tickertale.widgets.new_event_dialog import NewEventDialog

TIMELINE = timeline_of(event_of("results"))
DRAFT = NewEventDraft(
    title="", date_text="", zone="Asia/Hong_Kong", category=CATEGORY_IDS[1], importance=4
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[NewEventDialog]:
    dialog = NewEventDialog(
        DRAFT,
        categories=resolve_lanes(TIMELINE, all_categories=True),
        resolve=lambda draft: resolve_new_event(draft, timeline=TIMELINE),
    )
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog


def described(dialog: NewEventDialog) -> list[Event]:
    """Return a list that grows with each event that is asked for."""
    told: list[Event] = []
    dialog.event_described.connect(told.append)
    return told


def test_it_begins_with_the_draft(dialog: NewEventDialog) -> None:
    assert dialog.draft() == DRAFT
    assert dialog.category.currentText() == CATEGORY_IDS[1].title()
    assert not dialog.add_button.isEnabled()


def test_an_event_needs_a_title_and_a_date(dialog: NewEventDialog) -> None:
    QTest.keyClicks(dialog.title, "Results")
    assert not dialog.add_button.isEnabled()
    QTest.keyClicks(dialog.date, "2025-03-06")
    assert dialog.add_button.isEnabled()
    assert "6 March 2025" in dialog.understood.text()
    dialog.title.clear()
    assert not dialog.add_button.isEnabled()


def test_a_date_that_is_none_is_said_at_once(dialog: NewEventDialog) -> None:
    QTest.keyClicks(dialog.title, "Results")
    QTest.keyClicks(dialog.date, "2025-02-30")
    assert "2025-02-30" in dialog.understood.text()
    assert not dialog.add_button.isEnabled()


def test_enter_adds_what_was_described(dialog: NewEventDialog) -> None:
    told = described(dialog)
    QTest.keyClicks(dialog.title, "  Third   quarter ")
    QTest.keyClicks(dialog.date, "2025-01~")
    dialog.importance.setValue(2)
    dialog.category.setCurrentIndex(0)
    QTest.keyClick(dialog.date, Qt.Key.Key_Return)
    (event,) = told
    assert (event.title, event.when.edtf) == ("Third quarter", "2025-01~")
    assert (event.importance, event.zone) == (2, DRAFT.zone)
    assert event.category == dialog.category.itemData(0)
    assert not dialog.isVisible()


def test_enter_on_what_is_not_complete_does_nothing(dialog: NewEventDialog) -> None:
    told = described(dialog)
    QTest.keyClicks(dialog.date, "2025-03-06")
    QTest.keyClick(dialog.date, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not told


@pytest.mark.parametrize("by_key", [True, False])
def test_cancelling_adds_nothing(dialog: NewEventDialog, by_key: bool) -> None:
    told = described(dialog)
    QTest.keyClicks(dialog.title, "Results")
    QTest.keyClicks(dialog.date, "2025-03-06")
    if by_key:
        QTest.keyClick(dialog.date, Qt.Key.Key_Escape)
    else:
        dialog.buttons.rejected.emit()
    assert not dialog.isVisible()
    assert not told


def test_a_title_is_no_longer_than_an_event_can_have(dialog: NewEventDialog) -> None:
    dialog.title.setText("x" * 1000)
    assert len(dialog.draft().title) == LONGEST_TITLE


def test_every_field_has_a_name(dialog: NewEventDialog) -> None:
    fields = (dialog.title, dialog.date, dialog.category, dialog.importance, dialog.understood)
    assert all(field.accessibleName() for field in fields)
