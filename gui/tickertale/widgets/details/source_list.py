"""The sources of an event, each a link with its address."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.details import SourceRow
from tickertale.viewmodels.text.found_text import marked_spans
from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import elided, paint_text, plain_tooltip, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.hit_mark import paint_hits
from tickertale.widgets.look.theme import LIGHT, Theme

_ARROW_PX = 16


class SourceButton(FlatButton):
    """One source: publisher and day, and the address below."""

    def __init__(self, row: SourceRow, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.row = row
        self.terms: tuple[str, ...] = ()
        self.set_row(row)

    def set_row(self, row: SourceRow) -> None:
        """Show this source; one without an address is plain text."""
        self.row = row
        self.setEnabled(bool(row.url))
        kind = "Source, opens in the browser" if row.url else "Source"
        self.setAccessibleName(f"{kind}: {row.text}")
        self.setAccessibleDescription(row.meaning)
        self.setToolTip(plain_tooltip(row.meaning))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 37 if self.row.detail else 20)

    @override
    def is_focus_shown(self) -> bool:
        return False

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme, is_link = self.theme, bool(self.row.url)
        color = theme.accent if is_link else theme.text
        line = QRectF(rect.left(), rect.top(), rect.width() - (_ARROW_PX if is_link else 0), 20)
        self._paint_line(painter, line, text=self.row.text, face=font(13), color=color)
        end = line.left() + text_width(
            elided(self.row.text, font(13), width=line.width()), font(13)
        )
        if is_link:
            _paint_arrow(painter, QPointF(end + 5, line.center().y()), color=color)
        if is_link and (self.underMouse() or self.hasFocus()):
            y = line.center().y() + 7.5
            painter.setPen(QPen(QColor(color), 2.0 if self.hasFocus() else 1.0))
            painter.drawLine(QPointF(line.left(), y), QPointF(end, y))
        if self.row.detail:
            below = QRectF(rect.left(), line.bottom() - 2, rect.width(), 15)
            muted = theme.text_muted
            self._paint_line(painter, below, text=self.row.detail, face=font(11), color=muted)

    def _paint_line(
        self, painter: QPainter, rect: QRectF, *, text: str, face: QFont, color: str
    ) -> None:
        spans = marked_spans(text, self.terms)
        paint_hits(painter, rect, text=text, font=face, spans=spans, theme=self.theme)
        # On the wash only the color of plain text is strong enough.
        paint_text(painter, rect, text=text, font=face, color=self.theme.text if spans else color)


def _paint_arrow(painter: QPainter, left: QPointF, *, color: str) -> None:
    pen = QPen(QColor(color), 1.3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = left.x(), left.y()
    painter.drawLine(QPointF(x, y + 3.5), QPointF(x + 7, y - 3.5))
    corner = [QPointF(x + 1.5, y - 3.5), QPointF(x + 7, y - 3.5), QPointF(x + 7, y + 2)]
    painter.drawPolyline(QPolygonF(corner))


class SourceList(QWidget):
    """All sources, one below the other.

    Signals
    -------
    link_clicked : str
        Address of the source; nothing is opened here.
    """

    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._buttons: list[SourceButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)

    @property
    def buttons(self) -> tuple[SourceButton, ...]:
        """Return the sources in their order."""
        return tuple(self._buttons)

    def set_rows(
        self, rows: tuple[SourceRow, ...], theme: Theme, *, terms: tuple[str, ...] = ()
    ) -> None:
        """Show these sources, with words that were searched for marked; nothing is emitted."""
        self._theme = theme
        for button, row in zip(self._buttons, rows, strict=False):
            button.set_row(row)
        for row in rows[len(self._buttons) :]:
            self._add(row)
        while len(self._buttons) > len(rows):
            self._buttons.pop().deleteLater()
        for button in self._buttons:
            button.terms = terms
            button.set_theme(theme)

    def _add(self, row: SourceRow) -> None:
        button = SourceButton(row, parent=self)
        button.clicked.connect(lambda: self.link_clicked.emit(button.row.url))
        self._layout.addWidget(button)
        self._buttons.append(button)
