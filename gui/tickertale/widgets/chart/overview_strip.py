"""The overview strip under the chart: the whole history with a window that can be moved."""

import math
from enum import Enum, auto

import numpy as np
from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.overview import (
    HANDLE_REACH_PX,
    LABEL_PX,
    EventTick,
    OverviewPicture,
    resolve_overview,
)
from tickertale.viewmodels.window.window_step import WindowStep, resized, stepped
from tickertale.widgets.chart.painting import as_qrect, label_width, paint_label
from tickertale.widgets.chart.price_painting import faded
from tickertale.widgets.look.boxes import fill_boxes
from tickertale.widgets.look.theme import Theme, event_color

HEIGHT_PX = 78
_TICK_HEIGHT_PX = 6.0
_RING_PX = 2.0
_TOOL_TIP = (
    "Drag the window to move it, an edge to resize it. With the keyboard: ← and →, with Shift to "
    "resize, Home and End"
)
_NO_KEY = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STEPS: dict[tuple[int, Qt.KeyboardModifier], WindowStep] = {
    (Qt.Key.Key_Left, _NO_KEY): WindowStep.EARLIER,
    (Qt.Key.Key_Right, _NO_KEY): WindowStep.LATER,
    (Qt.Key.Key_PageUp, _NO_KEY): WindowStep.PAGE_EARLIER,
    (Qt.Key.Key_PageDown, _NO_KEY): WindowStep.PAGE_LATER,
    (Qt.Key.Key_Left, _SHIFT): WindowStep.SHORTER,
    (Qt.Key.Key_Right, _SHIFT): WindowStep.LONGER,
    (Qt.Key.Key_Home, _NO_KEY): WindowStep.FIRST,
    (Qt.Key.Key_End, _NO_KEY): WindowStep.LAST,
}


class _Grip(Enum):
    """What of the window a drag holds."""

    NONE = auto()
    LEFT = auto()
    RIGHT = auto()
    WINDOW = auto()


_SHAPES = {
    _Grip.NONE: Qt.CursorShape.ArrowCursor,
    _Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    _Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    _Grip.WINDOW: Qt.CursorShape.OpenHandCursor,
}


class OverviewStrip(QWidget):
    """Shows the whole history; its window is the chart's view.

    Signals
    -------
    view_dragged(ViewRange)
        The window was moved or resized.
    grabbed(bool)
        A drag has begun, or is over.
    """

    view_dragged = Signal(object)
    grabbed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: ChartState | None = None
        self._shown: OverviewPicture | None = None
        self._grip = _Grip.NONE
        self._grip_offset = 0.0
        self._held: ViewRange | None = None
        self._plot_width = math.inf
        self._kept: tuple[tuple[EventTick, ...], tuple[int, float, Theme], QPixmap] | None = None
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        # Nothing below has to be painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # A click leaves the keys with the chart.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(_TOOL_TIP)
        self.setAccessibleName("Overview of the whole history")
        self.setAccessibleDescription(_TOOL_TIP)

    def set_state(self, state: ChartState) -> None:
        """Show another state; emits nothing."""
        self._state = state
        self.update()

    def set_plot_width(self, width_px: float) -> None:
        """End where the plot above ends."""
        self._plot_width = width_px
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture()
        if picture is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.plot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_strip(painter, picture, theme=self._theme)
        painter.drawPixmap(0, 0, self._history(picture))
        _paint_handles(painter, picture, theme=self._theme)
        if self.hasFocus():
            _paint_ring(painter, picture, theme=self._theme)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get((event.key(), keys))
        if step is None or self._state is None:
            super().keyPressEvent(event)
            return
        extent = self._state.scale.last_position + 1.0
        self.view_dragged.emit(stepped(self._state.view, step, extent=extent))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        picture = self._picture()
        if picture is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        x = event.position().x()
        self._grip = _grip_at(picture, x)
        self._held = self._state.view if self._state is not None else None
        self.grabbed.emit(True)
        if self._grip is _Grip.NONE:
            # A click beside the window centers it there, and goes on as a drag.
            self._grip = _Grip.WINDOW
            self._grip_offset = picture.window.width / 2
            self._drag(picture, x)
        else:
            self._grip_offset = x - picture.window.x
            if self._grip is _Grip.RIGHT:
                self._grip_offset = x - picture.window.right

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        picture = self._picture()
        if picture is None:
            return
        x = event.position().x()
        if self._grip is _Grip.NONE:
            self.setCursor(_SHAPES[_grip_at(picture, x)])
        else:
            self._drag(picture, x)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not _Grip.NONE:
            self._grip = _Grip.NONE
            self.grabbed.emit(False)

    def _drag(self, picture: OverviewPicture, x: float) -> None:
        # From where it was taken hold of: what the chart made of the last step would add up.
        view = self._held
        if view is None:
            return
        at = picture.position_at(x - self._grip_offset)
        if self._grip is _Grip.WINDOW:
            view = ViewRange(at, at + view.span)
        else:
            is_left = self._grip is _Grip.LEFT
            view = resized(view, at=at, is_left=is_left, extent=picture.extent)
        self.view_dragged.emit(view)

    def _history(self, picture: OverviewPicture) -> QPixmap:
        """Return all that stays while the window moves, as pixels that are kept."""
        ratio = self.devicePixelRatioF()
        key = (self.width(), ratio, self._theme)
        if self._kept is None or self._kept[0] is not picture.ticks or self._kept[1] != key:
            pixels = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
            pixels.setDevicePixelRatio(ratio)
            pixels.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixels)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_history(painter, picture, theme=self._theme)
            painter.end()
            self._kept = picture.ticks, key, pixels
        return self._kept[2]

    def _picture(self) -> OverviewPicture | None:
        if self._state is None:
            return None
        width = min(self._plot_width, float(self.width()))
        self._shown = resolve_overview(
            self._state,
            width=width,
            height=float(self.height()),
            measure=label_width,
            before=self._shown,
        )
        return self._shown


