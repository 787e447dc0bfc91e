"""The dates in view, which can be typed over, in the window that they are part of."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from helpers.intraday import minute_bars, open_intraday
from helpers.pointer import click, drag
from helpers.window import shown_window
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.widgets.chart.range_field import RangeField, RangeFields
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qtbot) as window:
        window.view_model.show_all()
        yield window


def fields_in(window: MainWindow) -> RangeFields:
    fields = window.findChild(RangeFields)
    assert isinstance(fields, RangeFields)
    return fields


def dates_in(window: MainWindow) -> tuple[str, str]:
    fields = fields_in(window)
    return fields.start.text(), fields.end.text()


def type_over(field: RangeField, text: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, text)


def days_in_view(window: MainWindow) -> list[str]:
    return [f"{day}" for day in window.view_model.days_in_view()]


def test_the_fields_tell_what_is_in_view(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dates_in(window) == ("1 Oct 2024", "28 Apr 2025"))
    window.view_model.set_view(ViewRange(9.5, 29.5))
    qtbot.waitUntil(lambda: dates_in(window) == ("15 Oct 2024", "11 Nov 2024"))


def test_dragging_the_chart_takes_them_along(window: MainWindow, qtbot: QtBot) -> None:
    window.view_model.set_view(ViewRange(9.5, 29.5))
    qtbot.waitUntil(lambda: dates_in(window)[0] == "15 Oct 2024")
    drag(window.chart.chart.viewport(), (300, 300), (100, 300))
    first = window.view_model.days_in_view()[0]
    assert first is not None
    qtbot.waitUntil(lambda: dates_in(window)[0] == f"{first.day} {first:%b %Y}")
    assert dates_in(window)[0] != "15 Oct 2024"


def test_enter_shows_what_was_typed_and_gives_the_keys_back(window: MainWindow) -> None:
    fields = fields_in(window)
    type_over(fields.start, "2024-12-02")
    QTest.keyClick(fields.start, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is fields.end
    QTest.keyClicks(fields.end, "14 Feb 2025")
    QTest.keyClick(fields.end, Qt.Key.Key_Return)
    assert days_in_view(window) == ["2024-12-02", "2025-02-14"]
    assert dates_in(window) == ("2 Dec 2024", "14 Feb 2025")
    assert window.chart.chart.hasFocus()


def test_what_it_shows_can_be_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.view_model.set_view(ViewRange(9.5, 29.5))
    qtbot.waitUntil(lambda: dates_in(window)[0] == "15 Oct 2024")
    QTest.keyClick(fields_in(window).end, Qt.Key.Key_Return)
    assert window.view_model.view == ViewRange(9.5, 29.5)


def test_escape_puts_back_what_is_in_view(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dates_in(window)[1] == "28 Apr 2025")
    before = window.view_model.view
    fields = fields_in(window)
    type_over(fields.end, "2025-01")
    assert fields.end.text() == "2025-01"
    QTest.keyClick(fields.end, Qt.Key.Key_Escape)
    assert dates_in(window)[1] == "28 Apr 2025"
    assert window.view_model.view == before
    assert window.view_model.selected is not None
    assert window.chart.chart.hasFocus()


def test_a_click_elsewhere_forgets_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dates_in(window)[1] == "28 Apr 2025")
    type_over(fields_in(window).end, "2025-01")
    click(window.chart.chart.viewport(), 40, 300)
    assert dates_in(window)[1] == "28 Apr 2025"


def test_what_cannot_be_shown_is_said_and_can_be_mended(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dates_in(window)[1] == "28 Apr 2025")
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    before = window.view_model.view
    fields = fields_in(window)
    type_over(fields.start, "soon")
    QTest.keyClick(fields.start, Qt.Key.Key_Return)
    assert bar.isVisible()
    assert window.view_model.view == before
    assert fields.start.text() == "soon"
    assert fields.start.hasFocus()
    fields.start.selectAll()
    QTest.keyClicks(fields.start, "2025-03-03")
    QTest.keyClick(fields.start, Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert days_in_view(window)[0] == "2025-03-03"


def test_typing_is_not_disturbed_by_what_moves_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    fields = fields_in(window)
    type_over(fields.start, "2025-0")
    window.view_model.set_view(ViewRange(9.5, 29.5))
    qtbot.waitUntil(lambda: fields.end.text() == "11 Nov 2024")
    assert fields.start.text() == "2025-0"


def test_of_minutes_the_hours_are_told_and_can_be_typed(qtbot: QtBot) -> None:
    with shown_window(qtbot, open_intraday(minute_bars())) as window:
        window.view_model.show_all()
        ends = ("27 Oct 2025, 09:30", "5 Dec 2025, 15:59")
        qtbot.waitUntil(lambda: dates_in(window) == ends)
        fields = fields_in(window)
        type_over(fields.start, "28 Nov 2025, 12:00")
        QTest.keyClick(fields.start, Qt.Key.Key_Tab)
        QTest.keyClicks(fields.end, "2025-12-01T10:00")
        QTest.keyClick(fields.end, Qt.Key.Key_Enter)
        assert dates_in(window) == ("28 Nov 2025, 12:00", "1 Dec 2025, 10:00")
        assert window.view_model.view.span == 60 + 31
        for field in (fields.start, fields.end):
            assert field.fontMetrics().horizontalAdvance(field.text()) < field.width() - 8


def test_the_fields_have_names(window: MainWindow) -> None:
    fields = fields_in(window)
    names = [field.accessibleName() for field in (fields.start, fields.end)]
    assert names == ["From date in view", "To date in view"]


def test_long_dates_do_not_push_the_export_button_out(qtbot: QtBot) -> None:
    with shown_window(qtbot, open_intraday(minute_bars())) as window:
        qtbot.waitUntil(lambda: "," in dates_in(window)[0])
        (button,) = (
            row for row in window.findChildren(QPushButton) if row.text() == "Export figure"
        )
        qtbot.waitUntil(button.isVisible)
        assert button.mapTo(window, button.rect().bottomRight()).x() < window.width()
