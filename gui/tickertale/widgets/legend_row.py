"""The legend of a comparison: samples of the lines, names and changes, on one row."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.legend import LegendItem
from tickertale.widgets.compare_painting import compared_pen
from tickertale.widgets.painting import label_width, paint_label
from tickertale.widgets.theme import Theme

_SIZE_PX = 12
_SAMPLE_PX = 24.0
_HEIGHT_PX = 18


class LegendRow(QWidget):
    """Shows the compared instruments; hidden while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[LegendItem, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Compared instruments")
        self.hide()

    def set_items(self, items: tuple[LegendItem, ...]) -> None:
        """Show these instruments."""
        if items != self._items:
            self._items = items
            told = ", ".join(f"{item.name} {item.change}" for item in items)
            self.setAccessibleDescription(told)
            self.setVisible(bool(items))
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0.0, _HEIGHT_PX / 2
        signs = {1: self._theme.up, -1: self._theme.down}
        for item in self._items:
            painter.setPen(compared_pen(item.style, theme=self._theme))
            painter.drawLine(QPointF(left, middle), QPointF(left + _SAMPLE_PX, middle))
            left += _SAMPLE_PX + 6.0
            changed = signs.get(item.sign, self._theme.text_muted)
            for text, weight, color in (
                (item.name, 400, self._theme.text_muted),
                (item.change, 600, changed),
            ):
                painter.setPen(QColor(color))
                paint_label(
                    painter, text, left=left, middle=middle, size_px=_SIZE_PX, weight=weight
                )
                left += label_width(text, size_px=_SIZE_PX, weight=weight) + 6.0
            left += 12.0
        painter.end()
