"""The figures of an event as lines that can be selected and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from tickertale.viewmodels.event.details import FigureRow
from tickertale.widgets.control.text_block import TextBlock, char_format
from tickertale.widgets.look.brush import text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.markdown import QuietDocument
from tickertale.widgets.look.theme import LIGHT, Theme

_GAP_PX = 14
_NAME_SIZE, _VALUE_SIZE = (13, 400), (13, 600)


class FigureList(TextBlock):
    """Name on the left, number on the right, what to know about it in small print below.

    Where both do not fit on a line, the number has the next one for itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Figures", parent=parent)
        self._rows: tuple[FigureRow, ...] = ()
        self._theme = LIGHT
        self._built_px = 0
        self._row_heights: dict[int, int] = {}

    def set_rows(self, rows: tuple[FigureRow, ...], theme: Theme) -> None:
        """Show these figures."""
        self._rows, self._theme = rows, theme
        self._row_heights = {}
        self._build(self.width())

    @override
    def heightForWidth(self, width: int, /) -> int:
        # A layout asks for many widths, of which it takes one.
        if width not in self._row_heights:
            document = self._document_of(width)
            document.setTextWidth(max(width, 1))
            self._row_heights[width] = -int(-document.size().height() // 1)
        return self._row_heights[width]

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        if self.width() != self._built_px:
            self._build(self.width())
        super().resizeEvent(event)

    def _build(self, width: int) -> None:
        self._built_px = width
        self.set_document(self._document_of(width))

    def _document_of(self, width: int) -> QuietDocument:
        document = QuietDocument()
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        cursor = QTextCursor(document)
        has_detail = False
        for at, row in enumerate(self._rows):
            above = 7 if has_detail or (at and row.detail) else 0
            self._insert_row(cursor, row, above_px=above, width=width)
            has_detail = bool(row.detail)
        return document

    def _insert_row(
        self, cursor: QTextCursor, row: FigureRow, *, above_px: int, width: int
    ) -> None:
        theme = self._theme
        name, value = (
            text_width(row.name, font(*_NAME_SIZE)),
            text_width(row.value, font(*_VALUE_SIZE)),
        )
        fits = name + _GAP_PX + value <= width
        block = _block(20, above_px=above_px)
        block.setTabPositions([QTextOption.Tab(width - 1, QTextOption.TabType.RightTab)])
        _open_block(cursor, block)
        cursor.insertText(row.name, char_format(font(*_NAME_SIZE), theme.text_muted))
        if fits:
            cursor.insertText("\t", char_format(font(*_NAME_SIZE), theme.text_muted))
        else:
            block = _block(20)
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
            block.setRightMargin(1)
            cursor.insertBlock(block)
        cursor.insertText(row.value, char_format(font(*_VALUE_SIZE), theme.text))
        if row.detail:
            cursor.insertBlock(_block(15))
            cursor.insertText(row.detail, char_format(font(11), theme.text_muted))


def _open_block(cursor: QTextCursor, block: QTextBlockFormat) -> None:
    """Begin a paragraph; an empty document has its first one already."""
    if cursor.atStart():
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)


def _block(height_px: int, *, above_px: int = 0) -> QTextBlockFormat:
    result = QTextBlockFormat()
    result.setLineHeight(height_px, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    result.setTopMargin(above_px)
    return result
