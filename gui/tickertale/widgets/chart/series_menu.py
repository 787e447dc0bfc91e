"""The menu of the bars that can be shown: daily, weekly, the minutes of another series."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from tickertale.viewmodels.chart.series_item import SeriesItem


class SeriesMenu(QMenu):
    """Lists bars, of which one kind is shown.

    Signals
    -------
    chosen(SeriesChoice)
        These shall be shown.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Inter&val", parent)
        self._group = QActionGroup(self)
        self._items: tuple[SeriesItem, ...] = ()

    def set_items(self, items: Sequence[SeriesItem]) -> None:
        """List these; emits nothing."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        self.clear()
        for item in items:
            action = self._group.addAction(item.text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(item.is_shown)
            action.triggered.connect(lambda _=False, row=item: self.chosen.emit(row.choice))
            self.addAction(action)
        if not items:
            self.addAction("This timeline has no prices").setEnabled(False)
