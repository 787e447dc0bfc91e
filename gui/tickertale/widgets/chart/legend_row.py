"""The legend of a comparison: samples of the lines, names, prices and changes."""

import re

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.legend import LegendItem
from tickertale.widgets.chart.compare_painting import compared_pen
from tickertale.widgets.chart.painting import label_width, paint_label
from tickertale.widgets.look.theme import Theme

_SIZE_PX = 12
_SAMPLE_PX = 24.0
_HEIGHT_PX = 18
_GAP_PX = 6.0
_BETWEEN_PX = 18.0
_DIGIT = re.compile(r"\d")


class LegendRow(QWidget):
    """Shows the instruments of a comparison, in as many rows as they need; hidden without any."""

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
            told = ", ".join(f"{item.name} {item.price} {item.change}" for item in items)
            self.setAccessibleDescription(told)
            self.setVisible(bool(items))
            self._fit()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.update()

    @property
    def places(self) -> tuple[tuple[float, int], ...]:
        """Return the left edge and the row of each instrument."""
        places, left, row = [], 0.0, 0
        for item in self._items:
            width = _item_width(item)
            if left > 0.0 and left + width > self.width():
                left, row = 0.0, row + 1
            places.append((left, row))
            left += width + _BETWEEN_PX
        return tuple(places)

    @override
    def sizeHint(self) -> QSize:
        rows = 1 + max((row for _, row in self.places), default=0)
        return QSize(100, rows * _HEIGHT_PX)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item, (left, row) in zip(self._items, self.places, strict=True):
            self._paint_item(painter, item, left=left, middle=(row + 0.5) * _HEIGHT_PX)
        painter.end()

    def _paint_item(
        self, painter: QPainter, item: LegendItem, *, left: float, middle: float
    ) -> None:
        painter.setPen(compared_pen(item.style, theme=self._theme))
        painter.drawLine(QPointF(left, middle), QPointF(left + _SAMPLE_PX, middle))
        left += _SAMPLE_PX + _GAP_PX
        muted = self._theme.text_muted
        changed = {1: self._theme.up, -1: self._theme.down}.get(item.sign, muted)
        for (text, weight), color in zip(
            _texts(item), (muted, self._theme.text, changed), strict=True
        ):
            painter.setPen(QColor(color))
            paint_label(painter, text, left=left, middle=middle, size_px=_SIZE_PX, weight=weight)
            left += _width(text, weight) + _GAP_PX

    def _fit(self) -> None:
        if self.height() != self.sizeHint().height():
            self.updateGeometry()


def _texts(item: LegendItem) -> tuple[tuple[str, int], ...]:
    return (item.name, 400), (item.price, 400), (item.change, 600)


def _item_width(item: LegendItem) -> float:
    texts = sum(_width(text, weight) + _GAP_PX for text, weight in _texts(item))
    return _SAMPLE_PX + texts


def _width(text: str, weight: int) -> float:
    # As wide as with other digits, so that a moving crosshair does not move what follows.
    return label_width(_DIGIT.sub("0", text), size_px=_SIZE_PX, weight=weight)
