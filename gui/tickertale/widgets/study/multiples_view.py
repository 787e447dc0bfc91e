"""Small multiples on the screen: a panel for each event, scrolled, clicked and walked by keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from tickertale.viewmodels.chart.plot import PlotPicture
from tickertale.viewmodels.study.study_multiple import PanelGrid, resolve_grid
from tickertale.widgets.chart.plot_painting import paint_plot
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme

_STEP_PX = 30


@dataclass(frozen=True, slots=True, eq=False)
class Panels:
    """What the view shows.

    Parameters
    ----------
    event_ids : tuple of str
        A panel for each.
    selected : str or None
        The event to point out.
    draw : callable
        Lays out panels by their places.
    """

    event_ids: tuple[str, ...]
    selected: str | None
    draw: Callable[[Sequence[int], PanelGrid], PlotPicture]


class MultiplesView(QAbstractScrollArea):
    """Paints the panels that are in view.

    Signals
    -------
    event_chosen : str
        The user clicked the panel of the event or moved to it by key.
    """

    event_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = Panels((), None, lambda _places, _grid: PlotPicture())
        self._theme = LIGHT
        self.setAccessibleName("Paths of the events, aligned on day 0")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_STEP_PX)

    @property
    def grid(self) -> PanelGrid:
        """Return where the panels lie, from the top of the first."""
        return resolve_grid(len(self._panels.event_ids), width=float(self.viewport().width()))

    def set_panels(self, panels: Panels) -> None:
        """Show these panels; nothing is emitted."""
        is_moved = panels.selected != self._panels.selected
        self._panels = panels
        self._set_range()
        if is_moved:
            self._reveal()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        set_slim_scroll_bar(self, theme)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._set_range()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        # Before, it had not the size that it is shown in.
        self._set_range()
        self._reveal()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, self.viewport().rect())
        finally:
            painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        at = event.position()
        place = self.grid.place_at(at.x(), at.y() + self.verticalScrollBar().value())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        columns = self.grid.columns
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = self._place()
        self._choose(0 if place < 0 else min(max(place + step, 0), self._last()))

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, QColor(self._theme.plot))
        top, grid = self.verticalScrollBar().value(), self.grid
        places = grid.places_between(top, top + rect.height())
        painter.translate(0.0, -float(top))
        picture = self._panels.draw(places, grid)
        paint_plot(painter, picture, theme=self._theme)
        painter.resetTransform()
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _place(self) -> int:
        ids, selected = self._panels.event_ids, self._panels.selected
        return ids.index(selected) if selected in ids else -1

    def _last(self) -> int:
        return len(self._panels.event_ids) - 1

    def _choose(self, place: int) -> None:
        if 0 <= place <= self._last():
            self.event_chosen.emit(self._panels.event_ids[place])

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(round(self.grid.height) - height, 0))
        bar.setPageStep(height)

    def _reveal(self) -> None:
        place = self._place()
        if place < 0:
            return
        rect, bar = self.grid.rect(place), self.verticalScrollBar()
        top, bottom = round(rect.y - 12.0), round(rect.bottom + 12.0)
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())
