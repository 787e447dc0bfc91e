"""The menu of instruments beside the chart's own."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tickertale.domain.instrument import Instrument, InstrumentKind
from tickertale.widgets.chart.compare_menu import CompareMenu


def test_an_ampersand_in_a_name_is_shown_and_no_access_key(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = CompareMenu(owner)
    fund = Instrument(
        id="SPY",
        symbol="SPY",
        name="S&P 500",
        kind=InstrumentKind.INDEX,
        mic="XNYS",
        currency="USD",
    )
    menu.set_instruments([fund], shown=["SPY"])
    (action,) = menu.actions()
    assert action.text() == "SPY  S&&P 500 (USD)"
    assert action.isChecked()
