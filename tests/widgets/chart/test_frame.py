"""The small parts around the chart: message, docks, tool bar, header, status."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.chart.readout import Readout
from tickertale.widgets.chart.chart_header import ChartHeader
from tickertale.widgets.chart.range_bar import RangeBar
from tickertale.widgets.chart.readout_line import ReadoutLine
from tickertale.widgets.control.message_bar import MessageBar
from tickertale.widgets.control.status_line import StatusLine
from tickertale.widgets.frame.dock import PanelDock
from tickertale.widgets.look.stylesheet import window_style
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.setCentralWidget(QWidget())
    yield window


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_a_message_is_shown_until_it_is_dismissed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.say("story.tale is damaged.")
    assert not bar.isHidden()
    assert texts(bar) == ["story.tale is damaged."]
    qtbot.mouseClick(bar.findChild(QPushButton), LEFT)
    assert bar.isHidden()


def test_an_empty_message_hides_the_bar(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("Something.")
    bar.say("")
    assert bar.isHidden()


def test_a_message_is_plain_text(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("<b>bold</b>.tale is damaged.")
    assert bar.findChildren(QLabel)[0].textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_grip_of_a_panel_has_the_colors_of_the_theme(
    window: QMainWindow, theme: Theme, qtbot: QtBot
) -> None:
    dock = PanelDock("Events", name="events", panel=QWidget(), parent=window)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    with qtbot.waitExposed(window):
        window.show()
    grip = dock.titleBarWidget()
    dock.set_theme(theme)
    # Sent by hand, for where the pointer is when the window appears is the screen's affair.
    QApplication.sendEvent(grip, QEvent(QEvent.Type.Leave))
    plain = grip.grab().toImage()
    assert plain.pixelColor(2, 2).name() == theme.window
    at = QPointF(20, 5)
    QApplication.sendEvent(grip, QEnterEvent(at, at, at))
    assert grip.grab().toImage() != plain
    QApplication.sendEvent(grip, QEvent(QEvent.Type.Leave))
    assert grip.grab().toImage() == plain


def test_a_panel_stays_at_a_side(window: QMainWindow) -> None:
    dock = PanelDock("Events", name="events", panel=QWidget(), parent=window)
    assert dock.objectName() == "events"
    assert not dock.isAreaAllowed(Qt.DockWidgetArea.TopDockWidgetArea)
    assert dock.isAreaAllowed(Qt.DockWidgetArea.RightDockWidgetArea)


def test_a_range_button_runs_its_command_and_shows_whether_it_is_active(
    window: QMainWindow, qtbot: QtBot
) -> None:
    exported: list[None] = []
    action = QAction("1 month", window)
    action.setCheckable(True)
    bar = RangeBar([("1M", action)], menus=[], export=lambda: exported.append(None), parent=window)
    window.addToolBar(bar)
    (button,) = (row for row in bar.findChildren(QToolButton) if row.text() == "1M")
    assert button.accessibleName() == "1 month"
    action.setChecked(True)
    assert button.isChecked()
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, LEFT)
    qtbot.mouseClick(bar.findChild(QPushButton), LEFT)
    assert len(exported) == 1


def test_the_buttons_begin_where_the_chart_begins(window: QMainWindow, qtbot: QtBot) -> None:
    bar = RangeBar(
        [("1M", QAction("1 month", window))], menus=[], export=lambda: None, parent=window
    )
    window.addToolBar(bar)
    bar.set_left_margin(200)
    with qtbot.waitExposed(window):
        window.show()
    (button,) = (row for row in bar.findChildren(QToolButton) if row.text() == "1M")
    assert button.x() >= 200


def colors_in(line: ReadoutLine) -> set[str]:
    image = line.grab().toImage()
    places = product(range(image.width()), range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def test_the_header_shows_a_bar_and_its_move_in_color(qtbot: QtBot) -> None:
    header = ChartHeader(LIGHT)
    qtbot.addWidget(header)
    header.set_instrument("Alibaba Group", "9988.HK · HKEX · HKD · daily")
    header.set_readout(Readout("6 Mar 2025", ("C 140.80",), "+8.39%", "Vol 1m", is_up=True))
    assert texts(header) == ["Alibaba Group", "9988.HK · HKEX · HKD · daily"]
    header.resize(500, 80)
    line = header.findChild(ReadoutLine)
    assert isinstance(line, ReadoutLine)
    assert line.text == line.accessibleName() == "6 Mar 2025  C 140.80  +8.39%  Vol 1m"
    assert LIGHT.up in colors_in(line)
    header.set_theme(DARK)
    assert DARK.up in colors_in(line)
    header.set_readout(Readout("7 Mar 2025", (), "−1.00%", "", is_up=False))
    assert DARK.down in colors_in(line)
    assert DARK.up not in colors_in(line)


def test_the_status_line_has_a_detail_in_its_tool_tip(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_text("Read-only · 4 events", detail="It is locked.")
    label = next(row for row in line.findChildren(QLabel) if row.text().startswith("Read-only"))
    assert "It is locked." in label.toolTip()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_style_sheet_is_one_that_qt_understands(window: QMainWindow, theme: Theme) -> None:
    # Qt warns in the log of a sheet that it cannot parse, and a warning fails the test.
    window.setStyleSheet(window_style(theme))
    window.ensurePolished()
    assert theme.window in window.styleSheet()


def test_a_narrow_readout_leaves_parts_out_and_cuts_none(qtbot: QtBot) -> None:
    header = ChartHeader(LIGHT)
    qtbot.addWidget(header)
    prices = ("O 138.00", "H 141.50", "L 137.30", "C 140.80")
    header.set_readout(Readout("6 Mar 2025", prices, "+8.39%", "Vol 198.9m", is_up=True))
    header.resize(800, 80)
    header.show()
    line = header.findChild(ReadoutLine)
    assert isinstance(line, ReadoutLine)
    seen = []
    for width in range(700, 100, -10):
        header.resize(width, 80)
        text = line.text
        if width >= 220:
            image = line.grab().toImage()
            edge = {image.pixel(image.width() - 1, y) for y in range(image.height())}
            assert len(edge) == 1
            assert all(part in text for part in ("6 Mar 2025", "C 140.80", "+8.39%"))
        seen.append(tuple(letter for letter in ("Vol", "O", "H", "L") if f"{letter} 1" in text))
    order = [("Vol", "O", "H", "L"), ("O", "H", "L"), ("H", "L"), ("L",), ()]
    assert list(dict.fromkeys(seen)) == order
