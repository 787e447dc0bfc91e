"""The layer of the chart that shows where a dragged event would be, with its date."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.geometry import Point
from tickertale.viewmodels.chart.lane_picture import BAND_HEIGHT_PX, Mark
from tickertale.viewmodels.chart.lane_run import LANE_SELECTED_RADIUS_PX
from tickertale.viewmodels.chart.picture import ChartPicture
from tickertale.viewmodels.timeline.event_drag import EventDragState
from tickertale.widgets.chart.painting import crisp, label_width, paint_label, paint_mark
from tickertale.widgets.look.theme import Theme, event_color

_TEXT_PX = 12
_WEIGHT = 600
_PADDING_PX = 9.0
_HEIGHT_PX = 24.0
_ABOVE_PX = 20.0
_MARGIN_PX = 4.0
_RADIUS_PX = 5.0


class DragItem(QGraphicsItem):
    """Shows the mark in its lane, a line at the reaction session, and a tip beside the pointer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: ChartPicture | None = None
        self._drag: EventDragState | None = None
        self._pointer: Point | None = None
        self._size = QRectF()
        self.setZValue(2.0)

    def set_drag(
        self, picture: ChartPicture | None, *, drag: EventDragState | None, size: QRectF
    ) -> None:
        """Show an event that is being dragged; None shows nothing."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._picture, self._drag = picture, drag
        self.update()

    def set_pointer(self, pointer: Point | None) -> None:
        """Show the tip beside a point."""
        if pointer != self._pointer:
            self._pointer = pointer
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._size

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._picture is None or self._drag is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, self._picture, drag=self._drag)
        self._paint_in_lane(painter, self._picture, drag=self._drag)
        self._paint_tip(painter, self._picture, drag=self._drag)

    def _paint_line(
        self, painter: QPainter, picture: ChartPicture, *, drag: EventDragState
    ) -> None:
        plot, position = picture.frame.panes.plot, drag.anchor.position
        x = picture.frame.x_of(drag.anchor.mark_position if position is None else position)
        if plot.x <= x <= plot.right:
            color = event_color(drag.anchor.color, self._theme)
            painter.setPen(QPen(QColor(color), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(crisp(x), plot.y), QPointF(crisp(x), plot.bottom))

    def _paint_in_lane(
        self, painter: QPainter, picture: ChartPicture, *, drag: EventDragState
    ) -> None:
        anchor, frame = drag.anchor, picture.frame
        lanes = (row for row in picture.lanes if row.category in {anchor.category, FOLDED})
        lane = next(lanes, None)
        if lane is None:
            return
        plot = frame.panes.plot
        painter.save()
        painter.setClipRect(QRectF(plot.x, plot.y, plot.width, plot.height))
        if anchor.last > anchor.first:
            left, right = frame.x_of(anchor.first - 0.5), frame.x_of(anchor.last + 0.5)
            box = QRectF(left, lane.y - BAND_HEIGHT_PX / 2, right - left, BAND_HEIGHT_PX)
            painter.setPen(QPen(QColor(event_color(anchor.color, self._theme)), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, BAND_HEIGHT_PX / 2, BAND_HEIGHT_PX / 2)
        mark = Mark(
            event_ids=(anchor.event_id,),
            color=anchor.color,
            x=frame.x_of(anchor.mark_position),
            y=lane.y,
            radius=LANE_SELECTED_RADIUS_PX,
            is_hollow=anchor.is_coarse,
        )
        paint_mark(painter, mark, theme=self._theme)
        painter.restore()

    def _paint_tip(self, painter: QPainter, picture: ChartPicture, *, drag: EventDragState) -> None:
        theme, box = self._theme, tip_box(picture, drag, pointer=self._pointer)
        painter.setPen(QPen(QColor(theme.accent), 1.0))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX)
        painter.setPen(QColor(theme.text))
        paint_label(
            painter,
            drag.text,
            left=box.left() + _PADDING_PX,
            middle=box.center().y(),
            size_px=_TEXT_PX,
            weight=_WEIGHT,
        )


def tip_box(picture: ChartPicture, drag: EventDragState, *, pointer: Point | None) -> QRectF:
    """Return where the tip lies: above the pointer, within the plot."""
    plot = picture.frame.panes.plot
    width = label_width(drag.text, size_px=_TEXT_PX, weight=_WEIGHT) + 2 * _PADDING_PX
    at = pointer or Point(picture.frame.x_of(drag.anchor.mark_position), plot.bottom)
    left = min(at.x - width / 2, plot.right - width - _MARGIN_PX)
    top = at.y - _ABOVE_PX - _HEIGHT_PX
    if top < plot.y:
        top = at.y + _ABOVE_PX
    return QRectF(round(max(left, plot.x + _MARGIN_PX)), round(top), round(width), _HEIGHT_PX)
