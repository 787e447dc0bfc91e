"""The form of an event, used in the window with keys and clicks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helpers.window import lane_mark_in, picture_in, press_key, row_point, shown_window
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.editor.editor import PAUSE_MS
from tickertale.viewmodels.editor.event_draft import EditorField
from tickertale.viewmodels.text.wording import day_text
from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import FieldLabel
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.control.section import SectionHeading
from tickertale.widgets.editor.editor import EditorPanel
from tickertale.widgets.look.brush import text_width
from tickertale.widgets.look.theme import DARK, LIGHT
from tickertale.widgets.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        yield window


@pytest.fixture
def form(window: MainWindow) -> EditorPanel:
    """The form, opened on the event that is selected at first."""
    press_key(window, Qt.Key.Key_F2)
    return form_of(window)


def form_of(window: MainWindow) -> EditorPanel:
    form = window.editor.form
    assert form is not None
    return form


def event_of(window: MainWindow, event_id: str = "first") -> Event:
    return window.view_model.reading.timeline.event(event_id)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_keys(text: str) -> None:
    """Replace what stands in the field that has the focus."""
    field = focus()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def retype(field: QLineEdit, text: str) -> None:
    """Click into a field, and replace what stands there."""
    field.setFocus()
    type_keys(text)


def bar_of(window: MainWindow) -> MessageBar:
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    return bar


def is_seen(part: QWidget) -> bool:
    """Return whether no part of a widget is hidden by the scroll area."""
    return part.visibleRegion().boundingRect() == part.rect()


def undo_label(window: MainWindow) -> str:
    return window.view_model.history.undo_label


def test_f2_opens_the_form_and_goes_back_to_the_chart(window: MainWindow) -> None:
    assert window.editor.form is None
    press_key(window, Qt.Key.Key_F2)
    form = form_of(window)
    assert form.isVisible()
    assert not window.details.isVisible()
    assert focus() is form.title
    assert form.title.text() == "First"
    press_key(window, Qt.Key.Key_F2)
    assert window.details.isVisible()
    assert focus() is window.chart.chart


def test_f2_goes_to_the_form_from_elsewhere(window: MainWindow, form: EditorPanel) -> None:
    window.chart.chart.setFocus()
    press_key(window, Qt.Key.Key_F2)
    assert form.isVisible()
    assert focus() is form.title


def test_a_field_is_written_when_tab_leaves_it(window: MainWindow, form: EditorPanel) -> None:
    type_keys("A better title")
    assert event_of(window).title == "First"
    press_key(window, Qt.Key.Key_Tab)
    assert event_of(window).title == "A better title"
    assert undo_label(window) == "Edit title of “A better title”"
    assert focus() is form.short_title


def test_what_was_typed_is_written_when_the_form_closes(
    window: MainWindow, form: EditorPanel
) -> None:
    type_keys("Closed")
    press_key(window, Qt.Key.Key_F2)
    assert event_of(window).title == "Closed"


def test_ctrl_enter_writes_and_closes(window: MainWindow, form: EditorPanel) -> None:
    form.summary.text.setFocus()
    type_keys("Because")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert event_of(window).summary == "Because"
    assert not form.isVisible()


def test_esc_gives_up_a_field_then_the_form(window: MainWindow, form: EditorPanel) -> None:
    type_keys("Never")
    press_key(window, Qt.Key.Key_Escape)
    assert form.title.text() == "First"
    assert form.isVisible()
    assert window.view_model.selected == "first"
    press_key(window, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert window.view_model.selected == "first"
    assert not undo_label(window)


def test_undo_takes_typing_back_first_and_then_edits(window: MainWindow, form: EditorPanel) -> None:
    type_keys("Typed")
    press_key(window, Qt.Key.Key_Z, CTRL)
    assert form.title.text() != "Typed"
    type_keys("Typed")
    press_key(window, Qt.Key.Key_Return)
    assert event_of(window).title == "Typed"
    press_key(window, Qt.Key.Key_Z, CTRL)
    assert event_of(window).title == "First"
    assert form.title.text() == "First"


def test_a_date_says_at_once_what_it_means(window: MainWindow, form: EditorPanel) -> None:
    retype(form.date.date, "6 Mar 2025 03:48")
    assert form.date.understood.text().startswith("Thu 6 March 2025, 03:48 HKT")
    assert form.date.reaction.text() == "Before the open → first session 6 Mar (HKEX)"
    assert event_of(window).when == EventDate("2025-01-20")
    press_key(window, Qt.Key.Key_Return)
    assert event_of(window).when == EventDate("2025-03-06T03:48")
    assert undo_label(window) == "Move “First”"


def test_a_date_with_two_readings_asks_by_two_buttons(
    window: MainWindow, form: EditorPanel
) -> None:
    retype(form.date.date, "02/03/2025")
    assert [button.words for button in form.date.choice_buttons] == [
        "Sun 2 March 2025",
        "Mon 3 February 2025",
    ]
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_Tab)
    assert focus() is form.date.choice_buttons[1]
    press_key(window, Qt.Key.Key_Space)
    assert event_of(window).when == EventDate("2025-02-03")
    assert form.date.date.text() == "3 Feb 2025"
    assert not form.date.choice_buttons


def test_what_is_wrong_stays_marked_beside_its_field(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    retype(form.date.date, "31 Feb 2025")
    press_key(window, Qt.Key.Key_Tab)
    assert "no calendar has" in form.date.understood.text()
    assert "no calendar has" in form.date.date.accessibleDescription()
    qtbot.mouseClick(window.events.rows.viewport(), LEFT, pos=row_point(window, "second"))
    assert form.date.date.text() == "17 Feb 2025"
    qtbot.mouseClick(window.events.rows.viewport(), LEFT, pos=row_point(window, "first"))
    assert form.date.date.text() == "31 Feb 2025"
    form.date.date.setFocus()
    press_key(window, Qt.Key.Key_Escape)
    assert form.date.date.text() == "20 Jan 2025"
    assert not form.date.date.accessibleDescription()


def test_a_category_is_chosen_by_key(window: MainWindow, form: EditorPanel) -> None:
    form.category.setFocus()
    press_key(window, Qt.Key.Key_Down)
    assert event_of(window).category == "policy"


def test_the_wheel_changes_no_choice(window: MainWindow, form: EditorPanel) -> None:
    assert isinstance(form.importance, QComboBox)
    before = form.importance.currentIndex()
    QTest.wheelEvent(
        window.windowHandle(), form.importance.mapTo(window, QPoint(9, 9)), QPoint(0, 120)
    )
    assert form.importance.currentIndex() == before


def test_del_in_the_form_deletes_no_event(window: MainWindow, form: EditorPanel) -> None:
    form.category.setFocus()
    press_key(window, Qt.Key.Key_Delete)
    assert window.view_model.reading.timeline.has_event("first")


def test_a_tag_is_completed_from_those_of_other_events(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    retype(form.names[EditorField.TAGS], "open weights, apple")
    press_key(window, Qt.Key.Key_Return)
    window.view_model.select("second")
    tags = form.names[EditorField.TAGS]
    tags.setFocus()
    QTest.keyClicks(tags, "new, app")
    popup = tags.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert tags.text() == "new, apple"
    QTest.keyClicks(tags, ", app")
    assert not popup.isVisible()
    press_key(window, Qt.Key.Key_Escape)
    retype(tags, "new, apple")
    press_key(window, Qt.Key.Key_Tab)
    assert event_of(window, "second").tags == ("new", "apple")


def test_a_figure_is_added_typed_and_taken_away(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    qtbot.mouseClick(form.figures.add_button, LEFT)
    (card,) = form.figures.cards
    assert focus() is card.lines[0]
    type_keys("Market value")
    retype(card.lines[2], "lots")
    assert "no number" in card.note.text()
    assert [line.has_problem for line in card.lines] == [False, False, True, False, False]
    type_keys("317.7")
    press_key(window, Qt.Key.Key_Tab)
    (figure,) = event_of(window).figures
    assert (figure.name, str(figure.value)) == ("Market value", "317.7")
    assert focus() is card.lines[3]
    qtbot.mouseClick(card.remove_button, LEFT)
    assert not event_of(window).figures
    assert not form.figures.cards


def test_an_address_that_is_none_is_told_beside_it(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    qtbot.mouseClick(form.sources.add_button, LEFT)
    (card,) = form.sources.cards
    retype(card.lines[1], "javascript:alert(1)")
    assert "no address" in card.note.text()
    retype(card.lines[1], "example.org/news")
    press_key(window, Qt.Key.Key_Tab)
    (source,) = event_of(window).sources
    assert str(source.url) == "https://example.org/news"


def test_the_preview_shows_markdown_and_no_html(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    form.summary.text.setFocus()
    type_keys("**Why** <b>not</b>")
    qtbot.mouseClick(form.summary.preview_button, LEFT)
    assert form.summary.preview.isVisible()
    assert form.summary.preview.toPlainText() == "Why <b>not</b>"
    qtbot.mouseClick(form.summary.preview_button, LEFT)
    assert form.summary.text.isVisible()


def test_a_new_event_is_described_and_added_by_key(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(window)
    type_keys("Tariffs")
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_Tab)
    assert focus() is form.date.date
    type_keys("3 Feb 2025")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert event_of(window, "tariffs").when == EventDate("2025-02-03")
    assert window.view_model.selected == "tariffs"
    assert undo_label(window) == "Add “Tariffs”"
    assert window.details.isVisible()
    assert focus() is window.chart.chart


def test_esc_leaves_a_new_event_for_later(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    type_keys("Later")
    press_key(window, Qt.Key.Key_Escape)
    assert window.details.isVisible()
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    assert form_of(window).title.text() == "Later"
    form_of(window).category.setFocus()
    press_key(window, Qt.Key.Key_Escape)
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    assert form_of(window).title.text() == "Later"


def test_a_discarded_event_can_be_restored(qtbot: QtBot, window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(window)
    type_keys("Never")
    qtbot.mouseClick(form.discard_button, LEFT)
    assert window.details.isVisible()
    bar = bar_of(window)
    assert bar.text == "The new event was discarded"
    qtbot.mouseClick(bar.act_button, LEFT)
    assert not bar.isVisible()
    assert form.isVisible()
    assert form.title.text() == "Never"


def test_nothing_is_said_of_a_blank_event_that_is_discarded(
    qtbot: QtBot, window: MainWindow
) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.mouseClick(form_of(window).discard_button, LEFT)
    assert not bar_of(window).isVisible()
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    assert not form_of(window).title.text()


def test_adding_goes_to_what_is_missing(qtbot: QtBot, window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(window)
    assert form.add_button.isEnabled()
    form.sources.add_button.setFocus()
    qtbot.mouseClick(form.add_button, LEFT)
    assert focus() is form.title
    assert form.title.has_problem
    type_keys("Tariffs")
    press_key(window, Qt.Key.Key_Return)
    assert focus() is form.date.date
    assert "There is no date" in form.date.understood.text()
    type_keys("3 Feb 2025")
    qtbot.mouseClick(form.figures.add_button, LEFT)
    (card,) = form.figures.cards
    type_keys("Rate")
    retype(card.lines[2], "lots")
    form.title.setFocus()
    qtbot.mouseClick(form.add_button, LEFT)
    assert focus() is card.lines[2]
    assert is_seen(card)
    retype(card.lines[2], "1.5")
    retype(form.title, "Tariffs")
    press_key(window, Qt.Key.Key_Return)
    assert event_of(window, "tariffs").when == EventDate("2025-02-03")
    assert focus() is window.chart.chart


def test_tab_reaches_the_button_that_adds(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(window)
    form.sources.add_button.setFocus()
    press_key(window, Qt.Key.Key_Tab)
    assert focus() is form.add_button
    press_key(window, Qt.Key.Key_Tab)
    assert focus() is form.discard_button


def test_esc_after_a_pause_gives_up_what_it_wrote(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    type_keys("Half a ti")
    with qtbot.waitSignal(window.view_model.reading_changed, timeout=PAUSE_MS * 3):
        pass
    assert event_of(window).title == "Half a ti"
    press_key(window, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.title.text() == "First"
    assert event_of(window).title == "First"
    assert not undo_label(window)


def test_a_new_row_is_seen_as_a_whole_under_its_heads(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    for table, heads in (
        (form.figures, {"Name", "Value", "Unit", "Qualifier", "Note"}),
        (form.sources, {"Title", "Publisher", "URL", "Published", "Read on"}),
    ):
        for _ in range(3):
            qtbot.mouseClick(table.add_button, LEFT)
            card = table.cards[-1]
            assert is_seen(card)
            assert focus() is card.lines[0]
            labels = card.findChildren(FieldLabel)
            assert {label.text() for label in labels if label.text()} == heads


def test_a_row_is_added_by_key_from_a_field_that_is_typed_in(
    window: MainWindow, form: EditorPanel
) -> None:
    type_keys("Typed")
    form.figures.add_button.click()
    (card,) = form.figures.cards
    assert focus() is card.lines[0]
    assert event_of(window).title == "Typed"


def test_esc_in_a_new_row_keeps_the_row(
    qtbot: QtBot, window: MainWindow, form: EditorPanel
) -> None:
    qtbot.mouseClick(form.figures.add_button, LEFT)
    type_keys("Market value")
    press_key(window, Qt.Key.Key_Escape)
    (card,) = form.figures.cards
    assert not card.lines[0].text()


def test_an_hour_can_be_read_as_a_whole(window: MainWindow, form: EditorPanel) -> None:
    timing = form.date.timing
    words = [timing.itemText(row) for row in range(timing.count())]
    room = timing.width() - 30
    assert all(text_width(text, timing.font()) <= room for text in words)


def test_a_similar_event_is_named_and_can_be_merged_into(qtbot: QtBot, window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(window)
    type_keys("second!")
    retype(form.date.date, "17 Feb 2025")
    link, offer = form.similar.buttons
    assert link.words == "Second (17 Feb 2025)"
    qtbot.mouseClick(offer, LEFT)
    assert window.view_model.selected == "second"
    assert len(window.view_model.reading.timeline.events) == 4
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    type_keys("third")
    retype(form.date.date, "6 Mar 2025")
    qtbot.mouseClick(form.similar.buttons[0], LEFT)
    assert form.title.text() == "Third"


def test_a_long_similar_event_stays_within_the_form(window: MainWindow, form: EditorPanel) -> None:
    long_title = "Second, and then words that are far too many for a panel of this width"
    retype(form.title, long_title)
    retype(form.date.date, "17 Feb 2025")
    press_key(window, Qt.Key.Key_F2)
    press_key(window, Qt.Key.Key_N, CTRL | SHIFT)
    retype(form.title, long_title)
    retype(form.date.date, "17 Feb 2025")
    link, offer = form.similar.buttons[:2]
    assert link.words.startswith(long_title)
    assert long_title in link.toolTip()
    QApplication.processEvents()
    assert offer.mapTo(form, offer.rect().topRight()).x() < form.width()


def test_enter_takes_one_reading_of_a_date(window: MainWindow, form: EditorPanel) -> None:
    retype(form.date.date, "03/04/2025")
    choice = form.date.choice_buttons[0]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert not form.date.choice_buttons
    assert form.date.date.text() == "3 Apr 2025"
    assert form.isVisible()
    assert "Move" in undo_label(window)


def test_a_double_click_in_a_lane_begins_an_event_there(qtbot: QtBot, window: MainWindow) -> None:
    lane = picture_in(window).lanes[1]
    at = QPoint(300, round(lane.y))
    qtbot.mouseDClick(window.chart.chart.viewport(), LEFT, pos=at)
    form = form_of(window)
    assert form.isVisible()
    assert form.category.currentText() == "Policy"
    assert form.date.understood.text()


def test_a_double_click_on_an_event_edits_it(qtbot: QtBot, window: MainWindow) -> None:
    mark = lane_mark_in(window, "first")
    qtbot.mouseDClick(window.chart.chart.viewport(), LEFT, pos=QPoint(round(mark.x), round(mark.y)))
    assert form_of(window).title.text() == "First"
    qtbot.mouseDClick(window.events.rows.viewport(), LEFT, pos=row_point(window, "third"))
    assert form_of(window).title.text() == "Third"


def test_tab_goes_down_the_form(window: MainWindow, form: EditorPanel) -> None:
    date = form.date
    expected: list[QWidget] = [form.short_title, date.date, date.zone, date.timing, date.session]
    expected += [form.category, form.importance, form.summary.text, form.summary.preview_button]
    expected += [*form.names.values(), form.figures.add_button, form.sources.add_button]
    expected += [form.done_button]
    for field in expected:
        press_key(window, Qt.Key.Key_Tab)
        assert focus() is field, field.accessibleName()


def test_every_field_has_a_name(form: EditorPanel) -> None:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, WordButton)
    fields = [field for kind in kinds for field in form.findChildren(kind)]
    assert len(fields) > 15
    assert all(field.accessibleName() for field in fields if field.isVisible())


def test_a_document_that_cannot_be_written_can_be_looked_at(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.view_model._session
    monkeypatch.setattr(session, "_read_only_reason", "another window has it")
    press_key(window, Qt.Key.Key_F2)
    form = form_of(window)
    assert form.title.isReadOnly()
    assert not form.category.isEnabled()
    assert not form.figures.add_button.isEnabled()


def test_headings_are_read_as_well_on_a_form_that_opens_in_the_dark(window: MainWindow) -> None:
    window.set_theme(DARK)
    press_key(window, Qt.Key.Key_F2)
    form = form_of(window)
    image = form.grab().toImage()
    assert image.pixelColor(2, image.height() - 2).name() == DARK.window
    (heading,) = form.figures.findChildren(SectionHeading)
    assert heading.palette().windowText().color().name() == DARK.text_muted


def test_the_form_takes_the_colors_of_the_theme(window: MainWindow, form: EditorPanel) -> None:
    window.set_theme(DARK)
    image = form.grab().toImage()
    assert image.pixelColor(2, image.height() - 2).name() == DARK.window


def test_the_details_keep_the_colors_of_the_theme_beside_the_form(window: MainWindow) -> None:
    window.set_theme(DARK)
    press_key(window, Qt.Key.Key_F2)
    press_key(window, Qt.Key.Key_F2)
    assert window.details.isVisible()
    image = window.details.grab().toImage()
    assert image.pixelColor(2, image.height() - 2).name() == DARK.window


def test_what_is_said_below_a_field_is_quiet_and_a_problem_stands_out(
    window: MainWindow, form: EditorPanel
) -> None:
    understood, reaction = form.date.understood, form.date.reaction
    assert understood.palette().windowText().color().name() == LIGHT.text_muted
    assert reaction.palette().windowText().color().name() == LIGHT.text_muted
    retype(form.date.date, "soon")
    assert understood.palette().windowText().color().name() == LIGHT.warning
    type_keys("2025")
    assert understood.palette().windowText().color().name() == LIGHT.text_muted


def test_several_selected_events_close_the_form(window: MainWindow, form: EditorPanel) -> None:
    window.view_model.select_all()
    assert not form.isVisible()


def test_what_was_typed_is_written_when_the_window_closes(
    window: MainWindow, form: EditorPanel
) -> None:
    type_keys("Last words")
    window.close()
    assert event_of(window).title == "Last words"


def test_an_unexplained_move_begins_an_event_on_its_day(window: MainWindow) -> None:
    window.events.move_clicked.emit(40)
    form = form_of(window)
    assert form.isVisible()
    assert form.date.date.text() == day_text(window.view_model.reading.scale.date_at(40))
