"""The hover card: where it stands, and that it stays out of the way."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.chart.hover_card import HoverState
from tickertale.widgets.chart.hover_card import HoverCard, card_place
from tickertale.widgets.look.theme import DARK

STATE = HoverState(
    title="QwQ-32B open-sourced",
    date_text="Thu 6 March 2025, 03:48 HKT",
    color="#0072B2",
    summary="Alibaba released a 32-billion-parameter reasoning model under Apache 2.0.",
    move_text="+8.4%",
    sign=1,
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    qtbot.waitExposed(window)
    yield window


@given(
    x=st.integers(0, 980),
    y=st.integers(0, 680),
    width=st.integers(40, 320),
    height=st.integers(30, 200),
)
def test_the_card_is_inside_and_never_over_its_anchor(
    x: int, y: int, width: int, height: int
) -> None:
    bounds, anchor = QRect(0, 0, 1000, 700), QRect(x, y, 20, 20)
    place = QRect(card_place(anchor, QSize(width, height), bounds=bounds), QSize(width, height))
    assert bounds.contains(place)
    assert not place.intersects(anchor)


def test_the_card_stands_to_the_right_where_it_can(qapp: object) -> None:
    place = card_place(QRect(100, 100, 20, 20), QSize(200, 90), bounds=QRect(0, 0, 1000, 700))
    assert place.x() == 130


def test_a_card_larger_than_its_bounds_begins_at_their_corner(qapp: object) -> None:
    bounds = QRect(50, 60, 100, 40)
    assert card_place(QRect(70, 70, 5, 5), QSize(200, 90), bounds=bounds) == QPoint(50, 60)


@pytest.mark.parametrize("corner", [QPoint(2, 2), QPoint(690, 2), QPoint(2, 490), QPoint(690, 490)])
def test_the_card_shows_itself_beside_the_anchor(window: QWidget, corner: QPoint) -> None:
    card = HoverCard(window)
    card.set_theme(DARK)
    anchor = QRect(corner, QSize(6, 6))
    card.show_for(STATE, QRect(window.mapToGlobal(corner), anchor.size()))
    assert card.isVisible()
    assert window.rect().contains(card.geometry())
    assert not card.geometry().intersects(anchor)
    assert card.accessibleName() == "QwQ-32B open-sourced, Thu 6 March 2025, 03:48 HKT"


def test_clicks_go_through_the_card(qtbot: QtBot, window: QWidget) -> None:
    button = QPushButton("below", window)
    button.resize(window.size())
    button.show()
    card = HoverCard(window)
    card.show_for(STATE, QRect(window.mapToGlobal(QPoint(300, 200)), QSize(10, 10)))
    assert window.childAt(card.geometry().center()) is button
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_card_fits_a_narrow_window(window: QWidget) -> None:
    window.resize(200, 300)
    card = HoverCard(window)
    long = HoverState(title="阿里巴巴" * 20, date_text="x" * 60, color="#D55E00", summary="y" * 140)
    card.show_for(long, QRect(window.mapToGlobal(QPoint(10, 10)), QSize(5, 5)))
    assert card.width() <= 200
    assert not card.grab().isNull()