def _grip_at(picture: OverviewPicture, x: float) -> _Grip:
    window = picture.window
    # However narrow the window is, its middle half moves it.
    inside = min(HANDLE_REACH_PX, window.width / 4)
    if -HANDLE_REACH_PX <= x - window.x <= inside:
        return _Grip.LEFT
    if -inside <= x - window.right <= HANDLE_REACH_PX:
        return _Grip.RIGHT
    return _Grip.WINDOW if window.x < x < window.right else _Grip.NONE


def _paint_strip(painter: QPainter, picture: OverviewPicture, *, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.hairline), 1.0))
    painter.setBrush(QColor(theme.window))
    painter.drawRoundedRect(as_qrect(picture.strip), 3.0, 3.0)
    window = picture.window
    box = np.array([(window.x, window.y + 0.5, window.width, window.height - 1.0)])
    fill_boxes(painter, box, color=faded(theme.accent, 0.17))


def _paint_history(painter: QPainter, picture: OverviewPicture, *, theme: Theme) -> None:
    if len(picture.line_x):
        painter.setPen(QPen(QColor(theme.text_muted), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(arrayToQPath(picture.line_x, picture.line_y, connect="finite"))
    bottom = picture.strip.bottom - 1.0
    for tick in picture.ticks:
        color = event_color(tick.color, theme)
        painter.setPen(QPen(faded(color, 0.3 if tick.is_dimmed else 1.0), 2.0))
        painter.drawLine(QPointF(tick.x, bottom - _TICK_HEIGHT_PX), QPointF(tick.x, bottom))
    _paint_labels(painter, picture, theme=theme)


def _paint_handles(painter: QPainter, picture: OverviewPicture, *, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    middle = picture.strip.y + picture.strip.height / 2
    for edge in (picture.window.x, picture.window.right):
        painter.drawRoundedRect(QRectF(edge - 2.5, middle - 11.0, 5.0, 22.0), 2.0, 2.0)


def _paint_ring(painter: QPainter, picture: OverviewPicture, *, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.accent), _RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = _RING_PX / 2
    ring = as_qrect(picture.strip).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(ring, 3.0, 3.0)


def _paint_labels(painter: QPainter, picture: OverviewPicture, *, theme: Theme) -> None:
    painter.setPen(QColor(theme.text_muted))
    for label in picture.labels:
        paint_label(
            painter,
            label.text,
            left=label.at + 2.0,
            middle=picture.strip.bottom + 10.0,
            size_px=LABEL_PX,
            weight=400,
        )
