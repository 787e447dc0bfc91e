"""Small multiples: the path of each event, one tiny panel each, aligned on day 0."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tickertale.analysis.value_ticks import percent_ticks
from tickertale.session.study import Study
from tickertale.session.study_row import StudyPoint, StudyRow
from tickertale.viewmodels.chart.geometry import Rect, TextWidth
from tickertale.viewmodels.chart.plot import (
    PLOT_TEXT_PX,
    Axes,
    PlotBand,
    PlotBox,
    PlotDot,
    PlotLine,
    PlotPicture,
    PlotText,
    Tone,
    rule,
    value_range,
)
from tickertale.viewmodels.figure.figure_picture import wrapped
from tickertale.viewmodels.study.impact_study import offset_text
from tickertale.viewmodels.text.wording import counted, percent, sign_of

HEAD_PX = 34.0
"""Height of the legend above the panels."""
_SCREEN_WIDTH_PX, _FIGURE_WIDTH_PX, _MOST_WIDTH_PX = 128.0, 180.0, 300.0
_PLOT_PX, _LINE_PX, _FOOT_PX = 60.0, 14.0, 16.0
_GAP_PX = 12.0
_LEFT_PX = 46.0
"""Room for the labels of the values, to the left of each row."""
_TICK_GAP_PX = 18.0
_LABEL_ROOM_PX = 20.0
_LABEL_PX = 10
_BAND_STRENGTH = 0.13
_TONES = {1: Tone.UP, -1: Tone.DOWN, 0: Tone.TEXT}


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """Where panels lie.

    Parameters
    ----------
    columns, rows : int
    panel_width : float
        In logical pixels.
    shown, count : int
        Panels, and events that could have one.
    title_lines : int
        Lines that a title has.
    """

    columns: int
    rows: int
    panel_width: float
    shown: int
    count: int
    title_lines: int = 1

    @property
    def panel_height(self) -> float:
        """Return the height of a panel in logical pixels."""
        return (self.title_lines + 1) * _LINE_PX + 4.0 + _PLOT_PX + _FOOT_PX

    @property
    def row_height(self) -> float:
        """Return the height from one panel to the one below."""
        return self.panel_height + _GAP_PX

    @property
    def height(self) -> float:
        """Return the height of the legend and all panels in logical pixels."""
        return HEAD_PX + self.rows * self.row_height

    def rect(self, place: int) -> Rect:
        """Return the box of a panel."""
        row, column = divmod(place, self.columns)
        x = _LEFT_PX + column * (self.panel_width + _GAP_PX)
        return Rect(x, HEAD_PX + row * self.row_height, self.panel_width, self.panel_height)

    def plot_rect(self, place: int) -> Rect:
        """Return the part of a panel that holds the path."""
        rect = self.rect(place)
        top = rect.bottom - _FOOT_PX - _PLOT_PX
        return Rect(rect.x, top, rect.width, _PLOT_PX)

    def place_at(self, x: float, y: float) -> int | None:
        """Return the panel at a point, or none between panels."""
        column = int((x - _LEFT_PX) // (self.panel_width + _GAP_PX))
        row = int((y - HEAD_PX) // self.row_height)
        place = row * self.columns + column
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return place if self.rect(place).contains(x, y) else None

    def places_between(self, top: float, bottom: float) -> range:
        """Return the panels of which a part lies between two heights."""
        first = max(int((top - HEAD_PX) // self.row_height), 0)
        last = max(int((bottom - HEAD_PX) // self.row_height) + 1, 0)
        return range(first * self.columns, min(min(last, self.rows) * self.columns, self.shown))


def resolve_grid(count: int, *, width: float) -> PanelGrid:
    """Return as many columns of panels as fit, and rows for all of them."""
    columns = max(1, int((width - _LEFT_PX) // (_SCREEN_WIDTH_PX + _GAP_PX)))
    panel_width = max((width - _LEFT_PX) / columns - _GAP_PX, 40.0)
    return PanelGrid(columns, -(-count // columns), panel_width, count, count)


def resolve_sheet(count: int, *, width: float, height: float) -> PanelGrid:
    """Return the panels of a figure: wide enough for titles, as many as a sheet can hold.

    Parameters
    ----------
    count : int
    width, height : float
        The most that the sheet has, in logical pixels.
    """
    fitting = max(1, int((width - _LEFT_PX + _GAP_PX) // (_FIGURE_WIDTH_PX + _GAP_PX)))
    columns = max(min(fitting, count), 1)
    panel_width = min((width - _LEFT_PX + _GAP_PX) / columns - _GAP_PX, _MOST_WIDTH_PX)
    grid = PanelGrid(columns, -(-count // columns), panel_width, count, count, title_lines=2)
    rows = min(grid.rows, max(1, int((height - HEAD_PX) // grid.row_height)))
    return PanelGrid(
        columns, rows, panel_width, min(count, rows * columns), count, grid.title_lines
    )


def resolve_multiples(
    rows: Mapping[int, StudyRow],
    *,
    titles: Mapping[str, str],
    grid: PanelGrid,
    scale: tuple[float, float],
    measure: TextWidth,
    selected: str | None = None,
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
    measure : TextWidth
    selected : str or None
        Id of the event to point out.
    """
    picture = _legend(grid)
    for place, row in rows.items():
        rect, title = grid.rect(place), titles[row.event_id]
        picture = _joined(picture, _words(row, rect, title=title, grid=grid, measure=measure))
        picture = _joined(picture, _path(row, grid.plot_rect(place), scale=scale))
        if place % grid.columns == 0:
            labels = _value_labels(grid.plot_rect(place), scale)
            picture = _joined(picture, PlotPicture(texts=labels))
        if row.event_id == selected:
            picture = _joined(picture, PlotPicture(lines=(_frame(rect),)))
    return picture


