"""A line of plain text that ends with an ellipsis where it has no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from tickertale.widgets.look.brush import elided, plain_tooltip


class ElidedLabel(QLabel):
    """Shows as much of its text as fits, and all of it as a tool tip where it does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._detail = ""

    @property
    def shown_text(self) -> str:
        """Return what is painted."""
        return elided(self.text(), self.font(), width=float(self.contentsRect().width()))

    def set_detail(self, text: str) -> None:
        """Have a tool tip whether the text fits or not."""
        self._detail = text
        self._tell()

    @override
    def setText(self, text: str, /) -> None:
        super().setText(text)
        self._tell()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        flags = int(self.alignment() | Qt.TextFlag.TextSingleLine)
        painter.drawText(self.contentsRect(), flags, self.shown_text)
        painter.end()

    def _tell(self) -> None:
        is_cut = self.shown_text != self.text()
        self.setToolTip(plain_tooltip(self._detail or (self.text() if is_cut else "")))
