"""Buttons without a frame: a word with a menu triangle, a chevron, a row."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from tickertale.widgets.look.brush import (
    paint_box,
    paint_chevron,
    paint_text,
    paint_triangle,
    text_width,
)
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, mixed


class FlatButton(QPushButton):
    """A button that paints itself in the colors of a theme; the focus is a ring.

    Parameters
    ----------
    accessible_name : str
        What screen readers say.
    parent : QWidget or None
    """

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.setAccessibleName(accessible_name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.theme = theme
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self.paint_face(painter, QRectF(self.rect()))
            if self.hasFocus() and self.is_focus_shown():
                ring = QRectF(self.rect())
                paint_box(painter, ring, radius=5, fill=None, border=self.theme.accent)
        finally:
            painter.end()

    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        """Paint everything but the focus ring."""
        raise NotImplementedError

    def is_focus_shown(self) -> bool:
        """Return whether the focus ring is painted."""
        return True

    def hover_fill(self) -> str | None:
        """Return the wash under the cursor, if it is here."""
        if not self.isEnabled() or not self.underMouse():
            return None
        return mixed(self.theme.window, self.theme.text, share=0.06)


class MenuTextButton(FlatButton):
    """A word with a small triangle that opens a menu."""

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent=parent)
        self._word = ""

    @property
    def word(self) -> str:
        """Return the word shown."""
        return self._word

    def set_word(self, word: str) -> None:
        """Show another word."""
        if word != self._word:
            self._word = word
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._word, font(12))) + 24, 22)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        paint_box(painter, rect, radius=5, fill=self.hover_fill(), border=None)
        color = self.theme.text_muted
        words = rect.adjusted(6, 0, -16, 0)
        right = Qt.AlignmentFlag.AlignRight
        paint_text(painter, words, text=self._word, font=font(12), color=color, align=right)
        tip = QPointF(rect.right() - 9, rect.center().y() + 0.5)
        paint_triangle(painter, tip, size=3.2, color=color)


class ChevronDirection(Enum):
    """Where a chevron points."""

    LEFT = -1
    RIGHT = 1


class ChevronButton(FlatButton):
    """A small chevron, to step back or forth."""

    def __init__(
        self, accessible_name: str, direction: ChevronDirection, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(accessible_name, parent=parent)
        self._direction = direction

    @override
    def sizeHint(self) -> QSize:
        return QSize(20, 22)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        paint_box(painter, rect, radius=5, fill=self.hover_fill(), border=None)
        theme = self.theme
        faded = mixed(theme.text_muted, theme.window, share=0.6)
        color = theme.text_muted if self.isEnabled() else faded
        paint_chevron(painter, rect.center(), dx=3.5 * self._direction.value, color=color)
