"""The impact card: what the price did on the reaction session."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from tickertale.viewmodels.impact import ImpactNumber, ImpactRow, ImpactState
from tickertale.widgets.brush import paint_text, plain_tooltip, text_width
from tickertale.widgets.card import CARD_PADDING_PX, Card
from tickertale.widgets.font import font
from tickertale.widgets.paragraph import paint_paragraph, paragraph_height
from tickertale.widgets.section import heading_font

_HEAD_PX = 17.0
_COLUMN_GAP_PX = 8.0
_COLUMN_PX = 66.0
"""Label, value and note of one number."""
_LINE_PX = 22.0
_ROW_PX = 20.0


class ImpactCard(Card):
    """Three numbers side by side, or one below the other where the panel is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state = ImpactState(subject="")

    def set_state(self, state: ImpactState) -> None:
        """Show this."""
        self._state = state
        self.setAccessibleName(f"Impact, {state.subject}")
        self.setAccessibleDescription(_spoken(state))
        self.updateGeometry()
        self.update()

    @override
    def contents_height(self, width: float) -> float:
        state = self._state
        height = _HEAD_PX
        if state.reason:
            height += 6 + paragraph_height(state.reason, font(12), width=width)
        elif self._is_wide(width):
            height += 8 + _COLUMN_PX
        else:
            height += 6 + _LINE_PX * len(state.numbers)
        if state.rows:
            height += 15 + _ROW_PX * len(state.rows)
        return height

    @override
    def paint_contents(self, painter: QPainter, inside: QRectF) -> None:
        state, theme = self._state, self.theme
        head = QRectF(inside.left(), inside.top(), inside.width(), _HEAD_PX)
        paint_text(painter, head, text="IMPACT", font=heading_font(), color=theme.text_muted)
        head.setLeft(head.left() + text_width("IMPACT", heading_font()) + 10)
        right = Qt.AlignmentFlag.AlignRight
        muted = theme.text_muted
        paint_text(painter, head, text=state.subject, font=font(11), color=muted, align=right)
        body = inside.adjusted(0, _HEAD_PX, 0, 0)
        if state.reason:
            text = body.adjusted(0, 6, 0, 0)
            paint_paragraph(painter, text, text=state.reason, font=font(12), color=theme.text_muted)
        else:
            self._paint_numbers(painter, body)
        self._paint_rows(painter, inside)

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            meaning = self.meaning_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(meaning), self)
            return True
        return super().event(event)

    def meaning_at(self, point: QPointF) -> str:
        """Return how the number at a point is computed, or nothing beside them."""
        top = self.padding_px + _HEAD_PX
        width = self.width() - 2 * CARD_PADDING_PX
        numbers, below = self._state.numbers, point.y() - top
        if not self._is_wide(width):
            at = int((below - 6) // _LINE_PX)
            return numbers[at].meaning if 0 <= at < len(numbers) else ""
        if not 0 <= below < 8 + _COLUMN_PX:
            return ""
        left = float(CARD_PADDING_PX)
        for number, column in zip(numbers, self._columns(width), strict=True):
            if left <= point.x() < left + column + _COLUMN_GAP_PX:
                return number.meaning
            left += column + _COLUMN_GAP_PX
        return ""

    def _columns(self, width: float) -> list[float]:
        """Return the width of each column: what it needs, and its share of what is left."""
        needs = [_column_need(number) for number in self._state.numbers]
        spare = width - sum(needs) - _COLUMN_GAP_PX * (len(needs) - 1)
        return [need + spare / max(len(needs) - 1, 1) for need in needs[:-1]] + needs[-1:]

    def _is_wide(self, width: float) -> bool:
        needs = [_column_need(number) for number in self._state.numbers]
        return sum(needs) + _COLUMN_GAP_PX * (len(needs) - 1) <= width

    def _paint_numbers(self, painter: QPainter, body: QRectF) -> None:
        if not self._is_wide(body.width()):
            for at, number in enumerate(self._state.numbers):
                top = body.top() + 6 + _LINE_PX * at
                self._paint_line(
                    painter, QRectF(body.left(), top, body.width(), _LINE_PX), number=number
                )
            return
        left = body.left()
        for number, width in zip(self._state.numbers, self._columns(body.width()), strict=True):
            column = QRectF(left, body.top() + 8, width, _COLUMN_PX)
            self._paint_column(painter, column, number=number)
            left += width + _COLUMN_GAP_PX

    def _paint_column(self, painter: QPainter, column: QRectF, *, number: ImpactNumber) -> None:
        muted = self.theme.text_muted
        label = QRectF(column.left(), column.top() + 2, column.width(), 16)
        paint_text(painter, label, text=number.label, font=font(11), color=muted)
        value = QRectF(column.left(), label.bottom() + 3, column.width(), 24)
        color = self._color(number.sign)
        paint_text(painter, value, text=number.value, font=font(18, 700), color=color)
        note = QRectF(column.left(), value.bottom() + 3, column.width(), 16)
        paint_text(painter, note, text=number.note, font=font(11), color=muted)

    def _paint_line(self, painter: QPainter, line: QRectF, *, number: ImpactNumber) -> None:
        color, right = self._color(number.sign), Qt.AlignmentFlag.AlignRight
        paint_text(painter, line, text=number.value, font=font(13, 600), color=color, align=right)
        room = line.adjusted(0, 0, -text_width(number.value, font(13, 600)) - 8, 0)
        paint_text(painter, room, text=number.label, font=font(12), color=self.theme.text_muted)

    def _paint_rows(self, painter: QPainter, inside: QRectF) -> None:
        rows = self._state.rows
        if not rows:
            return
        top = inside.bottom() - _ROW_PX * len(rows)
        rule = QRectF(inside.left(), round(top - 6), inside.width(), 1)
        painter.fillRect(rule, QColor(self.theme.hairline))
        widest = max(text_width(row.symbol, font(12)) for row in rows)
        for at, row in enumerate(rows):
            line = QRectF(inside.left(), top + _ROW_PX * at, inside.width(), _ROW_PX)
            self._paint_row(painter, line, row=row, symbol_px=widest)

    def _paint_row(
        self, painter: QPainter, line: QRectF, *, row: ImpactRow, symbol_px: float
    ) -> None:
        theme, right = self.theme, Qt.AlignmentFlag.AlignRight
        move_px = text_width(row.move_text, font(12, 600))
        color = self._color(row.sign)
        paint_text(painter, line, text=row.move_text, font=font(12, 600), color=color, align=right)
        words = line.adjusted(0, 0, -move_px - 8, 0)
        paint_text(painter, words, text=row.symbol, font=font(12), color=theme.text)
        words.setLeft(words.left() + symbol_px + 10)
        if words.width() > 30:
            muted = theme.text_muted
            paint_text(painter, words, text=row.session_text, font=font(12), color=muted)

    def _color(self, sign: int) -> str:
        return {1: self.theme.up, -1: self.theme.down}.get(sign, self.theme.text)


def _column_need(number: ImpactNumber) -> float:
    return max(
        text_width(number.label, font(11)),
        text_width(number.value, font(18, 700)),
        text_width(number.note, font(11)),
    )


def _spoken(state: ImpactState) -> str:
    parts = [state.reason] if state.reason else []
    parts += [f"{number.label} {number.value}, {number.note}" for number in state.numbers]
    parts += [f"{row.symbol} {row.move_text}, {row.session_text}" for row in state.rows]
    return ". ".join(parts)
