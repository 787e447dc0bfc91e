"""How one row of the event list is painted: dot, title, date, move, and where a word stands."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.event_list import EventRow
from tickertale.viewmodels.text.found_text import Snippet, marked_spans
from tickertale.widgets.look.brush import paint_box, paint_dot, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.hit_mark import paint_hits
from tickertale.widgets.look.theme import LIGHT, event_color, mixed

ROW_HEIGHT_PX: Final = 48
_GAP_PX: Final = 8
_MOST_KEPT: Final = 500


class EventRowDelegate(QStyledItemDelegate):
    """Paints one row: dot, title, date, move.

    Where words were found elsewhere than in the title, the text around them stands beside the
    date, and the move beside the title; the row stays as tall.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.terms: tuple[str, ...] = ()
        self._snippets: dict[str, tuple[EventRow, tuple[str, ...], Snippet | None]] = {}

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
        snippet = self._snippet_of(row) if self.terms else None
        title = QRectF(rect.left() + 34, rect.top() + 6, rect.width() - 45, 19)
        below = QRectF(title.left(), rect.top() + 24, title.width(), 18)
        beside = below if snippet is None else title
        beside.setWidth(beside.width() - self._paint_move(painter, beside, text=row.move_text))
        face = font(13, 600 if is_selected else 500)
        spans = marked_spans(row.title_text, self.terms)
        text, theme = row.title_text, self.theme
        paint_hits(painter, title, text=text, font=face, spans=spans, theme=theme)
        paint_text(painter, title, text=text, font=face, color=theme.text)
        paint_text(painter, below, text=row.date_text, font=font(12), color=theme.text_muted)
        if snippet is not None:
            below.setLeft(below.left() + text_width(row.date_text, font(12)) + _GAP_PX)
            text, spans = snippet.text, snippet.spans
            paint_hits(painter, below, text=text, font=font(12), spans=spans, theme=theme)
            paint_text(painter, below, text=text, font=font(12), color=theme.text)

    def _snippet_of(self, row: EventRow) -> Snippet | None:
        """Return where words were found in a row, looked up once for as long as it is painted."""
        known = self._snippets.get(row.id)
        if known is None or known[0] is not row or known[1] is not self.terms:
            if len(self._snippets) >= _MOST_KEPT:
                self._snippets.clear()
            known = self._snippets[row.id] = (row, self.terms, row.snippet(self.terms))
        return known[2]

    def _paint_move(self, painter: QPainter, rect: QRectF, *, text: str) -> float:
        """Paint the move on the right, and return the width that it takes."""
        if not text:
            return 0.0
        theme, face = self.theme, font(12, 600)
        color = theme.down if text.startswith("−") else theme.up
        color = theme.text_muted if text[0].isdigit() else color
        right = Qt.AlignmentFlag.AlignRight
        paint_text(painter, rect, text=text, font=face, color=color, align=right)
        return text_width(text, face) + _GAP_PX
