"""Numbers side by side with label and note, or one below the other where there is little room."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from tickertale.viewmodels.event.impact import ImpactNumber
from tickertale.widgets.look.brush import paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme

_COLUMN_GAP_PX = 8.0
_COLUMN_PX = 66.0
"""Label, value and note of one number."""
_LINE_PX = 22.0
_ABOVE_COLUMNS_PX, _ABOVE_LINES_PX = 8.0, 6.0


def numbers_height(numbers: Sequence[ImpactNumber], *, width: float) -> float:
    """Return the height that numbers take at a width."""
    if _is_wide(numbers, width):
        return _ABOVE_COLUMNS_PX + _COLUMN_PX
    return _ABOVE_LINES_PX + _LINE_PX * len(numbers)


def number_at(
    numbers: Sequence[ImpactNumber], *, x: float, y: float, width: float
) -> ImpactNumber | None:
    """Return the number at a point from their top left corner, or none beside them."""
    if not _is_wide(numbers, width):
        at = int((y - _ABOVE_LINES_PX) // _LINE_PX)
        return numbers[at] if 0 <= at < len(numbers) else None
    if not 0 <= y < _ABOVE_COLUMNS_PX + _COLUMN_PX:
        return None
    left = 0.0
    for number, column in zip(numbers, _columns(numbers, width), strict=True):
        if left <= x < left + column + _COLUMN_GAP_PX:
            return number
        left += column + _COLUMN_GAP_PX
    return None


def paint_numbers(
    painter: QPainter, body: QRectF, *, numbers: Sequence[ImpactNumber], theme: Theme
) -> None:
    """Paint numbers from the top of a rectangle, over its width."""
    if not _is_wide(numbers, body.width()):
        for at, number in enumerate(numbers):
            top = body.top() + _ABOVE_LINES_PX + _LINE_PX * at
            line = QRectF(body.left(), top, body.width(), _LINE_PX)
            _paint_line(painter, line, number=number, theme=theme)
        return
    left = body.left()
    for number, width in zip(numbers, _columns(numbers, body.width()), strict=True):
        column = QRectF(left, body.top() + _ABOVE_COLUMNS_PX, width, _COLUMN_PX)
        _paint_column(painter, column, number=number, theme=theme)
        left += width + _COLUMN_GAP_PX


def sign_color(sign: int, theme: Theme) -> str:
    """Return the color of a rise, of a fall, or of neither."""
    return {1: theme.up, -1: theme.down}.get(sign, theme.text)


def _columns(numbers: Sequence[ImpactNumber], width: float) -> list[float]:
    """Return the width of each column: what it needs, and its share of what is left."""
    needs = [_column_need(number) for number in numbers]
    spare = width - sum(needs) - _COLUMN_GAP_PX * (len(needs) - 1)
    return [need + spare / max(len(needs) - 1, 1) for need in needs[:-1]] + needs[-1:]


def _is_wide(numbers: Sequence[ImpactNumber], width: float) -> bool:
    needs = [_column_need(number) for number in numbers]
    return sum(needs) + _COLUMN_GAP_PX * (len(needs) - 1) <= width


def _column_need(number: ImpactNumber) -> float:
    return max(
        text_width(number.label, font(11)),
        text_width(number.value, font(18, 700)),
        text_width(number.note, font(11)),
    )


def _paint_column(painter: QPainter, column: QRectF, *, number: ImpactNumber, theme: Theme) -> None:
    muted = theme.text_muted
    label = QRectF(column.left(), column.top() + 2, column.width(), 16)
    paint_text(painter, label, text=number.label, font=font(11), color=muted)
    value = QRectF(column.left(), label.bottom() + 3, column.width(), 24)
    color = sign_color(number.sign, theme)
    paint_text(painter, value, text=number.value, font=font(18, 700), color=color)
    note = QRectF(column.left(), value.bottom() + 3, column.width(), 16)
    paint_text(painter, note, text=number.note, font=font(11), color=muted)


def _paint_line(painter: QPainter, line: QRectF, *, number: ImpactNumber, theme: Theme) -> None:
    color, right = sign_color(number.sign, theme), Qt.AlignmentFlag.AlignRight
    paint_text(painter, line, text=number.value, font=font(13, 600), color=color, align=right)
    room = line.adjusted(0, 0, -text_width(number.value, font(13, 600)) - 8, 0)
    paint_text(painter, room, text=number.label, font=font(12), color=theme.text_muted)
