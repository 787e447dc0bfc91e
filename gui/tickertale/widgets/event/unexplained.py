"""The list of sessions that moved without an event."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.unexplained import UnexplainedRow
from tickertale.widgets.control.section import SectionHeading
from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import paint_box, paint_text, plain_tooltip
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme


class MoveButton(FlatButton):
    """One session: its date, its abnormal return, and a plus."""

    def __init__(self, row: UnexplainedRow, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.row = row
        self.set_row(row)

    def set_row(self, row: UnexplainedRow) -> None:
        """Show this session."""
        self.row = row
        self.setAccessibleName(f"Unexplained move on {row.date_text}, {row.meaning}")
        told = f"{row.meaning[:1].upper()}{row.meaning[1:]}."
        self.setToolTip(plain_tooltip(f"{told}\nShow this session and add an event to it"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 20)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        box = rect.adjusted(6, 0, -6, 0)
        paint_box(painter, box, radius=5, fill=self.hover_fill(), border=None)
        words = rect.adjusted(14, 0, -33, 0)
        paint_text(painter, words, text=self.row.date_text, font=font(12), color=theme.text)
        color = {1: theme.up, -1: theme.down}.get(self.row.sign, theme.text_muted)
        right = Qt.AlignmentFlag.AlignRight
        paint_text(
            painter, words, text=self.row.move_text, font=font(12, 600), color=color, align=right
        )
        center = QPointF(rect.right() - 22, rect.center().y())
        painter.setPen(QPen(QColor(color), 1.4))
        painter.drawLine(center - QPointF(4.5, 0), center + QPointF(4.5, 0))
        painter.drawLine(center - QPointF(0, 4.5), center + QPointF(0, 4.5))


class UnexplainedList(QWidget):
    """A heading with the sessions; hidden where there are none.

    Signals
    -------
    move_clicked : int
        Index of the bar.
    """

    move_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._buttons: list[MoveButton] = []
        self._has_room = True
        self._heading = SectionHeading("Unexplained moves")
        self._heading.setContentsMargins(14, 0, 0, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 11, 0, 8)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._heading)
        self._layout.addSpacing(5)
        self.setVisible(False)

    @property
    def buttons(self) -> tuple[MoveButton, ...]:
        """Return the rows in their order."""
        return tuple(self._buttons)

    def set_rows(self, rows: tuple[UnexplainedRow, ...]) -> None:
        """Show these sessions; nothing is emitted."""
        for button, row in zip(self._buttons, rows, strict=False):
            button.set_row(row)
        for row in rows[len(self._buttons) :]:
            self._add(row)
        while len(self._buttons) > len(rows):
            self._buttons.pop().deleteLater()
        self._show()

    def set_room(self, has_room: bool) -> None:
        """Show the rows only where they leave room for the list above."""
        self._has_room = has_room
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._buttons) and self._has_room)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self._heading.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)

    def _add(self, row: UnexplainedRow) -> None:
        button = MoveButton(row, parent=self)
        button.set_theme(self._theme)
        button.clicked.connect(lambda: self.move_clicked.emit(button.row.index))
        self._layout.addWidget(button)
        self._buttons.append(button)
