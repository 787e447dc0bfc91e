"""The tags of the selected events, each a button that takes it away."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.bulk import TagCount
from tickertale.widgets.control.flow_layout import FlowLayout
from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import paint_box, paint_text, plain_tooltip, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, mixed

_HEIGHT_PX = 22
_PADDING_PX = 9
_CROSS_PX = 14


class TagButton(FlatButton):
    """A tag with a cross."""

    def __init__(self, tag: TagCount, *, parent: QWidget | None = None) -> None:
        super().__init__(f"Remove the tag {tag.text}", parent=parent)
        self.tag = tag
        self.setToolTip(plain_tooltip(f"Take the tag “{tag.tag}” from the selected events"))

    @override
    def sizeHint(self) -> QSize:
        words = round(text_width(self.tag.text, font(12)))
        return QSize(words + 2 * _PADDING_PX + _CROSS_PX, _HEIGHT_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(50, _HEIGHT_PX)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        border = mixed(theme.hairline, theme.text, share=0.25 if self.underMouse() else 0.0)
        paint_box(painter, rect, radius=rect.height() / 2, fill=theme.field, border=border)
        words = rect.adjusted(_PADDING_PX, 0, -_PADDING_PX - _CROSS_PX, 0)
        color = theme.text if self.isEnabled() else theme.text_muted
        paint_text(painter, words, text=self.tag.text, font=font(12), color=color)
        cross = QRectF(words.right() + 4, rect.top(), _CROSS_PX, rect.height())
        paint_text(painter, cross, text="×", font=font(13), color=theme.text_muted)


class TagRow(QWidget):
    """The tags, wrapped to the width.

    Signals
    -------
    tag_removed : str
        The user wants this tag taken away.
    """

    tag_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._tags: tuple[TagCount, ...] = ()
        self._buttons: list[TagButton] = []
        self._layout = FlowLayout(self, gap_px=6)
        self._layout.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def buttons(self) -> tuple[TagButton, ...]:
        """Return the buttons in their order."""
        return tuple(self._buttons)

    def set_tags(self, tags: tuple[TagCount, ...]) -> None:
        """Show these tags; nothing is emitted."""
        if tags == self._tags:
            return
        self._tags = tags
        for button in self._buttons:
            self._layout.removeWidget(button)
            # It may have been clicked just now.
            button.hide()
            button.deleteLater()
        self._buttons = [self._built(tag) for tag in tags]
        self.setVisible(bool(tags))

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)

    def _built(self, tag: TagCount) -> TagButton:
        button = TagButton(tag, parent=self)
        button.set_theme(self._theme)
        button.clicked.connect(lambda _=False: self.tag_removed.emit(tag.tag))
        self._layout.addWidget(button)
        button.show()
        return button
