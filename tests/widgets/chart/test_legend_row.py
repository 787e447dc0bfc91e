"""The legend of a comparison, on screen."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.chart.legend import OWN_STYLE, LegendItem
from tickertale.widgets.chart.compare_painting import compared_pen
from tickertale.widgets.chart.legend_row import LegendRow
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

ITEMS = (
    LegendItem("9988.HK HKD", "140.80", "+65.1%", 1, OWN_STYLE),
    LegendItem("BABA USD", "139.95", "+61.7%", 1, 0),
    LegendItem("KWEB USD", "36.82", "+25.0%", 1, 1),
    LegendItem("HSI", "24,370", "−1.2%", -1, 2),
)


@pytest.fixture
def legend(qtbot: QtBot) -> Iterator[LegendRow]:
    legend = LegendRow(LIGHT)
    qtbot.addWidget(legend)
    legend.resize(1200, 18)
    yield legend


def test_without_a_comparison_it_is_hidden(legend: LegendRow) -> None:
    legend.set_items(())
    assert legend.isHidden()
    legend.set_items(ITEMS)
    assert not legend.isHidden()


def test_with_room_all_stand_on_one_row(legend: LegendRow) -> None:
    legend.set_items(ITEMS)
    assert [row for _, row in legend.places] == [0, 0, 0, 0]
    assert legend.sizeHint().height() == 18


@pytest.mark.parametrize("width", [100, 360, 700])
def test_what_does_not_fit_goes_on_below(legend: LegendRow, width: int) -> None:
    legend.set_items(ITEMS)
    legend.resize(width, 18)
    rows = [row for _, row in legend.places]
    assert rows[-1] > 0
    assert rows == sorted(rows)
    assert legend.sizeHint().height() == 18 * (rows[-1] + 1)
    legend.resize(width, legend.sizeHint().height())
    legend.grab()


def test_other_digits_move_nothing(legend: LegendRow) -> None:
    legend.set_items(ITEMS)
    before = legend.places
    other = LegendItem("9988.HK HKD", "111.11", "+11.1%", 1, OWN_STYLE)
    legend.set_items((other, *ITEMS[1:]))
    assert legend.places == before


def test_it_can_be_read_out(legend: LegendRow) -> None:
    legend.set_items(ITEMS)
    assert "BABA USD 139.95 +61.7%" in legend.accessibleDescription()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_differ_by_more_than_color(theme: Theme) -> None:
    pens = [compared_pen(style, theme=theme) for style in (OWN_STYLE, *range(12))]
    dashes = [tuple(pen.dashPattern()) for pen in pens[:5]]
    assert len(set(dashes)) == 5
    pairs = {(pen.color().name(), tuple(pen.dashPattern())) for pen in pens}
    assert len(pairs) == 13
