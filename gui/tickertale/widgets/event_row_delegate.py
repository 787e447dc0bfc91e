"""How one row of the event list is painted: dot, title, date, move."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.event_filter import marked_spans
from tickertale.viewmodels.event_list import EventRow
from tickertale.widgets.brush import paint_box, paint_dot, paint_text, text_width
from tickertale.widgets.font import font
from tickertale.widgets.theme import LIGHT, event_color, mixed

ROW_HEIGHT_PX: Final = 48
_MARK_ALPHA: Final = 56


class EventRowDelegate(QStyledItemDelegate):
    """Paints one row: dot, title, date, move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.terms: tuple[str, ...] = ()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(100, ROW_HEIGHT_PX)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect, state = QRectF(option.rect), option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_wash(painter, rect, state=state)
        self._paint_dot(painter, rect, row=row)
        self._paint_texts(painter, rect, row=row, is_selected=is_selected)
        painter.restore()

    def _paint_wash(self, painter: QPainter, rect: QRectF, *, state: QStyle.StateFlag) -> None:
        theme, box = self.theme, rect.adjusted(6, 1, 0, -1)
        if state & QStyle.StateFlag.State_Selected:
            has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
            border = mixed(theme.accent_soft, theme.accent, share=0.45) if has_focus else None
            paint_box(painter, box, radius=8, fill=theme.accent_soft, border=border)
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = mixed(theme.window, theme.text, share=0.04)
            paint_box(painter, box, radius=8, fill=fill, border=None)

    def _paint_dot(self, painter: QPainter, rect: QRectF, *, row: EventRow) -> None:
        center = QPointF(rect.left() + 21, rect.top() + 16)
        color = event_color(row.color, self.theme)
        paint_dot(painter, center, radius=5, color=color, is_hollow=row.is_hollow)

    def _paint_texts(
        self, painter: QPainter, rect: QRectF, *, row: EventRow, is_selected: bool
    ) -> None:
        theme = self.theme
        title = QRectF(rect.left() + 34, rect.top() + 6, rect.width() - 45, 19)
        face = font(13, 600 if is_selected else 500)
        self._mark_terms(painter, title, text=row.title_text, face=face)
        paint_text(painter, title, text=row.title_text, font=face, color=theme.text)
        below = QRectF(title.left(), rect.top() + 24, title.width(), 18)
        move = row.move_text
        if move:
            color = theme.down if move.startswith("−") else theme.up
            color = theme.text_muted if move[0].isdigit() else color
            right = Qt.AlignmentFlag.AlignRight
            paint_text(painter, below, text=move, font=font(12, 600), color=color, align=right)
            below.setWidth(below.width() - text_width(move, font(12, 600)) - 8)
        paint_text(painter, below, text=row.date_text, font=font(12), color=theme.text_muted)

    def _mark_terms(self, painter: QPainter, rect: QRectF, *, text: str, face: QFont) -> None:
        """Lay a wash and a line under each word that was searched for."""
        fill = QColor(self.theme.accent)
        fill.setAlpha(_MARK_ALPHA)
        for start, end in marked_spans(text, self.terms):
            left = rect.left() + text_width(text[:start], face)
            right = min(rect.left() + text_width(text[:end], face), rect.right())
            if left < right:
                box = QRectF(left, rect.top() + 1, right - left, rect.height() - 2)
                painter.fillRect(box, fill)
                painter.fillRect(box.adjusted(0, box.height() - 1, 0, 0), QColor(self.theme.accent))