def multiples_scale(study: Study) -> tuple[float, float]:
    """Return the values at the lower and the upper edge of every panel of a study."""
    path, half = study.studies.abnormal.path, study.studies.band()
    return value_range(path - half, path + half, pad=0.05)


def multiples_text(rows: Mapping[int, StudyRow], titles: Mapping[str, str]) -> str:
    """Return the panels in words."""
    told = (
        f"{titles[row.event_id]} {percent(row.measured.car)}"
        for row in rows.values()
        if row.measured is not None
    )
    return f"Cumulated abnormal return by event: {'; '.join(told)}."


def _legend(grid: PanelGrid) -> PlotPicture:
    middle, left = 12.0, _LEFT_PX
    number = f"N = {counted(grid.count, 'event')}"
    if grid.shown < grid.count:
        number = f"the first {grid.shown:,} of {counted(grid.count, 'event')} in the table"
    text = f"95% interval · {number} · sessions from day 0 · one scale for all"
    line = PlotLine(np.array((left, left + 14.0)), np.full(2, middle), Tone.TEXT, width_px=1.5)
    return PlotPicture(
        boxes=(PlotBox(Rect(left + 56.0, middle - 4.0, 12.0, 8.0), Tone.ACCENT, _BAND_STRENGTH),),
        lines=(line,),
        texts=(
            PlotText("CAR", left + 20.0, middle),
            PlotText(
                text,
                left + 74.0,
                middle,
                room_px=max(grid.columns * (grid.panel_width + _GAP_PX) - 80.0, 1.0),
            ),
        ),
    )


def _words(
    row: StudyRow, rect: Rect, *, title: str, grid: PanelGrid, measure: TextWidth
) -> PlotPicture:
    """Return the title of a panel and its number."""
    lines: tuple[str, ...] = (title,)
    if grid.title_lines > 1:
        lines = wrapped(
            title,
            width_px=rect.width,
            most=grid.title_lines,
            width_of=lambda text: measure(text, size_px=PLOT_TEXT_PX, weight=400),
        )
    car = row.measured.car if row.measured else None
    # Titles of one line stand on the second: the number below them stays in its row.
    top = rect.y + 6.0 + (grid.title_lines - len(lines)) * _LINE_PX
    texts = [
        PlotText(line, rect.x, top + at * _LINE_PX, tone=Tone.TEXT, room_px=rect.width)
        for at, line in enumerate(lines)
    ]
    middle = rect.y + 6.0 + grid.title_lines * _LINE_PX
    tone = _TONES[sign_of(car)]
    return PlotPicture(texts=(*texts, PlotText(percent(car), rect.x, middle, -1, tone, 600)))


