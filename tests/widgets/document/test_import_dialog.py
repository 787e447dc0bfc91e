"""The preview of an import, driven with mouse and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from helpers.timeline import event_of, timeline_of
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.editor.import_preview import ImportPreviewViewModel
from tickertale.viewmodels.job.job import InlineRunner
from tickertale.widgets.document.import_dialog import ImportDialog
from tickertale.widgets.document.import_rows import CATEGORY, DATE, ROW, STATUS, TITLE, ImportRows

MIXED = (
    "day,what,kind\n"
    "2025-03-06,<b>Up</b>,Deals\n"
    "2025-02-18,Xi meets the tech leaders,\n"
    "never,Down,\n"
)


@pytest.fixture
def session() -> Iterator[Session]:
    opened = new_session(timeline_of(event_of("talks", "Xi meets tech leaders", when="2025-02-17")))
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[ImportDialog]:
    yield from shown(qtbot, session, MIXED)


def shown(qtbot: QtBot, session: Session, text: str, name: str = "a.csv") -> Iterator[ImportDialog]:
    model = ImportPreviewViewModel(session, lambda: text, name=name, jobs=InlineRunner())
    dialog = ImportDialog(model)
    qtbot.addWidget(dialog)
    model.start()
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.close()


def cells(dialog: ImportDialog, column: int) -> list[str]:
    rows = range(dialog.rows.rowCount())
    return [str(dialog.rows.index(row, column).data()) for row in rows]


def choose(box: QComboBox, text: str) -> None:
    """Go down to the entry that begins so, as a user of the keyboard would."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while not box.currentText().startswith(text):
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before


def tick(dialog: ImportDialog, row: int) -> None:
    """Press the space bar on the tick of a row."""
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.rows.index(row, ROW))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)


def test_each_row_stands_with_what_becomes_of_it(dialog: ImportDialog) -> None:
    assert dialog.heading.text() == "a.csv · CSV · 3 rows"
    assert cells(dialog, DATE) == ["6 Mar 2025", "18 Feb 2025", "never"]
    tips = [dialog.rows.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(5)]
    assert tips[DATE] == "6 Mar 2025<br>In the file: 2025-03-06"
    assert tips[TITLE] == "<qt>&lt;b&gt;Up&lt;/b&gt;</qt>"
    assert cells(dialog, CATEGORY) == ["Deals", "Policy", "Policy"]
    assert dialog.table.rowHeight(2) > dialog.table.rowHeight(0)
    assert cells(dialog, TITLE)[0] == "<b>Up</b>"
    texts = cells(dialog, STATUS)
    assert texts[:2] == ["New", "Duplicate of “Xi meets tech leaders”, 17 Feb 2025"]
    assert texts[2].startswith("Problem · Date: ")


def test_a_problem_must_be_left_out_before_the_import(
    dialog: ImportDialog, session: Session, qtbot: QtBot
) -> None:
    assert not dialog.import_button.isEnabled()
    qtbot.mouseClick(dialog.leave_out_button, Qt.MouseButton.LeftButton)
    assert dialog.import_button.text() == "&Import 1 event"
    assert dialog.leave_out_button.isHidden()
    state = dialog.rows.index(2, ROW).data(Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Unchecked
    qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert dialog.isHidden()
    assert [event.title for event in session.timeline.events][-1] == "<b>Up</b>"


def test_rows_are_ticked_by_keyboard(dialog: ImportDialog) -> None:
    tick(dialog, 2)
    assert dialog.import_button.isEnabled()
    tick(dialog, 0)
    assert not dialog.import_button.isEnabled()
    tick(dialog, 0)
    assert dialog.summary.text() == "1 new · 1 duplicate skipped · 1 left out"


def test_the_current_row_is_told_in_full(dialog: ImportDialog) -> None:
    assert dialog.detail.isHidden()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert dialog.detail.text().startswith("Row 4 · Problem · Date: 'never' ")
    choose(dialog.shown, "New")
    assert dialog.detail.isHidden()


def test_duplicates_can_be_added_or_merged(dialog: ImportDialog, session: Session) -> None:
    tick(dialog, 2)
    choose(dialog.duplicates, "Add")
    assert dialog.import_button.text() == "&Import 2 events"
    choose(dialog.duplicates, "Merge")
    assert "1 merged with what is there" in dialog.summary.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert session.undo_label == "Import 2 events from a.csv"


def test_rows_without_a_category_get_the_chosen_one(dialog: ImportDialog, session: Session) -> None:
    tick(dialog, 2)
    choose(dialog.duplicates, "Add")
    choose(dialog.category, "Results")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert session.timeline.events[-1].category == "results"


def test_a_column_can_be_read_as_another_field(dialog: ImportDialog) -> None:
    fields = [box.currentText() for box in dialog.columns.boxes]
    assert fields == ["Date", "Title", "Category"]
    choose(dialog.columns.boxes[2], "Title")
    choose(dialog.columns.boxes[1], "Leave out")
    assert [box.currentText() for box in dialog.columns.boxes] == ["Date", "Leave out", "Title"]
    assert cells(dialog, TITLE) == ["Deals", "", ""]


def test_only_rows_of_one_kind_can_be_shown(dialog: ImportDialog) -> None:
    choose(dialog.shown, "Problems")
    assert cells(dialog, DATE) == ["never"]
    tick(dialog, 0)
    assert dialog.import_button.isEnabled()
    choose(dialog.shown, "All")
    assert len(cells(dialog, DATE)) == 3


def test_cancel_and_escape_change_nothing(dialog: ImportDialog, session: Session) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert session.undo_label == ""


def test_what_is_no_table_has_no_columns(qtbot: QtBot, session: Session) -> None:
    for dialog in shown(qtbot, session, '[{"title": "A", "when": "2025"}]', "a.json"):
        assert dialog.columns.isHidden()
        assert dialog.order.isHidden()
        assert dialog.import_button.isEnabled()


def test_a_file_that_cannot_be_read_says_why(qtbot: QtBot, session: Session) -> None:
    for dialog in shown(qtbot, session, '{"events": [1', "a.json"):
        assert "ends in the middle" in dialog.summary.text()
        assert not dialog.import_button.isEnabled()


def test_the_order_of_day_and_month_can_be_chosen(qtbot: QtBot, session: Session) -> None:
    for dialog in shown(qtbot, session, "date,title\n03/04/2025,Up\n"):
        assert not dialog.import_button.isEnabled()
        choose(dialog.order, "Day")
        assert dialog.import_button.isEnabled()


def test_every_control_has_an_accessible_name(dialog: ImportDialog) -> None:
    controls: list[QWidget] = [dialog.table, dialog.columns, *dialog.columns.boxes]
    controls += [dialog.duplicates, dialog.category, dialog.order, dialog.shown, dialog.summary]
    assert all(row.accessibleName() for row in controls)


def test_the_rows_are_a_sound_model(dialog: ImportDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(dialog.rows)
    assert dialog.rows.rowCount(dialog.rows.index(0, 0)) == 0
    assert dialog.rows.data(QModelIndex()) is None
    assert not dialog.rows.setData(dialog.rows.index(0, TITLE), "x")


def test_setting_the_same_rows_again_says_nothing(qtbot: QtBot, dialog: ImportDialog) -> None:
    rows: ImportRows = dialog.rows
    with qtbot.assertNotEmitted(rows.modelReset), qtbot.assertNotEmitted(rows.dataChanged):
        dialog._show()
