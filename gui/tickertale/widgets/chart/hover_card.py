"""The card beside the cursor: title, date, move and one sentence."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.hover_card import HoverState
from tickertale.widgets.control.paragraph import paint_paragraph, paragraph_height
from tickertale.widgets.look.brush import paint_box, paint_dot, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, event_color, mixed

GAP_PX = 10
"""Between the card and what it belongs to."""
_PADDING_PX = 12
_SHADOW_PX = 4
_WIDEST_PX = 300
_DOT_PX = 16


class HoverCard(QWidget):
    """A card that floats above its window and lets every click through.

    It is a child of the window, not a window of its own: it needs no help from the window system
    to be placed, has round corners everywhere, and disappears with its window.

    Parameters
    ----------
    parent : QWidget
        The widget within which the card stays, usually the window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = LIGHT
        self._state = HoverState(title="", date_text="", color=LIGHT.text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.update()

    def show_for(self, state: HoverState, anchor_global_rect: QRect) -> None:
        """Show this beside the anchor: never over it, and inside the window and the screen.

        Parameters
        ----------
        state : HoverState
        anchor_global_rect : QRect
            What the card belongs to, with the cursor in it, in global coordinates.
        """
        self._state = state
        self.setAccessibleName(f"{state.title}, {state.date_text}")
        self.setAccessibleDescription(state.summary)
        self.resize(self.sizeHint())
        self.move(self._place(anchor_global_rect))
        self.raise_()
        self.show()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = self._contents_width()
        height = 19.0 + 18.0
        if self._state.summary:
            height += 4 + paragraph_height(self._state.summary, font(12), width=width)
        edge = 2 * (_PADDING_PX + _SHADOW_PX)
        return QSize(round(width) + edge, round(height) + edge - 4)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            shadow = _SHADOW_PX
            box = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
            self._paint_shadow(painter, box)
            border = mixed(self._theme.hairline, self._theme.text, share=0.12)
            paint_box(painter, box, radius=8, fill=self._theme.card, border=border)
            pad = _PADDING_PX
            self._paint_words(painter, box.adjusted(pad, pad - 2, -pad, 2 - pad))
        finally:
            painter.end()

    def _contents_width(self) -> float:
        state = self._state
        title = _DOT_PX + text_width(state.title, font(13, 600)) + 2
        below = text_width(state.date_text, font(12)) + text_width(state.move_text, font(12, 600))
        wanted = max(title, below + 20, _WIDEST_PX if len(state.summary) > 60 else 160)
        room = self._window.width() - 2 * (_PADDING_PX + _SHADOW_PX)
        return max(min(wanted, _WIDEST_PX, room), 60)

    def _place(self, anchor_global_rect: QRect) -> QPoint:
        parent = self._window
        bounds = QRect(parent.mapToGlobal(QPoint(0, 0)), parent.size())
        screen = parent.screen().availableGeometry()
        if bounds.intersects(screen):
            bounds = bounds.intersected(screen)
        return parent.mapFromGlobal(card_place(anchor_global_rect, self.size(), bounds=bounds))

    def _paint_shadow(self, painter: QPainter, box: QRectF) -> None:
        shade = QColor(0, 0, 0, 28 if self._theme.is_dark else 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        for spread in range(_SHADOW_PX, 0, -1):
            grown = box.adjusted(-spread, 1 - spread, spread, spread)
            painter.drawRoundedRect(grown, 8 + spread, 8 + spread)

    def _paint_words(self, painter: QPainter, inside: QRectF) -> None:
        state, theme = self._state, self._theme
        title = QRectF(inside.left(), inside.top(), inside.width(), 19)
        center = title.center()
        center.setX(inside.left() + 4.5)
        paint_dot(painter, center, radius=4.5, color=event_color(state.color, theme))
        words = title.adjusted(_DOT_PX, 0, 0, 0)
        paint_text(painter, words, text=state.title, font=font(13, 600), color=theme.text)
        below = QRectF(inside.left(), title.bottom(), inside.width(), 18)
        color = {1: theme.up, -1: theme.down}.get(state.sign, theme.text_muted)
        right = Qt.AlignmentFlag.AlignRight
        paint_text(
            painter, below, text=state.move_text, font=font(12, 600), color=color, align=right
        )
        below.setWidth(below.width() - text_width(state.move_text, font(12, 600)) - 8)
        paint_text(painter, below, text=state.date_text, font=font(12), color=theme.text_muted)
        rest = QRectF(inside.left(), title.bottom() + 22, inside.width(), inside.height())
        paint_paragraph(painter, rest, text=state.summary, font=font(12), color=theme.text)


def card_place(anchor: QRect, size: QSize, *, bounds: QRect) -> QPoint:
    """Return the top left corner of a card beside an anchor.

    Parameters
    ----------
    anchor : QRect
        What the card must not cover.
    size : QSize
        Size of the card.
    bounds : QRect
        Where the card must stay; it comes before the anchor where both cannot be had.

    Returns
    -------
    QPoint
        To the right of the anchor, else to the left, else below, else above: the first that fits.
    """
    width, height = size.width(), size.height()
    right, left = anchor.x() + anchor.width() + GAP_PX, anchor.x() - GAP_PX - width
    below, above = anchor.y() + anchor.height() + GAP_PX, anchor.y() - GAP_PX - height
    level = anchor.center().y() - height // 3
    middle = anchor.center().x() - width // 2
    for x, y in ((right, level), (left, level), (middle, below), (middle, above)):
        place = _inside(QRect(x, y, width, height), bounds)
        if not place.intersects(anchor) and bounds.contains(place):
            return place.topLeft()
    return _inside(QRect(right, below, width, height), bounds).topLeft()


def _inside(rect: QRect, bounds: QRect) -> QRect:
    """Return the rectangle, moved by as little as it takes to lie inside the bounds."""
    most_x = bounds.x() + bounds.width() - rect.width()
    most_y = bounds.y() + bounds.height() - rect.height()
    x = max(min(rect.x(), most_x), bounds.x())
    y = max(min(rect.y(), most_y), bounds.y())
    return QRect(x, y, rect.width(), rect.height())
