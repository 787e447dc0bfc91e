"""The search field above the event list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.filter_offer import Offer
from tickertale.widgets.control.offer_list import OfferList
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme

_HELP = """<p style='white-space:pre'>Words must all be found; conditions must all hold:
<b>tag:apple</b>  category:  person:  org:  publisher:
<b>after:2025-02</b>  before:  on:      any date the editor understands
<b>move&gt;5%</b>  move&lt;-5%  importance&gt;=4
<b>-tag:apple</b>  turns one round; quotes hold words together
Tab takes what is offered first</p>"""


class SearchField(QLineEdit):
    """A line to search in; Esc clears it, Down and Enter go on to the list.

    While it is typed in, keys of conditions and their values are offered below it. Tab takes the
    first of them. Down goes through values; a key is offered while a word may be meant as well,
    and leaves Down and Enter to the list. Esc first puts the offers away.

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
        self._suggest: Callable[[str], Sequence[Offer]] = _no_suggestions
        self._offers: OfferList | None = None
        self._theme = LIGHT
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

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return what is offered below the field."""
        return () if self._offers is None else self._offers.offers

    def set_suggestions(self, suggest: Callable[[str], Sequence[Offer]]) -> None:
        """Offer what completes the text that was typed."""
        self._suggest = suggest

    def go_on_with(self, text: str) -> None:
        """Search for a text as if the user had typed it, and offer how it goes on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search_for(text)
        self._offer()

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
        self._theme = theme
        if self._offers is not None:
            self._offers.set_theme(theme)
        self._clear_action.setIcon(_icon(theme.text_muted, _CROSS))
        self._menu_action.setIcon(_icon(theme.text_muted, _FUNNEL))

    def clear_search(self) -> None:
        """Clear the text as if the user had deleted it."""
        if self.text():
            # Unlike `clear`, this leaves nothing that the field could take back.
            self.setText("")
            self.text_edited.emit("")

    @override
    def event(self, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape and bool(self.text() or self.offers)
            if event.type() is QEvent.Type.ShortcutOverride and is_escape:
                # Without this, the window's own Esc would take the key before the field sees it.
                event.accept()
                return True
            if event.type() is QEvent.Type.ShortcutOverride and self._is_for_document(event):
                event.ignore()
                return False
            is_tab = event.key() == Qt.Key.Key_Tab and bool(self.offers)
            if event.type() is QEvent.Type.KeyPress and is_tab and self._offers is not None:
                self._offers.take()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self._offers is not None and self.offers and self._is_for_offers(event):
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._put_offers_away()
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self._put_offers_away()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._put_offers_away()

    def _is_for_document(self, event: QKeyEvent) -> bool:
        """Return whether a key takes back, or makes again, what was not typed here."""
        keys = QKeySequence.StandardKey
        is_idle = not self.isUndoAvailable() and not self.isRedoAvailable()
        return is_idle and (event.matches(keys.Undo) or event.matches(keys.Redo))

    def _is_for_offers(self, event: QKeyEvent) -> bool:
        """Let the offers have a key, and return whether they took it."""
        assert self._offers is not None  # noqa: S101 (the caller has looked)
        key, is_value = event.key(), not self.offers[0].is_key
        if key == Qt.Key.Key_Escape:
            self._put_offers_away()
        elif key == Qt.Key.Key_Down and is_value:
            self._offers.step(1)
        elif key == Qt.Key.Key_Up and self._offers.chosen is not None:
            self._offers.step(-1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offers.chosen is not None:
            self._offers.take()
        else:
            return False
        return True

    def _on_text_edited(self, text: str) -> None:
        self.text_edited.emit(text)
        self._offer()

    def _offer(self) -> None:
        # Offers complete the end of the text, and stand in the way where something else is typed.
        is_at_end = self.cursorPosition() == len(self.text())
        offered = self._suggest(self.text()) if is_at_end else ()
        if self._offers is None and offered:
            self._offers = OfferList(self.window())
            self._offers.set_theme(self._theme)
            self._offers.offer_taken.connect(self._on_offers_offer_taken)
        if self._offers is not None:
            self._offers.show_below(self, offered)

    def _put_offers_away(self) -> None:
        if self._offers is not None:
            self._offers.hide()

    def _on_offers_offer_taken(self, offer: Offer) -> None:
        self._put_offers_away()
        if offer.is_key:
            self.go_on_with(offer.text)
        else:
            self.search_for(offer.text)

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


def _no_suggestions(_text: str) -> Sequence[Offer]:
    """Offer nothing."""
    return ()
