"""The chart on screen, as far as it only shows: picture, crosshair, span and lock sign."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from tickertale.analysis.flag_layout import NOTHING_KEPT, KeptFlags
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.flag_picture import is_continued
from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.chart.readout import bar_text
from tickertale.viewmodels.timeline.event_drag import EventDragState
from tickertale.viewmodels.timeline.span import SpanState
from tickertale.widgets.chart.chart_items import CrosshairItem, CrosshairTagItem, PictureItem
from tickertale.widgets.chart.lock_sign import LockSign
from tickertale.widgets.chart.painting import label_width
from tickertale.widgets.chart.span_item import SpanCardItem, SpanItem
from tickertale.widgets.look.theme import Theme

if TYPE_CHECKING:
    from tickertale.widgets.chart.drag_item import DragItem

_SETTLING_MS = 400
"""After so long without another view, flags take the rows that suit it best."""


class ChartCanvas(pg.GraphicsView):
    """Shows a `ChartState`.

    Attributes
    ----------
    lock_sign : LockSign
        Shown while the price axis is locked.
    pointer : Point or None
        Where the pointer is, for the crosshair.

    Signals
    -------
    plot_resized(float)
        The plot has another width.
    painted()
        The first picture is on screen.
    """

    plot_resized = Signal(float)
    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=theme.plot)
        self._theme = theme
        self._state: ChartState | None = None
        self._cursor: int | None = None
        self._picture: ChartPicture | None = None
        self._shown: ChartState | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLING_MS)
        self._settling.timeout.connect(self._on_settling_timeout)
        self._span: SpanState | None = None
        self._is_painted = False
        self.pointer: Point | None = None
        self._item = PictureItem(theme)
        self._crosshair = (CrosshairItem(theme), CrosshairTagItem(theme))
        self._drag_item: DragItem | None = None
        self._bands = (SpanItem(theme), SpanCardItem(theme))
        for item in (self._item, *self._crosshair, *self._bands):
            self.scene().addItem(item)
        self.lock_sign = LockSign(self)
        self.lock_sign.set_theme(theme)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(120, 80)
        self.setAccessibleName("Price chart")

    # Setters; they never emit

    def set_state(self, state: ChartState) -> None:
        """Show another state."""
        self._state = state
        self._resolve()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.setBackground(theme.plot)
        self._theme = theme
        for layer in (self._item, *self._crosshair, *self._bands, self.lock_sign):
            layer.set_theme(theme)
        if self._drag_item is not None:
            self._drag_item.set_theme(theme)

    def set_cursor_bar(self, index: int | None) -> None:
        """Put the crosshair on a bar; None takes it away."""
        self._cursor = index
        if self._picture is None or self._state is None:
            return
        at, date = None, ""
        if index is not None:
            position = float(self._state.scale.bar_positions(index, index + 1)[0])
            y = self.pointer.y if self.pointer else self._close_y(index)
            at = Point(self._picture.frame.x_of(position), y)
            date = bar_text(self._state.scale, index)
        self._item.set_pointed(at is not None)
        for layer in self._crosshair:
            layer.set_crosshair(self._picture, at=at, date=date, size=self._size())

    def set_drag(self, drag: EventDragState | None) -> None:
        """Show where a dragged event would be; None while nothing is dragged."""
        if drag is not None and self._drag_item is None:
            # Not every start ends in a drag.
            from tickertale.widgets.chart.drag_item import DragItem

            self._drag_item = DragItem(self._theme)
            self.scene().addItem(self._drag_item)
        if self._drag_item is not None:
            self._drag_item.set_drag(self._picture, drag=drag, size=self._size())
            self.follow_pointer()

    def follow_pointer(self) -> None:
        """Let the tip of a dragged event stand beside the pointer."""
        if self._drag_item is not None:
            self._drag_item.set_pointer(self.pointer)

    def set_span(self, span: SpanState | None) -> None:
        """Show a selected span; None shows none."""
        self._span = span
        for layer in self._bands:
            layer.set_span(self._picture, span=span, size=self._size())

    @property
    def picture(self) -> ChartPicture | None:
        """Return what is painted."""
        return self._picture

    # Painting

    def _size(self) -> QRectF:
        return QRectF(self.viewport().rect())

    def _resolve(self) -> None:
        # Before it is shown, the view has not got its size yet.
        if self._state is None or not self.isVisible() or self._size().isEmpty():
            return
        try:
            self._show_picture(self._state, self._size())
        except Exception:  # noqa: BLE001 (Qt drops what is raised while it resizes or shows)
            sys.excepthook(*sys.exc_info())

    def _show_picture(self, state: ChartState, size: QRectF) -> None:
        before = self._picture
        self._picture = resolve_picture(
            state,
            width=size.width(),
            height=size.height(),
            measure=label_width,
            detail=self.devicePixelRatioF(),
            kept=self._kept_flags(state),
        )
        self._shown = state
        self._item.set_picture(self._picture, size=size)
        self.set_span(self._span)
        self.lock_sign.place(self._picture.frame.panes)
        self.lock_sign.setVisible(state.locked is not None)
        width = self._picture.frame.panes.plot.width
        if before is None or width != before.frame.panes.plot.width:
            self.plot_resized.emit(width)

    def _kept_flags(self, state: ChartState) -> KeptFlags:
        """Return which flags stay: in a pan or a zoom all on their rows, until the view rests."""
        if self._picture is None or self._shown is None:
            return NOTHING_KEPT
        if is_continued(self._shown, state):
            self._settling.start()
        elif self._shown.view != state.view:
            self._settling.stop()
        return replace(self._picture.kept, is_steady=self._settling.isActive())

    def _on_settling_timeout(self) -> None:
        if self._is_dragging():
            self._settling.start()
        else:
            self._resolve()
            self.set_cursor_bar(self._cursor)

    def _is_dragging(self) -> bool:
        """Return whether a drag holds the view."""
        return False

    def _close_y(self, index: int) -> float:
        if self._picture is None or self._state is None:
            return 0.0
        return self._picture.frame.y_of(float(self._state.bars.close[index]))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resolve()

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes once from its own constructor, before there is anything to show.
        if hasattr(self, "_picture"):
            self._resolve()
            # The axes have moved, and the tags of the crosshair stand on them.
            self.set_cursor_bar(self._cursor)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        handled = bool(super().viewportEvent(event))
        if event.type() == QEvent.Type.Paint and self._picture and not self._is_painted:
            self._is_painted = True
            self.painted.emit()
        return handled
