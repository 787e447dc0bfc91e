"""The head of the right panel: the category of the event, and steps to its neighbors."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.details import DetailsState
from tickertale.widgets.control.section import set_text_color
from tickertale.widgets.control.text_button import ChevronButton, ChevronDirection
from tickertale.widgets.look.brush import paint_dot, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, event_color


class CategoryLabel(QWidget):
    """The dot and the name of a category."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._name, self._color = "", LIGHT.text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_category(self, name: str, color: str) -> None:
        """Show this category."""
        self._name, self._color = name, color
        self.setAccessibleName(f"Category: {name}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._name, font(12))) + 17, 22)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, 22)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            rect, theme = QRectF(self.rect()), self._theme
            center = QPointF(rect.left() + 5, rect.center().y())
            paint_dot(painter, center, radius=5, color=event_color(self._color, theme))
            words = rect.adjusted(16, 0, 0, 0)
            paint_text(painter, words, text=self._name, font=font(12), color=theme.text_muted)
        finally:
            painter.end()


class DetailsHead(QWidget):
    """Category on the left; back, position and forth on the right.

    Signals
    -------
    previous_clicked, next_clicked
        The user asked for the neighbor in the list.
    """

    previous_clicked = Signal()
    next_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.category = CategoryLabel()
        self.position = QLabel()
        self.position.setFont(font(12))
        self.position.setContentsMargins(3, 0, 3, 0)
        self.position.setTextFormat(Qt.TextFormat.PlainText)
        self.previous = ChevronButton("Previous event", ChevronDirection.LEFT)
        self.previous.setToolTip("Previous event (Ctrl+←)")
        self.next = ChevronButton("Next event", ChevronDirection.RIGHT)
        self.next.setToolTip("Next event (Ctrl+→)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.category, 1)
        layout.addSpacing(8)
        layout.addWidget(self.previous)
        layout.addWidget(self.position)
        layout.addWidget(self.next)
        self.previous.clicked.connect(self.previous_clicked)
        self.next.clicked.connect(self.next_clicked)

    def set_state(self, state: DetailsState) -> None:
        """Show this; nothing is emitted."""
        self.category.set_category(state.category_name, state.color)
        self.position.setText(state.position_text)
        for button, is_possible in (
            (self.previous, state.has_previous),
            (self.next, state.has_next),
        ):
            button.setEnabled(is_possible)
            button.setVisible(bool(state.position_text))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        set_text_color(self.position, theme.text_muted)
        for part in (self.category, self.previous, self.next):
            part.set_theme(theme)