def _path(row: StudyRow, inside: Rect, *, scale: tuple[float, float]) -> PlotPicture:
    path = row.measured.path if row.measured else ()
    if not path:
        # Events that share a regression have one mean effect for all sessions.
        middle = inside.y + inside.height / 2
        return PlotPicture(texts=(PlotText("no path: estimated jointly", inside.x, middle),))
    offsets = np.array([point.offset for point in path], dtype=np.float64)
    first, last = min(offsets[0], 0.0) - 0.5, max(offsets[-1], 0.0) + 0.5
    axes = Axes(inside, float(first), float(last), *scale)
    cars = np.array([point.car for point in path])
    x, y = axes.xs_of(offsets), axes.ys_of(cars)
    day_zero = axes.x_of(0.0)
    return PlotPicture(
        grid=(
            *_value_lines(axes),
            rule((day_zero, inside.y), (day_zero, inside.bottom), tone=Tone.MUTED, is_dashed=True),
        ),
        bands=(_interval(path, axes),),
        lines=(PlotLine(x, y, Tone.TEXT, width_px=1.5),),
        dots=(PlotDot(float(x[-1]), float(y[-1]), 2.0, Tone.TEXT),),
        texts=_session_labels(path, axes),
    )


def _interval(path: tuple[StudyPoint, ...], axes: Axes) -> PlotBand:
    offsets = np.array([point.offset for point in path], dtype=np.float64)
    cars = np.array([point.car for point in path])
    half = np.array([point.half_width for point in path])
    if len(path) == 1:
        # One session has no width; it gets a little.
        offsets = offsets + np.array((-0.3, 0.3))
        cars, half = np.repeat(cars, 2), np.repeat(half, 2)
    top, bottom = axes.ys_of(cars + half), axes.ys_of(cars - half)
    return PlotBand(axes.xs_of(offsets), top, bottom, Tone.ACCENT, _BAND_STRENGTH)


def _ticks(height_px: float, scale: tuple[float, float]) -> list[tuple[float, str]]:
    ticks = percent_ticks(*scale, height_px=height_px, min_gap_px=_TICK_GAP_PX)
    return [(tick.value, tick.text) for tick in ticks]


def _value_lines(axes: Axes) -> list[PlotLine]:
    box = axes.box
    places = [
        (axes.y_of(value), Tone.GRID if value else Tone.MUTED)
        for value, _ in _ticks(box.height, (axes.bottom, axes.top))
    ]
    return [rule((box.x, y), (box.right, y), tone=tone) for y, tone in places]


def _value_labels(inside: Rect, scale: tuple[float, float]) -> tuple[PlotText, ...]:
    axes = Axes(inside, 0.0, 1.0, *scale)
    return tuple(
        PlotText(text, _LEFT_PX - 8.0, axes.y_of(value), align=1, size_px=_LABEL_PX)
        for value, text in _ticks(inside.height, scale)
    )


def _session_labels(path: tuple[StudyPoint, ...], axes: Axes) -> tuple[PlotText, ...]:
    """Return day 0 and the ends of the window, as far as they have room."""
    middle, zero = axes.box.bottom + 9.0, axes.x_of(0.0)
    texts = [PlotText("0", zero, middle, align=0, size_px=_LABEL_PX)]
    for point in {path[0].offset, path[-1].offset} - {0}:
        x = axes.x_of(float(point))
        if abs(x - zero) > _LABEL_ROOM_PX:
            texts.append(PlotText(offset_text(point), x, middle, align=0, size_px=_LABEL_PX))
    return tuple(texts)


def _frame(rect: Rect) -> PlotLine:
    """Return the line around a panel."""
    left, right = rect.x - 5.5, rect.right + 5.5
    top, bottom = rect.y - 4.5, rect.bottom + 2.5
    x, y = (left, right, right, left, left), (top, top, bottom, bottom, top)
    return PlotLine(np.array(x), np.array(y), Tone.ACCENT, width_px=1.5)


def _joined(back: PlotPicture, front: PlotPicture) -> PlotPicture:
    return PlotPicture(
        grid=back.grid + front.grid,
        bands=back.bands + front.bands,
        boxes=back.boxes + front.boxes,
        lines=back.lines + front.lines,
        dots=back.dots + front.dots,
        texts=back.texts + front.texts,
    )
