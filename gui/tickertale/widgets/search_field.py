"""The search field above the event list."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from tickertale.widgets.font import font
from tickertale.widgets.theme import LIGHT, Theme


class SearchField(QLineEdit):
    """A line to search in; Esc clears it, Down and Enter go on to the list.

    Signals
    -------
    text_edited : str
        The user typed, pasted or cleared.
    list_requested
        The user pressed Down or Enter.
    """

    text_edited = Signal(str)
    list_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("event_search")
        self.setPlaceholderText("Search events  Ctrl+F")
        self.setAccessibleName("Search events")
        self.setFont(font(13))
        self.setFixedHeight(30)
        self.setMaxLength(200)
        self.setTextMargins(4, 0, 0, 0)
        self._clear_action = QAction("Clear the search", self)
        self._clear_action.setVisible(False)
        self.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self._clear_action.triggered.connect(self.clear_search)
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self.text_edited)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.setStyleSheet(
            f"QLineEdit {{ background: {theme.field}; color: {theme.text};"
            f" border: 1px solid {theme.hairline}; border-radius: 6px; padding: 0 6px;"
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent};"
            f" placeholder-text-color: {theme.text_muted}; }}"
            f"QLineEdit:focus {{ border-color: {theme.accent}; }}"
        )
        self._clear_action.setIcon(_cross(theme.text_muted))

    def clear_search(self) -> None:
        """Clear the text as if the user had deleted it."""
        if self.text():
            self.clear()
            self.text_edited.emit("")

    @override
    def event(self, event: QEvent, /) -> bool:
        # Without this, the window's own Esc would take the key before the field sees it.
        is_override = event.type() is QEvent.Type.ShortcutOverride and self.text()
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear_action.setVisible(bool(text))


def _cross(color: str) -> QIcon:
    pixmap = QPixmap(48, 48)
    pixmap.setDevicePixelRatio(3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(color), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(5, 5), QPointF(11, 11))
        painter.drawLine(QPointF(11, 5), QPointF(5, 11))
    finally:
        painter.end()
    return QIcon(pixmap)
