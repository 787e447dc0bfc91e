"""Small multiples: the path of each event, one tiny panel each, aligned on day 0."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tickertale.session.study import Study
from tickertale.session.study_row import StudyRow
from tickertale.viewmodels.geometry import Rect
from tickertale.viewmodels.plot import (
    Axes,
    PlotBand,
    PlotDot,
    PlotLine,
    PlotPicture,
    PlotText,
    Tone,
    rule,
    value_range,
)
from tickertale.viewmodels.wording import percent, sign_of

PANEL_WIDTH_PX, PANEL_HEIGHT_PX = 128.0, 92.0
"""Least width, and height, of a panel."""
_GAP_PX = 12.0
_PAD_PX = 8.0
_HEAD_PX = 32.0
_TONES = {1: Tone.UP, -1: Tone.DOWN, 0: Tone.TEXT}


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """Where panels lie.

    Parameters
    ----------
    columns, rows : int
    panel_width : float
        In logical pixels.
    """

    columns: int
    rows: int
    panel_width: float

    @property
    def height(self) -> float:
        """Return the height of all panels in logical pixels."""
        return self.rows * (PANEL_HEIGHT_PX + _GAP_PX) + _GAP_PX

    def rect(self, place: int) -> Rect:
        """Return the box of a panel."""
        row, column = divmod(place, self.columns)
        x = _GAP_PX + column * (self.panel_width + _GAP_PX)
        y = _GAP_PX + row * (PANEL_HEIGHT_PX + _GAP_PX)
        return Rect(x, y, self.panel_width, PANEL_HEIGHT_PX)

    def place_at(self, x: float, y: float) -> int | None:
        """Return the panel at a point, or none between panels."""
        column = int((x - _GAP_PX) // (self.panel_width + _GAP_PX))
        row = int((y - _GAP_PX) // (PANEL_HEIGHT_PX + _GAP_PX))
        place = row * self.columns + column
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return place if self.rect(place).contains(x, y) else None

    def places_between(self, top: float, bottom: float) -> range:
        """Return the panels of which a part lies between two heights."""
        step = PANEL_HEIGHT_PX + _GAP_PX
        first, last = max(int(top // step), 0), max(int(bottom // step) + 1, 0)
        return range(first * self.columns, min(last, self.rows) * self.columns)


def resolve_grid(count: int, *, width: float) -> PanelGrid:
    """Return as many columns of panels as fit, and rows for all of them."""
    columns = max(1, int((width - _GAP_PX) // (PANEL_WIDTH_PX + _GAP_PX)))
    panel_width = max((width - _GAP_PX) / columns - _GAP_PX, 40.0)
    return PanelGrid(columns, -(-count // columns), panel_width)


def resolve_multiples(
    rows: Mapping[int, StudyRow],
    *,
    titles: Mapping[str, str],
    grid: PanelGrid,
    scale: tuple[float, float],
    selected: str | None,
) -> PlotPicture:
    """Return the panels of some events; all panels of a study have the same axes.

    Parameters
    ----------
    rows : mapping of int to StudyRow
        Measured events by their places in the grid.
    titles : mapping of str to str
        Titles of the events by id.
    grid : PanelGrid
    scale : (float, float)
        As from `multiples_scale`.
    selected : str or None
        Id of the event to point out.
    """
    picture = PlotPicture()
    for place, row in rows.items():
        rect = grid.rect(place)
        picture = _joined(picture, _panel(row, rect, title=titles[row.event_id], scale=scale))
        if row.event_id == selected:
            picture = _joined(picture, PlotPicture(lines=(_frame(rect),)))
    return picture


def multiples_scale(study: Study) -> tuple[float, float]:
    """Return the values at the lower and the upper edge of every panel of a study."""
    half = study.studies.band()
    return value_range(study.studies.abnormal.path, half, -half, pad=0.05)


def _panel(row: StudyRow, rect: Rect, *, title: str, scale: tuple[float, float]) -> PlotPicture:
    measured = row.measured
    car = measured.car if measured else None
    texts = (
        PlotText(
            title,
            rect.x + _PAD_PX,
            rect.y + 10.0,
            tone=Tone.TEXT,
            room_px=rect.width - 2 * _PAD_PX,
        ),
        PlotText(
            percent(car),
            rect.x + _PAD_PX,
            rect.y + 25.0,
            tone=_TONES[sign_of(car)],
            weight=600,
        ),
    )
    if measured is None or not measured.path:
        return PlotPicture(texts=texts)
    path = measured.path
    offsets = np.array([point.offset for point in path], dtype=np.float64)
    inside = Rect(
        rect.x + _PAD_PX,
        rect.y + _HEAD_PX,
        rect.width - 2 * _PAD_PX,
        rect.height - _HEAD_PX - 4.0,
    )
    first, last = min(offsets[0], 0.0) - 0.5, max(offsets[-1], 0.0) + 0.5
    axes = Axes(inside, float(first), float(last), *scale)
    cars = np.array([point.car for point in path])
    half = np.array([point.half_width for point in path])
    x, y, zero = axes.xs_of(offsets), axes.ys_of(cars), axes.y_of(0.0)
    return PlotPicture(
        bands=(PlotBand(x, axes.ys_of(half), axes.ys_of(-half), Tone.ACCENT, 0.13),),
        lines=(
            rule((inside.x, zero), (inside.right, zero), tone=Tone.GRID),
            _day_zero(axes),
            PlotLine(x, y, Tone.TEXT, width_px=1.5),
        ),
        dots=(PlotDot(float(x[-1]), float(y[-1]), 2.0, Tone.TEXT),),
        texts=texts,
    )


def _day_zero(axes: Axes) -> PlotLine:
    x, box = axes.x_of(0.0), axes.box
    return rule((x, box.y), (x, box.bottom), tone=Tone.MUTED, is_dashed=True)


def _frame(rect: Rect) -> PlotLine:
    """Return the line around a panel."""
    left, right = rect.x + 0.5, rect.right - 0.5
    top, bottom = rect.y - 3.5, rect.bottom + 3.5
    x, y = (left, right, right, left, left), (top, top, bottom, bottom, top)
    return PlotLine(np.array(x), np.array(y), Tone.ACCENT, width_px=1.5)


def _joined(back: PlotPicture, front: PlotPicture) -> PlotPicture:
    return PlotPicture(
        bands=back.bands + front.bands,
        lines=back.lines + front.lines,
        dots=back.dots + front.dots,
        texts=back.texts + front.texts,
    )
