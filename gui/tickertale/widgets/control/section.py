"""What divides a panel: small headings in capitals and hairlines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme


def heading_font() -> QFont:
    """Return the font of headings: small capitals need some air between them."""
    result = QFont(font(11, 600))
    result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    return result


class SectionHeading(QLabel):
    """A heading in capitals; screen readers hear it as written."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(heading_font())
        self.set_heading(text)
        self.set_theme(LIGHT)

    def set_heading(self, text: str) -> None:
        """Show this heading."""
        self.setText(text.upper())
        self.setAccessibleName(text)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        set_text_color(self, theme.text_muted)


class Hairline(QWidget):
    """A horizontal rule, one pixel strong."""

    def __init__(self, *, margin_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin_px = margin_px
        self._color = LIGHT.hairline
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._color = theme.hairline
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, 1)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        try:
            rule = self.rect().adjusted(self._margin_px, 0, -self._margin_px, 0)
            painter.fillRect(rule, QColor(self._color))
        finally:
            painter.end()


def set_text_color(widget: QWidget, color: str) -> None:
    """Give a label its own color."""
    palette = QPalette(widget.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
    widget.setPalette(palette)
