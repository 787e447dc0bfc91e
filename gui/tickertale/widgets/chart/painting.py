"""The one paint path: draws a chart picture with any painter, on screen or into a file."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tickertale.viewmodels.chart.flag_picture import FLAG_TEXT_PX, Flag
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.lane_picture import (
    LANE_TEXT_PX,
    TICK_HEIGHT_PX,
    Band,
    LaneRow,
    Mark,
)
from tickertale.viewmodels.chart.lane_run import DIGITS_TEXT_PX, MARK_EDGE_PX, TICK_PX
from tickertale.viewmodels.chart.picture import AXIS_TEXT_PX, ChartPicture
from tickertale.widgets.chart.compare_painting import compared_color, paint_compared
from tickertale.widgets.chart.price_painting import faded, paint_price
from tickertale.widgets.chart.study_painting import paint_expected, paint_study_bands
from tickertale.widgets.look.boxes import fill_boxes
from tickertale.widgets.look.brush import elided
from tickertale.widgets.look.font import font, font_metrics
from tickertale.widgets.look.theme import Theme, event_color, mixed, shade, text_on

LABEL_GAP_PX = 8.0
TAG_GAP_PX = 2.0
TAG_HEIGHT_PX = 18.0
TIME_LABEL_PX = 15.0
"""From the top of the time axis to the middle of its labels."""
_FLAG_RADIUS_PX = 4.0
_DIMMED_OPACITY = 0.25


@lru_cache(maxsize=8192)
def label_width(text: str, *, size_px: int, weight: int) -> float:
    """Return the width of a text as this module draws it, in logical pixels."""
    return font_metrics(size_px, weight).horizontalAdvance(text)


def paint_chart(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Paint a chart picture at the painter's origin; the background is the caller's.

    Parameters
    ----------
    painter : QPainter
        Active on a widget, an image, an SVG or a PDF.
    picture : ChartPicture
        Where everything stands.
    theme : Theme
        What it looks like.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_study_bands(painter, picture, theme=theme)
    _paint_grid(painter, picture, theme=theme)
    _paint_volume(painter, picture, theme=theme)
    _paint_lanes(painter, picture, theme=theme)
    paint_compared(painter, picture, theme=theme)
    paint_price(painter, picture, theme=theme)
    paint_expected(painter, picture, theme=theme)
    _paint_stems(painter, picture, theme=theme)
    for mark in picture.marks:
        paint_mark(painter, mark, theme=theme)
    for flag in picture.flags:
        _paint_flag(painter, flag, theme=theme)
    _paint_axis_labels(painter, picture, theme=theme)
    _paint_compared_labels(painter, picture, theme=theme)
    _paint_last_price(painter, picture, theme=theme)
    _paint_note(painter, picture, theme=theme)
    _paint_warning(painter, picture, theme=theme)
    _paint_message(painter, picture, theme=theme)
    painter.restore()


def as_qrect(rect: Rect) -> QRectF:
    """Return the rectangle as Qt has it."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def crisp(value: float) -> float:
    """Return the middle of the pixel, so that a hair line covers one row and not two halves."""
    return float(np.floor(value)) + 0.5


def paint_label(
    painter: QPainter, text: str, *, left: float, middle: float, size_px: int, weight: int
) -> None:
    """Draw one line of text from its left edge, its capitals centered on `middle`."""
    metrics = font_metrics(size_px, weight)
    painter.setFont(font(size_px, weight))
    painter.drawText(QPointF(left, middle + metrics.capHeight() / 2), text)


def paint_tag(
    painter: QPainter, text: str, *, left: float, middle: float, fill: str, width: float
) -> QRectF:
    """Draw a filled tag such as the last price; return its box."""
    box = QRectF(left, middle - TAG_HEIGHT_PX / 2, width, TAG_HEIGHT_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, 3.0, 3.0)
    painter.setPen(QColor(text_on(fill)))
    inset = (width - label_width(text, size_px=AXIS_TEXT_PX, weight=600)) / 2
    paint_label(painter, text, left=left + inset, middle=middle, size_px=AXIS_TEXT_PX, weight=600)
    return box


def tag_width(text: str) -> float:
    """Return the width of a tag with that text."""
    return label_width(text, size_px=AXIS_TEXT_PX, weight=600) + 12.0


def paint_mark(painter: QPainter, mark: Mark, *, theme: Theme) -> None:
    """Draw a dot, hollow for coarse dates, or a badge with the count of a cluster."""
    color = {0: event_color(mark.color, theme), 1: theme.up, -1: theme.down}[mark.sign]
    edge, fill = (color, theme.plot) if mark.is_hollow else (theme.plot, color)
    center = QPointF(mark.x, mark.y)
    opacity = painter.opacity()
    if mark.is_dimmed:
        painter.setOpacity(opacity * _DIMMED_OPACITY)
    count = len(mark.event_ids)
    if mark.sign:
        _paint_arrow(painter, mark, color=color, theme=theme)
    elif count == 1:
        # A disc on a disc costs half of what a disc with an edge does, and looks the same.
        painter.setPen(Qt.PenStyle.NoPen)
        for disc, reach in ((edge, MARK_EDGE_PX / 2), (fill, -MARK_EDGE_PX / 2)):
            painter.setBrush(shade(disc))
            painter.drawEllipse(center, mark.radius + reach, mark.radius + reach)
    else:
        painter.setPen(QPen(shade(edge), MARK_EDGE_PX))
        painter.setBrush(shade(fill))
        _paint_badge(painter, mark, text_color=color if mark.is_hollow else text_on(color))
    if mark.is_dimmed:
        painter.setOpacity(opacity)


