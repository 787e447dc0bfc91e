"""Lines that end with an ellipsis where they have no room."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.chart.readout import Readout
from tickertale.widgets.chart.chart_header import ChartHeader
from tickertale.widgets.control.elided_label import ElidedLabel
from tickertale.widgets.control.status_line import StatusLine
from tickertale.widgets.look.theme import LIGHT

LONG = "Alibaba Group Holding Limited, American depositary shares, eight ordinary shares each"


@pytest.fixture
def label(qtbot: QtBot) -> Iterator[ElidedLabel]:
    around = QWidget()
    qtbot.addWidget(around)
    label = ElidedLabel()
    layout = QHBoxLayout(around)
    layout.addWidget(label)
    around.resize(120, 40)
    with qtbot.waitExposed(around):
        around.show()
    yield label


def test_a_text_that_fits_is_shown_as_it_is(label: ElidedLabel) -> None:
    label.setText("Alibaba")
    assert label.shown_text == "Alibaba"
    assert not label.toolTip()


def test_a_long_text_ends_with_an_ellipsis_and_is_told_in_full(label: ElidedLabel) -> None:
    label.setText(LONG)
    assert label.shown_text.endswith("…")
    assert label.fontMetrics().horizontalAdvance(label.shown_text) <= label.width() + 1
    assert LONG in label.toolTip()
    assert label.text() == LONG


def test_with_more_room_the_whole_text_is_back(label: ElidedLabel, qtbot: QtBot) -> None:
    label.setText(LONG)
    label.window().resize(1200, 40)
    qtbot.waitUntil(lambda: label.shown_text == LONG)
    assert not label.toolTip()


def test_a_detail_goes_before_the_text(label: ElidedLabel) -> None:
    label.setText(LONG)
    label.set_detail("Because.")
    assert "Because." in label.toolTip()
    assert LONG not in label.toolTip()


def test_a_narrow_header_cuts_no_letter(qtbot: QtBot) -> None:
    header = ChartHeader(LIGHT)
    qtbot.addWidget(header)
    header.set_instrument(LONG, "BABA · NYSE · USD · daily")
    header.set_readout(
        Readout("3 Nov 2025, 09:30 EST", ("O 1.00", "H 2.00"), "+1.0%", "Vol 3m", True)
    )
    header.resize(300, 60)
    with qtbot.waitExposed(header):
        header.show()
    labels = header.findChildren(ElidedLabel)
    assert header.width() == 300
    assert any(label.shown_text.endswith("…") for label in labels)
    for label in labels:
        assert label.fontMetrics().horizontalAdvance(label.shown_text) <= label.width() + 1


def test_a_narrow_status_line_gives_way(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_text(LONG, detail="")
    line.resize(200, 24)
    with qtbot.waitExposed(line):
        line.show()
    assert line.width() == 200
