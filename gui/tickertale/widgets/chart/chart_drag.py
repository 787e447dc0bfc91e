"""The chart on screen, as it is dragged: which gesture a press begins, and what ends it."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.display import panned_prices
from tickertale.viewmodels.chart.event_grip import EventGrip, EventPull, grip_at
from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.hit import Hit, Target, hit_test, lane_at
from tickertale.widgets.chart.chart_canvas import ChartCanvas
from tickertale.widgets.chart.event_gesture import EventGesture
from tickertale.widgets.chart.gesture import Gesture
from tickertale.widgets.chart.lane_gesture import LaneGesture
from tickertale.widgets.chart.pan_gesture import PanGesture
from tickertale.widgets.chart.price_axis_gesture import PriceAxisGesture
from tickertale.widgets.chart.range_gesture import RangeGesture
from tickertale.widgets.look.theme import Theme

_MIDDLE_THRESHOLD_PX = 1.0
"""The middle button clicks nothing, so it drags at once."""


class ChartDragView(ChartCanvas):
    """Shows a `ChartState` and says how it was dragged.

    Signals
    -------
    panned(float)
        Bars by which the view was moved.
    spanned(float, float)
        The positions between which a drag with Shift has gone.
    prices_moved(PriceRange)
        The price axis was zoomed or dragged to this range.
    event_pulled(EventPull)
        An event, or an end of one, has been dragged so far; the drag goes on.
    event_dropped()
        It was let go there.
    event_let_be()
        The drag was called off: it stays where it was.
    lane_moved(str, int)
        The name of a lane was dragged: its category, and the places further down.
    grabbed(bool)
        A drag has begun, or is over.
    """

    panned = Signal(float)
    spanned = Signal(float, float)
    prices_moved = Signal(object)
    event_pulled = Signal(object)
    event_dropped = Signal()
    event_let_be = Signal()
    lane_moved = Signal(str, int)
    grabbed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._gesture: Gesture | None = None
        self._keys = Qt.KeyboardModifier.NoModifier
        self._is_editable = True

    def set_editable(self, is_editable: bool) -> None:
        """Let events be dragged, or leave them where they are."""
        self._is_editable = is_editable

    @override
    def event(self, event: QEvent) -> bool:
        # Esc belongs to the drag while there is one, and to the window else.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._is_dragging()
        ):
            event.accept()
            return True
        return bool(super().event(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None and self._is_dragging():
            self._gesture.cancel()
            self.viewport().unsetCursor()
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def _is_dragging(self) -> bool:
        return self._gesture is not None and self._gesture.is_active

    def _gesture_of(self, event: QMouseEvent) -> Gesture | None:
        """Return what a press begins if the pointer goes on from it."""
        origin, distance = event.position(), float(QApplication.startDragDistance())
        if self._picture is None:
            return None
        if event.button() is Qt.MouseButton.MiddleButton:
            return PanGesture(origin, threshold_px=_MIDDLE_THRESHOLD_PX, pan=self._pan)
        if event.button() is not Qt.MouseButton.LeftButton:
            return None
        if self._hit(origin).target is Target.PRICE_AXIS:
            scale, show = self._picture.frame.prices, self.prices_moved.emit
            return PriceAxisGesture(origin, threshold_px=distance, scale=scale, show=show)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            place, select = self._position_at, self.spanned.emit
            return RangeGesture(origin, threshold_px=distance, position_at=place, select=select)
        lane = self._named_lane(origin)
        if lane is not None:
            return self._lane_gesture(lane, origin)
        grip = self._grip(origin)
        if grip is not None:
            return self._event_gesture(grip, origin)
        return PanGesture(origin, threshold_px=distance, pan=self._pan)

    def _named_lane(self, at: QPointF) -> str | None:
        """Return the category of the lane whose name lies under a point."""
        if self._picture is None or self._hit(at).target is not Target.LANE_NAME:
            return None
        lane = lane_at(self._picture, at.y())
        return lane.category if lane is not None and lane.category != FOLDED else None

    def _lane_gesture(self, category: str, origin: QPointF) -> LaneGesture:
        return LaneGesture(
            origin,
            threshold_px=float(QApplication.startDragDistance()),
            category=category,
            lanes=lambda: () if self._picture is None else self._picture.lanes,
            move=self.lane_moved.emit,
        )

    def _event_gesture(self, grip: EventGrip, origin: QPointF) -> EventGesture:
        def pull(by: float) -> None:
            is_free = bool(self._keys & Qt.KeyboardModifier.AltModifier)
            self.event_pulled.emit(EventPull(grip, by, is_free))

        return EventGesture(
            origin,
            threshold_px=float(QApplication.startDragDistance()),
            position_at=self._position_at,
            pull=pull,
            drop=self.event_dropped.emit,
            let_be=self.event_let_be.emit,
        )

    def _drag(self, gesture: Gesture, event: QMouseEvent) -> None:
        self._keys = event.modifiers()
        if not gesture.is_active:
            if not gesture.begins(event.position()):
                return
            self.grabbed.emit(True)
            self.viewport().setCursor(gesture.shape)
        if not gesture.is_cancelled:
            self.pointer = Point(event.position().x(), event.position().y())
            gesture.drag(event.position())
            self.follow_pointer()

    def _end_gesture(self, *, is_dropped: bool = False) -> bool:
        """End the drag, if there is one; return whether the pointer had gone far enough for it."""
        gesture, self._gesture = self._gesture, None
        if gesture is None or not gesture.is_active:
            return False
        if is_dropped and not gesture.is_cancelled:
            gesture.finish()
        else:
            gesture.cancel()
        self.grabbed.emit(False)
        return True

    def _pan(self, step: QPointF) -> None:
        if self._picture is None or self._state is None:
            return
        if step.x():
            self.panned.emit(-step.x() / self._picture.frame.slot_px)
        # Where the price axis does not follow by itself, the drag takes it along.
        if step.y() and self._state.locked is not None:
            prices = panned_prices(self._picture.frame.prices, pixels=step.y())
            if prices is not None:
                self.prices_moved.emit(prices)

    def _position_at(self, x: float) -> float:
        """Return the position at a pixel, or at the edge of the plot that is nearest to it."""
        if self._picture is None:
            return 0.0
        plot = self._picture.frame.panes.plot
        return self._picture.frame.position_at(min(max(x, plot.x), plot.right - 1.0))

    def _hit(self, at: QPointF) -> Hit:
        if self._picture is None:
            return Hit(Target.NOTHING)
        return hit_test(self._picture, Point(at.x(), at.y()))

    def _grip(self, at: QPointF) -> EventGrip | None:
        if self._picture is None or not self._is_editable:
            return None
        return grip_at(self._picture, Point(at.x(), at.y()))
