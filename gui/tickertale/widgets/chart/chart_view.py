"""The chart on screen, as it is used: turns pointer and wheel into what was meant."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.display import zoomed_prices
from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.hit import Hit, Target, lane_at
from tickertale.widgets.chart.chart_drag import ChartDragView
from tickertale.widgets.chart.rest_watch import RestWatch
from tickertale.widgets.chart.wheel import WheelGesture, pinch_factor
from tickertale.widgets.look.theme import Theme


class ChartView(ChartDragView):
    """Shows a `ChartState` and says what the user did to it.

    The signals of drags are those of `ChartDragView`.

    Signals
    -------
    event_clicked(str)
        A flag, a mark or a lane mark of one event was clicked.
    events_toggled(tuple)
        The same, or a badge for several, was clicked with Ctrl.
    event_reached(str)
        The same was clicked with Shift.
    cluster_clicked(tuple)
        A badge for several events was clicked.
    background_clicked()
        A click met no event.
    event_double_clicked(str)
        A flag, a mark or a lane mark of one event.
    plot_double_clicked()
    lane_name_double_clicked(str)
        Category of the lane; `FOLDED` for the one of all.
    lane_double_clicked(str, float)
        Category of the lane, and the position.
    zoomed(float, float)
        Position under the pointer, and the factor; below 1 zooms in.
    unlock_requested()
        The price axis shall follow what is in view.
    pointed(object)
        Position under the pointer, or None when it left.
    event_rested(str, QRect)
        The pointer has rested on an event; the rectangle is global.
    event_left()
        The pointer moved on from an event.
    menu_requested(QPoint, str)
        A menu was asked for at a global point, and in the lane of a category; `FOLDED` for none.
    event_menu_requested(QPoint, tuple)
        The same, on an event or on a badge for several.
    """

    event_clicked = Signal(str)
    events_toggled = Signal(tuple)
    event_reached = Signal(str)
    cluster_clicked = Signal(tuple)
    background_clicked = Signal()
    event_double_clicked = Signal(str)
    plot_double_clicked = Signal()
    lane_name_double_clicked = Signal(str)
    lane_double_clicked = Signal(str, float)
    zoomed = Signal(float, float)
    unlock_requested = Signal()
    pointed = Signal(object)
    event_rested = Signal(str, QRect)
    event_left = Signal()
    menu_requested = Signal(QPoint, str)
    event_menu_requested = Signal(QPoint, tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: Hit | None = None
        self._is_second = False
        self._wheel = WheelGesture()
        self._rest = RestWatch(self)
        self._rest.rested.connect(self._on_rest_rested)
        self._rest.left.connect(self.event_left)
        self.lock_sign.clicked.connect(self.unlock_requested)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._zoom_by_pinch(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._lane_name_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton}:
            # They are for the whole panel.
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._rest.leave()
        self._pressed, self._is_second = self._hit(event.position()), False
        if event.buttons() == event.button():
            # A menu may have taken the release of an earlier drag.
            self._end_gesture()
        if self._gesture is None:
            self._gesture = self._gesture_of(event)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._end_gesture()
        if self._gesture is not None:
            self._drag(self._gesture, event)
        self._point(event.position())
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.buttons() != Qt.MouseButton.NoButton:
            # Another button goes on with the drag.
            pass
        elif self._end_gesture(is_dropped=True):
            self.viewport().setCursor(pointer_shape(self._hit(event.position())))
        elif event.button() is Qt.MouseButton.LeftButton:
            hit = self._hit(event.position())
            # The first of two clicks may have changed what lies there; nobody meant that.
            if not self._is_second or hit == self._pressed:
                self._click(hit, event.modifiers())
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._is_second = True
        # A click on a badge zooms: the second one is for the badge, and not for what came there.
        if self._pressed is None:
            self._pressed = self._hit(event.position())
        hit = self._pressed
        if event.button() is Qt.MouseButton.LeftButton and len(hit.event_ids) < 2:
            self._double_click(hit, event.position())
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture is None:
            return
        pixels, angles = event.pixelDelta(), event.angleDelta()
        motion = self._wheel.motion(
            pixels=(float(pixels.x()), float(pixels.y())),
            angles=(float(angles.x()), float(angles.y())),
            is_shifted=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
            phase=event.phase(),
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
        self.pointer = None
        self._rest.leave()
        self.pointed.emit(None)
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._rest.leave()
        hit = self._hit(QPointF(event.pos()))
        if hit.event_ids and event.reason() is QContextMenuEvent.Reason.Mouse:
            self.event_menu_requested.emit(event.globalPos(), hit.event_ids)
        else:
            lane = lane_at(self._picture, float(event.pos().y())) if self._picture else None
            self.menu_requested.emit(event.globalPos(), lane.category if lane else FOLDED)
        event.accept()

    def _lane_name_at(self, at: QPoint) -> str:
        """Return the full name of the lane whose name is under a point but cannot be read whole."""
        if self._picture is None or self._hit(QPointF(at)).target is not Target.LANE_NAME:
            return ""
        lane = lane_at(self._picture, float(at.y()))
        return lane.name if lane is not None and (lane.is_thin or lane.is_cut) else ""

    def _zoom_by_pinch(self, event: QNativeGestureEvent) -> bool:
        is_zoom = event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        if is_zoom and self._picture is not None:
            about = self._picture.frame.position_at(event.position().x())
            self.zoomed.emit(about, pinch_factor(event.value()))
        return is_zoom

    def _zoom_prices(self, at: QPointF, factor: float) -> None:
        if self._picture is not None and factor != 1.0:
            prices = self._picture.frame.prices
            moved = zoomed_prices(prices, about=prices.price_at(at.y()), factor=factor)
            if moved is not None:
                self.prices_moved.emit(moved)

    def _point(self, to: QPointF) -> None:
        if self._picture is None:
            return
        self.pointer = Point(to.x(), to.y())
        is_inside = self._picture.frame.panes.plot.contains(to.x(), to.y())
        self.pointed.emit(self._picture.frame.position_at(to.x()) if is_inside else None)
        if self._gesture is not None and self._gesture.is_active:
            return
        hit = self._hit(to)
        self.viewport().setCursor(pointer_shape(hit))
        self._rest.point(hit.event_ids[0] if len(hit.event_ids) == 1 else None)

    def _click(self, hit: Hit, keys: Qt.KeyboardModifier) -> None:
        if hit.event_ids and keys & Qt.KeyboardModifier.ControlModifier:
            self.events_toggled.emit(hit.event_ids)
        elif hit.event_ids and keys & Qt.KeyboardModifier.ShiftModifier:
            self.event_reached.emit(hit.event_ids[-1])
        elif len(hit.event_ids) == 1:
            self.event_clicked.emit(hit.event_ids[0])
        elif hit.event_ids:
            self.cluster_clicked.emit(hit.event_ids)
        elif hit.target is not Target.LANE_NAME:
            self.background_clicked.emit()

    def _double_click(self, hit: Hit, at: QPointF) -> None:
        lane = lane_at(self._picture, at.y()) if self._picture else None
        if len(hit.event_ids) == 1:
            self.event_double_clicked.emit(hit.event_ids[0])
        elif self._picture is not None and hit.target is Target.LANE_PANE and lane is not None:
            position = self._picture.frame.position_at(at.x())
            self.lane_double_clicked.emit(lane.category, position)
        elif hit.target is Target.PRICE_AXIS:
            self.unlock_requested.emit()
        elif hit.target is Target.LANE_NAME and lane is not None:
            self.lane_name_double_clicked.emit(lane.category)
        else:
            self.plot_double_clicked.emit()

    def _on_rest_rested(self, event_id: str) -> None:
        is_pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self.pointer is None or is_pressed:
            return
        corner = self.viewport().mapToGlobal(QPoint(round(self.pointer.x), round(self.pointer.y)))
        self.event_rested.emit(event_id, QRect(corner.x() - 8, corner.y() - 8, 16, 16))


def pointer_shape(hit: Hit) -> Qt.CursorShape:
    """Return the shape of the pointer over what lies under it."""
    if hit.event_ids:
        return Qt.CursorShape.PointingHandCursor
    if hit.target is Target.PRICE_AXIS:
        return Qt.CursorShape.SizeVerCursor
    if hit.target is Target.LANE_NAME:
        return Qt.CursorShape.OpenHandCursor
    if hit.target in {Target.NOTHING, Target.TIME_AXIS}:
        return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.CrossCursor
