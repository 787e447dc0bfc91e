"""A piece of text in a panel: as tall as it is long, selectable, breaking anywhere if it must."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QToolTip, QWidget
from typing_extensions import override

from tickertale.viewmodels.text.link import is_safe_link
from tickertale.widgets.look.brush import plain_tooltip
from tickertale.widgets.look.hit_mark import mark_hits
from tickertale.widgets.look.markdown import QuietDocument, text_fragments
from tickertale.widgets.look.theme import LIGHT, Theme


class TextBlock(QTextBrowser):
    """Read-only text without a frame or scroll bars.

    Signals
    -------
    link_clicked : str
        Address of a safe http or https link; nothing is opened here.
    """

    link_clicked = Signal(str)

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self._document: QTextDocument | None = None
        self._marks: tuple[tuple[str, ...], Theme] = ((), LIGHT)
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def set_document(self, document: QTextDocument) -> None:
        """Show this document from now on; it is deleted with its successor."""
        document.setParent(self)
        terms, theme = self._marks
        mark_hits(document, terms, theme=theme)
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        old = self._document
        self._document = document
        self.setDocument(document)
        if old is not None:
            old.deleteLater()
        self._heights = {}
        # Text without links needs no place in the tab order; with links, Tab goes through them.
        has_links = self._has_links()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if has_links else Qt.FocusPolicy.ClickFocus)
        self.updateGeometry()

    def set_marks(self, terms: tuple[str, ...], theme: Theme) -> None:
        """Mark these words in what is shown from now on."""
        self._marks = (terms, theme)

    def set_lines(
        self, lines: Sequence[tuple[str, QFont, str]], *, line_height_px: int, gap_px: int = 0
    ) -> None:
        """Show plain text: one paragraph for each text with its font and color.

        Parameters
        ----------
        lines : sequence of (text, font, color)
        line_height_px : int
            Least height of a line.
        gap_px : int
            Between paragraphs.
        """
        document = QuietDocument()
        cursor = QTextCursor(document)
        block = QTextBlockFormat()
        block.setLineHeight(line_height_px, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        for at, (text, face, color) in enumerate(lines):
            block.setTopMargin(gap_px if at else 0)
            if at:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(text, char_format(face, color))
        self.set_document(document)

    def set_selection_colors(self, background: str, foreground: str) -> None:
        """Paint selected text in these colors."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Highlight, QColor(background))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(foreground))
        self.setPalette(palette)

    @override
    def loadResource(self, kind: int, name: QUrl | str, /) -> object:
        return None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights:
            # A clone without a parent is nobody's, and would stay for ever.
            twin = self.document().clone(self)
            twin.setDocumentMargin(self.document().documentMargin())
            twin.setTextWidth(max(width, 1))
            self._heights[width] = -int(-twin.size().height() // 1)
            twin.deleteLater()
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        width = self.width()
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        # The panel scrolls, not the paragraph.
        event.ignore()

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.anchorAt(self.viewport().mapFromParent(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(address), self)
            return True
        return super().event(event)

    def _has_links(self) -> bool:
        return any(piece.charFormat().isAnchor() for piece in text_fragments(self.document()))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if is_safe_link(address):
            self.link_clicked.emit(address)


def char_format(face: QFont, color: str) -> QTextCharFormat:
    """Return the format of text in one font and color."""
    result = QTextCharFormat()
    result.setFont(face)
    result.setForeground(QColor(color))
    return result
