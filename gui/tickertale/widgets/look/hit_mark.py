"""Marks under words that were searched for: a wash and a line, on paint and in documents."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextCursor, QTextDocument

from tickertale.viewmodels.text.found_text import marked_spans
from tickertale.widgets.look.brush import elided, text_width
from tickertale.widgets.look.theme import Theme, mixed

_SHARE = 0.22


def hit_fill(theme: Theme) -> str:
    """Return the wash under a word; the theme's text has 4.5:1 on it."""
    return mixed(theme.window, theme.accent, share=_SHARE)


def paint_hits(
    painter: QPainter,
    rect: QRectF,
    *,
    text: str,
    font: QFont,
    spans: Iterable[tuple[int, int]],
    theme: Theme,
) -> None:
    """Paint the marks of one line of text, below which the text itself is to be painted.

    What an ellipsis takes the place of is marked up to the end of the line.
    """
    shown = text_width(elided(text, font, width=rect.width()), font)
    fill, line = QColor(hit_fill(theme)), QColor(theme.accent)
    for start, end in spans:
        left = text_width(text[:start], font)
        right = min(text_width(text[:end], font), shown)
        if left < right:
            box = QRectF(rect.left() + left, rect.top() + 1, right - left, rect.height() - 2)
            painter.fillRect(box, fill)
            painter.fillRect(box.adjusted(0, box.height() - 1, 0, 0), line)


def mark_hits(document: QTextDocument, terms: Sequence[str], *, theme: Theme) -> None:
    """Mark words in a document; nothing else of it changes, nor does its height."""
    look = QTextCharFormat()
    look.setBackground(QColor(hit_fill(theme)))
    look.setForeground(QColor(theme.text))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor(theme.accent))
    block = document.begin()
    while terms and block.isValid():
        for start, end in _in_utf16(block.text(), marked_spans(block.text(), terms)):
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)
        block = block.next()


def _in_utf16(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Return the places as Qt counts them, by which some characters are two."""
    if max(text, default="") <= "\uffff":
        return spans
    return tuple((_units(text[:start]), _units(text[:end])) for start, end in spans)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
