"""The chart on screen: paints the picture, and turns pointer and keys into what was meant."""

import sys

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart import ChartState
from tickertale.viewmodels.display import zoomed_prices
from tickertale.viewmodels.geometry import Point
from tickertale.viewmodels.hit import Hit, Target, hit_test, lane_at
from tickertale.viewmodels.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.wording import day_text
from tickertale.widgets.chart_items import CrosshairItem, CrosshairTagItem, PictureItem
from tickertale.widgets.painting import text_width
from tickertale.widgets.pan_gesture import PanGesture
from tickertale.widgets.rest_watch import RestWatch
from tickertale.widgets.theme import Theme
from tickertale.widgets.wheel import wheel_motion

_PAN_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


class ChartView(pg.GraphicsView):
    """Shows a `ChartState` and says what the user did to it.

    Signals
    -------
    event_clicked(str)
        A flag, a mark or a lane mark of one event was clicked.
    cluster_clicked(tuple)
        A badge for several events was clicked.
    background_clicked()
        A click met no event.
    plot_double_clicked()
    lane_double_clicked(str, float)
        Category of the lane, and the position.
    zoomed(float, float)
        Position under the pointer, and the factor; below 1 zooms in.
    panned(float)
        Bars by which the view was moved.
    prices_moved(PriceRange)
        The price axis was zoomed or dragged to this range.
    price_axis_double_clicked()
    pointed(object)
        Position under the pointer, or None when it left.
    event_rested(str, QRect)
        The pointer has rested on an event; the rectangle is global.
    event_left()
        The pointer moved on from an event.
    menu_requested(QPoint)
        A menu was asked for at a global point.
    plot_resized(float)
        The plot has another width.
    painted()
        The first picture is on screen.
    """

    event_clicked = Signal(str)
    cluster_clicked = Signal(tuple)
    background_clicked = Signal()
    plot_double_clicked = Signal()
    lane_double_clicked = Signal(str, float)
    zoomed = Signal(float, float)
    panned = Signal(float)
    prices_moved = Signal(object)
    price_axis_double_clicked = Signal()
    pointed = Signal(object)
    event_rested = Signal(str, QRect)
    event_left = Signal()
    menu_requested = Signal(QPoint)
    plot_resized = Signal(float)
    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=theme.plot)
        self._state: ChartState | None = None
        self._picture: ChartPicture | None = None
        self._pan: PanGesture | None = None
        self._is_painted = False
        self._pointer: Point | None = None
        self._item = PictureItem(theme)
        self._crosshair = (CrosshairItem(theme), CrosshairTagItem(theme))
        for item in (self._item, *self._crosshair):
            self.scene().addItem(item)
        self._rest = RestWatch(self)
        self._rest.rested.connect(self._on_rest_rested)
        self._rest.left.connect(self.event_left)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
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
        self._item.set_theme(theme)
        for layer in self._crosshair:
            layer.set_theme(theme)

    def set_cursor_bar(self, index: int | None) -> None:
        """Put the crosshair on a bar; None takes it away."""
        if self._picture is None or self._state is None:
            return
        at, date = None, ""
        if index is not None:
            x = self._picture.frame.x_of(float(index))
            y = self._pointer.y if self._pointer else self._close_y(index)
            at, date = Point(x, y), day_text(self._state.scale.date_at(index))
        size = QRectF(self.viewport().rect())
        for layer in self._crosshair:
            layer.set_crosshair(self._picture, at=at, date=date, size=size)

    @property
    def picture(self) -> ChartPicture | None:
        """Return what is painted."""
        return self._picture

    # Painting

    def _resolve(self) -> None:
        size = QRectF(self.viewport().rect())
        # Before it is shown, the view has not got its size yet.
        if self._state is None or not self.isVisible() or size.isEmpty():
            return
        try:
            self._show_picture(self._state, size)
        except Exception:  # noqa: BLE001 (Qt drops what is raised while it resizes or shows)
            sys.excepthook(*sys.exc_info())

    def _show_picture(self, state: ChartState, size: QRectF) -> None:
        before = self._picture
        self._picture = resolve_picture(
            state,
            width=size.width(),
            height=size.height(),
            measure=text_width,
            detail=self.devicePixelRatioF(),
            kept=frozenset(flag.event_id for flag in before.flags) if before else frozenset(),
        )
        self._item.set_picture(self._picture, size=size)
        width = self._picture.frame.panes.plot.width
        if before is None or width != before.frame.panes.plot.width:
            self.plot_resized.emit(width)

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

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._zoom_by_pinch(event):
            return True
        handled = bool(super().viewportEvent(event))
        if event.type() == QEvent.Type.Paint and self._picture and not self._is_painted:
            self._is_painted = True
            self.painted.emit()
        return handled

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._rest.leave()
        if event.button() in _PAN_BUTTONS:
            threshold = QApplication.startDragDistance()
            if event.button() is Qt.MouseButton.MiddleButton:
                threshold = 1
            self._pan = PanGesture(event.position(), threshold_px=float(threshold))
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == Qt.MouseButton.NoButton:
            # A menu may have taken the release.
            self._pan = None
        if self._pan is not None:
            self._drag(event.position())
        self._point(event.position())
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pan, self._pan = self._pan, None
        if pan is not None and pan.is_active:
            self.viewport().setCursor(pointer_shape(self._hit(event.position())))
        elif event.button() is Qt.MouseButton.LeftButton:
            self._click(self._hit(event.position()))
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        if event.button() is Qt.MouseButton.LeftButton and not hit.event_ids:
            self._double_click(hit, event.position())
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture is None:
            return
        pixels, angles = event.pixelDelta(), event.angleDelta()
        motion = wheel_motion(
            pixels=(float(pixels.x()), float(pixels.y())),
            angles=(float(angles.x()), float(angles.y())),
            is_shifted=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
        )
        if self._hit(event.position()).target is Target.PRICE_AXIS:
            self._zoom_prices(event.position(), motion.zoom_factor)
        elif motion.pan_px:
            self.panned.emit(-motion.pan_px / self._picture.frame.slot_px)
        elif motion.zoom_factor != 1.0:
            about = self._picture.frame.position_at(event.position().x())
            self.zoomed.emit(about, motion.zoom_factor)
        self._rest.leave()
        self._point(event.position())
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._rest.leave()
        self.pointed.emit(None)
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._rest.leave()
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def _zoom_by_pinch(self, event: QNativeGestureEvent) -> bool:
        is_zoom = event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        if is_zoom and self._picture is not None:
            about = self._picture.frame.position_at(event.position().x())
            self.zoomed.emit(about, 1.0 / max(1.0 + event.value(), 0.1))
        return is_zoom

    def _zoom_prices(self, at: QPointF, factor: float) -> None:
        if self._picture is not None and factor != 1.0:
            prices = self._picture.frame.prices
            moved = zoomed_prices(prices, about=prices.price_at(at.y()), factor=factor)
            if moved is not None:
                self.prices_moved.emit(moved)

    def _drag(self, to: QPointF) -> None:
        if self._pan is None or self._picture is None:
            return
        step = self._pan.moved(to)
        if self._pan.is_active:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if step:
            self.panned.emit(-step / self._picture.frame.slot_px)

    def _point(self, to: QPointF) -> None:
        if self._picture is None:
            return
        self._pointer = Point(to.x(), to.y())
        is_inside = self._picture.frame.panes.plot.contains(to.x(), to.y())
        self.pointed.emit(self._picture.frame.position_at(to.x()) if is_inside else None)
        if self._pan is not None and self._pan.is_active:
            return
        hit = self._hit(to)
        self.viewport().setCursor(pointer_shape(hit))
        self._rest.point(hit.event_ids[0] if len(hit.event_ids) == 1 else None)

    def _hit(self, at: QPointF) -> Hit:
        if self._picture is None:
            return Hit(Target.NOTHING)
        return hit_test(self._picture, Point(at.x(), at.y()))

    def _click(self, hit: Hit) -> None:
        if len(hit.event_ids) == 1:
            self.event_clicked.emit(hit.event_ids[0])
        elif hit.event_ids:
            self.cluster_clicked.emit(hit.event_ids)
        else:
            self.background_clicked.emit()

    def _double_click(self, hit: Hit, at: QPointF) -> None:
        lane = lane_at(self._picture, at.y()) if self._picture else None
        if self._picture is not None and hit.target is Target.LANE_PANE and lane is not None:
            position = self._picture.frame.position_at(at.x())
            self.lane_double_clicked.emit(lane.category, position)
        elif hit.target is Target.PRICE_AXIS:
            self.price_axis_double_clicked.emit()
        else:
            self.plot_double_clicked.emit()

    def _on_rest_rested(self, event_id: str) -> None:
        is_pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self._pointer is None or is_pressed:
            return
        corner = self.viewport().mapToGlobal(QPoint(round(self._pointer.x), round(self._pointer.y)))
        self.event_rested.emit(event_id, QRect(corner.x() - 8, corner.y() - 8, 16, 16))


def pointer_shape(hit: Hit) -> Qt.CursorShape:
    """Return the shape of the pointer over what lies under it."""
    if hit.event_ids:
        return Qt.CursorShape.PointingHandCursor
    if hit.target is Target.PRICE_AXIS:
        return Qt.CursorShape.SizeVerCursor
    if hit.target in {Target.NOTHING, Target.TIME_AXIS}:
        return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.CrossCursor
