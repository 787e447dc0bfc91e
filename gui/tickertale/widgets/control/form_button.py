"""The buttons of a form: quiet words, and the one that does what the form is for."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import paint_box, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import mixed

_HEIGHT_PX = 26


class WordButton(FlatButton):
    """A word in a hairline box; the strong one is filled.

    Parameters
    ----------
    text : str
        With the sign that marks its access key.
    is_strong : bool
        It does what the form is for.
    is_plain : bool
        It has no box.
    parent : QWidget or None
    """

    def __init__(
        self,
        text: str,
        *,
        is_strong: bool = False,
        is_plain: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", ""), parent=parent)
        self._is_strong = is_strong
        self._is_plain = is_plain
        self.setText(text)

    @property
    def words(self) -> str:
        """Return what stands on it."""
        return self.text().replace("&", "")

    @override
    def sizeHint(self) -> QSize:
        pad = 8 if self._is_plain else 22
        return QSize(round(text_width(self.words, self._face())) + pad, _HEIGHT_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, _HEIGHT_PX)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        fill, color = self.hover_fill(), theme.accent if self._is_plain else theme.text
        border = None if self._is_plain else theme.outline
        if self._is_strong and self.isEnabled():
            fill, border, color = theme.accent, theme.accent, theme.on_accent
        if not self.isEnabled():
            color = mixed(theme.text_muted, theme.window, share=0.4)
        paint_box(painter, rect, radius=5, fill=fill, border=border)
        center = Qt.AlignmentFlag.AlignHCenter
        inner = rect.adjusted(4, 0, -4, 0)
        paint_text(painter, inner, text=self.words, font=self._face(), color=color, align=center)

    def _face(self) -> QFont:
        return font(12, 600 if self._is_strong else 400)
