"""A box that sets a few lines apart from the rest of a panel, painted to its width."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.widgets.look.brush import paint_box
from tickertale.widgets.look.theme import LIGHT, Theme

CARD_PADDING_PX = 14
"""Left and right of the contents."""


class Card(QWidget):
    """A rounded box as tall as its contents at the width it gets.

    Parameters
    ----------
    padding_px : int
        Above and below the contents.
    parent : QWidget or None
    """

    def __init__(self, *, padding_px: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.padding_px = padding_px
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.theme = theme
        self.update()

    def paint_contents(self, painter: QPainter, inside: QRectF) -> None:
        """Paint what the card holds; `inside` has no padding left."""
        raise NotImplementedError

    def contents_height(self, width: float) -> float:
        """Return the height that the contents take at a width without padding."""
        raise NotImplementedError

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        inside = max(width - 2 * CARD_PADDING_PX, 1)
        return round(self.contents_height(inside)) + 2 * self.padding_px

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            rect, theme = QRectF(self.rect()), self.theme
            paint_box(painter, rect, radius=8, fill=theme.card, border=theme.hairline)
            side, above = CARD_PADDING_PX, self.padding_px
            inside = rect.adjusted(side, above, -side, -above)
            self.paint_contents(painter, inside)
        finally:
            painter.end()