def _paint_arrow(painter: QPainter, mark: Mark, *, color: str, theme: Theme) -> None:
    """Draw a triangle of about the area that a disc would have."""
    half = mark.radius * 1.15
    tip, base = mark.y - half * mark.sign, mark.y + half * 0.8 * mark.sign
    corners = ((mark.x, tip), (mark.x - half, base), (mark.x + half, base))
    painter.setPen(QPen(shade(theme.plot), MARK_EDGE_PX))
    painter.setBrush(shade(color))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _paint_note(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    note = " · ".join(part for part in (picture.base_note, picture.mark_note) if part)
    if note:
        pane = picture.frame.panes.price
        # The bracket of the estimation window has a word at the foot of the prices.
        has_bracket = picture.study is not None and picture.study.bracket is not None
        painter.setPen(QColor(theme.text_muted))
        text = elided(note, font(LANE_TEXT_PX), width=pane.width - 8.0)
        paint_label(
            painter,
            text,
            left=pane.x + 4.0,
            middle=pane.bottom - (19.0 if has_bracket else 9.0),
            size_px=LANE_TEXT_PX,
            weight=400,
        )


def _paint_badge(painter: QPainter, mark: Mark, *, text_color: str) -> None:
    half, radius = mark.half_width, mark.radius
    box = QRectF(mark.x - half, mark.y - radius, 2 * half, 2 * radius)
    painter.drawRoundedRect(box, radius, radius)
    text = str(len(mark.event_ids))
    painter.setPen(QColor(text_color))
    paint_label(
        painter,
        text,
        left=mark.x - label_width(text, size_px=DIGITS_TEXT_PX, weight=600) / 2,
        middle=mark.y,
        size_px=DIGITS_TEXT_PX,
        weight=600,
    )


def _paint_grid(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    plot = picture.frame.panes.plot
    rows = [label.at for label in picture.price_labels]
    rows += [lane.y for lane in picture.lanes]
    rows += [picture.frame.panes.axis.y]
    boxes = np.array([(plot.x, np.floor(row), plot.width, 1.0) for row in rows])
    fill_boxes(painter, boxes, color=QColor(theme.grid))


def _paint_volume(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    columns = picture.volume
    if columns is None:
        return
    bottom = picture.frame.panes.volume.bottom
    height = bottom - columns.top
    for is_up, color in ((True, theme.up_soft), (False, theme.down_soft)):
        chosen = columns.is_up == is_up
        left, top = columns.left[chosen], columns.top[chosen]
        fill_boxes(
            painter,
            np.column_stack((left, top, columns.right[chosen] - left, height[chosen])),
            color=QColor(color),
        )


def _paint_lanes(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    for lane in picture.lanes:
        if lane.is_thin:
            _paint_ticks(painter, lane, theme=theme)
            continue
        _paint_bands(painter, lane, theme=theme)
        for link in lane.connectors:
            opacity = _DIMMED_OPACITY if link.is_dimmed else 1.0
            painter.setPen(QPen(faded(event_color(link.color, theme), opacity), 1.5))
            painter.drawLine(QPointF(link.start_x, link.y), QPointF(link.end_x, link.y))
            painter.drawLine(QPointF(link.end_x, link.y - 4.0), QPointF(link.end_x, link.y + 4.0))
        for mark in lane.marks:
            paint_mark(painter, mark, theme=theme)


def _paint_ticks(painter: QPainter, lane: LaneRow, *, theme: Theme) -> None:
    """Draw the events of a thin lane; those that are selected are as high as it."""
    ticks: dict[tuple[str, bool, bool], list[float]] = {}
    for mark in lane.marks:
        ticks.setdefault((mark.color, mark.is_selected, mark.is_dimmed), []).append(mark.x)
    for (color, is_selected, is_dimmed), places in ticks.items():
        height = lane.height if is_selected else TICK_HEIGHT_PX
        boxes = [
            (round(x - TICK_PX / 2), round(lane.y - height / 2), TICK_PX, height) for x in places
        ]
        mix = mixed(event_color(color, theme), theme.plot, share=0.7 if is_dimmed else 0.0)
        fill_boxes(painter, np.array(boxes), color=shade(mix))


def _paint_bands(painter: QPainter, lane: LaneRow, *, theme: Theme) -> None:
    for band in lane.bands:
        color = event_color(band.color, theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(color, _band_opacity(band)))
        radius = band.box.height / 2
        painter.drawRoundedRect(as_qrect(band.box), radius, radius)
        if band.text:
            painter.setPen(QColor(theme.text_muted))
            paint_label(
                painter,
                band.text,
                left=band.text_x,
                middle=lane.y,
                size_px=DIGITS_TEXT_PX,
                weight=500,
            )


def _band_opacity(band: Band) -> float:
    opacity = 0.22 if band.is_coarse else 0.45
    return opacity * 0.4 if band.is_dimmed else opacity


def _paint_stems(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    stems: dict[tuple[str, bool], list[tuple[float, float, float, float]]] = {}
    for flag in picture.flags:
        top, height = flag.box.bottom, max(flag.stem_bottom - flag.box.bottom, 0.0)
        box = (float(np.floor(flag.stem_x)), top, 1.0, height)
        stems.setdefault((flag.color, flag.is_selected), []).append(box)
    for (color, is_selected), boxes in stems.items():
        # Mixed and not see-through: blending a column pixel by pixel costs five times as much.
        mix = mixed(event_color(color, theme), theme.plot, share=0.0 if is_selected else 0.35)
        fill_boxes(painter, np.array(boxes), color=shade(mix))


def _paint_flag(painter: QPainter, flag: Flag, *, theme: Theme) -> None:
    color = event_color(flag.color, theme)
    box = as_qrect(flag.box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(color), 1.0))
    painter.setBrush(QColor(color if flag.is_selected else theme.plot))
    painter.drawRoundedRect(box, _FLAG_RADIUS_PX, _FLAG_RADIUS_PX)
    painter.setPen(QColor(text_on(color) if flag.is_selected else theme.text))
    weight = 600 if flag.is_selected else 500
    inset = (flag.box.width - label_width(flag.text, size_px=FLAG_TEXT_PX, weight=weight)) / 2
    paint_label(
        painter,
        flag.text,
        left=flag.box.x + inset,
        middle=flag.box.y + flag.box.height / 2,
        size_px=FLAG_TEXT_PX,
        weight=weight,
    )


def _paint_axis_labels(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    panes = picture.frame.panes
    left = panes.plot.right + LABEL_GAP_PX
    painter.setPen(QColor(theme.text_muted))
    for label in picture.shown_price_labels:
        paint_label(
            painter, label.text, left=left, middle=label.at, size_px=AXIS_TEXT_PX, weight=400
        )
    for lane in picture.lanes:
        name, size_px = lane.label.text, lane.label.size_px
        paint_label(painter, name, left=left, middle=lane.y, size_px=size_px, weight=400)
    if picture.volume is not None:
        top = panes.volume.y + 18.0
        for row, text in enumerate(("Volume", picture.volume.label)):
            paint_label(
                painter, text, left=left, middle=top + row * 15, size_px=LANE_TEXT_PX, weight=400
            )
    _paint_time_labels(painter, picture, theme=theme)


def _paint_time_labels(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    middle = picture.frame.panes.axis.y + TIME_LABEL_PX
    for label in picture.time_labels:
        weight = 600 if label.is_major else 400
        painter.setPen(QColor(theme.text if label.is_major else theme.text_muted))
        width = label_width(label.text, size_px=AXIS_TEXT_PX, weight=weight)
        paint_label(
            painter,
            label.text,
            left=label.at - width / 2,
            middle=middle,
            size_px=AXIS_TEXT_PX,
            weight=weight,
        )


def _paint_last_price(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    if picture.last_price is None:
        return
    text = picture.last_price.text
    paint_tag(
        painter,
        text,
        left=picture.frame.panes.plot.right + TAG_GAP_PX,
        middle=picture.last_price.at,
        fill=theme.line,
        width=tag_width(text),
    )


def _paint_compared_labels(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    left = picture.frame.panes.plot.right + LABEL_GAP_PX
    for compared in picture.compared:
        if np.isfinite(compared.label_y):
            painter.setPen(QColor(compared_color(compared.style, theme=theme)))
            paint_label(
                painter,
                compared.label,
                left=left,
                middle=compared.label_y,
                size_px=LANE_TEXT_PX,
                weight=600,
            )


def _paint_warning(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    """Draw a sentence just above the curve, on a ground that nothing shows through."""
    if not picture.warning:
        return
    curve = picture.frame.curve
    text = elided(picture.warning, font(LANE_TEXT_PX), width=curve.width - 24.0)
    width = label_width(text, size_px=LANE_TEXT_PX, weight=400) + 16.0
    box = QRectF(curve.x + (curve.width - width) / 2, max(curve.y - 17.0, 0.0), width, 18.0)
    painter.setPen(QPen(QColor(theme.hairline), 1.0))
    painter.setBrush(QColor(theme.plot))
    painter.drawRoundedRect(box, 3.0, 3.0)
    painter.setPen(QColor(theme.text))
    middle = box.center().y()
    paint_label(painter, text, left=box.x() + 8.0, middle=middle, size_px=LANE_TEXT_PX, weight=400)


def _paint_message(painter: QPainter, picture: ChartPicture, *, theme: Theme) -> None:
    if picture.message:
        painter.setPen(QColor(theme.text_muted))
        painter.setFont(font(14))
        painter.drawText(
            as_qrect(picture.frame.panes.price), Qt.AlignmentFlag.AlignCenter, picture.message
        )
