"""The search field above the event list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from tickertale.widgets.font import font
from tickertale.widgets.theme import LIGHT, Theme

_HELP = """<p style='white-space:pre'>Words must all be found; conditions must all hold:
<b>tag:apple</b>  category:  person:  org:  publisher:
<b>after:2025-02</b>  before:  on:      any date the editor understands
<b>move&gt;5%</b>  move&lt;-5%  importance&gt;=4
<b>-tag:apple</b>  turns one round; quotes hold words together</p>"""


class SearchField(QLineEdit):
    """A line to search in; Esc clears it, Down and Enter go on to the list.

    Signals
    -------
    text_edited : str
        The user typed, pasted or cleared.
    list_requested
        The user pressed Down or Enter.
    menu_requested
        The user asked for the filters that are kept.
    """

    text_edited = Signal(str)
    list_requested = Signal()
    menu_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("event_search")
        self.setPlaceholderText("Search events  Ctrl+F")
        self.setAccessibleName("Search events")
        self.setFont(font(13))
        self.setFixedHeight(30)
        self.setMaxLength(1_000)
        self.setToolTip(_HELP)
        self.setTextMargins(4, 0, 0, 0)
        self._suggest: Callable[[str], Sequence[str]] = _no_suggestions
        self._menu_action = QAction("Filters", self)
        self._menu_action.setToolTip("Filters that are kept, and what can be typed here")
        self.addAction(self._menu_action, QLineEdit.ActionPosition.TrailingPosition)
        self._menu_action.triggered.connect(self.menu_requested)
        self._clear_action = QAction("Clear the search", self)
        self._clear_action.setVisible(False)
        self.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self._clear_action.triggered.connect(self.clear_search)
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._on_text_edited)
        self.set_theme(LIGHT)

    def set_suggestions(self, suggest: Callable[[str], Sequence[str]]) -> None:
        """Offer whole texts that complete what was typed."""
        self._suggest = suggest

    def search_for(self, text: str) -> None:
        """Search for a text as if the user had typed it."""
        self.setText(text)
        self.text_edited.emit(text)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.setStyleSheet(
            f"QLineEdit {{ background: {theme.field}; color: {theme.text};"
            f" border: 1px solid {theme.hairline}; border-radius: 6px; padding: 0 6px;"
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent};"
            f" placeholder-text-color: {theme.text_muted}; }}"
            f"QLineEdit:focus {{ border-color: {theme.accent}; }}"
        )
        self._clear_action.setIcon(_icon(theme.text_muted, _CROSS))
        self._menu_action.setIcon(_icon(theme.text_muted, _FUNNEL))

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

    def _on_text_edited(self, text: str) -> None:
        offered = self._suggest(text)
        if offered or self.completer() is not None:
            self._complete(offered)
        self.text_edited.emit(text)

    def _complete(self, offered: Sequence[str]) -> None:
        completer = self.completer()
        if completer is None:
            completer = QCompleter(QStringListModel(self), self)
            # The texts were chosen by the end of the line: here, each of them fits.
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(self.search_for)
            self.setCompleter(completer)
        model = completer.model()
        if isinstance(model, QStringListModel):
            model.setStringList(list(offered))
        popup = completer.popup()
        if popup is not None and not offered:
            # Without this, the offers of the text before would stay open over the list.
            popup.hide()

    def _on_text_changed(self, text: str) -> None:
        self._clear_action.setVisible(bool(text))


_Lines = Sequence[tuple[tuple[float, float], ...]]
_CROSS: _Lines = (((5, 5), (11, 11)), ((11, 5), (5, 11)))
_FUNNEL: _Lines = (((3, 5), (13, 5)), ((5, 8), (11, 8)), ((7, 11), (9, 11)))


def _icon(color: str, lines: _Lines) -> QIcon:
    pixmap = QPixmap(48, 48)
    pixmap.setDevicePixelRatio(3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(color), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for line in lines:
            painter.drawPolyline([QPointF(x, y) for x, y in line])
    finally:
        painter.end()
    return QIcon(pixmap)


def _no_suggestions(_text: str) -> Sequence[str]:
    """Offer nothing."""
    return ()
