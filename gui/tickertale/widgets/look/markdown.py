"""Markdown as a document that runs, loads and opens nothing."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextImageFormat,
)
from typing_extensions import override

from tickertale.viewmodels.text.link import is_safe_link
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme

TEXT_PX = 13
LINE_HEIGHT_PX = 19
_PARAGRAPH_GAP_PX = 6
_QUOTE_INDENT_PX = 14


class QuietDocument(QTextDocument):
    """A document that never loads an image, a style sheet or a file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setIndentWidth(18)

    @override
    def loadResource(self, kind: int, name: QUrl | str, /) -> object:
        return None


def markdown_document(text: str, theme: Theme, *, parent: QObject | None = None) -> QuietDocument:
    """Return Markdown laid out for a panel.

    Raw HTML is shown as text, images as the words that stand for them, and links are kept only
    where `is_safe_link` says so.

    Parameters
    ----------
    text : str
        Markdown in GitHub's dialect, from anyone.
    theme : Theme
    parent : QObject or None
    """
    document = QuietDocument(parent)
    document.setDefaultFont(font(TEXT_PX))
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    _replace_images(document)
    for fragment in text_fragments(document):
        _restyle(document, fragment, theme=theme)
    _space_blocks(document)
    return document


def text_fragments(document: QTextDocument) -> list[QTextFragment]:
    """Return the pieces of one format each, from the start to the end."""
    found = []
    block = document.begin()
    while block.isValid():
        pieces = cast("Iterable[QTextBlock.iterator]", block)
        found += [piece.fragment() for piece in pieces]
        block = block.next()
    return found


def _replace_images(document: QTextDocument) -> None:
    # From the end, so that the positions of those before stay true.
    for fragment in reversed(text_fragments(document)):
        char_format = fragment.charFormat()
        if not char_format.isImageFormat():
            continue
        words = _alternative(char_format.toImageFormat())
        cursor = _select(document, fragment)
        cursor.insertText(f"[{words}]" if words else "[image]", QTextCharFormat())


def _alternative(image: QTextImageFormat) -> str:
    return str(image.property(QTextFormat.Property.ImageAltText) or "")


def _select(document: QTextDocument, fragment: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    end = fragment.position() + fragment.length()
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _restyle(document: QTextDocument, fragment: QTextFragment, *, theme: Theme) -> None:
    old = fragment.charFormat()
    is_strong = old.fontWeight() >= QFont.Weight.DemiBold or old.hasProperty(
        QTextFormat.Property.FontSizeAdjustment
    )
    is_code = old.fontFixedPitch() or old.hasProperty(QTextFormat.Property.FontFamilies)
    new = QTextCharFormat()
    face = QFont(font(TEXT_PX, 600 if is_strong else 400))
    if is_code:
        face.setFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
        face.setPixelSize(TEXT_PX - 1)
    new.setFont(face)
    new.setFontItalic(old.fontItalic())
    new.setFontStrikeOut(old.fontStrikeOut())
    new.setForeground(QColor(theme.text))
    if old.isAnchor() and is_safe_link(old.anchorHref()):
        new.setAnchor(True)
        new.setAnchorHref(old.anchorHref())
        new.setForeground(QColor(theme.accent))
    _select(document, fragment).setCharFormat(new)


def _space_blocks(document: QTextDocument) -> None:
    block = document.begin()
    while block.isValid():
        block_format = QTextBlockFormat(block.blockFormat())
        minimum = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        block_format.setLineHeight(LINE_HEIGHT_PX, minimum)
        is_first = block.blockNumber() == 0
        block_format.setTopMargin(
            0 if is_first or block.textList() is not None else _PARAGRAPH_GAP_PX
        )
        block_format.setBottomMargin(0)
        if block_format.leftMargin() > 0:
            block_format.setLeftMargin(_QUOTE_INDENT_PX)
            block_format.setRightMargin(0)
        QTextCursor(block).setBlockFormat(block_format)
        block = block.next()
