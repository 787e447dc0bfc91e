"""What may be typed next, offered below a field without taking the keyboard from it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from tickertale.viewmodels.event.filter_offer import Offer
from tickertale.widgets.look.brush import paint_box, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, mixed

_ROW_PX: Final = 26
_PAD_PX: Final = 4
_NO_PARENT: Final = QModelIndex()


class OfferList(QListView):
    """A small list over the window; the field below which it stands keeps the focus.

    Signals
    -------
    offer_taken : Offer
        The user clicked it, or `take` was called.
    """

    offer_taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = _OfferModel(self)
        self._delegate = _OfferDelegate(self)
        self.setObjectName("offers")
        self.setAccessibleName("Ways to go on")
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return what is offered; nothing while the list is hidden."""
        return self._model.offers if self.isVisible() else ()

    @property
    def chosen(self) -> Offer | None:
        """Return the offer that the keys have reached."""
        index = self.currentIndex()
        return self._model.offers[index.row()] if index.isValid() and self.isVisible() else None

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._delegate.theme = theme
        self.setStyleSheet(
            f"QListView#offers {{ background: {theme.card}; border: 1px solid {theme.hairline};"
            f" border-radius: 6px; padding: {_PAD_PX - 1}px; outline: none; }}"
        )

    def show_below(self, field: QWidget, offers: Sequence[Offer]) -> None:
        """Show these offers below a field; without any, hide."""
        self._model.set_offers(tuple(offers))
        self.setCurrentIndex(QModelIndex())
        window = field.window()
        if not offers or not field.isVisible():
            self.hide()
            return
        if self.parentWidget() is not window:
            self.setParent(window)
        at = field.mapTo(window, QPoint(0, field.height() + 2))
        height = len(offers) * _ROW_PX + 2 * _PAD_PX
        self.setGeometry(at.x(), at.y(), field.width(), min(height, window.height() - at.y()))
        self.show()
        self.raise_()

    def step(self, by: int) -> bool:
        """Go on to the next offer, or back; return False where the first is left upwards."""
        row = self.currentIndex().row() + by
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            return False
        self.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1)))
        return True

    def take(self) -> None:
        """Take the offer that the keys have reached, else the first."""
        offer = self.chosen or next(iter(self.offers), None)
        if offer is not None:
            self.offer_taken.emit(offer)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.offer_taken.emit(self._model.offers[index.row()])


class _OfferModel(QAbstractListModel):
    """The offers as an item model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def set_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(self.offers)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> object:
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.words
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return offer.hint
        return offer if role == Qt.ItemDataRole.UserRole else None


class _OfferDelegate(QStyledItemDelegate):
    """Paints one offer: what it is on the left, what is said of it on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(60, _ROW_PX)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        offer, theme, rect = index.data(Qt.ItemDataRole.UserRole), self.theme, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, radius=4, fill=theme.accent_soft, border=None)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill = mixed(theme.card, theme.text, share=0.05)
            paint_box(painter, rect, radius=4, fill=fill, border=None)
        words = rect.adjusted(8, 0, -8, 0)
        hint = f"{offer.hint} · Tab" if index.row() == 0 else offer.hint
        hint = hint.removeprefix(" · ")
        width = min(text_width(hint, font(12)), words.width() * 0.6) + 8
        paint_text(
            painter,
            words.adjusted(words.width() - width + 8, 0, 0, 0),
            text=hint,
            font=font(12),
            color=theme.text_muted,
            align=Qt.AlignmentFlag.AlignRight,
        )
        words.setWidth(words.width() - width)
        paint_text(painter, words, text=offer.words, font=font(13), color=theme.text)
        painter.restore()
