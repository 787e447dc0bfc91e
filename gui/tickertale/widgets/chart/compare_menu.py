"""The menu of instruments that can be shown beside the chart's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from tickertale.domain.instrument import Instrument


class CompareMenu(QMenu):
    """Lists instruments, each of which can be switched on and off.

    Signals
    -------
    toggled(str, bool)
        Id of an instrument, and whether it shall be shown.
    """

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Compar&e", parent)

    def set_instruments(self, instruments: Sequence[Instrument], *, shown: Sequence[str]) -> None:
        """List these instruments, those shown checked; emits nothing."""
        self.clear()
        for instrument in instruments:
            currency = f" ({instrument.currency})" if instrument.currency else ""
            text = f"{instrument.symbol}  {instrument.name}{currency}"
            action = self.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(instrument.id in shown)
            action.triggered.connect(
                lambda is_on, name=instrument.id: self.toggled.emit(name, is_on)
            )
        if not instruments:
            self.addAction("This timeline has no other instrument").setEnabled(False)
